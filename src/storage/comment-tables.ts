import type { Fixed } from './fixed.ts'

/** A question of an auditor about a session, by its number there: what it is about. */
export type CommentThreadTable = {
  session_id: Fixed<string>
  number: Fixed<number>
  about_kind: Fixed<string>
  /** Null where it is about the session as a whole. */
  about_id: Fixed<string | null>
}

/** What happened in such a thread, one after the other; the first is the question. */
export type CommentTable = {
  session_id: Fixed<string>
  thread: Fixed<number>
  number: Fixed<number>
  act: Fixed<string>
  text: Fixed<string | null>
  /** The comment of the thread that this one takes back. */
  withdraws: Fixed<number | null>
  account_id: Fixed<string>
  /** What the account was then. */
  role: Fixed<string>
  written_at: Fixed<string>
}

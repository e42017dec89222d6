import type { Conference, DocumentName } from './proceedings.ts'
import type { Instant } from './time.ts'

/** Whose cards there are, in the order in which they are printed. */
export const CARD_ROLES = ['secretary', 'head', 'witness', 'auditor'] as const

/** An entry of the journal, by its number and hash. */
type JournalEntryName = { readonly seq: number; readonly hash: string }

/** A stored paper of the session, as its card names it. */
export type CardDocument = {
  readonly name: DocumentName
  readonly revision: number
  readonly version: number
  readonly sha256: string
  readonly createdAt: Instant
}

/** Thẻ việc: what each role keeps and compares, with the codes of this session as they are now. */
export type RoleCards = Conference & {
  readonly committeeWord: string
  /** The roster's fingerprint, in groups of four. */
  readonly fingerprint: readonly string[]
  /** The entry that opened counting; `null` before. */
  readonly opened: JournalEntryName | null
  /** The newest entry of the journal. */
  readonly head: JournalEntryName
  /** SHA-256 of the public key with which this installation signs. */
  readonly sealId: string
  /** The newest version of each document, in the order they were made. */
  readonly documents: readonly CardDocument[]
}

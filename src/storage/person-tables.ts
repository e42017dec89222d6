import type { Fixed } from './fixed.ts'

/** That names on ballots were said to be one human being, or not to be, and why. */
export type PersonChangeTable = {
  id: Fixed<string>
  act: Fixed<string>
  reason: Fixed<string>
  account_id: Fixed<string>
  changed_at: Fixed<string>
  /** The change this one takes back. */
  undoes: Fixed<string | null>
}

/** Whom one name stood for before such a change, and after it. */
export type PersonMoveTable = {
  change_id: Fixed<string>
  subject_id: Fixed<string>
  old_person: Fixed<string | null>
  new_person: Fixed<string | null>
}

import type { Fixed } from './fixed.ts'

/** Who took up which pass of a sheet. One person can never stand here twice for one sheet. */
export type PassAuthorTable = {
  sheet_id: Fixed<string>
  pass_no: Fixed<number>
  account_id: Fixed<string>
}

/** What is being typed: working state, overwritten at each save; one row for each pass taken up. */
export type EntryWorkTable = {
  sheet_id: Fixed<string>
  pass_no: Fixed<number>
  /** One more at each save: whoever saves names the one they saw. */
  revision: number
  /** JSON; null while nothing is typed, and where single ballots are. */
  counts: string | null
  /** The cell last typed in. */
  cursor: string | null
  /** JSON: warnings the author has looked at again on the paper. */
  seen: string
  /** The window it is open in, since when. */
  tab: string | null
  tab_since: string | null
  /** When its author was last heard of. */
  heard_at: string
}

/** Single ballots being typed; none of them outlives the moment their sheet becomes definitive. */
export type EntryBallotTable = {
  sheet_id: Fixed<string>
  pass_no: Fixed<number>
  ordinal: Fixed<number>
  marks: string
}

/** The ballots of a definitive sheet in alphabetical order: no order of typing, time or author is left. */
export type SheetBallotsTable = {
  pass_id: Fixed<string>
  sheet_id: Fixed<string>
  ballots: Fixed<string>
}

export type EntryPassTable = {
  id: Fixed<string>
  sheet_id: Fixed<string>
  pass_no: Fixed<number>
  attempt: Fixed<number>
  account_id: Fixed<string>
  counts: Fixed<string>
  submitted_at: Fixed<string>
  supersedes: Fixed<string | null>
}

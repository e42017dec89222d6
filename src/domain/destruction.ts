import type { Conference, DocumentName, Person } from './proceedings.ts'
import type { Closing } from './retention.ts'
import type { Day, Instant } from './time.ts'

/**
 * What a destruction takes away, in the order it is listed: single ballots of definitive sheets, single
 * ballots as they were typed, what was being typed in a pass, versions prepared for a signature that never came.
 */
export const DESTROYED_KINDS = [
  'single_ballots',
  'typed_ballots',
  'working_state',
  'prepared_signatures',
] as const
export type DestroyedKind = (typeof DESTROYED_KINDS)[number]

/** How much there is of one kind: records, and the single ballots in them; `null` where they hold none. */
export type DestroyedData = {
  readonly kind: DestroyedKind
  readonly records: number
  readonly ballots: number | null
}

/** A document that stays: its last version of one revision. */
export type KeptDocument = {
  readonly name: DocumentName
  readonly revision: number
  readonly version: number
  readonly sha256: string
}

/** What stays of the session where it is. */
export type Kept = {
  /** Passes as they were handed in: totals of sheets. */
  readonly passes: number
  /** Results computed, one for each revision. */
  readonly outcomes: number
  readonly scans: number
  readonly documents: readonly KeptDocument[]
}

/** A backup the journal knows: made of the whole database, so that it holds what is destroyed. */
export type KnownBackup = { readonly at: Instant; readonly sha256: string }

/** What the secretary proposes with. */
export type DestructionWords = {
  readonly reason: string
  /** The text, decision or rule of the unit it rests on. */
  readonly basis: string
  /** The sealed packets of paper ballots as the committee states them; `null` leaves a blank. */
  readonly packets: string | null
}

type By = { readonly by: string; readonly at: Instant }

/** Everything the minutes of a destruction tell beside the conference. */
export type Destruction = DestructionWords & {
  readonly months: number
  readonly closed: Closing
  readonly lastDay: Day
  readonly proposed: By
  readonly confirmed: By
  readonly destroyed: readonly DestroyedData[]
  readonly kept: Kept
  readonly backups: readonly KnownBackup[]
}

/** Biên bản hủy phiếu và dữ liệu từng lá phiếu. */
export type DestructionTold = Conference & Destruction & { readonly chair: Person | null }

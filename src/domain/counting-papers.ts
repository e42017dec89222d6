import type { Acknowledgement } from './acknowledgement.ts'
import type { EntryPass, Settlement, SheetCounts, SheetPlan } from './entry.ts'
import type { Conference, MinutesFacts, Person } from './proceedings.ts'
import type { Tally } from './tally.ts'
import type { Instant } from './time.ts'

/** SHA-256 (hex) of the public key with which this installation signs; rehearsals have another. */
type SealId = string

/** A ballot kind by its sign and title: A, "Ban Thường vụ". */
type NamedKind = { readonly code: string; readonly title: string }

/** One sheet to be counted by hand: a paper for its reader, recorder and checker. */
export type PlannedTallySheet = {
  readonly number: number
  /** How many ballots the bundle should hold. */
  readonly ballots: number
  /** As of `sheetCodes`. */
  readonly code: string
  readonly ballotKind: NamedKind
  /** In the order of the ballot. */
  readonly subjects: readonly Person[]
}

/** Bảng kẻ phiếu: every sheet of a session, by number. */
export type TallySheets = Conference & {
  readonly sheets: readonly PlannedTallySheet[]
  /** The head of the journal when they were printed. */
  readonly head: { readonly seq: number; readonly hash: string }
  readonly sealId: SealId
}

/** What the journal says had been typed when counting was opened for the first time. */
export type CountingOpened = {
  readonly at: Instant
  /** The account; `null` when the entry names none. */
  readonly account: string | null
  /** The journal's entry that opened counting. */
  readonly journal: { readonly seq: number; readonly hash: string }
  /** Entries of the session before it: passes taken up and submitted, and the ballots in these. */
  readonly before: {
    readonly claimed: number
    readonly submitted: number
    readonly ballots: number
  }
}

/** Báo cáo số 0: what stood when counting was opened. */
export type ZeroReport = Conference &
  Pick<MinutesFacts, 'committeeWord' | 'committee' | 'witnesses'> & {
    readonly opened: Omit<CountingOpened, 'account'>
    readonly openedBy: string | null
    readonly ballotKinds: readonly (NamedKind & { readonly subjects: number })[]
    /** The roster's fingerprint, in groups of four. */
    readonly fingerprint: readonly string[]
    readonly sealId: SealId
  }

/** Who did it, by full name, and when. */
export type Done = { readonly by: string; readonly at: Instant }

/** One submission of a pass; `attempt` counts from 1 within the pass. */
export type LoggedPass = Done & { readonly pass: EntryPass; readonly attempt: number }

/** A decision of the head about a difference. */
export type LoggedSettlement = Done & { readonly settlement: Settlement; readonly reason: string }

/** An answer to a warning, or a decision to let figures stand. */
export type LoggedAnswer = Done & { readonly answer: Acknowledgement }

/** Everything that happened to one sheet. */
export type LoggedSheet = {
  readonly number: number
  readonly ballotKind: NamedKind
  readonly plan: SheetPlan
  /** Names in the order of the ballot. */
  readonly subjects: readonly string[]
  /** Every submission, by pass and attempt. */
  readonly passes: readonly LoggedPass[]
  /** In the order they were made. */
  readonly settlements: readonly LoggedSettlement[]
  /** The counts that stand for the sheet. */
  readonly definitive: SheetCounts
}

/** Nhật ký nhập phiếu: how the figures of a session came about; totals of sheets, never a single ballot. */
export type EntryLog = Conference &
  Pick<MinutesFacts, 'committeeWord' | 'committee'> & {
    readonly tally: Tally
    readonly passesRequired: number
    readonly sheets: readonly LoggedSheet[]
    readonly answers: readonly LoggedAnswer[]
    /** The head of the journal when the log was made. */
    readonly journalHead: { readonly seq: number; readonly hash: string }
    readonly sealId: SealId
  }

import type { SubjectOutcome } from './outcome.ts'
import type { Conference, Person } from './proceedings.ts'
import type { BallotKindTally, SubjectTally, Voters } from './tally.ts'
import type { Day } from './time.ts'

/** Trích kết quả: what one person received in one session, and nobody else's figures. */
export type PersonExtract = Conference & {
  readonly voters: Voters
  readonly ballotKind: Pick<BallotKindTally, 'title' | 'issued' | 'collected' | 'valid' | 'invalid'>
  readonly subject: SubjectTally
  readonly outcome: SubjectOutcome
  readonly chair: Person | null
  /** The day of the extract. */
  readonly madeOn: Day
  readonly revision: number
  /** SHA-256 (hex) of the `tally@1` bytes the documents of the session carry. */
  readonly dataSha256: string
  /** SHA-256 (hex) of the newest version of the minutes. */
  readonly minutesSha256: string
}

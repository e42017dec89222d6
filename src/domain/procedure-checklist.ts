import type { StepRecord } from './procedure.ts'
import type { Conference } from './proceedings.ts'
import type { Day } from './time.ts'

/** A recorded step and who recorded it, by full name. */
export type NamedStepRecord = StepRecord & { readonly by: string }

/** Bảng kiểm quy trình: what the regulation asks for before, at and after the vote, and what was recorded. */
export type ProcedureChecklist = Conference & {
  /** Everybody on the ballots, in the order of the lists. */
  readonly subjects: readonly { readonly id: string; readonly name: string }[]
  /** In the order they were made. */
  readonly records: readonly NamedStepRecord[]
  /** The day of looking. */
  readonly today: Day
}

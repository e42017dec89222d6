import type { Outcome } from './outcome.ts'
import type { Conference } from './proceedings.ts'
import type { Session } from './session.ts'
import type { Tally } from './tally.ts'
import type { Day } from './time.ts'

/** One session as the consolidated table has it. */
export type ConsolidatedSession = Pick<Session, 'shortId' | 'heldOn' | 'revision'> & {
  readonly tally: Tally
  readonly outcome: Outcome
  /** SHA-256 (hex) of the `tally@1` bytes its documents carry. */
  readonly dataSha256: string
}

/** The sessions of one organisation, by day. */
export type ConsolidatedOrganisation = {
  readonly name: string
  readonly sessions: readonly ConsolidatedSession[]
}

/**
 * Biểu tổng hợp đợt: the results of many sessions under one regulation, beside each other and never added
 * up: a person voted on in two places stands there twice.
 */
export type Consolidated = Pick<
  Conference,
  'mode' | 'letterhead' | 'regime' | 'side' | 'organisation' | 'settings'
> & {
  readonly from: Day
  readonly to: Day
  readonly madeOn: Day
  readonly organisations: readonly ConsolidatedOrganisation[]
  /** Sessions of the time that have no documents yet, as far as the reader may know of them. */
  readonly waiting: readonly (Pick<Session, 'shortId' | 'heldOn'> & {
    readonly organisation: string
  })[]
}

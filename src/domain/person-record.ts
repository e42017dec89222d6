import type { SubjectOutcome } from './outcome.ts'
import type { PersonAct } from './person-change.ts'
import type { Mode } from './proceedings.ts'
import type { AdoptedRegime } from './regime.ts'
import { type RunningFinding, type RunningVote, runningFindings } from './running.ts'
import type { SessionState } from './session.ts'
import { type BallotKindTally, LEVELS, type Side, type SubjectTally, type Voters } from './tally.ts'
import type { Day, Instant } from './time.ts'
import type { UseRecord } from './use.ts'

/** The figures of the person in one revision of one vote; `outcome` is `null` while it is held. */
export type RevisionFigures = {
  readonly revision: number
  readonly voters: Voters
  readonly kind: Pick<BallotKindTally, 'title' | 'issued' | 'collected' | 'valid' | 'invalid'>
  readonly line: SubjectTally
  readonly outcome: SubjectOutcome | null
  /** SHA-256 (hex) of the `tally@1` bytes the documents of the revision carry. */
  readonly dataSha256: string
  /** A corrigendum to the revision before was issued with this one. */
  readonly corrigendum: boolean
}

/** One vote on the person: where it stood, under which regulation, and what was counted in the end. */
export type RecordedVote = {
  readonly session: string
  readonly shortId: string
  readonly title: string
  readonly heldOn: Day
  readonly state: SessionState
  readonly organisation: string
  readonly organisationName: string
  readonly side: Side
  readonly subject: string
  readonly name: string
  readonly position: string
  readonly regime: AdoptedRegime
  /** The newest revision: the one that counts. */
  readonly counted: RevisionFigures
  /** Those before it that had a result, oldest first. */
  readonly earlier: readonly RevisionFigures[]
}

/** Every vote on the person in one place, by day, with the conditions that look at several of them. */
export type RecordedVenue = {
  readonly organisation: string
  readonly name: string
  readonly side: Side
  readonly votes: readonly RecordedVote[]
  readonly running: readonly RunningFinding[]
}

/** One record of the register of decisions, with the vote it follows from and what the use is called. */
export type RecordedDecision = UseRecord & {
  readonly session: string
  readonly heldOn: Day
  readonly organisationName: string
  readonly useName: string
  readonly provision: string | null
  readonly recordedAt: Instant
}

/** That names were joined to the person or split from it, as far as the reader may know those names. */
export type RecordedChange = {
  readonly id: string
  readonly act: PersonAct
  readonly reason: string
  readonly changedAt: Instant
  readonly names: readonly {
    readonly name: string
    readonly position: string
    readonly organisationName: string
    readonly heldOn: Day
    /** Whether the name came to this person with the change, or left it. */
    readonly came: boolean
  }[]
  /** It can still be taken back: nothing was said of these names since. */
  readonly standing: boolean
}

/**
 * Hồ sơ tín nhiệm: one official through sessions, places and posts, as far as the reader reaches. Places stand
 * beside each other; nothing is added or averaged, not over places and not over years.
 */
export type PersonRecord = {
  readonly id: string
  readonly mode: Mode
  /** As on the newest ballot. */
  readonly name: string
  /** Every spelling that stood on a ballot, oldest first. */
  readonly names: readonly string[]
  readonly venues: readonly RecordedVenue[]
  /** Standing records in the order of the days they were decided on; `null` when the reader may not see them. */
  readonly decisions: readonly RecordedDecision[] | null
  readonly changes: readonly RecordedChange[]
}

/**
 * The votes by place, places in the order of their first vote, votes by day; with the conditions over several
 * votes of that place. No condition ever looks over two places.
 */
export function venuesOf(votes: readonly RecordedVote[]): readonly RecordedVenue[] {
  const byDay = votes.toSorted((a, b) => (a.heldOn < b.heldOn ? -1 : a.heldOn > b.heldOn ? 1 : 0))
  return [...new Set(byDay.map(({ organisation }) => organisation))].map((organisation) => {
    const own = byDay.filter((each) => each.organisation === organisation)
    const { organisationName: name, side } = own[0]!
    return { organisation, name, side, votes: own, running: runningFindings(own.map(runningVote)) }
  })
}

/** The vote as a condition looks at it: the counts of the revision that counts, on the base of its regulation. */
function runningVote({ session, heldOn, regime, counted }: RecordedVote): RunningVote {
  const { outcome } = counted
  const counts = Object.fromEntries(
    LEVELS.flatMap((level) => {
      const share = outcome?.[level]
      return share ? [[level, share.count]] : []
    }),
  )
  const result = outcome && { base: outcome.base.value, counts }
  return { session, heldOn, regime: regime.regime, result }
}

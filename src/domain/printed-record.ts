import type {
  RecordedDecision,
  RecordedVenue,
  RecordedVote,
  RevisionFigures,
} from './person-record.ts'
import type { Conference } from './proceedings.ts'
import { type Regime, rulesOf } from './regime.ts'
import type { RunningFinding } from './running.ts'
import type { Day } from './time.ts'

/** A vote as the paper tells it: figures of the revision that counts, those before it, and the consequence. */
export type PrintedVote = Pick<
  RecordedVote,
  'shortId' | 'heldOn' | 'name' | 'position' | 'counted' | 'earlier'
> & {
  readonly regime: { readonly number: string; readonly sha256: string }
  /** The band's consequence in the words of the regulation; `null` without a band. */
  readonly consequence: string | null
}

/** A condition over several votes as the paper tells it. */
export type PrintedCondition = Pick<RunningFinding, 'heldOn' | 'answer' | 'links'> & {
  readonly regime: string
  readonly ref: string
  readonly text: string
}

/** Hồ sơ tín nhiệm as a paper: of whom it is, who prints it, and when; nothing in it is added up. */
export type PrintedRecord = Pick<
  Conference,
  'mode' | 'letterhead' | 'regime' | 'side' | 'organisation' | 'settings'
> & {
  readonly name: string
  readonly names: readonly string[]
  readonly madeOn: Day
  readonly venues: readonly {
    readonly name: string
    readonly votes: readonly PrintedVote[]
    readonly conditions: readonly PrintedCondition[]
  }[]
  readonly decisions: readonly Pick<
    RecordedDecision,
    | 'heldOn'
    | 'organisationName'
    | 'useName'
    | 'provision'
    | 'decision'
    | 'number'
    | 'decidedOn'
    | 'decidedBy'
    | 'dueOn'
  >[]
}

/** The places of a record as the paper tells them. */
export function printedVenues(venues: readonly RecordedVenue[]): PrintedRecord['venues'] {
  return venues.map(({ name, votes, running }) => ({
    name,
    votes: votes.map(printedVote),
    conditions: running.map(({ rule, session, heldOn, answer, links }) => ({
      heldOn,
      answer,
      links,
      regime: votes.find((each) => each.session === session)!.regime.regime.number,
      ref: rule.provision.ref,
      text: rule.provision.text,
    })),
  }))
}

function printedVote({ regime, ...vote }: RecordedVote): PrintedVote {
  const { shortId, heldOn, name, position, counted, earlier } = vote
  return {
    shortId,
    heldOn,
    name,
    position,
    counted,
    earlier,
    regime: { number: regime.regime.number, sha256: regime.sha256 },
    consequence: consequenceOf(regime.regime, counted),
  }
}

function consequenceOf(regime: Regime, { outcome }: RevisionFigures): string | null {
  const band = rulesOf(regime, 'band').find(({ rule }) => rule.id === outcome?.band)
  return band?.rule.consequence ?? null
}

import { checkTally, reachesQuorum } from './checks.ts'
import { leastAbove, leastAtOrAbove, parseFraction } from './fraction.ts'
import { type Finding, hasErrors } from './finding.ts'
import { percentText } from './percent.ts'
import {
  type AdoptedRegime,
  type Regime,
  type Sourced,
  baseOf,
  isWithin,
  rulesOf,
} from './regime.ts'
import type { BandRule, BaseName } from './rule.ts'
import { LEVELS, type BallotKindTally, type Level, type SubjectTally, type Tally } from './tally.ts'

/** `count` of the base; `fraction` is not reduced; `percent` is ink, `null` at base 0. */
export type Share = {
  readonly count: number
  readonly fraction: string
  readonly percent: string | null
}

/** The band a person falls in, how it follows, and how many more low marks the next one takes. */
export type SubjectOutcome = Readonly<Record<Level, Share>> & {
  readonly ballotKind: string
  readonly id: string
  readonly base: { readonly name: BaseName; readonly value: number }
  /** A band of the regime, `none`, or `undetermined` when the base is 0. */
  readonly band: string
  readonly provision: string | null
  readonly distance: { readonly toNext: { readonly band: string; readonly votes: number } | null }
}

export type Quorum = {
  readonly present: number | null
  readonly summoned: number | null
  readonly required: string
  readonly met: boolean
}

/** What follows from a tally; the content of a `tin-nhiem/outcome@1` file. */
export type Outcome = {
  readonly regime: { readonly id: string; readonly sha256: string }
  readonly status: 'computed' | 'held'
  readonly findings: readonly Finding[]
  /** `null` when the regulation asks for no quorum. */
  readonly quorum: Quorum | null
  /** One element per subject in the order of the ballots; empty while the outcome is held. */
  readonly subjects: readonly SubjectOutcome[]
}

/**
 * What the regulation says about the tally: shares, band, clause and distance for each person, or
 * `held` with the findings when the figures contradict each other. Bands are decided on whole numbers.
 *
 * @law 96-qd-tw-2023 Điều 6.3, Điều 11.2, Điều 11.3
 */
export function outcomeOf(tally: Tally, adopted: AdoptedRegime): Outcome {
  const { regime, sha256 } = adopted
  const findings = checkTally(tally, regime)
  const held = hasErrors(findings)
  return {
    regime: { id: regime.id, sha256 },
    status: held ? 'held' : 'computed',
    findings,
    quorum: quorumOf(tally, regime),
    subjects: held
      ? []
      : tally.ballotKinds.flatMap((kind) =>
          kind.subjects.map((subject) => subjectOutcome(tally, kind, subject, regime)),
        ),
  }
}

/**
 * Whether enough of the people summoned are present, as the regulation asks; `null` if it asks nothing.
 *
 * @law 96-qd-tw-2023 Điều 3.2
 */
export function quorumOf(tally: Pick<Tally, 'voters'>, regime: Regime): Quorum | null {
  const quorum = rulesOf(regime, 'quorum')[0]
  if (!quorum) return null
  const { present, summoned } = tally.voters
  const met =
    present !== null && summoned !== null && reachesQuorum(present, summoned, quorum.rule.ge)
  return { present, summoned, required: quorum.rule.ge, met }
}

function subjectOutcome(
  tally: Tally,
  kind: BallotKindTally,
  subject: SubjectTally,
  regime: Regime,
): SubjectOutcome {
  const name = baseOf(regime)?.rule.base
  if (!name) throw new TypeError('an outcome was asked of a regulation without a base')
  const value = known(name === 'collected' ? kind.collected : tally.voters.members)
  const [high, medium, low] = LEVELS.map((level): Share => {
    const count = known(subject[level])
    return { count, fraction: `${count}/${value}`, percent: percentText(count, value) }
  }) as [Share, Share, Share]
  const votes = { high: high.count, medium: medium.count, low: low.count }
  const band = bandOf(regime, votes, value)
  return {
    ballotKind: kind.id,
    id: subject.id,
    base: { name, value },
    high,
    medium,
    low,
    band: band === 'undetermined' || band === 'none' ? band : band.rule.id,
    provision: typeof band === 'string' ? null : band.provision.ref,
    distance: { toNext: nextBand(regime, votes, value) },
  }
}

/**
 * The band rule a person falls under, `none`, or `undetermined` when `base` is 0.
 *
 * `votes` and `base` are numbers of ballots, each mark 0 ≤ votes ≤ base. Ends matter: under 96-QĐ/TW
 * exactly 1/2 low is no band and exactly 2/3 is the upper one.
 *
 * @law 96-qd-tw-2023 Điều 11.2, Điều 11.3
 */
export function bandOf(
  regime: Regime,
  votes: Readonly<Record<Level, number>>,
  base: number,
): Sourced<BandRule> | 'none' | 'undetermined' {
  if (base === 0) return 'undetermined'
  return (
    rulesOf(regime, 'band').find(({ rule }) => isWithin(rule, votes[rule.level], base)) ?? 'none'
  )
}

/** The nearest band above and how many votes are missing to it; `null` when none can be reached. */
export function nextBand(
  regime: Regime,
  votes: Readonly<Record<Level, number>>,
  base: number,
): { band: string; votes: number } | null {
  if (base === 0) return null
  const above = rulesOf(regime, 'band')
    .map(({ rule }) => ({ rule, least: leastCountIn(rule, base), have: votes[rule.level] }))
    .filter(({ rule, least, have }) => least > have && least <= base && isWithin(rule, least, base))
    .sort((a, b) => a.least - a.have - (b.least - b.have))[0]
  return above ? { band: above.rule.id, votes: above.least - above.have } : null
}

function leastCountIn(rule: BandRule, base: number): number {
  if (rule.gt !== undefined) return leastAbove(parseFraction(rule.gt), base)
  return leastAtOrAbove(parseFraction(rule.ge ?? '0/1'), base)
}

/** A count that the checks have proved to be there. */
function known(count: number | null): number {
  if (count === null) throw new TypeError('an outcome was asked of a tally with missing counts')
  return count
}

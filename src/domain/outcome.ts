import { type Answered, blockingErrors } from './acknowledgement.ts'
import { checkTally, reachesQuorum } from './checks.ts'
import { leastAbove, leastAtOrAbove, parseFraction } from './fraction.ts'
import type { Finding } from './finding.ts'
import { percentText } from './percent.ts'
import {
  type AdoptedRegime,
  type Regime,
  type Sourced,
  baseOf,
  isWithin,
  levelsOf,
  rulesOf,
} from './regime.ts'
import type { BandRule, BaseName } from './rule.ts'
import type { BallotKindTally, Level, SubjectTally, Tally } from './tally.ts'

/** `count` of the base; `fraction` is not reduced; `percent` is ink, `null` at base 0. */
export type Share = {
  readonly count: number
  readonly fraction: string
  readonly percent: string | null
}

/** A share for each level of the vote, and for no other. */
export type Shares = { readonly [level in Level]?: Share | undefined }

/** The band a person falls in, how it follows, and how many more such marks the next one takes. */
export type SubjectOutcome = Shares & {
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
 * `held` with the findings when the figures contradict each other or the regulation leaves the case to the
 * committee and `decided` holds no decision of it. Errors found `beside` the tally hold it as well. Bands are
 * decided on whole numbers.
 *
 * @law 96-qd-tw-2023 Điều 6.3, Điều 11.2, Điều 11.3
 * @law bo-phieu-96-2023-qh15 Điều 17, Điều 19.3
 * @law 262-qd-tw-2014 Điều 7.3
 * @law 35-2012-qh13 Điều 11.1, Điều 11.2
 * @law 85-2014-qh13 Điều 17.1
 * @law 96-2023-qh15 Điều 19.3
 */
export function outcomeOf(
  tally: Tally,
  adopted: AdoptedRegime,
  decided: readonly Answered[] = [],
  beside: readonly Finding[] = [],
): Outcome {
  const { regime, sha256 } = adopted
  const findings = [...checkTally(tally, regime), ...beside]
  const held = blockingErrors(findings, decided).length > 0
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
  const levels = levelsOf(regime)
  const shares: Shares = Object.fromEntries(
    levels.map((level) => [level, shareOf(known(subject[level]), value)]),
  )
  const votes: Votes = Object.fromEntries(levels.map((level) => [level, known(subject[level])]))
  const band = bandOf(regime, votes, value)
  return {
    ballotKind: kind.id,
    id: subject.id,
    base: { name, value },
    ...shares,
    band: band === 'undetermined' || band === 'none' ? band : band.rule.id,
    provision: typeof band === 'string' ? null : band.provision.ref,
    distance: { toNext: nextBand(regime, votes, value) },
  }
}

function shareOf(count: number, base: number): Share {
  return { count, fraction: `${count}/${base}`, percent: percentText(count, base) }
}

/** How many ballots bear each mark; every level of the regulation has its number. */
export type Votes = { readonly [level in Level]?: number | undefined }

/**
 * The band rule a person falls under, `none`, or `undetermined` when `base` is 0.
 *
 * `votes` and `base` are numbers of ballots, each mark 0 ≤ votes ≤ base. Ends matter: under 96-QĐ/TW
 * exactly 1/2 low is no band and exactly 2/3 is the upper one.
 *
 * @law 96-qd-tw-2023 Điều 11.2, Điều 11.3
 * @law bo-phieu-96-2023-qh15 Điều 17
 * @law 262-qd-tw-2014 Sử dụng kết quả, trên 50%, Sử dụng kết quả, trên 2/3
 * @law 35-2012-qh13 Điều 10.1, Điều 11.1.d, Điều 11.2.c
 * @law 85-2014-qh13 Điều 10.1, Điều 10.2
 * @law 96-2023-qh15 Điều 12.2, Điều 12.3
 */
export function bandOf(
  regime: Regime,
  votes: Votes,
  base: number,
): Sourced<BandRule> | 'none' | 'undetermined' {
  if (base === 0) return 'undetermined'
  return (
    rulesOf(regime, 'band').find(({ rule }) => isWithin(rule, known(votes[rule.level]), base)) ??
    'none'
  )
}

/** The nearest band above and how many votes are missing to it; `null` when none can be reached. */
export function nextBand(
  regime: Regime,
  votes: Votes,
  base: number,
): { band: string; votes: number } | null {
  if (base === 0) return null
  const above = rulesOf(regime, 'band')
    .map(({ rule }) => ({ rule, least: leastCountIn(rule, base), have: known(votes[rule.level]) }))
    .filter(({ rule, least, have }) => least > have && least <= base && isWithin(rule, least, base))
    .sort((a, b) => a.least - a.have - (b.least - b.have))[0]
  return above ? { band: above.rule.id, votes: above.least - above.have } : null
}

function leastCountIn(rule: BandRule, base: number): number {
  if (rule.gt !== undefined) return leastAbove(parseFraction(rule.gt), base)
  return leastAtOrAbove(parseFraction(rule.ge ?? '0/1'), base)
}

/** A count that the checks have proved to be there. */
function known(count: number | null | undefined): number {
  if (count === null || count === undefined)
    throw new TypeError('an outcome was asked of a tally with missing counts')
  return count
}

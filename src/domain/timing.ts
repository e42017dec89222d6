import { type Finding, finding } from './finding.ts'
import { type Regime, rulesOf } from './regime.ts'
import type { EarlierEvent, TermYearRule } from './rule.ts'
import { type Day, yearOf } from './time.ts'

/** When the vote stands in its term, as the unit states it; `null` is "not stated". */
export type Timing = {
  /** The calendar year in which the term began: 2025 of the term 2025–2030. */
  readonly termStartYear: number | null
  /** The days on which what has to come first was done. */
  readonly earlier: Readonly<Record<EarlierEvent, Day | null>>
}

/** Nothing is stated. */
export const TIMING_UNKNOWN: Timing = {
  termStartYear: null,
  earlier: { council_vote: null, half_year_review: null },
}

/** Which year of the term the day lies in, counted in calendar years; 0 or less is before year 1. */
export function termYearOf(rule: TermYearRule, termStartYear: number, heldOn: Day): number {
  const first = rule.counting === 'from_start_year' ? termStartYear : termStartYear + 1
  return yearOf(heldOn) - first + 1
}

/**
 * W711 when the vote is in another year of the term than the regulation says; W712 for each earlier event
 * that was stated and is not before the vote; silent where nothing is stated. Paths lead into the timing.
 *
 * @law 96-qd-tw-2023 Điều 4
 * @law 262-qd-tw-2014 Điều 1, Thời điểm
 * @law 85-2014-qh13 Thời điểm
 * @law 96-2023-qh15 Thời điểm
 */
export function checkTiming(regime: Regime, timing: Timing, heldOn: Day): Finding[] {
  const found: Finding[] = []
  const { termStartYear, earlier } = timing
  for (const { rule, provision } of rulesOf(regime, 'term_year')) {
    if (termStartYear === null) continue
    const year = termYearOf(rule, termStartYear, heldOn)
    if (year !== rule.year)
      found.push(
        finding('W711', '/timing/termStartYear', { year, expected: rule.year }, provision.ref),
      )
  }
  for (const { rule, provision } of rulesOf(regime, 'precedence')) {
    const on = earlier[rule.earlier]
    if (on !== null && on >= heldOn)
      found.push(finding('W712', `/timing/earlier/${rule.earlier}`, {}, provision.ref))
  }
  return found
}

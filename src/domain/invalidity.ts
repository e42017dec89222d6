import { type Finding, finding } from './finding.ts'
import { type Regime, type Sourced, rulesOf } from './regime.ts'
import type { InvalidCase, InvalidityRule } from './rule.ts'
import type { Count } from './tally.ts'

/** Papers of one ballot kind that are wrong in one way, and what the committee ruled where it must. */
export type SpecialBallots = {
  readonly case: InvalidCase
  readonly ballots: number
  /** The committee's ruling where the regulation is silent; `null` while it has not ruled. */
  readonly ruling: 'valid' | 'invalid' | null
  /** Why it ruled so. */
  readonly reason: string | null
}

/**
 * What the regulation makes of papers that are wrong in this way: the whole paper is void, one line is,
 * or the committee decides; `null` when the regulation does not speak of them.
 *
 * @law 96-qd-tw-2023 Điều 6.3, phiếu không hợp lệ, Điều 6.3, thu về nhiều hơn phát ra
 * @law 262-qd-tw-2014 Điều 7.2
 * @law 35-2012-qh13 Thể lệ lấy phiếu của Quốc hội (06/2013)
 */
export function effectOf(regime: Regime, which: InvalidCase): Sourced<InvalidityRule> | null {
  return rulesOf(regime, 'invalidity').find(({ rule }) => rule.case === which) ?? null
}

/** Whether these papers count as invalid papers; `null` while the committee has not ruled. */
export function isInvalid(regime: Regime, special: SpecialBallots): boolean | null {
  const effect = effectOf(regime, special.case)?.rule.effect ?? 'committee'
  if (effect === 'committee') return special.ruling === null ? null : special.ruling === 'invalid'
  return effect === 'ballot'
}

/**
 * E205 where the regulation is silent and the committee has not ruled, E204 where more papers are named
 * invalid by their faults than were counted invalid. `path` leads to the ballot kind.
 *
 * @law 96-qd-tw-2023 Điều 6.3, phiếu không hợp lệ
 */
export function checkSpecialBallots(
  special: readonly SpecialBallots[],
  invalid: Count,
  regime: Regime,
  path: string,
): Finding[] {
  const undecided = special.flatMap((each, at): Finding[] =>
    each.ballots > 0 && isInvalid(regime, each) === null
      ? [
          finding(
            'E205',
            `${path}/special/${at}`,
            { ballots: each.ballots },
            effectOf(regime, each.case)?.provision.ref ?? null,
          ),
        ]
      : [],
  )
  const named = special
    .filter((each) => isInvalid(regime, each) === true)
    .reduce((sum, each) => sum + each.ballots, 0)
  const over = invalid !== null && named > invalid
  return [...undecided, ...(over ? [finding('E204', `${path}/invalid`, { named, invalid })] : [])]
}

/**
 * E402 for lines counted invalid where the regulation voids the whole paper for a wrongly marked line.
 *
 * @law 262-qd-tw-2014 Điều 7.2
 */
export function checkInvalidLines(
  subjects: readonly { readonly invalid: Count }[],
  regime: Regime,
  path: string,
): Finding[] {
  const rule = effectOf(regime, 'line_marks')
  if (rule?.rule.effect !== 'ballot') return []
  return subjects.flatMap(({ invalid }, at) =>
    invalid !== null && invalid > 0
      ? [finding('E402', `${path}/subjects/${at}/invalid`, { invalid }, rule.provision.ref)]
      : [],
  )
}

import { type Regime, type Sourced, rulesOf } from './regime.ts'
import type { VenuesRule } from './rule.ts'

/**
 * The rule that is broken when one person is voted on in `places` places in one round, or `null`.
 *
 * @law 96-qd-tw-2023 Điều 1.3
 */
export function tooManyVenues(regime: Regime, places: number): Sourced<VenuesRule> | null {
  return rulesOf(regime, 'venues').find(({ rule }) => places > rule.most) ?? null
}

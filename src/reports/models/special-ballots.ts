import { z } from 'zod'
import { type SpecialBallots, effectOf } from '../../domain/invalidity.ts'
import type { Regime } from '../../domain/regime.ts'
import { INVALID_CASES } from '../../domain/rule.ts'
import { countText } from '../vietnamese.ts'
import { entered, printed, reasonText } from './printed.ts'

/** Papers that were wrong in one way: how many, and what the regulation or the committee made of them. */
export const specialSchema = z.object({
  case: z.enum(INVALID_CASES),
  ballots: z.string(),
  /** The regulation decides, leaves the case open, or does not speak of it: then the committee decides. */
  grounds: z.enum(['rule', 'open', 'unmentioned']),
  /** `undecided` while the committee has to rule and has not. */
  effect: z.enum(['ballot', 'line', 'valid', 'invalid', 'undecided']),
  /** Why the committee ruled so. */
  reason: printed,
  /** Where the regulation speaks of the case; `null` when it does not. */
  provision: printed,
})
type Special = z.infer<typeof specialSchema>

/**
 * Every named fault that papers had, in the order recorded; faults of no paper are left out.
 *
 * @law 96-qd-tw-2023 Điều 6.3, phiếu không hợp lệ
 */
export function specialModel(special: readonly SpecialBallots[], regime: Regime): Special[] {
  return special
    .filter(({ ballots }) => ballots > 0)
    .map((each) => {
      const found = effectOf(regime, each.case)
      const byRule = found && found.rule.effect !== 'committee' ? found.rule.effect : null
      return {
        case: each.case,
        ballots: countText(each.ballots),
        grounds: byRule ? 'rule' : found ? 'open' : 'unmentioned',
        effect: byRule ?? each.ruling ?? 'undecided',
        reason: reasonText(each.reason),
        provision: entered(found?.provision.ref ?? null),
      }
    })
}

import { type Provision, type Regime, rulesOf } from './regime.ts'
import { type Day, addDays } from './time.ts'

/** One dated line of the plan: which step of the procedure is due on which civil day, and why. */
export type PlannedStep = {
  readonly step: string
  readonly name: string
  readonly due: Day
  readonly daysBefore: number
  readonly provision: Provision
}

/**
 * The deadlines of the procedure as civil days before the vote on `heldOn`, the earliest first. The texts
 * say "ngày" and not "ngày làm việc": weekends count.
 *
 * @law 96-qd-tw-2023 Điều 7.3, Điều 9.1
 */
export function planOf(regime: Regime, heldOn: Day): readonly PlannedStep[] {
  const names = new Map(rulesOf(regime, 'step').map(({ rule }) => [rule.id, rule.name]))
  return rulesOf(regime, 'deadline')
    .map(({ rule: { step, daysBefore }, provision }) => ({
      step,
      name: names.get(step) ?? step,
      due: addDays(heldOn, -daysBefore),
      daysBefore,
      provision,
    }))
    .sort((a, b) => b.daysBefore - a.daysBefore)
}

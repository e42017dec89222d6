import { unreachable } from '../errors.ts'
import { type Regime, type Sourced, rulesOf } from './regime.ts'
import type { ExemptionRule } from './rule.ts'
import { type Day, addMonths, yearOf } from './time.ts'

/** What decides whether a person is put to the vote; `null` is "not stated" and exempts nobody. */
export type Tenure = {
  /** The day of the appointment or election to the post. */
  readonly startedOn: Day | null
  /** The day of the notice to stop working and await retirement. */
  readonly retirementNoticeOn: Day | null
}

/**
 * The first rule by which the person is not put to the vote on `heldOn`, or `null`. Only what the
 * regulation lists exempts: illness, discipline or secondment do not.
 *
 * @law 96-qd-tw-2023 Điều 3.1
 * @law 85-2014-qh13 Đối tượng không lấy phiếu
 * @law 96-2023-qh15 Điều 2.5
 */
export function exemptionOf(
  regime: Regime,
  person: Tenure,
  heldOn: Day,
): Sourced<ExemptionRule> | null {
  return rulesOf(regime, 'exemption').find(({ rule }) => isExempt(rule, person, heldOn)) ?? null
}

function isExempt(
  rule: ExemptionRule,
  { startedOn, retirementNoticeOn }: Tenure,
  heldOn: Day,
): boolean {
  switch (rule.reason) {
    case 'retirement_notice':
      return retirementNoticeOn !== null && retirementNoticeOn <= heldOn
    case 'started_in_vote_year':
      return startedOn !== null && yearOf(startedOn) === yearOf(heldOn)
    case 'short_service':
      return startedOn !== null && addMonths(startedOn, rule.months ?? 0) > heldOn
    default:
      return unreachable(rule.reason)
  }
}

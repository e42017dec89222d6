import { type Regime, type Sourced, rulesOf } from './regime.ts'
import type { FollowUpRule, TimeLimitRule, UseRule } from './rule.ts'
import { type Day, addWorkingDays } from './time.ts'

/** What the competent level recorded that it decided; the program never fills any of it. */
export type UseRecord = {
  readonly id: string
  readonly subject: string
  /** A use (đánh giá, quy hoạch, …) or a follow-up of the person's band, by id. */
  readonly use: string
  readonly decision: string
  readonly number: string | null
  readonly decidedOn: Day | null
  /** The body or person that decided, as it calls itself. */
  readonly decidedBy: string
  /** When the matter has to be settled; `null` when nobody set a day. */
  readonly dueOn: Day | null
  /** The record this one corrects. */
  readonly supersedes: string | null
}

/**
 * The uses the regulation allows of any result.
 *
 * @law 96-qd-tw-2023 Điều 11.1
 * @law 262-qd-tw-2014 Sử dụng kết quả
 * @law 96-2023-qh15 Sử dụng kết quả
 */
export function usesOf(regime: Regime): readonly Sourced<UseRule>[] {
  return rulesOf(regime, 'use')
}

/**
 * What the regulation says has to be looked at for a person in this band.
 *
 * @law 96-qd-tw-2023 Điều 11.2, Điều 11.3
 * @law 262-qd-tw-2014 Sử dụng kết quả, trên 50%, Sử dụng kết quả, trên 2/3
 * @law 35-2012-qh13 Điều 10.1, Điều 11.1.d, Điều 11.2.c
 * @law 85-2014-qh13 Điều 10.1, Điều 10.2
 * @law 96-2023-qh15 Điều 12.2, Điều 12.3
 */
export function followUpsOf(regime: Regime, band: string): readonly Sourced<FollowUpRule>[] {
  return rulesOf(regime, 'follow_up').filter(({ rule }) => rule.band === band)
}

/** The last day to propose, then to decide, counted in working days from the day of the grounds. */
export type SuggestedDay = { readonly limit: Sourced<TimeLimitRule>; readonly day: Day }

/**
 * The days the time limits suggest when the grounds exist from `from`, one after the other: to decide
 * begins when to propose ends. Suggestions only: public holidays are not known.
 *
 * @law 96-qd-tw-2023 Quy định 377-QĐ/TW
 */
export function suggestedDays(regime: Regime, from: Day): readonly SuggestedDay[] {
  const order = ['propose', 'decide'] as const
  const limits = rulesOf(regime, 'time_limit')
  let at = from
  return order.flatMap((act) => {
    const limit = limits.find(({ rule }) => rule.act === act)
    if (!limit) return []
    at = addWorkingDays(at, limit.rule.workingDays)
    return [{ limit, day: at }]
  })
}

/** The records that stand: those no later one corrects, in the order they were made. */
export function standingRecords(records: readonly UseRecord[]): readonly UseRecord[] {
  const corrected = new Set(records.map((each) => each.supersedes))
  return records.filter((each) => !corrected.has(each.id))
}

/** Whether a record waits for its decision past its day. */
export function isOverdue(record: UseRecord, today: Day): boolean {
  return record.decidedOn === null && record.dueOn !== null && record.dueOn < today
}

import { type Finding, finding } from './finding.ts'
import { planOf } from './plan.ts'
import { type Provision, type Regime, rulesOf } from './regime.ts'
import type { StepRule } from './rule.ts'
import { type Day, daysBetween } from './time.ts'

/** What somebody recorded about a step; the latest record of a step (and person) stands. */
export type StepRecord = {
  readonly step: string
  /** The person a step per person is about; `null` for a step of the whole session. */
  readonly subject: string | null
  /** `null` takes an earlier record back. */
  readonly doneOn: Day | null
  /** The name of the paper or file, as the office keeps it. */
  readonly file: string | null
}

/** One line of the checklist. */
export type ProcedureStep<R extends StepRecord = StepRecord> = {
  readonly rule: StepRule
  readonly provision: Provision
  /** The last civil day for it, and the provision that says so; `null` when none is set. */
  readonly due: { readonly on: Day; readonly provision: Provision } | null
  /** The standing records: one, or one for each person. */
  readonly done: readonly R[]
  /** People for whom a step per person is not done yet, by id. */
  readonly missing: readonly string[]
  readonly complete: boolean
}

/**
 * The procedure as a checklist in the regulation's order, with what was recorded. `records` in the order
 * they were made; those about people who are not on the list any more are left out.
 *
 * @law 96-qd-tw-2023 Điều 1.4, Điều 7.3, Điều 9.1, Phụ lục 2
 * @law 85-2014-qh13 Điều 9
 * @law 96-2023-qh15 Điều 10, Điều 19.6
 */
export function procedureOf<R extends StepRecord>(
  regime: Regime,
  heldOn: Day,
  subjects: readonly string[],
  records: readonly R[],
): readonly ProcedureStep<R>[] {
  const due = new Map(planOf(regime, heldOn).map((each) => [each.step, each]))
  return rulesOf(regime, 'step').map(({ rule, provision }) => {
    const of = (subject: string | null) =>
      records.findLast((each) => each.step === rule.id && each.subject === subject)
    const asked = rule.per === 'person' ? subjects : [null]
    const done = asked.flatMap((subject) => {
      const last = of(subject)
      return last && last.doneOn !== null ? [last] : []
    })
    const missing =
      rule.per === 'person'
        ? subjects.filter((subject) => !done.some((each) => each.subject === subject))
        : []
    const planned = due.get(rule.id)
    return {
      rule,
      provision,
      due: planned ? { on: planned.due, provision: planned.provision } : null,
      done,
      missing,
      complete: done.length === asked.length,
    }
  })
}

/** The steps the regulation makes a condition of counting that are not done. */
export function missingConditions(steps: readonly ProcedureStep[]): readonly ProcedureStep[] {
  return steps.filter((each) => each.rule.condition && !each.complete)
}

/**
 * W721 for each step that is not complete though its day has passed, W722 for each that was done after its
 * day, with the days of delay. Steps that not every session has never warn for being absent. `today` is
 * the day of whoever looks.
 *
 * @law 96-qd-tw-2023 Điều 7.3, Điều 9.1
 */
export function checkProcedure(steps: readonly ProcedureStep[], today: Day): Finding[] {
  return steps.flatMap(({ rule, due, done, complete, missing }): Finding[] => {
    if (!due) return []
    const path = `/procedure/${rule.id}`
    const daysLate = (day: Day | null) => (day === null ? 0 : Math.max(0, daysBetween(due.on, day)))
    const late = Math.max(0, ...done.map((each) => daysLate(each.doneOn)))
    const absent = rule.per === 'person' ? missing.length : 1
    return [
      ...(!complete && !rule.ifAsked && daysLate(today) > 0
        ? [finding('W721', path, { days: daysLate(today), missing: absent }, due.provision.ref)]
        : []),
      ...(late > 0 ? [finding('W722', path, { days: late }, due.provision.ref)] : []),
    ]
  })
}

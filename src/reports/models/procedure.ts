import { z } from 'zod'
import { type ProcedureStep, procedureOf } from '../../domain/procedure.ts'
import type { NamedStepRecord, ProcedureChecklist } from '../../domain/procedure-checklist.ts'
import type { FormIdentity } from '../../domain/proceedings.ts'
import { PHASES } from '../../domain/rule.ts'
import { type Day, daysBetween } from '../../domain/time.ts'
import { countText, dateText, numberText, shortDateText } from '../vietnamese.ts'
import { conferenceModel, conferenceShape } from './conference.ts'
import { entered, named, printed } from './printed.ts'

const STATUSES = ['done', 'late', 'open', 'overdue', 'ifAsked'] as const
/** So many names are listed where people are missing; the second table has them all. */
const MOST_NAMES = 4

const stepSchema = z.object({
  number: z.string(),
  name: z.string(),
  /** Counting does not open before it is done. */
  condition: z.enum(['condition', 'none']),
  provision: z.string(),
  due: printed,
  /** The day, or for a step per person how many of all: "08/12". */
  done: printed,
  file: printed,
  by: printed,
  status: z.enum(STATUSES),
  /** Days after the last one, of what was done late or is overdue. */
  late: printed,
  missing: printed,
})

const personStepSchema = z.object({
  number: z.string(),
  name: z.string(),
  done: printed,
  file: printed,
  by: printed,
  late: printed,
})

/** Everything the template of the procedure checklist (bảng kiểm quy trình) may name. */
export const procedureSchema = z.object({
  ...conferenceShape,
  today: z.string(),
  complete: z.string(),
  asked: z.string(),
  sections: z.array(z.object({ phase: z.enum(PHASES), rows: z.array(stepSchema) })),
  /** One for each step that is done for every person. */
  personSections: z.array(z.object({ title: z.string(), rows: z.array(personStepSchema) })),
  identity: z.object({ session: printed, programVersion: z.string() }),
})
type ProcedureModel = z.infer<typeof procedureSchema>

/**
 * The steps in the regulation's order: by when, done when, with which file, by whom, and who is missing.
 *
 * @law 96-qd-tw-2023 Điều 7.3, Điều 9.1
 */
export function procedureModel(known: ProcedureChecklist, identity: FormIdentity): ProcedureModel {
  const { regime, heldOn, subjects, records, today } = known
  const ids = subjects.map(({ id }) => id)
  const steps = procedureOf(regime.regime, heldOn, ids, records)
  const asked = steps.filter(({ rule, complete }) => complete || !rule.ifAsked)
  return {
    ...conferenceModel(known),
    today: dateText(today),
    complete: countText(asked.filter(({ complete }) => complete).length),
    asked: countText(asked.length),
    sections: PHASES.flatMap((phase) => {
      const rows = steps.flatMap((step, at) =>
        step.rule.phase === phase ? [stepModel(step, at, known)] : [],
      )
      return rows.length > 0 ? [{ phase, rows }] : []
    }),
    personSections: steps
      .filter(({ rule }) => rule.per === 'person' && subjects.length > 0)
      .map((step) => ({ title: named(step.rule.name), rows: personRows(step, known) })),
    identity: { session: entered(identity.session), programVersion: identity.programVersion },
  }
}

type Step = ProcedureStep<NamedStepRecord>

function stepModel(step: Step, at: number, known: ProcedureChecklist): z.infer<typeof stepSchema> {
  const { rule, provision, due, done, complete } = step
  const { subjects, today } = known
  const late = Math.max(0, ...done.map(({ doneOn }) => daysLate(step, doneOn)))
  const overdue = complete || rule.ifAsked ? 0 : daysLate(step, today)
  const single = rule.per === 'session' ? done[0] : undefined
  return {
    number: String(at + 1),
    name: named(rule.name),
    condition: rule.condition ? 'condition' : 'none',
    provision: named(due?.provision.ref ?? provision.ref),
    due: due ? shortDateText(due.on) : null,
    done:
      rule.per === 'session'
        ? dayText(single?.doneOn ?? null)
        : `${numberText(done.length)}/${numberText(subjects.length)}`,
    file: entered(single?.file ?? null),
    by: entered(single?.by ?? null),
    status: statusOf(complete, late, overdue, rule.ifAsked === true),
    late: daysText(Math.max(late, overdue)),
    missing: missingText(step, known),
  }
}

function statusOf(
  complete: boolean,
  late: number,
  overdue: number,
  ifAsked: boolean,
): (typeof STATUSES)[number] {
  if (complete) return late > 0 ? 'late' : 'done'
  if (overdue > 0) return 'overdue'
  return ifAsked ? 'ifAsked' : 'open'
}

function personRows(step: Step, { subjects }: ProcedureChecklist) {
  return subjects.map(({ id, name }, at) => {
    const record = step.done.find(({ subject }) => subject === id)
    return {
      number: String(at + 1),
      name: named(name),
      done: dayText(record?.doneOn ?? null),
      file: entered(record?.file ?? null),
      by: entered(record?.by ?? null),
      late: daysText(daysLate(step, record?.doneOn ?? null)),
    }
  })
}

function daysLate({ due }: Step, day: Day | null): number {
  return due && day !== null ? Math.max(0, daysBetween(due.on, day)) : 0
}

function daysText(days: number): string | null {
  return days > 0 ? numberText(days) : null
}

function dayText(day: Day | null): string | null {
  return day === null ? null : shortDateText(day)
}

/** "(12) An; Bình; Chi; Dũng; …": how many, and the first of them. */
function missingText({ missing }: Step, { subjects }: ProcedureChecklist): string | null {
  if (missing.length === 0) return null
  const names = missing.map((id) => named(subjects.find((each) => each.id === id)?.name ?? id))
  const shown = names.slice(0, MOST_NAMES).join('; ')
  return `(${names.length}) ${shown}${names.length > MOST_NAMES ? '; …' : ''}`
}

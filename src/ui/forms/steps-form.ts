import type { ProcedureStep, StepRecord } from '../../domain/procedure.ts'
import { isDay } from '../../domain/time.ts'
import { type Typed, dayOf, textOf } from './form.ts'
import { type FieldPlace, refuseField } from './refusal.ts'

/** The name that the fields of a step begin with: `.on`, `.file`, and `.was`, what the page showed. */
export function stepKey(step: string, subject: string | null): string {
  return subject === null ? `steps.${step}` : `steps.${step}.${subject}`
}

/** The one day for everybody whose step is not recorded yet. */
export function dayForAll(step: string): string {
  return `all.${step}`
}

/** What a record was when the page was made: whoever changes nothing overwrites nothing. */
function shownText(on: string, file: string): string {
  return `${on} ${file}`.trim()
}

/** The standing records as they stand in the form. */
export function stepsTyped(steps: readonly ProcedureStep[]): Typed {
  return Object.fromEntries(
    steps.flatMap(({ rule, done }) =>
      done.flatMap(({ subject, doneOn, file }) => {
        const key = stepKey(rule.id, subject)
        const [on, paper] = [doneOn ?? '', file ?? '']
        return [
          [`${key}.on`, on],
          [`${key}.file`, paper],
          [`${key}.was`, shownText(on, paper)],
        ]
      }),
    ),
  )
}

/**
 * The records changed since the page was made, for the schema to check. The day for all goes to those
 * who have none. Refused at the field: a file without its day (`required`), a day for all that is none.
 */
export function stepChanges(
  typed: Typed,
  steps: readonly ProcedureStep[],
  subjects: readonly string[],
): readonly StepRecord[] {
  return steps.flatMap(({ rule }) => {
    const forAll = dayOf(typed, dayForAll(rule.id))
    if (forAll !== null && !isDay(forAll)) refuseField(`/${dayForAll(rule.id)}`, 'day', forAll)
    const asked = rule.per === 'person' ? subjects : [null]
    return asked.flatMap((subject) => changeOf(typed, rule.id, subject, forAll))
  })
}

function changeOf(
  typed: Typed,
  step: string,
  subject: string | null,
  forAll: string | null,
): readonly StepRecord[] {
  const key = stepKey(step, subject)
  if (typed[`${key}.on`] === undefined) return [] // not on the page
  const was = textOf(typed, `${key}.was`)
  const file = textOf(typed, `${key}.file`)
  const doneOn = dayOf(typed, `${key}.on`) ?? (was === '' ? forAll : null)
  if (shownText(doneOn ?? '', file) === was) return []
  if (doneOn === null && was === '') refuseField(`/${key}.on`, 'required')
  return [{ step, subject, doneOn, file: doneOn === null ? null : file || null }]
}

/** Where a pointer into those records stands in the form. */
export function stepsPlace(changes: readonly StepRecord[]): (path: string) => FieldPlace {
  return (path) => {
    const [, at = '', cell] = path.split('/')
    const change = changes[Number(at)]
    if (!change) return { field: at }
    const key = stepKey(change.step, change.subject)
    return { field: `${key}.${cell === 'file' ? 'file' : 'on'}` }
  }
}

/** How the fields are called in the list of what is to be mended. */
export function stepLabels(
  steps: readonly ProcedureStep[],
  subjects: readonly { readonly id: string; readonly name: string }[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    steps.flatMap(({ rule }) => {
      const people = rule.per === 'person' ? subjects : [{ id: null, name: '' }]
      const own = people.flatMap(({ id, name }) => {
        const about = name ? `${rule.name}, ${name}` : rule.name
        const key = stepKey(rule.id, id)
        return [
          [`${key}.on`, `${about}, ngày`],
          [`${key}.file`, `${about}, tên tệp`],
        ]
      })
      return [...own, [dayForAll(rule.id), `${rule.name}, ngày cho mọi người`]]
    }),
  )
}

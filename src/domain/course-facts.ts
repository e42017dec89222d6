import { type ProcedureStep, checkProcedure } from './procedure.ts'
import { type DocumentName, DOCUMENT_NAMES, STORED_NAMES } from './proceedings.ts'
import { type DoneOn, type SessionFact } from './session-comparison.ts'
import type { SessionState } from './session.ts'
import { countFact } from './session-facts.ts'
import { type Day, daysBetween } from './time.ts'

/** States a session goes through on its way, in their order. */
const WAY = [
  'ready',
  'counting',
  'entered',
  'reconciled',
  'computed',
  'issued',
  'signed',
  'published',
] as const satisfies readonly SessionState[]

/** How something done on a day lies to the vote and to what came before it. */
function doneOn(on: Day, heldOn: Day, previous: Day | null): DoneOn {
  const sincePrevious = previous === null ? null : daysBetween(previous, on)
  return { on, fromVote: daysBetween(heldOn, on), late: null, sincePrevious, done: 1, asked: 1 }
}

/**
 * The steps of the regulation in its order: done when, how late, or missing since when; `people` is how many
 * stand on the lists. A step for each person has the day of the last one.
 *
 * @law 96-qd-tw-2023 Điều 7.3, Điều 9.1
 */
export function procedureFacts(
  steps: readonly ProcedureStep[],
  heldOn: Day,
  people: number,
  today: Day,
): readonly SessionFact[] {
  const found = checkProcedure(steps, today)
  let previous: Day | null = null
  return steps.map((step): SessionFact => {
    const { rule, done } = step
    const days = (code: 'W721' | 'W722') =>
      found.find((each) => each.code === code && each.path === `/procedure/${rule.id}`)?.numbers
        .days ?? null
    const base = { group: 'procedure', fact: 'step', of: rule.id, name: rule.name } as const
    const last = done.map((each) => each.doneOn!).reduce(latest, null)
    if (last === null) return { ...base, value: null, overdue: days('W721') ?? undefined }
    const dated = doneOn(last, heldOn, previous)
    previous = last
    const asked = rule.per === 'person' ? people : 1
    return {
      ...base,
      value: { as: 'done', ...dated, late: days('W722'), done: done.length, asked },
    }
  })
}

function latest(one: Day | null, two: Day): Day {
  return one === null || two > one ? two : one
}

/**
 * When the session last came to each state, in their order; what it never reached is not recorded. `reached`
 * in the order in which it happened.
 */
export function courseFacts(
  reached: readonly { readonly state: SessionState; readonly on: Day }[],
  heldOn: Day,
): readonly SessionFact[] {
  const cancelled = reached.some(({ state }) => state === 'cancelled')
  let previous: Day | null = null
  return [...WAY, ...(cancelled ? (['cancelled'] as const) : [])].map((fact): SessionFact => {
    const on = reached.findLast(({ state }) => state === fact)?.on
    const base = { group: 'course', fact, of: null, name: null } as const
    if (on === undefined) return { ...base, value: null }
    const dated = doneOn(on, heldOn, previous)
    previous = on
    return { ...base, value: { as: 'done', ...dated } }
  })
}

/** A document of the present revision. */
export type MadeDocument = {
  readonly name: DocumentName
  readonly madeOn: Day
  /** The day of the last signature; `null` while there is none. */
  readonly signedOn: Day | null
  /** How many fields nobody has signed. */
  readonly open: number
  readonly scans: number
  readonly copies: number
}

/** Which documents were made, signed, scanned and copied, and the days it took; the minutes and the report always. */
export function documentFacts(made: readonly MadeDocument[], heldOn: Day): readonly SessionFact[] {
  const asked = STORED_NAMES.filter(
    (name) =>
      DOCUMENT_NAMES.some((each) => each === name) || made.some((each) => each.name === name),
  )
  return asked.flatMap((of): readonly SessionFact[] => {
    const base = { group: 'documents', of, name: null } as const
    const found = made.find(({ name }) => name === of)
    if (!found) return [{ ...base, fact: 'made', value: null }]
    const { madeOn, signedOn, open, scans, copies } = found
    const value = { as: 'done', ...doneOn(madeOn, heldOn, null) } as const
    const days = signedOn === null ? null : daysBetween(madeOn, signedOn)
    return [
      { ...base, fact: 'made', value },
      { ...base, fact: 'openFields', value: countFact(open) },
      { ...base, fact: 'daysToSign', value: days === null ? null : { as: 'days', count: days } },
      { ...base, fact: 'scans', value: countFact(scans) },
      { ...base, fact: 'copies', value: countFact(copies) },
    ]
  })
}

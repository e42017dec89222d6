import { expect } from 'vitest'
import type { VerificationStep } from '../../src/actions/verification-step.ts'

/** What the page may say of a step that the program takes and it does not, and nothing else. */
const NOT_HERE: Readonly<Record<string, string>> = {
  outcome_recomputed: 'second_only',
  printed_figures: 'pages_not_compared',
  drawn_again: 'not_drawn_here',
}

/** The program tells how far it could read figures; the page only that they are not written as the program writes them. */
const UNREADABLE = new Set<unknown>([
  'unknown_format',
  'invalid_json',
  'invalid_utf8',
  'invalid_input',
])

type Steps = readonly VerificationStep[]

function lineOf({ number, id, status, detail }: VerificationStep): string {
  const { reason, code, file, failed, what } = detail
  const within = Array.isArray(failed)
    ? (failed as { step: string; reason: unknown }[]).map(
        (each) => `${each.step}=${String(each.reason)}`,
      )
    : []
  const told = [reason ?? code, file, what, ...within].filter((each) => each !== undefined)
  return [number, id, status, ...told].map(String).join(' ')
}

/**
 * The page says of every step what the program says: number, identity, status, reason and file; but for the steps it
 * does not take, which do not apply there, and the second count, which is asked there also where the first differs.
 */
export function expectAlike(page: Steps, program: Steps): void {
  const differs = program.some(
    (step) => step.id === 'outcome_recomputed' && step.status === 'failed',
  )
  const wanted = program.map((step, at) => {
    const own = page[at]
    const untaken = NOT_HERE[step.id]
    if (untaken !== undefined && own?.detail['reason'] === untaken) {
      const { file } = step.detail
      const detail = { reason: untaken, ...(file === undefined ? {} : { file }) }
      return lineOf({ ...step, status: 'not_applicable', detail })
    }
    if (differs && step.id === 'recount_agrees')
      return lineOf({ ...step, status: 'failed', detail: { reason: 'outcome_differs' } })
    const { code } = step.detail
    if (own?.detail['code'] === 'not_canonical' && UNREADABLE.has(code))
      return lineOf({ ...step, detail: { code: 'not_canonical' } })
    return lineOf(step)
  })
  expect(page.map(lineOf)).toEqual(wanted)
}

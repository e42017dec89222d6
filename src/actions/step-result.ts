import type { DatabaseReason } from '../domain/verification-steps.ts'
import type { VerificationStep } from './verification-step.ts'

/** How one step about a database came out. */
export type StepResult = Pick<VerificationStep, 'status' | 'detail'>
type Detail = VerificationStep['detail']

export const ok = (detail: Detail = {}): StepResult => ({ status: 'ok', detail })
export const failed = (reason: DatabaseReason, detail: Detail = {}): StepResult => ({
  status: 'failed',
  detail: { reason, ...detail },
})
export const skipped = (
  reason: DatabaseReason | 'not_reached',
  detail: Detail = {},
): StepResult => ({
  status: 'not_applicable',
  detail: { reason, ...detail },
})

const MOST_TOLD = 20

/** Failed with the first of the differences and how many there are; `ok` where there is none. */
export function differences(reason: DatabaseReason, found: readonly unknown[]): StepResult {
  if (found.length === 0) return ok()
  return failed(reason, { count: found.length, differences: found.slice(0, MOST_TOLD) })
}

/** Whether the second count comes to every stored result; says nothing where what it rests on is unproven. */
export function recounted(
  { outcomes, apart }: { readonly outcomes: number; readonly apart: readonly unknown[] },
  unproven: boolean,
): StepResult {
  if (unproven) return skipped('not_reached')
  if (outcomes === 0) return skipped('no_outcomes')
  return apart.length === 0 ? ok({ outcomes }) : differences('recount_differs', apart)
}

import type { SignatureVerdict, VerificationStep } from '../../src/signatures/verdict.ts'

/** "result reason" of a step, as "failed digest_differs". */
export function outcome(verdict: SignatureVerdict | undefined, step: VerificationStep): string {
  const check = verdict?.checks.find((one) => one.step === step)
  return [check?.result, check?.reason].filter((word) => word !== undefined).join(' ')
}

/** The failed steps with their reasons, as "digest digest_differs". */
export function failures(verdict: SignatureVerdict | undefined): readonly string[] {
  const failed = verdict?.checks.filter(({ result }) => result === 'failed') ?? []
  return failed.map(({ step, reason }) => `${step} ${reason}`)
}

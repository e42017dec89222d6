import type { Verification } from './actions/verification.ts'
import { type InspectionLimits, inspectionWorkers } from './inspection-workers.ts'
import type { VerifierTasks } from './verifier-worker.ts'
import type { VerifierSettings } from './verifier.ts'

/** An archive of a year's session takes a second; one at the limit of its size, some minutes. */
const LIMITS: InspectionLimits = { ms: 600_000, heapMb: 1024 }

type Settings = VerifierSettings & {
  /** Threads at most, ≥ 1. */
  readonly threads: number
  /** Other limits, for tests. */
  readonly limits?: InspectionLimits
}

/**
 * Threads that verify whole files, each with everything it relies on read once. Refusals as of `verifyBytes`; what breaks its
 * thread, or takes too long or too much memory (`pdf_too_complex`), fails alone.
 */
export function verifierWorkers({ threads, limits = LIMITS, ...verifier }: Settings) {
  const workers = inspectionWorkers<VerifierTasks>({
    worker: import.meta.url.replace(/verifier-workers(?=\.[jt]s$)/, 'verifier-worker'),
    workerData: verifier satisfies VerifierSettings,
    threads,
    limits,
    failed: () => undefined, // whoever waits for the file is told
  })
  return {
    verify: (bytes: Uint8Array) => workers.run<Verification>({ name: 'verify', given: [bytes] }),
    close: () => workers.close(),
  }
}

import { workerData } from 'piscina'
import type { Verification } from './actions/verification.ts'
import { type VerifierSettings, verifierFrom, verifyBytes } from './verifier.ts'
import { answering } from './worker-task.ts'

/** What threads that verify whole files do. */
export type VerifierTasks = {
  /** As `verifyBytes`. */
  readonly verify: (bytes: Uint8Array) => Promise<Verification>
}

const verifier = verifierFrom(workerData as VerifierSettings)

/** What runs in each of them: regulations, templates and roots are read once, when the thread begins. */
export const work = answering<VerifierTasks>({
  verify: async (bytes) => verifyBytes(verifier, bytes),
})

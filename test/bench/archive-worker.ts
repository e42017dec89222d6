import { verifyArchive } from '../../src/actions/archives/verify-archive.ts'
import { INSPECTION_TASKS } from '../../src/actions/pdf-work.ts'
import { readRegimes } from '../../src/formats/regime.ts'
import { sourceOf } from '../../src/formats/archive/read-stored-zip.ts'
import { ROOT, VERSION } from '../../src/program.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { answering } from '../../src/worker-task.ts'

const verifier = {
  regimes: readRegimes(`${ROOT}/data/regimes`),
  reports: { templates: loadTemplates(`${ROOT}/templates`) },
  pdf: INSPECTION_TASKS,
  trustedRoots: [],
  crls: [],
  now: () => '2026-11-23T12:00:00.000Z',
  store: null,
  version: VERSION,
  seals: null,
}

export type ArchiveTasks = {
  /** Whether every step of the archive holds. */
  readonly verify: (bytes: Uint8Array) => Promise<boolean>
}

/** What runs in each thread that verifies archives. */
export const work = answering<ArchiveTasks>({
  verify: async (bytes) => (await verifyArchive(verifier, sourceOf(bytes))).verification.holds,
})

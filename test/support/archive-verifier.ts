import { INSPECTION_TASKS, type InspectionTasks } from '../../src/actions/pdf-work.ts'
import type { ArchiveVerifier } from '../../src/actions/archives/verify-archive.ts'
import { readRegimes } from '../../src/formats/regime.ts'
import { ROOT, VERSION } from '../../src/program.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { filesIn, fixture } from './archive-forgery.ts'

/** The tasks, each file read once however often it is asked for. */
function remembering(tasks: InspectionTasks): InspectionTasks {
  const kept = new Map<string, Promise<unknown>>()
  const once = <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const known = kept.get(key) ?? make()
    kept.set(key, known)
    return known as Promise<T>
  }
  return {
    ...tasks,
    inspectPdf: (pdf, trust) =>
      once(`inspect ${trust.roots?.map(sha256).join()} ${trust.now} ${sha256(pdf)}`, () =>
        tasks.inspectPdf(pdf, trust),
      ),
    readPages: (pdf) => once(`read ${sha256(pdf)}`, () => tasks.readPages(pdf)),
    drawAgain: (drawn) =>
      once(`draw ${sha256(JSON.stringify(drawn))}`, () => tasks.drawAgain(drawn)),
  }
}

/** A machine that has never heard of the sessions; it trusts the authority of the fixtures. */
export const STRANGER: ArchiveVerifier = {
  regimes: readRegimes(`${ROOT}/data/regimes`),
  reports: { templates: loadTemplates(`${ROOT}/templates`) },
  pdf: remembering(INSPECTION_TASKS),
  trustedRoots: [filesIn(fixture('v1-real')).get('certificates/root-01.cer')!],
  crls: [],
  now: () => '2026-11-23T12:00:00.000Z',
  store: null,
  version: VERSION,
  seals: null,
}

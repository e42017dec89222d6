import { INSPECTION_TASKS } from './actions/pdf-work.ts'
import { type ArchiveVerifier, verifyArchive } from './actions/archives/verify-archive.ts'
import { type Verification, verifyDocument } from './actions/verification.ts'
import { AppError } from './errors.ts'
import { isArchive, sourceOf } from './formats/archive/read-stored-zip.ts'
import { readRegimes } from './formats/regime.ts'
import { ROOT, VERSION } from './program.ts'
import { readPrintedTemplates } from './reports/printed-template.ts'
import { readTemplates } from './reports/template.ts'
import { readCrls, readRoots } from './trusted-roots.ts'

const PDF_LIMIT = 30_000_000
/** The largest archive read, in bytes. */
export const ARCHIVE_LIMIT = 1_000_000_000

/** Where lies what a check without a database relies on; plain data, so that a thread can be begun with it. */
export type VerifierSettings = {
  readonly regimeFolders: Parameters<typeof readRegimes>[0]
  /** The organisation's own templates. */
  readonly templatesFolder: string | null
  /** Folders of templates that are not in use any more. */
  readonly otherTemplates: readonly string[]
  /** A PEM file. */
  readonly roots: string | null
  /** Files and folders. */
  readonly crls: readonly (string | null)[]
  /** Identities of keys that activity reports may be sealed with. */
  readonly trustedSeals: readonly string[]
}

/** All of it read, once for however many files. Refusals of what cannot be read: `roots_unreadable`, `crl_unreadable` … */
export function verifierFrom(settings: VerifierSettings): ArchiveVerifier {
  const { regimeFolders, templatesFolder, otherTemplates, roots, crls, trustedSeals } = settings
  const inUse = readTemplates(`${ROOT}/templates`, templatesFolder)
  return {
    regimes: readRegimes(regimeFolders),
    reports: { templates: inUse.templates },
    pdf: INSPECTION_TASKS,
    otherTemplates: otherTemplates.flatMap((folder) => readPrintedTemplates(folder)),
    trustedRoots: readRoots(roots),
    crls: crls.flatMap((path) => readCrls(path)),
    trustedSeals,
    now: () => new Date().toISOString(),
    store: null,
    version: VERSION,
    seals: null,
  }
}

/** A PDF or an archive, whatever the file is called. Refusals as of `verifyDocument`; `too_large`. */
export async function verifyBytes(
  verifier: ArchiveVerifier,
  bytes: Uint8Array,
): Promise<Verification> {
  if (isArchive(bytes)) return (await verifyArchive(verifier, sourceOf(bytes))).verification
  if (bytes.length > PDF_LIMIT)
    throw new AppError('too_large', { size: bytes.length, limit: PDF_LIMIT })
  return verifyDocument(verifier, bytes)
}

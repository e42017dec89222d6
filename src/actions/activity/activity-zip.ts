import { AppError } from '../../errors.ts'
import { type ByteSource, bytesOf, readStoredZip } from '../../formats/archive/read-stored-zip.ts'
import { ZIP, storedZip } from '../../formats/archive/stored-zip.ts'
import type { Attachment } from '../../reports/draw.ts'
import { sha256 } from '../../storage/sha256.ts'
import { type Verification, type Verifier, basisOf } from '../verification.ts'
import type { FoundStep } from '../verification-step.ts'
import { checkReport } from './activity-check.ts'
import { ACTIVITY_FILES, REPORT_FILE } from './activity-file-names.ts'
import { checkEmbeddedActivity } from './embedded-activity.ts'

/** The files of a report beside each other, without a paper: the same files, the same bytes. */
export function activityZip(files: readonly Pick<Attachment, 'name' | 'bytes'>[]): Uint8Array {
  const zip = storedZip()
  const pieces = files.flatMap(({ name, bytes }) => zip.add(name, bytes))
  return Buffer.concat([...pieces, zip.end()])
}

/** The files of a zip that begins with a report, as no archive of a session does; `null` for any other. */
export function activityFilesIn(source: ByteSource): ReadonlyMap<string, Uint8Array> | null {
  const first = source.read(ZIP.localSize, REPORT_FILE.length)
  if (Buffer.from(first).toString('latin1') !== REPORT_FILE) return null
  try {
    const entries = readStoredZip(source)
    return new Map(entries.map((entry) => [entry.path, bytesOf(source, entry)]))
  } catch (error) {
    if (error instanceof AppError) return null // as an archive it is refused with what is wrong
    throw error
  }
}

/** Checks the files of a report in numbered steps, those of its paper left out. */
export async function verifyActivityFiles(
  verifier: Verifier,
  source: ByteSource,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Verification> {
  const { regimes } = await basisOf(verifier)
  const { steps: data, own, proven } = checkEmbeddedActivity(files, regimes)
  const here = proven ? await checkReport(verifier, proven) : []
  const steps = [filesStep(files), ...data, ...own, ...here].map((step, at) => ({
    number: at + 1,
    ...step,
  }))
  const holds = steps.every(({ status }) => status !== 'failed')
  const rehearsal = proven?.report.mode === 'rehearsal'
  return {
    sha256: sha256(source.read(0, source.size)),
    rehearsal,
    verdict: !holds ? 'fails' : rehearsal ? 'holds_rehearsal' : 'holds',
    steps,
    holds,
    figures: null,
  }
}

/** Step `files_listed`: the files of a report are there, and no others. */
function filesStep(files: ReadonlyMap<string, Uint8Array>): FoundStep {
  const id = 'files_listed'
  const names: readonly string[] = ACTIVITY_FILES
  const odd = [...names, ...files.keys()].find((name) => !names.includes(name) || !files.has(name))
  if (odd === undefined) return { id, status: 'ok', detail: {} }
  return { id, status: 'failed', detail: { reason: 'manifest_differs', file: odd } }
}

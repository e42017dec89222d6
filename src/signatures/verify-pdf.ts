import type { PDF } from '@libpdf/core'
import { AppError } from '../errors.ts'
import { findWrittenRanges } from './byte-range.ts'
import { checkCertification, checkField, checkOrder } from './check-places.ts'
import { inspectSignature, isDocumentTimestamp, isIntact } from './inspect-signature.ts'
import type { CoveringTime, Inspection } from './inspect-signature.ts'
import type { Trust } from './inspect-token.ts'
import { openPdf } from './open-pdf.ts'
import type { OpenedPdf } from './open-pdf.ts'
import { changesBetween } from './revision-changes.ts'
import { readSignatureDictionaries } from './signature-dictionary.ts'
import type { SignatureDictionary } from './signature-dictionary.ts'
import { findSignatureFields } from './signature-fields.ts'
import { VERIFICATION_STEPS } from './verdict.ts'
import type { SignatureVerdict, VerificationCheck } from './verdict.ts'
import { reasonOfChanges } from './why-changed.ts'

/** `roots` are trusted certificates and `crls` revocation lists, both DER, none if left out; `now` is an ISO instant. */
export type VerificationOptions = Pick<Trust, 'now'> & Partial<Trust>

/** The file with all its signatures, against which each is judged. */
type Whole = OpenedPdf & {
  readonly file: Uint8Array
  readonly inspections: readonly Inspection[]
  readonly open: readonly string[]
}

const MAX = Number.MAX_SAFE_INTEGER
/** Each is compared with the whole file; a committee has fewer members. */
const MAX_SIGNATURES = 100

const NOTHING_KNOWN: Omit<SignatureVerdict, 'field' | 'checks'> = {
  kind: 'signature',
  commonName: null,
  signedAt: null,
  provenAt: null,
  reason: null,
  location: null,
  subFilter: null,
  certificate: null,
  certification: null,
}

/**
 * One verdict per signature and document timestamp in the order of signing (of the ends of what they cover); then field
 * values that are no signatures, then signed bytes that no field shows. Empty when the file has none. `given` is what
 * `openPdf` made of the file, if it did. AppError `pdf_unreadable`, `pdf_too_complex` (detail.reason signatures).
 */
export async function verifySignatures(
  file: Uint8Array,
  { roots = [], crls = [], now }: VerificationOptions,
  given?: OpenedPdf,
): Promise<readonly SignatureVerdict[]> {
  const opened = given ?? (await openPdf(file))
  const values = readSignatureDictionaries(opened.pdf)
  if (values.length > MAX_SIGNATURES)
    throw new AppError('pdf_too_complex', { reason: 'signatures' })
  const dictionaries = values.flatMap(({ dictionary }) => dictionary ?? [])
  const inspections = inspectAll(file, dictionaries, { roots, crls, now })
  const fields = findSignatureFields(opened.pdf)
  const open = fields.filter(({ value }) => value === null).map(({ name }) => name)
  const whole: Whole = { ...opened, file, inspections, open }
  const verdicts: SignatureVerdict[] = []
  for (const inspection of inspections) verdicts.push(await judge(inspection, whole))
  const strangers = values
    .filter(({ dictionary }) => dictionary === null)
    .map(({ field }) => unreadable(field, 'not_a_signature'))
  return [...verdicts, ...strangers, ...unreachableSignatures(whole)]
}

/** The document's timestamps first: they prove the time of what they cover, signatures and earlier timestamps. */
function inspectAll(
  file: Uint8Array,
  dictionaries: readonly SignatureDictionary[],
  trust: Trust,
): readonly Inspection[] {
  const stamps = dictionaries
    .filter(isDocumentTimestamp)
    .map((dictionary) => inspectSignature(file, dictionary, trust, []))
  const covering: CoveringTime[] = stamps.flatMap(({ range, provenAt }) =>
    range && provenAt ? [{ end: range.end, time: provenAt }] : [],
  )
  const signatures = dictionaries
    .filter((dictionary) => !isDocumentTimestamp(dictionary))
    .map((dictionary) => inspectSignature(file, dictionary, trust, covering))
  return [...signatures, ...stamps].toSorted(
    (a, b) => (a.range?.end ?? MAX) - (b.range?.end ?? MAX),
  )
}

async function judge(inspection: Inspection, whole: Whole): Promise<SignatureVerdict> {
  const { dictionary, commonName, certificate, provenAt } = inspection
  const { signedAt, reason, location, subFilter, certification, field } = dictionary
  const reached = [checkField(inspection, whole), ...inspection.checks]
  if (inspection.range)
    reached.push(
      checkCoverage(inspection, whole),
      checkCertification(inspection, whole),
      checkOrder(inspection, whole),
      await checkLaterChanges(inspection, whole),
    )
  return {
    kind: isDocumentTimestamp(dictionary) ? 'document_timestamp' : 'signature',
    field,
    commonName,
    signedAt,
    provenAt,
    reason,
    location,
    subFilter,
    certificate,
    certification,
    checks: completed(reached),
  }
}

function checkCoverage(inspection: Inspection, whole: Whole): VerificationCheck {
  const step = 'coverage'
  const end = inspection.range!.end
  if (whole.damaged) return { step, result: 'failed', reason: 'damaged_file' }
  if (end === whole.file.length) return { step, result: 'ok', reason: 'whole_file' }
  const later = whole.inspections.filter((one) => isIntact(one) && one.range!.end > end)
  const covered = Math.max(end, ...later.map(({ range }) => range!.end))
  if (covered < whole.file.length) {
    const detail = { from: covered, bytes: whole.file.length - covered }
    return { step, result: 'failed', reason: 'unsigned_bytes', detail }
  }
  const detail = { fields: later.map(({ dictionary }) => dictionary.field) }
  return { step, result: 'ok', reason: 'later_signatures', detail }
}

/** Compares the document as it was signed, which the covered bytes are by themselves, with what the file shows now. */
async function checkLaterChanges({ range }: Inspection, whole: Whole): Promise<VerificationCheck> {
  const step = 'later_changes'
  const end = range!.end
  if (end === whole.file.length)
    return { step, result: 'not_applicable', reason: 'no_later_revision' }
  const signed = await openRevision(whole.file.subarray(0, end))
  if (!signed) return { step, result: 'failed', reason: 'unreadable_revision' }
  const paths = changesBetween(signed, whole.pdf)
  if (paths.length === 0) return { step, result: 'ok' }
  return { step, result: 'failed', reason: reasonOfChanges(paths), detail: { paths } }
}

async function openRevision(bytes: Uint8Array): Promise<PDF | null> {
  try {
    const { pdf, damaged } = await openPdf(bytes)
    return damaged ? null : pdf
  } catch {
    return null
  }
}

function unreachableSignatures({ file, inspections }: Whole): readonly SignatureVerdict[] {
  const known = new Set(inspections.map(({ dictionary }) => dictionary.byteRange.join(' ')))
  const hidden = new Set(findWrittenRanges(file).map((numbers) => numbers.join(' ')))
  return [...hidden].filter((range) => !known.has(range)).map(() => unreadable(null, 'unreachable'))
}

function unreadable(
  field: string | null,
  reason: 'unreachable' | 'not_a_signature',
): SignatureVerdict {
  return {
    ...NOTHING_KNOWN,
    field,
    checks: completed([{ step: 'field', result: 'failed', reason }]),
  }
}

/** Every step once and in order; those not reached do not apply. */
function completed(reached: readonly VerificationCheck[]): readonly VerificationCheck[] {
  return VERIFICATION_STEPS.map(
    (step) =>
      reached.find((check) => check.step === step) ?? {
        step,
        result: 'not_applicable',
        reason: 'not_reached',
      },
  )
}

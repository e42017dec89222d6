import type { PDF } from '@libpdf/core'
import { findWrittenRanges } from './byte-range.ts'
import { inspectSignature, isIntact } from './inspect-signature.ts'
import type { Inspection, VerificationOptions } from './inspect-signature.ts'
import { openPdf } from './open-pdf.ts'
import type { OpenedPdf } from './open-pdf.ts'
import { changesBetween } from './revision-changes.ts'
import { readSignatureDictionaries } from './signature-dictionary.ts'
import { VERIFICATION_STEPS } from './verdict.ts'
import type { SignatureVerdict, VerificationCheck } from './verdict.ts'

/** The file with all its signatures, against which each is judged. */
type Whole = OpenedPdf & { readonly file: Uint8Array; readonly inspections: readonly Inspection[] }

const MAX = Number.MAX_SAFE_INTEGER

const NOTHING_KNOWN: Omit<SignatureVerdict, 'field' | 'checks'> = {
  commonName: null,
  signedAt: null,
  reason: null,
  location: null,
  subFilter: null,
  certificate: null,
  certification: null,
}

/**
 * One verdict per signature in the order of signing (of the ends of what they cover); then field values that are no signatures,
 * then signed bytes that no field shows. Empty when the file has none. AppError `pdf_unreadable`.
 */
export async function verifySignatures(
  file: Uint8Array,
  options: VerificationOptions,
): Promise<readonly SignatureVerdict[]> {
  const opened = await openPdf(file)
  const values = readSignatureDictionaries(opened.pdf)
  const inspections = values
    .flatMap(({ dictionary }) => (dictionary ? [inspectSignature(file, dictionary, options)] : []))
    .toSorted((a, b) => (a.range?.end ?? MAX) - (b.range?.end ?? MAX))
  const whole: Whole = { ...opened, file, inspections }
  const verdicts: SignatureVerdict[] = []
  for (const inspection of inspections) verdicts.push(await judge(inspection, whole))
  const strangers = values
    .filter(({ dictionary }) => dictionary === null)
    .map(({ field }) => unreadable(field, 'not_a_signature'))
  return [...verdicts, ...strangers, ...unreachableSignatures(whole)]
}

async function judge(inspection: Inspection, whole: Whole): Promise<SignatureVerdict> {
  const { signedAt, reason, location, subFilter, certification, field } = inspection.dictionary
  const reached = [checkField(inspection, whole), ...inspection.checks]
  if (inspection.range) reached.push(checkCoverage(inspection, whole))
  if (inspection.range) reached.push(await checkLaterChanges(inspection, whole))
  return {
    field,
    commonName: inspection.commonName,
    signedAt,
    reason,
    location,
    subFilter,
    certificate: inspection.certificate,
    certification,
    checks: completed(reached),
  }
}

function checkField(inspection: Inspection, { inspections }: Whole): VerificationCheck {
  const { identity } = inspection.dictionary
  const shared = inspections.some(
    (other) =>
      other !== inspection &&
      (other.dictionary.identity === identity ||
        (other.range !== null && other.range.gapStart === inspection.range?.gapStart)),
  )
  return shared
    ? { step: 'field', result: 'failed', reason: 'shared_value' }
    : { step: 'field', result: 'ok' }
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
async function checkLaterChanges(
  { range, dictionary }: Inspection,
  whole: Whole,
): Promise<VerificationCheck> {
  const step = 'later_changes'
  const end = range!.end
  if (end === whole.file.length)
    return { step, result: 'not_applicable', reason: 'no_later_revision' }
  const signed = await openRevision(whole.file.subarray(0, end))
  if (!signed) return { step, result: 'failed', reason: 'unreadable_revision' }
  const paths = changesBetween(signed, whole.pdf, {
    mayFillFields: dictionary.certification !== 1,
  })
  if (paths.length === 0) return { step, result: 'ok' }
  return { step, result: 'failed', reason: 'other_changes', detail: { paths } }
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

import { AppError } from '../errors.ts'
import { readAttachments } from '../reports/attachments.ts'
import { type DocumentCheck, inspectDocument } from '../signatures/inspect-document.ts'
import { assertWithinLimits } from '../signatures/limits.ts'
import { type SignatureField, signatureFields } from '../signatures/signature-fields.ts'
import type { SignatureVerdict } from '../signatures/verdict.ts'
import { type VerificationOptions, verifySignatures } from '../signatures/verify-pdf.ts'

/** What the bytes of a PDF tell by themselves; plain data. */
export type PdfInspection = {
  readonly attachments: ReadonlyMap<string, Uint8Array>
  readonly verdicts: readonly SignatureVerdict[]
  readonly document: readonly DocumentCheck[]
  readonly fields: readonly SignatureField[]
}

/**
 * The files inside, the verdict on each signature, what the file may hide, and its places to sign. What the parser chokes on,
 * in whatever way, is a file that cannot be read. AppError `pdf_unreadable`, `too_large`, `pdf_too_complex`.
 */
export async function inspectPdf(
  pdf: Uint8Array,
  trust: VerificationOptions,
): Promise<PdfInspection> {
  assertWithinLimits(pdf)
  try {
    return {
      attachments: await readAttachments(pdf),
      verdicts: await verifySignatures(pdf, trust),
      document: await inspectDocument(pdf),
      fields: await signatureFields(pdf),
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('pdf_unreadable', { reason: 'malformed' }, error)
  }
}

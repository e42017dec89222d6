import { AppError } from '../errors.ts'
import { attachmentsOf } from '../reports/attachments.ts'
import { type DocumentCheck, inspectDocument } from '../signatures/inspect-document.ts'
import { assertWithinLimits } from '../signatures/limits.ts'
import { loadPdf, openPdf } from '../signatures/open-pdf.ts'
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
    const loaded = await loadPdf(pdf)
    const attachments = attachmentsOf(loaded)
    const opened = await openPdf(pdf, loaded)
    return {
      attachments,
      verdicts: await verifySignatures(pdf, trust, opened),
      document: await inspectDocument(pdf, opened),
      fields: await signatureFields(pdf, loaded),
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('pdf_unreadable', { reason: 'malformed' }, error)
  }
}

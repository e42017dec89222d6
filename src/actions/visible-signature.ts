import { AppError } from '../errors.ts'
import type { Fonts } from '../reports/fonts.ts'
import { type SignatureMark, signatureAppearance } from '../reports/signature-appearance.ts'
import { type PdfSigning, signPdf } from '../signatures/sign-pdf.ts'
import { signatureFields } from '../signatures/signature-fields.ts'

/**
 * The PDF with that field signed and shown in it what `signatureAppearance` says: name and time, or an image; a seal if it is
 * one.
 */
export async function signVisibly(
  pdf: Uint8Array,
  signing: Omit<PdfSigning, 'appearance'> & Pick<SignatureMark, 'kind' | 'image'>,
  fonts: Fonts,
): Promise<Uint8Array> {
  const { kind = 'person', image, ...wanted } = signing
  const { field, signer, signedAt } = wanted
  const place = (await signatureFields(pdf)).find((each) => each.name === field)
  if (!place) throw new AppError('no_such_signature_field', { field })
  const { width, height } = place.rect
  const shown = { kind, ...(image ? { image } : {}) }
  const mark = { ...shown, signerName: signer.commonName, signedAt, width, height }
  return signPdf(pdf, { ...wanted, appearance: await signatureAppearance(mark, fonts) })
}

import { AppError } from '../errors.ts'
import type { Fonts } from '../reports/fonts.ts'
import { signatureAppearance } from '../reports/signature-appearance.ts'
import { type PdfSigning, signPdf } from '../signatures/sign-pdf.ts'
import { signatureFields } from '../signatures/signature-fields.ts'

/** The PDF with that field signed and the signer's name and time shown in it. */
export async function signVisibly(
  pdf: Uint8Array,
  signing: Omit<PdfSigning, 'appearance'>,
  fonts: Fonts,
): Promise<Uint8Array> {
  const { field, signer, signedAt } = signing
  const place = (await signatureFields(pdf)).find((each) => each.name === field)
  if (!place) throw new AppError('no_such_signature_field', { field })
  const { width, height } = place.rect
  const mark = { signerName: signer.commonName, signedAt, width, height }
  return signPdf(pdf, { ...signing, appearance: await signatureAppearance(mark, fonts) })
}

import type { Fonts } from '../reports/fonts.ts'
import { type SignatureMark, signatureAppearance } from '../reports/signature-appearance.ts'
import { signCms } from '../signatures/cms.ts'
import { completeSignature } from '../signatures/complete-signature.ts'
import {
  type PreparedSignature,
  type SignatureRequest,
  prepareSignature,
} from '../signatures/prepare-signature.ts'
import type { PdfSigning } from '../signatures/sign-pdf.ts'
import type { SignatureField } from '../signatures/signature-fields.ts'
import type { PdfWork } from './pdf-work.ts'

/** A signature to be prepared, and what its mark shows beside the signer's name and the time. */
export type VisibleRequest = Omit<SignatureRequest, 'appearance'> & {
  readonly mark?: Omit<SignatureMark, 'signerName' | 'signedAt' | 'width' | 'height' | 'underSeal'>
}

/**
 * The PDF with that field filled by everything but the signature itself, the signer's name and time shown in
 * it. Throws as `prepareSignature` and `signatureAppearance` do.
 */
export async function prepareVisibleSignature(
  pdf: Uint8Array,
  { mark = {}, ...request }: VisibleRequest,
  fonts: Fonts,
): Promise<PreparedSignature> {
  const { commonName: signerName, signedAt } = request
  return prepareSignature(pdf, {
    ...request,
    appearance: (place, fields) => {
      const { width, height } = place.rect
      const underSeal = coverOf(place, fields)
      return signatureAppearance({ ...mark, signerName, signedAt, width, height, underSeal }, fonts)
    },
  })
}

/** How far, in points, another field that begins to the left of this one reaches over it: that of the seal. */
function coverOf({ name, page, rect }: SignatureField, fields: readonly SignatureField[]): number {
  const reaches = fields
    .filter((other) => other.name !== name && other.page === page && other.rect.x < rect.x)
    .filter(({ rect: { y, height } }) => y < rect.y + rect.height && rect.y < y + height)
    .map(({ rect: { x, width } }) => x + width - rect.x)
  const reach = Math.max(0, ...reaches)
  return reach < rect.width ? reach : 0
}

/** The PDF with that field signed and shown in it what `signatureAppearance` says. */
export async function signVisibly(
  pdf: Uint8Array,
  { signer, ...wanted }: Omit<PdfSigning, 'appearance'> & Pick<VisibleRequest, 'mark'>,
  work: Pick<PdfWork, 'prepareSignature'>,
): Promise<Uint8Array> {
  const prepared = await work.prepareSignature(pdf, { ...wanted, commonName: signer.commonName })
  return completeSignature(prepared, await signCms(signer, prepared.digest))
}

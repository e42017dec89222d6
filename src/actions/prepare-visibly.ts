import type { Context } from '../context.ts'
import type { Session } from '../domain/session.ts'
import { kindOf } from '../domain/signing-order.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { type SignatureMark, signatureAppearance } from '../reports/signature-appearance.ts'
import { type PreparedSignature, prepareSignature } from '../signatures/prepare-signature.ts'
import { signatureFields } from '../signatures/signature-fields.ts'

const REASONS = {
  secretary: 'Thư ký ban kiểm phiếu ký',
  head: 'Trưởng ban kiểm phiếu ký',
  member: 'Thành viên ban kiểm phiếu ký',
  chair: 'Chủ trì hội nghị ký',
  seal: 'Đóng dấu của tổ chức',
} as const

type VisibleRequest = {
  readonly field: string
  /** The name the certificate bears. */
  readonly commonName: string
  readonly at: Instant
  /** A PNG of the signature or the seal. */
  readonly image: Uint8Array | null
}

/**
 * The version with that field filled by everything but the signature itself, showing the signer's name and
 * the time, or the image. The first signature of a file allows nothing but filling its other fields.
 * Refusals: `no_such_signature_field`, `glyph_missing`, `image_unreadable`.
 */
export async function prepareVisibly(
  ctx: Pick<Context, 'reports'>,
  session: Session,
  pdf: Uint8Array,
  { field, commonName, at, image }: VisibleRequest,
): Promise<PreparedSignature> {
  const fields = await signatureFields(pdf)
  const place = fields.find((each) => each.name === field)
  if (!place) throw new AppError('no_such_signature_field', { field })
  const { width, height } = place.rect
  const kind = kindOf(field)
  const mark: SignatureMark = {
    kind: kind === 'seal' ? 'seal' : 'person',
    signerName: commonName,
    signedAt: at,
    width,
    height,
    ...(image ? { image } : {}),
  }
  return prepareSignature(pdf, {
    field,
    commonName,
    reason: kind ? REASONS[kind] : field,
    location: session.minutesFacts.venue ?? '',
    signedAt: at,
    appearance: await signatureAppearance(mark, ctx.reports.fonts),
    certify: !fields.some((each) => each.signed),
  })
}

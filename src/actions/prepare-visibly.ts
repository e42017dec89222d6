import type { Context } from '../context.ts'
import type { Session } from '../domain/session.ts'
import { kindOf } from '../domain/signing-order.ts'
import type { Instant } from '../domain/time.ts'
import type { PreparedSignature } from '../signatures/prepare-signature.ts'
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
  ctx: Pick<Context, 'pdf'>,
  session: Session,
  pdf: Uint8Array,
  { field, commonName, at, image }: VisibleRequest,
): Promise<PreparedSignature> {
  const fields = await signatureFields(pdf)
  const kind = kindOf(field)
  return ctx.pdf.prepareSignature(pdf, {
    field,
    commonName,
    reason: kind ? REASONS[kind] : field,
    location: session.minutesFacts.venue ?? '',
    signedAt: at,
    mark: { kind: kind === 'seal' ? 'seal' : 'person', ...(image ? { image } : {}) },
    certify: !fields.some((each) => each.signed),
  })
}

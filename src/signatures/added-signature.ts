import type { PDF } from '@libpdf/core'
import { AppError } from '../errors.ts'
import { openPdf } from './open-pdf.ts'
import { changesBetween } from './revision-changes.ts'
import { resolver, signatureFields } from './signature-fields.ts'
import type { CertificateSummary, SignatureVerdict, VerificationStep } from './verdict.ts'
import { verifySignatures } from './verify-pdf.ts'

/** The one signature that a file has beyond the version it was made of, and whose certificates signed before. */
export type AddedSignature = {
  readonly commonName: string
  readonly certificate: CertificateSummary
  /** SHA-256 of the certificates that signed the version before. */
  readonly earlier: readonly string[]
}

/**
 * What was added to `before` to make `after`: exactly one signature, in that field, that verifies and covers
 * the whole file, and nothing else. Whether its certificate leads to a trusted root is not asked here.
 *
 * Throws AppError `signed_file_differs` when `before` is not an exact prefix, `signed_file_unsigned`,
 * `signed_file_several`, `signed_field_differs`, `signed_file_changed` (detail.paths), `signed_file_invalid`
 * (detail.step, detail.reason) and `pdf_unreadable`.
 */
export async function readAddedSignature(
  before: Uint8Array,
  after: Uint8Array,
  { field, now }: { readonly field: string; readonly now: string },
): Promise<AddedSignature> {
  if (!startsWith(after, before)) throw new AppError('signed_file_differs')
  const verdicts = await verifySignatures(after, { now })
  const filled = await filledFields(before)
  const isNew = (each: SignatureVerdict) => each.field === null || !filled.has(each.field)
  const [added, ...more] = verdicts.filter(isNew)
  if (!added) throw new AppError('signed_file_unsigned', { field })
  if (more.length > 0) throw new AppError('signed_file_several', { found: more.length + 1 })
  if (added.field !== field)
    throw new AppError('signed_field_differs', { found: added.field, field })
  await refuseOtherChanges(before, after, added, filled.size === 0)
  const { commonName, certificate } = refuseInvalid(added)
  const earlier = verdicts.filter((each) => !isNew(each))
  return {
    commonName,
    certificate,
    earlier: earlier.flatMap((each) => (each.certificate ? [each.certificate.sha256] : [])),
  }
}

function startsWith(file: Uint8Array, prefix: Uint8Array): boolean {
  return Buffer.compare(file.subarray(0, prefix.length), prefix) === 0
}

async function filledFields(pdf: Uint8Array): Promise<ReadonlySet<string>> {
  const fields = await signatureFields(pdf)
  return new Set(fields.filter((each) => each.signed).map((each) => each.name))
}

async function refuseOtherChanges(
  before: Uint8Array,
  after: Uint8Array,
  { certification }: SignatureVerdict,
  isFirst: boolean,
): Promise<void> {
  const [old, now] = [await openPdf(before), await openPdf(after)]
  if (now.damaged) throw new AppError('pdf_unreadable', { reason: 'damaged' })
  // the first signature may certify, but not forbid the next ones
  const certifies = isFirst && (certification === 2 || certification === 3)
  const mayCertify = certifies && permissionsOf(now.pdf).join() === 'DocMDP'
  const paths = changesBetween(old.pdf, now.pdf).filter(
    (path) => !(mayCertify && path === '/Perms'),
  )
  if (paths.length > 0) throw new AppError('signed_file_changed', { paths })
}

function permissionsOf(pdf: PDF): readonly string[] {
  const permissions = pdf.getCatalog().getDict('Perms', resolver(pdf))
  return permissions ? [...permissions.keys()].map((name) => name.value) : []
}

/** What others vouch for is told when the document is verified; here it keeps nobody from signing. */
const TOLD_LATER: readonly VerificationStep[] = ['chain', 'timestamp']

function refuseInvalid({ commonName, certificate, checks }: SignatureVerdict) {
  const failed = checks.find(
    ({ step, result }) => result === 'failed' && !TOLD_LATER.includes(step),
  )
  if (failed || commonName === null || certificate === null)
    throw new AppError('signed_file_invalid', { step: failed?.step, reason: failed?.reason })
  return { commonName, certificate }
}

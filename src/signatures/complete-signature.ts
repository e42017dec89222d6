import { AppError } from '../errors.ts'
import {
  checkDigest,
  checkSignature,
  checkSigningCertificate,
  signerCertificate,
} from './check-cms.ts'
import { DerError } from './der.ts'
import { readCms } from './read-cms.ts'
import type { SignedCms } from './read-cms.ts'
import type { PreparedSignature } from './prepare-signature.ts'
import { fillGap, roomIn, signedPieces } from './signature-gap.ts'

/**
 * The prepared file with the CMS (DER) of its signer in place. Who signed and whether the certificate may is not asked here.
 *
 * Throws AppError `cms_unreadable` with detail.reason malformed or too_long (detail.bytes, detail.room), and
 * `cms_not_for_document` with the verification step that failed (detail.step, detail.reason): it signs another digest, its
 * signature does not verify, or it does not name its certificate as PAdES asks.
 */
export function completeSignature(prepared: PreparedSignature, cms: Uint8Array): Uint8Array {
  const room = roomIn(prepared.byteRange)
  if (cms.length > room)
    throw new AppError('cms_unreadable', { reason: 'too_long', bytes: cms.length, room })
  try {
    refuseForeign(prepared, readWhole(cms))
  } catch (error) {
    if (error instanceof DerError)
      throw new AppError('cms_unreadable', { reason: 'malformed' }, error)
    throw error
  }
  return fillGap(prepared, cms)
}

function readWhole(bytes: Uint8Array): SignedCms {
  const { cms, length } = readCms(bytes)
  if (length !== bytes.length) throw new DerError('bytes follow the CMS')
  return cms
}

function refuseForeign({ bytes, byteRange }: PreparedSignature, cms: SignedCms): void {
  const certificate = signerCertificate(cms)
  const checks = [
    checkDigest(cms, signedPieces(bytes, byteRange)),
    checkSignature(cms, certificate),
    checkSigningCertificate(cms, certificate, 'ETSI.CAdES.detached'),
  ]
  const failed = checks.find(({ result }) => result !== 'ok')
  if (failed)
    throw new AppError('cms_not_for_document', { step: failed.step, reason: failed.reason })
}

import { AppError } from '../errors.ts'
import { mayActAsSigner, mayStamp } from './certificate.ts'
import {
  checkDigest,
  checkSignature,
  checkSigningCertificate,
  signerCertificate,
} from './check-cms.ts'
import { DerError } from './der.ts'
import { OID } from './object-identifiers.ts'
import { readTimestampToken } from './read-timestamp.ts'
import type { TimestampToken } from './read-timestamp.ts'

/** What an authority states in a token: of which SHA-256, in answer to which nonce, under which policy. */
export type TimestampInfo = Pick<TimestampToken, 'nonce' | 'policy'> & {
  readonly digest: Uint8Array
}
/** A token whose signature was found right; `certificates` are those it brings, the authority's own first. */
export type OpenedToken = {
  readonly info: TimestampInfo
  readonly certificates: readonly Uint8Array[]
}

/**
 * A token (DER ContentInfo) over a SHA-256, signed by a certificate it brings that is for timestamps alone (RFC 3161 §2.3):
 * what is asked of one before it is kept. It is read and its signature checked as when it is verified; whether its authority
 * is trusted, and its certificate holds, is the verifier's question. AppError `timestamp_unreadable` with detail.reason
 * malformed, no_certificate, signature_wrong, not_for_timestamps, certificate_differs.
 */
export function openToken(token: Uint8Array): OpenedToken {
  try {
    return open(token)
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    throw unreadable('malformed', error)
  }
}

function open(bytes: Uint8Array): OpenedToken {
  const token = readTimestampToken(bytes)
  if (token.length !== bytes.length) throw new DerError('bytes follow the token')
  if (token.imprintAlgorithm !== OID.sha256) throw new DerError('imprint is no SHA-256')
  const { cms, info, imprint, nonce, policy } = token
  const signer = signerCertificate(cms)
  if (!signer) throw unreadable('no_certificate')
  const checks = [checkDigest(cms, [info], OID.timestampInfo), checkSignature(cms, signer)]
  if (checks.some(({ result }) => result !== 'ok')) throw unreadable('signature_wrong')
  if (!mayStamp(signer) || !mayActAsSigner(signer)) throw unreadable('not_for_timestamps')
  if (checkSigningCertificate(cms, signer, 'ETSI.RFC3161').result !== 'ok')
    throw unreadable('certificate_differs')
  const others = cms.certificates.filter((der) => Buffer.compare(der, signer.der) !== 0)
  return { info: { digest: imprint, nonce, policy }, certificates: [signer.der, ...others] }
}

function unreadable(reason: string, cause?: unknown): AppError {
  return new AppError('timestamp_unreadable', { reason }, cause)
}

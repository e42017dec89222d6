import { createHash } from 'node:crypto'
import type { CertificateFacts } from './certificate.ts'
import { checkChain } from './chain.ts'
import { checkCertificate } from './check-certificate.ts'
import {
  checkDigest,
  checkSignature,
  checkSigningCertificate,
  signerCertificate,
} from './check-cms.ts'
import { checkRevocation } from './check-revocation.ts'
import { DerError } from './der.ts'
import { DIGESTS, OID } from './object-identifiers.ts'
import { readTimestampToken } from './read-timestamp.ts'
import type { TimestampToken } from './read-timestamp.ts'
import type { VerificationCheck, VerificationReason } from './verdict.ts'

/** What can be relied on: trusted roots and revocation lists in DER, and the ISO instant at which it is looked. */
export type Trust = {
  readonly roots: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  readonly now: string
}

/**
 * What a timestamp token says: `checks` are the steps container to revocation as far as they were reached; `time` is proven
 * only if `proves`: no step failed and the authority leads to a trusted root.
 */
export type InspectedToken = {
  readonly checks: readonly VerificationCheck[]
  readonly time: string | null
  readonly authority: CertificateFacts | null
  readonly proves: boolean
}

/** Judges the token in `bytes`, which must have been made over `stamped`, given in its pieces; only zeros may follow it. */
export function inspectToken(
  bytes: Uint8Array,
  stamped: readonly Uint8Array[],
  trust: Trust,
): InspectedToken {
  try {
    const token = readTimestampToken(bytes)
    if (bytes.subarray(token.length).some((byte) => byte !== 0)) return unread('trailing_bytes')
    const signer = signerCertificate(token.cms)
    const checks = [
      { step: 'container', result: 'ok' } as const,
      ...judge(token, signer, stamped, trust),
    ]
    const ok = new Set(checks.filter(({ result }) => result === 'ok').map(({ step }) => step))
    const proves = ok.has('chain') && checks.every(({ result }) => result !== 'failed')
    return { checks, time: token.time, authority: signer ?? null, proves }
  } catch (error) {
    if (error instanceof DerError) return unread('malformed_cms')
    throw error
  }
}

function unread(reason: VerificationReason): InspectedToken {
  const checks = [{ step: 'container', result: 'failed', reason } as const]
  return { checks, time: null, authority: null, proves: false }
}

function judge(
  token: TimestampToken,
  signer: CertificateFacts | undefined,
  stamped: readonly Uint8Array[],
  { roots, crls, now }: Trust,
): readonly VerificationCheck[] {
  const { cms, info, time } = token
  const stated = checkDigest(cms, [info], OID.timestampInfo)
  const signature = stated.result === 'ok' ? checkSignature(cms, signer) : stated
  const checks = [checkImprint(token, stamped), { ...signature, step: 'signature' } as const]
  if (!signer) return checks
  // a timestamp needs no other to be believed: its time is the authority's word
  const when = { claimed: time, proven: time, now }
  const chain = checkChain(signer, cms.certificates, roots, time)
  return [
    ...checks,
    checkSigningCertificate(cms, signer, 'ETSI.RFC3161'),
    checkCertificate(signer, when, 'stamping'),
    chain.check,
    ...(chain.path ? [checkRevocation(chain.path, crls, { ...when, proven: null })] : []),
  ]
}

function checkImprint(
  { imprintAlgorithm, imprint }: TimestampToken,
  stamped: readonly Uint8Array[],
): VerificationCheck {
  const step = 'digest'
  const algorithm = DIGESTS.get(imprintAlgorithm)
  const detail = { algorithm: algorithm ?? imprintAlgorithm }
  if (!algorithm) return { step, result: 'failed', reason: 'weak_digest', detail }
  const hash = createHash(algorithm)
  for (const piece of stamped) hash.update(piece)
  return Buffer.compare(hash.digest(), imprint) === 0
    ? { step, result: 'ok', detail }
    : { step, result: 'failed', reason: 'digest_differs', detail }
}

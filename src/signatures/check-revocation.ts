import { verify, X509Certificate } from 'node:crypto'
import type { CertificateFacts } from './certificate.ts'
import type { CertificatePath } from './chain.ts'
import { CLOCK_TOLERANCE_MS } from './check-certificate.ts'
import type { SigningTime } from './check-certificate.ts'
import { DerError, expectTag, readElement, TAG } from './der.ts'
import { OID, SIGNATURE_DIGESTS } from './object-identifiers.ts'
import { COMPROMISED, readRevocationList } from './read-crl.ts'
import type { Revocation, RevocationList } from './read-crl.ts'
import type { VerificationCheck, VerificationReason } from './verdict.ts'

/** What a list says of one certificate: a fault, or what it has of it. */
type Answer = VerificationReason | 'good' | Revocation

const RESULTS: Partial<Record<VerificationReason, VerificationCheck['result']>> = {
  revoked_since: 'ok',
  revoked_unproven: 'not_applicable',
  no_crl: 'not_applicable',
}

/**
 * Step `revocation`: what the lists (DER) say of every certificate on the path below its root, at the proven time of signing,
 * else at the claimed one. A list counts only if the issuer signed it and it was in force at that time or issued later. Where
 * the signer's issuer has no list, nothing is known; detail.unchecked names the authorities of which nothing is known.
 */
export function checkRevocation(
  path: CertificatePath,
  lists: readonly Uint8Array[],
  time: SigningTime,
): VerificationCheck {
  const step = 'revocation'
  const answers = path.slice(0, -1).map((certificate, at) => ({
    certificate,
    ...judge(certificate, path[at + 1]!, lists, time),
  }))
  const gravest = ['failed', 'not_applicable', 'ok'] as const
  const unchecked = answers
    .filter(({ reason }, at) => at > 0 && reason === 'no_crl')
    .map(({ certificate }) => certificate.commonName)
  const counted = answers.filter(({ reason }, at) => at === 0 || reason !== 'no_crl')
  for (const result of gravest) {
    const found = counted.find((answer) => answer.result === result)
    if (!found) continue
    const { certificate, reason, detail } = found
    const told = { certificate: certificate.commonName, ...detail, unchecked }
    return { step, result, ...(reason ? { reason } : {}), detail: told }
  }
  return { step, result: 'ok', detail: { unchecked } }
}

type Judged = Pick<VerificationCheck, 'result' | 'reason' | 'detail'>

function judge(
  certificate: CertificateFacts,
  issuer: CertificateFacts,
  lists: readonly Uint8Array[],
  time: SigningTime,
): Judged {
  const own = lists.flatMap(readable).filter((list) => same(list.issuer, certificate.issuer))
  const answers = own.map((list) => answerOf(list, certificate, issuer, time))
  const revocation = answers.find((answer) => typeof answer === 'object')
  if (revocation) {
    const reason = weigh(revocation, time)
    const detail = { revokedAt: revocation.at, revocationReason: revocation.reason }
    return { result: RESULTS[reason] ?? 'failed', reason, detail }
  }
  if (answers.includes('good')) return { result: 'ok' }
  const reason = answers.find((answer) => typeof answer === 'string' && answer !== 'good')
  return reason ? { result: 'failed', reason } : { result: RESULTS.no_crl!, reason: 'no_crl' }
}

/** A list that cannot be read says nothing; whoever sets it is told when it is read from its file. */
function readable(der: Uint8Array): readonly RevocationList[] {
  try {
    return [readRevocationList(der)]
  } catch (error) {
    if (error instanceof DerError) return []
    throw error
  }
}

function answerOf(
  list: RevocationList,
  certificate: CertificateFacts,
  issuer: CertificateFacts,
  { claimed, proven, now }: SigningTime,
): Exclude<Answer, never> {
  const fromFuture = Date.parse(list.thisUpdate) > Date.parse(now) + CLOCK_TOLERANCE_MS
  if (fromFuture || !list.whole || !isSignedBy(list, issuer)) return 'crl_not_trusted'
  const revocation = list.revoked.get(Buffer.from(certificate.serialNumber).toString('hex'))
  if (revocation) return revocation
  return (proven ?? claimed ?? now) > list.nextUpdate ? 'crl_expired' : 'good'
}

function weigh({ at, reason }: Revocation, { claimed, proven }: SigningTime): VerificationReason {
  if (proven !== null) return at <= proven ? 'revoked' : 'revoked_since'
  if (claimed === null || at <= claimed || COMPROMISED.has(reason)) return 'revoked'
  return 'revoked_unproven'
}

function isSignedBy(list: RevocationList, issuer: CertificateFacts): boolean {
  const digest = SIGNATURE_DIGESTS.get(list.signatureAlgorithm)
  if (!digest || !maySignLists(issuer)) return false
  const { publicKey } = new X509Certificate(issuer.der)
  try {
    return verify(digest, list.signed, publicKey, list.signature)
  } catch {
    return false // a key that makes no such signatures at all
  }
}

/** No keyUsage, or cRLSign in it. */
function maySignLists({ extensions }: CertificateFacts): boolean {
  const usage = extensions.get(OID.keyUsage)
  if (!usage) return true
  const bits = expectTag(readElement(usage.value), TAG.bitString, 'keyUsage').content[1] ?? 0
  return (bits & 0b0000_0010) !== 0
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

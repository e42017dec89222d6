import { createHash, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { readCertificate } from './certificate.ts'
import type { CertificateFacts } from './certificate.ts'
import { DerError, expectTag, readChildren, readObjectIdentifier, TAG } from './der.ts'
import type { DerElement } from './der.ts'
import { DIGESTS, OID, SIGNATURE_DIGESTS } from './object-identifiers.ts'
import { publicKeyOf } from './public-key.ts'
import type { SignedCms } from './read-cms.ts'
import type { VerificationCheck } from './verdict.ts'

/** The certificate the signer info points at, or undefined if the CMS does not bring it. */
export function signerCertificate(cms: SignedCms): CertificateFacts | undefined {
  const { signerId } = cms
  return cms.certificates.flatMap(readable).find((certificate) => {
    if ('subjectKeyIdentifier' in signerId) {
      const identifier = certificate.extensions.get(OID.subjectKeyIdentifier)?.value
      return (
        identifier !== undefined && equal(identifier.subarray(2), signerId.subjectKeyIdentifier)
      )
    }
    return (
      equal(certificate.issuer, signerId.issuer) &&
      equal(certificate.serialNumber, signerId.serialNumber)
    )
  })
}

/** Nothing for what no X.509 certificate with a public key is: a CMS may bring other kinds. */
function readable(der: Uint8Array): readonly CertificateFacts[] {
  try {
    publicKeyOf(der)
    return [readCertificate(der)]
  } catch {
    return []
  }
}

/** Step `digest`: the signed attributes state the digest of the signed bytes, given in their pieces, and their type. */
export function checkDigest(
  cms: SignedCms,
  signed: readonly Uint8Array[],
  type: string = OID.data,
): VerificationCheck {
  const algorithm = DIGESTS.get(cms.digestAlgorithm)
  const detail = { algorithm: algorithm ?? cms.digestAlgorithm }
  if (!algorithm) return { step: 'digest', result: 'failed', reason: 'weak_digest', detail }
  const hash = createHash(algorithm)
  for (const piece of signed) hash.update(piece)
  const stated = cms.attributes.get(OID.messageDigest)
  const contentType = cms.attributes.get(OID.contentType)
  const isOfType =
    contentType?.tag === TAG.objectIdentifier && readObjectIdentifier(contentType) === type
  const same = stated?.tag === TAG.octetString && equal(stated.content, hash.digest())
  if (!same || !isOfType)
    return { step: 'digest', result: 'failed', reason: 'digest_differs', detail }
  return { step: 'digest', result: 'ok', detail }
}

/** Step `signature`: the value is a signature of the signed attributes by the certificate's key. */
export function checkSignature(
  cms: SignedCms,
  certificate: CertificateFacts | undefined,
): VerificationCheck {
  const failed = { step: 'signature', result: 'failed' } as const
  if (!certificate) return { ...failed, reason: 'no_certificate' }
  const fixed = SIGNATURE_DIGESTS.get(cms.signatureAlgorithm)
  const digest = fixed ?? DIGESTS.get(cms.digestAlgorithm)
  if (fixed === undefined || !digest)
    return { ...failed, reason: 'weak_digest', detail: { algorithm: cms.signatureAlgorithm } }
  const key = publicKeyOf(certificate.der)
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 2048
  if (bits < 2048) return { ...failed, reason: 'weak_key', detail: { bits } }
  if (!verifies(digest, cms, key)) return { ...failed, reason: 'signature_wrong' }
  return { step: 'signature', result: 'ok', detail: { key: key.asymmetricKeyType } }
}

/** A key that cannot make such signatures at all (Ed25519, DSA) makes node:crypto throw. */
function verifies(digest: string, cms: SignedCms, key: KeyObject): boolean {
  try {
    return verify(digest, cms.signedAttributes, key, cms.signature)
  } catch {
    return false
  }
}

/**
 * Step `signing_certificate`: ESS signing-certificate-v2 (RFC 5035) names this certificate; CAdES must have it, and so must
 * a timestamp, where RFC 3161 lets the first version of the attribute, over SHA-1, do as well.
 */
export function checkSigningCertificate(
  cms: SignedCms,
  certificate: CertificateFacts | undefined,
  subFilter: string,
): VerificationCheck {
  const step = 'signing_certificate'
  const attribute = cms.attributes.get(OID.signingCertificateV2)
  const first = cms.attributes.get(OID.signingCertificate)
  if (!attribute && first && subFilter === 'ETSI.RFC3161')
    return checkFirstVersion(first, certificate)
  if (!attribute)
    return {
      step,
      result: subFilter.startsWith('ETSI.') ? 'failed' : 'not_applicable',
      reason: 'not_stated',
    }
  const { algorithm, hash } = readEssCertId(attribute)
  const digest = DIGESTS.get(algorithm)
  if (!digest) return { step, result: 'failed', reason: 'weak_digest', detail: { algorithm } }
  const same = certificate && equal(createHash(digest).update(certificate.der).digest(), hash)
  return same ? { step, result: 'ok' } : { step, result: 'failed', reason: 'certificate_differs' }
}

function checkFirstVersion(
  attribute: DerElement,
  certificate: CertificateFacts | undefined,
): VerificationCheck {
  const step = 'signing_certificate'
  const { hash } = readEssCertId(attribute)
  const same = certificate && equal(createHash('sha1').update(certificate.der).digest(), hash)
  return same ? { step, result: 'ok' } : { step, result: 'failed', reason: 'certificate_differs' }
}

/** SigningCertificateV2 → its first ESSCertIDv2; without an algorithm SHA-256 is meant. */
function readEssCertId(attribute: DerElement): { algorithm: string; hash: Uint8Array } {
  const [list] = readChildren(expectTag(attribute, TAG.sequence, 'SigningCertificateV2'))
  const [first] = readChildren(expectTag(list, TAG.sequence, 'certs'))
  const parts = readChildren(expectTag(first, TAG.sequence, 'ESSCertIDv2'))
  const stated = parts[0]?.tag === TAG.sequence ? readChildren(parts[0])[0] : undefined
  const hash = parts.find(({ tag }) => tag === TAG.octetString)
  if (!hash) throw new DerError('ESSCertIDv2 without a hash')
  return { algorithm: stated ? readObjectIdentifier(stated) : OID.sha256, hash: hash.content }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

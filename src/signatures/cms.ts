import { createHash, verify } from 'node:crypto'
import { readCertificate } from './certificate.ts'
import type { CertificateFacts } from './certificate.ts'
import {
  contextTag,
  encodeElement,
  encodeObjectIdentifier,
  encodeSequence,
  encodeSetOf,
  encodeSmallInteger,
  TAG,
} from './der.ts'
import { OID } from './object-identifiers.ts'
import { publicKeyOf } from './public-key.ts'
import type { Signer, SigningAlgorithm } from './signer.ts'

const SHA256 = encodeSequence(encodeObjectIdentifier(OID.sha256))
const ALGORITHMS: Readonly<Record<SigningAlgorithm, Uint8Array>> = {
  'rsa-sha256': encodeSequence(encodeObjectIdentifier(OID.sha256WithRsa), encodeElement(TAG.null)),
  'ecdsa-p256-sha256': encodeSequence(encodeObjectIdentifier(OID.ecdsaWithSha256)),
}

/**
 * A detached CMS SignedData (DER) over content with that SHA-256 digest, as PAdES (EN 319 142-1) wants it:
 * one signer, signed attributes contentType, messageDigest and signing-certificate-v2, and no signing-time,
 * which PAdES forbids beside the dictionary's /M.
 *
 * Throws Error when what the signer returns is not a signature of its own certificate's key.
 */
export async function signCms(signer: Signer, digest: Uint8Array): Promise<Uint8Array> {
  const leaf = signer.certificates[0]
  if (!leaf) throw new TypeError('signer: no certificate')
  if (digest.length !== 32) throw new TypeError('digest: not a SHA-256')
  const certificate = readCertificate(leaf)
  const attributes = signedAttributes(certificate, digest)
  const tbs = encodeSetOf(TAG.set, attributes)
  const signature = await signer.sign(tbs)
  if (!verify('sha256', tbs, publicKeyOf(leaf), signature))
    throw new Error('the signer returned a signature that its certificate does not verify')
  const signerInfo = encodeSequence(
    encodeSmallInteger(1),
    encodeSequence(certificate.issuer, certificate.serialNumber),
    SHA256,
    // signed as SET, stored as [0] IMPLICIT
    encodeSetOf(contextTag(0), attributes),
    ALGORITHMS[signer.algorithm],
    encodeElement(TAG.octetString, signature),
  )
  const signedData = encodeSequence(
    encodeSmallInteger(1),
    encodeSetOf(TAG.set, [SHA256]),
    encodeSequence(encodeObjectIdentifier(OID.data)),
    encodeSetOf(contextTag(0), signer.certificates),
    encodeSetOf(TAG.set, [signerInfo]),
  )
  return encodeSequence(
    encodeObjectIdentifier(OID.signedData),
    encodeElement(contextTag(0), signedData),
  )
}

function signedAttributes(certificate: CertificateFacts, digest: Uint8Array): Uint8Array[] {
  const issuerSerial = encodeSequence(
    encodeSequence(encodeElement(contextTag(4), certificate.issuer)),
    certificate.serialNumber,
  )
  const hash = createHash('sha256').update(certificate.der).digest()
  // ESSCertIDv2 (RFC 5035): SHA-256 is the default and so must be left out in DER
  const essCertId = encodeSequence(encodeElement(TAG.octetString, hash), issuerSerial)
  return [
    attribute(OID.contentType, encodeObjectIdentifier(OID.data)),
    attribute(OID.messageDigest, encodeElement(TAG.octetString, digest)),
    attribute(OID.signingCertificateV2, encodeSequence(encodeSequence(essCertId))),
  ]
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return encodeSequence(encodeObjectIdentifier(type), encodeSetOf(TAG.set, [value]))
}

import { createHash, verify, X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { AppError } from '../errors.ts'
import { readCertificate } from './certificate.ts'
import type { CertificateFacts } from './certificate.ts'
import {
  contextTag,
  DerError,
  encodeElement,
  expectTag,
  readChildren,
  readElement,
  readObjectIdentifier,
  TAG,
} from './der.ts'
import type { DerElement } from './der.ts'
import { DIGESTS, OID, SIGNATURE_DIGESTS } from './object-identifiers.ts'

/** What an authority states in a token (TSTInfo); `nonce` is the whole INTEGER, null if it stamps without. */
export type TimestampInfo = {
  readonly digest: Uint8Array
  readonly nonce: Uint8Array | null
  readonly policy: string
}
/** A token whose signature was found right; `certificates` are those it brings, the authority's own first. */
export type OpenedToken = {
  readonly info: TimestampInfo
  readonly certificates: readonly Uint8Array[]
}
type Attributes = ReadonlyMap<string, DerElement>

const EXTENDED_KEY_USAGE = '2.5.29.37'
const TIME_STAMPING = Buffer.from('300a06082b06010505070308', 'hex')

/**
 * A token (DER ContentInfo) over a SHA-256, signed by a certificate it brings that is for timestamps alone (RFC 3161 §2.3).
 * Whether its authority is trusted is the verifier's question. AppError `timestamp_unreadable` with detail.reason malformed,
 * no_certificate, signature_wrong, not_for_timestamps, certificate_differs.
 */
export function openToken(token: Uint8Array): OpenedToken {
  try {
    return open(token)
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    throw unreadable('malformed', error)
  }
}

function open(token: Uint8Array): OpenedToken {
  const whole = expectTag(readElement(token), TAG.sequence, 'ContentInfo')
  if (whole.end !== token.length) throw new DerError('bytes follow the token')
  const [type, wrapper] = readChildren(whole)
  if (readObjectIdentifier(type) !== OID.signedData) throw new DerError('not SignedData')
  const [signedData] = readChildren(expectTag(wrapper, contextTag(0), 'content'))
  const parts = readChildren(expectTag(signedData, TAG.sequence, 'SignedData'))
  expectVersion(parts[0], 3)
  const content = contentOf(parts[2])
  const signers = readChildren(expectTag(parts.at(-1), TAG.set, 'signerInfos'))
  if (signers.length !== 1) throw new DerError(`${signers.length} signers`)
  const carried = parts.slice(3).find(({ tag }) => tag === contextTag(0))
  const certificates = (carried ? readChildren(carried) : []).map(({ raw }) => raw)
  const listed = readChildren(expectTag(parts[1], TAG.set, 'digestAlgorithms')).map(algorithmOf)
  const own = checkSigner(signers[0]!, content, certificates.flatMap(readable), listed)
  const others = certificates.filter((der) => Buffer.compare(der, own) !== 0)
  return { info: readInfo(content), certificates: [own, ...others] }
}

/** The TSTInfo inside encapContentInfo. */
function contentOf(encapsulated: DerElement | undefined): Uint8Array {
  const [type, wrapper] = readChildren(expectTag(encapsulated, TAG.sequence, 'encapContentInfo'))
  if (readObjectIdentifier(type) !== OID.timestampInfo) throw new DerError('no TSTInfo')
  const [content] = readChildren(expectTag(wrapper, contextTag(0), 'eContent'))
  return expectTag(content, TAG.octetString, 'eContent').content
}

function readInfo(content: Uint8Array): TimestampInfo {
  const [, policy, imprint, , , ...rest] = readChildren(
    expectTag(readElement(content), TAG.sequence, 'TSTInfo'),
  )
  const [algorithm, hashed] = readChildren(expectTag(imprint, TAG.sequence, 'messageImprint'))
  const [id] = readChildren(expectTag(algorithm, TAG.sequence, 'hashAlgorithm'))
  if (readObjectIdentifier(id) !== OID.sha256) throw new DerError('imprint is no SHA-256')
  return {
    digest: expectTag(hashed, TAG.octetString, 'hashedMessage').content,
    // accuracy is a SEQUENCE, ordering a BOOLEAN: the only INTEGER after the time is the nonce
    nonce: rest.find(({ tag }) => tag === TAG.integer)?.raw ?? null,
    policy: readObjectIdentifier(policy),
  }
}

/** The certificate (DER) that signed the content. */
function checkSigner(
  signer: DerElement,
  content: Uint8Array,
  certificates: readonly CertificateFacts[],
  listed: readonly string[],
): Uint8Array {
  const [version, id, digest, signed, algorithm, value] = readChildren(
    expectTag(signer, TAG.sequence, 'SignerInfo'),
  )
  expectVersion(version, id?.tag === contextTag(0, true) ? 3 : 1)
  if (!listed.includes(algorithmOf(digest))) throw new DerError('digest algorithm not listed')
  const attributes = readAttributes(expectTag(signed, contextTag(0), 'signedAttrs'))
  const own = certificates.find((certificate) => isNamed(id, certificate))
  if (!own) throw unreadable('no_certificate')
  const hash = DIGESTS.get(algorithmOf(digest))
  const used = SIGNATURE_DIGESTS.get(algorithmOf(algorithm))
  if (!hash || used === undefined) throw unreadable('signature_wrong')
  const stated = attributes.get(OID.messageDigest)?.content ?? new Uint8Array()
  const type = attributes.get(OID.contentType)
  const key = new X509Certificate(own.der).publicKey
  const right =
    createHash(hash).update(content).digest().equals(stated) &&
    type !== undefined &&
    readObjectIdentifier(type) === OID.timestampInfo &&
    verifies(
      used ?? hash,
      encodeElement(TAG.set, signed!.content), // signed as SET, stored as [0] IMPLICIT
      key,
      expectTag(value, TAG.octetString, 'signature').content,
    )
  if (!right) throw unreadable('signature_wrong')
  const usage = own.extensions.get(EXTENDED_KEY_USAGE)
  if (!usage?.critical || !TIME_STAMPING.equals(usage.value)) throw unreadable('not_for_timestamps')
  if (!namesCertificate(attributes, own)) throw unreadable('certificate_differs')
  return own.der
}

/** A key that cannot make such signatures at all makes node:crypto throw. */
function verifies(digest: string, tbs: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  try {
    return verify(digest, tbs, key, signature)
  } catch {
    return false
  }
}

/** ESSCertID (over SHA-1, RFC 2634) or ESSCertIDv2 (RFC 5035): RFC 3161 asks for one of them. */
function namesCertificate(attributes: Attributes, { der }: CertificateFacts): boolean {
  const second = attributes.get(OID.signingCertificateV2)
  const attribute = second ?? attributes.get(OID.signingCertificate)
  if (!attribute) return false
  const [list] = readChildren(attribute)
  const [first] = readChildren(expectTag(list, TAG.sequence, 'certs'))
  const parts = readChildren(expectTag(first, TAG.sequence, 'ESSCertID'))
  const stated = parts[0]?.tag === TAG.sequence ? DIGESTS.get(algorithmOf(parts[0])) : 'sha256'
  const algorithm = second ? stated : 'sha1'
  const hash = parts.find(({ tag }) => tag === TAG.octetString)?.content
  if (!algorithm || !hash) return false
  return createHash(algorithm).update(der).digest().equals(hash)
}

function isNamed(id: DerElement | undefined, certificate: CertificateFacts): boolean {
  if (id?.tag === contextTag(0, true)) {
    const identifier = certificate.extensions.get(OID.subjectKeyIdentifier)?.value.subarray(2)
    return identifier !== undefined && Buffer.compare(identifier, id.content) === 0
  }
  const [issuer, serialNumber] = readChildren(expectTag(id, TAG.sequence, 'sid'))
  return (
    Buffer.compare(certificate.issuer, issuer?.raw ?? new Uint8Array()) === 0 &&
    Buffer.compare(certificate.serialNumber, serialNumber?.raw ?? new Uint8Array()) === 0
  )
}

function expectVersion(element: DerElement | undefined, version: number): void {
  const { content } = expectTag(element, TAG.integer, 'version')
  if (content.length !== 1 || content[0] !== version) throw new DerError('version')
}

function readAttributes(signed: DerElement): Attributes {
  const attributes = new Map<string, DerElement>()
  for (const attribute of readChildren(signed)) {
    const [type, values] = readChildren(expectTag(attribute, TAG.sequence, 'attribute'))
    const [value] = readChildren(expectTag(values, TAG.set, 'attribute values'))
    const id = readObjectIdentifier(type)
    if (!value || attributes.has(id)) throw new DerError(`attribute ${id}`)
    attributes.set(id, value)
  }
  return attributes
}

function algorithmOf(element: DerElement | undefined): string {
  return readObjectIdentifier(readChildren(expectTag(element, TAG.sequence, 'algorithm'))[0])
}

function readable(der: Uint8Array): readonly CertificateFacts[] {
  try {
    return new X509Certificate(der).publicKey ? [readCertificate(der)] : []
  } catch {
    return []
  }
}

function unreadable(reason: string, cause?: unknown): AppError {
  return new AppError('timestamp_unreadable', { reason }, cause)
}

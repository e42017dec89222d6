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
import { OID } from './object-identifiers.ts'

/** A CMS SignedData with one signer, taken apart; nothing in it is verified yet. */
export type SignedCms = {
  /** DER, in the order of the file. */
  readonly certificates: readonly Uint8Array[]
  readonly signerId: SignerId
  readonly digestAlgorithm: string
  /** The attributes as they were signed: a SET OF. */
  readonly signedAttributes: Uint8Array
  /** The only value of each signed attribute, by type. */
  readonly attributes: ReadonlyMap<string, DerElement>
  /** The same of the attributes that were added without being signed. */
  readonly unsignedAttributes: ReadonlyMap<string, DerElement>
  readonly signatureAlgorithm: string
  readonly signature: Uint8Array
}
type SignerId =
  | { readonly issuer: Uint8Array; readonly serialNumber: Uint8Array }
  | { readonly subjectKeyIdentifier: Uint8Array }

/** What a CMS says, what it was made over if it carries that, and how many bytes it takes. */
type ReadCms = {
  readonly cms: SignedCms
  readonly contentType: string
  readonly content: Uint8Array | null
  readonly length: number
}

/** The CMS in `bytes` and how many bytes it takes; throws DerError when it is not one detached SignedData of one signer. */
export function readCms(bytes: Uint8Array): { readonly cms: SignedCms; readonly length: number } {
  const { cms, contentType, content, length } = readSignedData(bytes)
  if (contentType !== OID.data || content) throw new DerError('not detached data')
  return { cms, length }
}

/** A SignedData of one signer, whatever it was made over; DerError for anything else. */
export function readSignedData(bytes: Uint8Array): ReadCms {
  const info = expectTag(readElement(bytes), TAG.sequence, 'ContentInfo')
  const [type, wrapper, ...beyond] = readChildren(info)
  if (readObjectIdentifier(type) !== OID.signedData) throw new DerError('not SignedData')
  const [signedData, ...more] = readChildren(expectTag(wrapper, contextTag(0), 'content'))
  if (beyond.length + more.length > 0) throw new DerError('more than SignedData')
  const parts = readChildren(expectTag(signedData, TAG.sequence, 'SignedData'))
  const [version, digests, encapsulated, ...rest] = parts
  const { contentType, content } = readContent(encapsulated)
  // certificates [0] and crls [1] may stand before the signers, nothing else
  const optional = rest.slice(0, -1).map(({ tag }) => tag)
  if (optional.some((tag, i) => tag < contextTag(i) || tag > contextTag(1)))
    throw new DerError('unexpected parts of SignedData')
  const signers = readChildren(expectTag(rest.at(-1), TAG.set, 'signerInfos'))
  if (signers.length !== 1) throw new DerError(`${signers.length} signers`)
  const signer = readSigner(signers[0]!)
  const listed = readChildren(expectTag(digests, TAG.set, 'digestAlgorithms')).map(readAlgorithm)
  if (!listed.includes(signer.digestAlgorithm)) throw new DerError('digest algorithm not listed')
  // RFC 5652 §5.1; 4 and 5 come with attribute certificates, which nobody here can judge
  const plain = contentType === OID.data && !('subjectKeyIdentifier' in signer.signerId)
  expectVersion(version, plain ? 1 : 3)
  const certificates = rest.find(({ tag }) => tag === contextTag(0))
  const ders = certificates ? readChildren(certificates).map(({ raw }) => raw) : []
  return { cms: { ...signer, certificates: ders }, contentType, content, length: info.end }
}

function readContent(
  encapsulated: DerElement | undefined,
): Pick<ReadCms, 'contentType' | 'content'> {
  const [type, wrapper, ...more] = readChildren(
    expectTag(encapsulated, TAG.sequence, 'encapContentInfo'),
  )
  const contentType = readObjectIdentifier(type)
  if (!wrapper) return { contentType, content: null }
  const [content, ...others] = readChildren(expectTag(wrapper, contextTag(0), 'eContent'))
  if (more.length + others.length > 0) throw new DerError('more than one content')
  return { contentType, content: expectTag(content, TAG.octetString, 'eContent').content }
}

function readSigner(signer: DerElement): Omit<SignedCms, 'certificates'> {
  const [version, id, digest, attributes, algorithm, value, unsigned, ...rest] = readChildren(
    expectTag(signer, TAG.sequence, 'SignerInfo'),
  )
  const signed = expectTag(attributes, contextTag(0), 'signedAttrs')
  const signerId = readSignerId(id)
  expectVersion(version, 'subjectKeyIdentifier' in signerId ? 3 : 1)
  if (rest.length > 0) throw new DerError('more parts than a SignerInfo has')
  return {
    signerId,
    digestAlgorithm: readAlgorithm(digest),
    // stored as [0] IMPLICIT, signed as SET (RFC 5652 §5.4)
    signedAttributes: encodeElement(TAG.set, signed.content),
    attributes: readAttributes(signed),
    unsignedAttributes: unsigned
      ? readAttributes(expectTag(unsigned, contextTag(1), 'unsignedAttrs'))
      : new Map(),
    signatureAlgorithm: readAlgorithm(algorithm),
    signature: expectTag(value, TAG.octetString, 'signature').content,
  }
}

function expectVersion(element: DerElement | undefined, version: number): void {
  const { content } = expectTag(element, TAG.integer, 'version')
  if (content.length !== 1 || content[0] !== version) throw new DerError('version')
}

function readSignerId(id: DerElement | undefined): SignerId {
  if (id?.tag === contextTag(0, true)) return { subjectKeyIdentifier: id.content }
  const [issuer, serialNumber] = readChildren(expectTag(id, TAG.sequence, 'sid'))
  return {
    issuer: expectTag(issuer, TAG.sequence, 'issuer').raw,
    serialNumber: expectTag(serialNumber, TAG.integer, 'serialNumber').raw,
  }
}

function readAlgorithm(element: DerElement | undefined): string {
  const [id, parameters] = readChildren(expectTag(element, TAG.sequence, 'algorithm'))
  // the algorithms accepted here have none, or NULL
  if (parameters && (parameters.tag !== TAG.null || parameters.content.length > 0))
    throw new DerError('algorithm parameters')
  return readObjectIdentifier(id)
}

/** Each type once and with one value, as RFC 5652 §11 wants of those we use; otherwise readers could pick different ones. */
function readAttributes(signed: DerElement): ReadonlyMap<string, DerElement> {
  const attributes = new Map<string, DerElement>()
  for (const attribute of readChildren(signed)) {
    const [type, values] = readChildren(expectTag(attribute, TAG.sequence, 'attribute'))
    const id = readObjectIdentifier(type)
    const [value, ...more] = readChildren(expectTag(values, TAG.set, 'attribute values'))
    if (!value || more.length > 0 || attributes.has(id)) throw new DerError(`attribute ${id}`)
    attributes.set(id, value)
  }
  return attributes
}

import { readExtensions, readTime } from './certificate.ts'
import {
  contextTag,
  DerError,
  expectTag,
  readChildren,
  readElement,
  readObjectIdentifier,
  TAG,
} from './der.ts'
import type { DerElement } from './der.ts'
import { OID } from './object-identifiers.ts'

/** What a certificate revocation list says (RFC 5280 §5); nothing of it is verified. Times are ISO instants. */
export type RevocationList = {
  readonly issuer: Uint8Array
  readonly thisUpdate: string
  readonly nextUpdate: string
  readonly signatureAlgorithm: string
  /** What the issuer signed, and the signature. */
  readonly signed: Uint8Array
  readonly signature: Uint8Array
  /** By the hexadecimal of the serial number's DER. */
  readonly revoked: ReadonlyMap<string, Revocation>
  /** It lists all of the issuer's certificates, or all of one kind, for every reason, and none of other issuers. */
  readonly whole: boolean
}
/** `reason` as RFC 5280 §5.3.1 numbers them; 0 is "not stated". */
export type Revocation = { readonly at: string; readonly reason: number }

/** 1 keyCompromise, 2 cACompromise, 10 aACompromise: signatures may be by another hand, whatever time they claim. */
export const COMPROMISED: ReadonlySet<number> = new Set([1, 2, 10])
const REMOVED_FROM_LIST = 8

/** The list in DER; throws DerError for anything else. A list without nextUpdate is refused: it would never grow old. */
export function readRevocationList(der: Uint8Array): RevocationList {
  const whole = expectTag(readElement(der), TAG.sequence, 'CertificateList')
  if (whole.end !== der.length) throw new DerError('bytes follow the list')
  const [signed, algorithm, signature] = readChildren(whole)
  const fields = readChildren(expectTag(signed, TAG.sequence, 'tbsCertList'))
  const [, issuer, thisUpdate, nextUpdate, ...rest] =
    fields[0]?.tag === TAG.integer ? fields.slice(1) : fields
  const entries = rest[0]?.tag === TAG.sequence ? readChildren(rest[0]) : []
  const extensions = readExtensions(rest.find(({ tag }) => tag === contextTag(0)))
  const critical = [...extensions].filter(([, extension]) => extension.critical)
  const [id] = readChildren(expectTag(algorithm, TAG.sequence, 'signatureAlgorithm'))
  return {
    issuer: expectTag(issuer, TAG.sequence, 'issuer').raw,
    thisUpdate: readTime(thisUpdate),
    nextUpdate: readTime(nextUpdate),
    signatureAlgorithm: readObjectIdentifier(id),
    signed: signed!.raw,
    signature: expectTag(signature, TAG.bitString, 'signature').content.subarray(1),
    revoked: new Map(entries.flatMap(readEntry)),
    whole: critical.every(
      ([oid, { value }]) => oid === OID.issuingDistributionPoint && isWholePart(value),
    ),
  }
}

/** Of an issuing distribution point only its name [0] and "users only" [1] or "authorities only" [2] leave nobody out unsaid. */
function isWholePart(value: Uint8Array): boolean {
  const tags = readChildren(readElement(value)).map(({ tag }) => tag & 0x1f)
  return tags.every((tag) => tag <= 2)
}

function readEntry(entry: DerElement): readonly (readonly [string, Revocation])[] {
  const [serial, at, extensions] = readChildren(expectTag(entry, TAG.sequence, 'entry'))
  const { raw } = expectTag(serial, TAG.integer, 'userCertificate')
  const reason = extensions ? readReason(extensions) : 0
  if (reason === REMOVED_FROM_LIST) return []
  return [[Buffer.from(raw).toString('hex'), { at: readTime(at), reason }]]
}

function readReason(extensions: DerElement): number {
  for (const extension of readChildren(extensions)) {
    const parts = readChildren(extension)
    if (readObjectIdentifier(parts[0]) !== OID.crlReason) continue
    const value = expectTag(parts.at(-1), TAG.octetString, 'reason').content
    return expectTag(readElement(value), TAG.enumerated, 'reason').content[0] ?? 0
  }
  return 0
}

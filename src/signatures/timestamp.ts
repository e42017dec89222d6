import { createHash } from 'node:crypto'
import { AppError } from '../errors.ts'
import {
  contextTag,
  DerError,
  encodeElement,
  encodeObjectIdentifier,
  encodeSequence,
  encodeSetOf,
  encodeSmallInteger,
  encodeUnsignedInteger,
  expectTag,
  readChildren,
  readElement,
  readObjectIdentifier,
  TAG,
} from './der.ts'
import type { DerElement } from './der.ts'
import { OID } from './object-identifiers.ts'
import { readCms } from './read-cms.ts'
import { openToken } from './timestamp-token.ts'

/** What was sent to the authority: a SHA-256, random bytes, and the policy it was to stamp under, if one was named. */
export type TimestampAsked = {
  readonly digest: Uint8Array
  readonly nonce: Uint8Array
  readonly policy?: string | undefined
}

/** Gives the token (DER) of a trusted time for a SHA-256. */
export type Timestamps = (digest: Uint8Array) => Promise<Uint8Array>

/** PKIFailureInfo of RFC 3161 §2.4.2, by bit. */
const FAILURES: Readonly<Record<number, string>> = {
  0: 'badAlg',
  2: 'badRequest',
  5: 'badDataFormat',
  14: 'timeNotAvailable',
  15: 'unacceptedPolicy',
  16: 'unacceptedExtension',
  17: 'addInfoNotAvailable',
  25: 'systemFailure',
}

/** A TimeStampReq (RFC 3161, DER) for a SHA-256, which asks for the authority's certificate as well. */
export function timestampRequest(
  digest: Uint8Array,
  nonce: Uint8Array,
  policy?: string,
): Uint8Array {
  if (digest.length !== 32) throw new TypeError('digest: not a SHA-256')
  const sha256 = encodeSequence(encodeObjectIdentifier(OID.sha256), encodeElement(TAG.null))
  return encodeSequence(
    encodeSmallInteger(1),
    encodeSequence(sha256, encodeElement(TAG.octetString, digest)),
    ...(policy === undefined ? [] : [encodeObjectIdentifier(policy)]),
    encodeUnsignedInteger(nonce),
    encodeElement(TAG.boolean, Uint8Array.of(0xff)),
  )
}

/**
 * The token (DER ContentInfo) in a TimeStampResp that answers what was asked.
 *
 * Throws AppError `timestamp_refused` when the authority says no (detail.status, detail.failure), and `timestamp_unreadable`
 * with detail.reason: malformed, other_digest, other_nonce, other_policy, no_certificate, signature_wrong,
 * not_for_timestamps, certificate_differs.
 */
export function readTimestampResponse(response: Uint8Array, asked: TimestampAsked): Uint8Array {
  const token = tokenIn(response)
  const { info } = openToken(token)
  const same = (a: Uint8Array | null, b: Uint8Array) => a !== null && Buffer.compare(a, b) === 0
  const unreadable = (reason: string) => new AppError('timestamp_unreadable', { reason })
  if (!same(info.digest, asked.digest)) throw unreadable('other_digest')
  if (!same(info.nonce, encodeUnsignedInteger(asked.nonce))) throw unreadable('other_nonce')
  if (asked.policy !== undefined && info.policy !== asked.policy) throw unreadable('other_policy')
  return Uint8Array.from(token)
}

/** SHA-256 of the signature value in a CMS: what is stamped to prove when the signature existed (PAdES B-T). */
export function signatureDigest(cms: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(readCms(cms).cms.signature).digest())
}

/**
 * The CMS with the token among its unsigned attributes (id-aa-timeStampToken). AppError `timestamp_unreadable` (other_digest)
 * for a token of another signature; DerError when the CMS is none, RangeError when it has its timestamp already.
 */
export function addTimestamp(cms: Uint8Array, token: Uint8Array): Uint8Array {
  if (Buffer.compare(openToken(token).info.digest, signatureDigest(cms)) !== 0)
    throw new AppError('timestamp_unreadable', { reason: 'other_digest' })
  const attribute = encodeSequence(
    encodeObjectIdentifier(OID.timestampToken),
    encodeSetOf(TAG.set, [token]),
  )
  const { around, parts, unsigned } = takeApart(cms)
  if (unsigned.some(isTimestamp)) throw new RangeError('the signature has its timestamp already')
  const stamped = encodeSequence(
    ...parts.map(({ raw }) => raw),
    encodeSetOf(contextTag(1), [...unsigned.map(({ raw }) => raw), attribute]),
  )
  return around.toReversed().reduce(withLast, stamped)
}

/**
 * The CMS with a timestamp of its signature from that authority; as it is, and nobody asked, when it has one already. Throws
 * as the authority and `addTimestamp` do.
 */
export async function stampSignature(cms: Uint8Array, timestamps: Timestamps): Promise<Uint8Array> {
  const digest = signatureDigest(cms)
  if (takeApart(cms).unsigned.some(isTimestamp)) return cms
  return addTimestamp(cms, await timestamps(digest))
}

/** The only SignerInfo of a CMS: what is around it, its parts but the unsigned attributes, and those. */
function takeApart(cms: Uint8Array) {
  // ContentInfo, its [0], SignedData, signerInfos: in each the last element leads on
  const around = lastOf(readElement(cms), 4)
  const all = readChildren(readChildren(around.at(-1)!).at(-1)!)
  const list = all.find(({ tag }) => tag === contextTag(1))
  const unsigned = list ? readChildren(list) : []
  return { around, parts: all.filter((part) => part !== list), unsigned }
}

function isTimestamp(attribute: DerElement): boolean {
  return readObjectIdentifier(readChildren(attribute)[0]) === OID.timestampToken
}

/** `element` and what it ends with, and so on, that many. */
function lastOf(element: DerElement, count: number): readonly DerElement[] {
  if (count === 1) return [element]
  const last = readChildren(element).at(-1)
  if (!last) throw new DerError('nothing inside')
  return [element, ...lastOf(last, count - 1)]
}

/** `parent` with `last` in place of the last element inside. */
function withLast(last: Uint8Array, parent: DerElement): Uint8Array {
  const others = readChildren(parent).slice(0, -1)
  return encodeElement(parent.tag, ...others.map(({ raw }) => raw), last)
}

function tokenIn(response: Uint8Array): Uint8Array {
  try {
    const whole = expectTag(readElement(response), TAG.sequence, 'TimeStampResp')
    if (whole.end !== response.length) throw new DerError('bytes follow the response')
    const [status, token] = readChildren(whole)
    refuseStatus(expectTag(status, TAG.sequence, 'PKIStatusInfo'))
    return expectTag(token, TAG.sequence, 'TimeStampToken').raw
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    throw new AppError('timestamp_unreadable', { reason: 'malformed' }, error)
  }
}

/** 0 is granted, 1 granted with modifications; anything else is no. */
function refuseStatus(info: DerElement): void {
  const [number, ...rest] = readChildren(info)
  const { content } = expectTag(number, TAG.integer, 'status')
  const status = content.length === 1 ? content[0]! : NaN
  if (status === 0 || status === 1) return
  const bits = rest.find(({ tag }) => tag === TAG.bitString)?.content.subarray(1) ?? []
  const set = Object.keys(FAILURES).filter(
    (bit) => ((bits[Math.floor(Number(bit) / 8)] ?? 0) & (0x80 >> (Number(bit) % 8))) !== 0,
  )
  const failure = set.map((bit) => FAILURES[Number(bit)]).join(', ') || 'unknown'
  throw new AppError('timestamp_refused', { status, failure })
}

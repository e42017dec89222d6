import { DerError, expectTag, readChildren, readElement, readObjectIdentifier, TAG } from './der.ts'
import type { DerElement } from './der.ts'
import { OID } from './object-identifiers.ts'
import { readSignedData } from './read-cms.ts'
import type { SignedCms } from './read-cms.ts'

/**
 * A timestamp token (RFC 3161), taken apart; nothing in it is verified yet. `time` is an ISO instant; `nonce` the whole INTEGER,
 * null if it was stamped without.
 */
export type TimestampToken = {
  readonly cms: SignedCms
  /** The TSTInfo that the authority signed. */
  readonly info: Uint8Array
  readonly imprintAlgorithm: string
  readonly imprint: Uint8Array
  readonly time: string
  readonly nonce: Uint8Array | null
  readonly policy: string
  readonly length: number
}

/** The token in `bytes` and how many bytes it takes; DerError for anything else. */
export function readTimestampToken(bytes: Uint8Array): TimestampToken {
  const { cms, contentType, content, length } = readSignedData(bytes)
  if (contentType !== OID.timestampInfo || !content) throw new DerError('no TSTInfo')
  const whole = expectTag(readElement(content), TAG.sequence, 'TSTInfo')
  if (whole.end !== content.length) throw new DerError('bytes follow the TSTInfo')
  const [version, policy, imprint, serial, time, ...rest] = readChildren(whole)
  const { content: number } = expectTag(version, TAG.integer, 'version')
  if (number.length !== 1 || number[0] !== 1) throw new DerError('version of the TSTInfo')
  expectTag(serial, TAG.integer, 'serialNumber')
  const [algorithm, digest] = readChildren(expectTag(imprint, TAG.sequence, 'messageImprint'))
  const [id] = readChildren(expectTag(algorithm, TAG.sequence, 'hashAlgorithm'))
  return {
    cms,
    info: content,
    imprintAlgorithm: readObjectIdentifier(id),
    imprint: expectTag(digest, TAG.octetString, 'hashedMessage').content,
    time: readGenTime(time),
    // accuracy is a SEQUENCE, ordering a BOOLEAN: the only INTEGER after the time is the nonce
    nonce: rest.find(({ tag }) => tag === TAG.integer)?.raw ?? null,
    policy: readObjectIdentifier(policy),
    length,
  }
}

/** GeneralizedTime with Z, its fraction of a second if any without a zero at the end. */
function readGenTime(element: DerElement | undefined): string {
  const text = Buffer.from(expectTag(element, TAG.generalizedTime, 'genTime').content).toString(
    'latin1',
  )
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{0,8}[1-9])?Z$/.exec(text)
  if (!match) throw new DerError(`time: ${text}`)
  const [, year, month, day, hour, minute, second, fraction = ''] = match
  const time = new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`,
  )
  if (Number.isNaN(time.getTime())) throw new DerError(`time: ${text}`)
  return time.toISOString()
}

import { createHash, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { readCertificate } from '../../src/signatures/certificate.ts'
import {
  contextTag,
  encodeElement,
  encodeObjectIdentifier,
  encodeSequence,
  encodeSetOf,
  encodeSmallInteger,
  readChildren,
  readElement,
  TAG,
} from '../../src/signatures/der.ts'
import { encodeBitString } from '../../src/signatures/make-certificate.ts'
import { OID } from '../../src/signatures/object-identifiers.ts'
import { ecKeys, issue } from './specimens.ts'
import type { Authority } from './specimens.ts'

export const POLICY = '1.3.6.1.4.1.99999.1'
/** The only use a stamping certificate may have (RFC 3161 §2.3). */
export const STAMPING = {
  id: '2.5.29.37',
  critical: true,
  value: Buffer.from('300a06082b06010505070308', 'hex'),
}
/** Long, for tools that go by the clock of the machine. */
const notAfter = '2049-12-31T00:00:00.000Z'
export const stampRoot = issue({
  name: 'Gốc dấu thời gian thử',
  keys: ecKeys(),
  ca: true,
  notAfter,
})
export const stamper = issue({
  name: 'Dấu thời gian thử',
  keys: ecKeys(),
  issuer: stampRoot,
  notAfter,
  more: [STAMPING],
})
/** A certificate of the same authority that is for anything. */
export const notStamper = issue({ name: 'Không đóng dấu', keys: ecKeys(), issuer: stampRoot })

/** What may be wrong with an answer; left out, it is right. */
export type Spoilt = {
  readonly nonce?: Uint8Array
  readonly digest?: Uint8Array
  readonly policy?: string
  readonly by?: Authority
  readonly named?: Authority
  readonly brings?: readonly Authority[]
  readonly signature?: (value: Buffer) => Buffer
  readonly time?: string
  readonly algorithm?: string
}

/** A token (DER) over the request's digest, stamped at `time` (GeneralizedTime). */
export function tokenFor(request: Uint8Array, spoilt: Spoilt = {}): Uint8Array {
  const [, imprint, ...rest] = readChildren(readElement(request))
  const [algorithm, digest] = readChildren(imprint!)
  const nonce = rest.find(({ tag }) => tag === TAG.integer)
  const asked = rest.find(({ tag }) => tag === TAG.objectIdentifier)?.raw
  const info = encodeSequence(
    encodeSmallInteger(1),
    spoilt.policy || !asked ? encodeObjectIdentifier(spoilt.policy ?? POLICY) : asked,
    encodeSequence(
      algorithm!.raw,
      encodeElement(TAG.octetString, spoilt.digest ?? digest!.content),
    ),
    encodeSmallInteger(7),
    encodeElement(0x18, Buffer.from(spoilt.time ?? '20261123050100Z')),
    ...(nonce ? [spoilt.nonce ?? nonce.raw] : []),
  )
  return signedInfo(info, spoilt)
}

function signedInfo(info: Uint8Array, spoilt: Spoilt): Uint8Array {
  const by = spoilt.by ?? stamper
  const sha256 = encodeSequence(encodeObjectIdentifier(OID.sha256))
  const attribute = (id: string, value: Uint8Array) =>
    encodeSequence(encodeObjectIdentifier(id), encodeSetOf(TAG.set, [value]))
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
  const octets = (bytes: Uint8Array) => encodeElement(TAG.octetString, bytes)
  const named = encodeSequence(octets(hash((spoilt.named ?? by).certificate)))
  const attributes = [
    attribute(OID.contentType, encodeObjectIdentifier(OID.timestampInfo)),
    attribute(OID.messageDigest, octets(hash(info))),
    attribute(OID.signingCertificateV2, encodeSequence(encodeSequence(named))),
  ]
  const value = sign('sha256', encodeSetOf(TAG.set, attributes), by.keys.privateKey)
  const { issuer, serialNumber } = readCertificate(by.certificate)
  const signer = encodeSequence(
    encodeSmallInteger(1),
    encodeSequence(issuer, serialNumber),
    sha256,
    encodeSetOf(contextTag(0), attributes),
    encodeSequence(encodeObjectIdentifier(spoilt.algorithm ?? OID.ecdsaWithSha256)),
    octets(spoilt.signature?.(value) ?? value),
  )
  const certificates = (spoilt.brings ?? [by, stampRoot]).map(({ certificate }) => certificate)
  const signedData = encodeSequence(
    encodeSmallInteger(3),
    encodeSetOf(TAG.set, [sha256]),
    encodeSequence(
      encodeObjectIdentifier(OID.timestampInfo),
      encodeElement(contextTag(0), octets(info)),
    ),
    encodeSetOf(contextTag(0), certificates),
    encodeSetOf(TAG.set, [signer]),
  )
  return encodeSequence(
    encodeObjectIdentifier(OID.signedData),
    encodeElement(contextTag(0), signedData),
  )
}

/** A TimeStampResp that grants the token. */
export function granted(token: Uint8Array): Uint8Array {
  return encodeSequence(encodeSequence(encodeSmallInteger(0)), token)
}

/** A TimeStampResp that says no, with the bits of PKIFailureInfo that are set. */
export function refusal(status: number, ...bits: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4)
  for (const bit of bits) bytes[bit >> 3]! |= 0x80 >> (bit & 7)
  const failure = bits.length > 0 ? [encodeBitString(bytes, 0)] : []
  return encodeSequence(encodeSequence(encodeSmallInteger(status), ...failure))
}

/** How the server treats one request: what it answers, after how long. */
export type Answer = {
  readonly body?: Uint8Array
  readonly status?: number
  readonly type?: string
  readonly location?: string
  readonly afterMs?: number
}

/** A timestamp authority on this machine; `answer` says what it does with each request, by default what it should. */
export async function startAuthority(
  answer: (request: Uint8Array, count: number) => Answer | Promise<Answer> = () => ({}),
) {
  const seen: { type: string; method: string; path: string }[] = []
  let atOnce = 0
  let most = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = new Uint8Array(Buffer.concat(chunks))
      const { method = '', url = '', headers } = request
      seen.push({ type: headers['content-type'] ?? '', method, path: url })
      most = Math.max(most, ++atOnce)
      void (async () => {
        const given = await answer(body, seen.length)
        await pause(given.afterMs ?? 0)
        atOnce -= 1
        response.writeHead(given.status ?? 200, {
          'content-type': given.type ?? 'application/timestamp-reply',
          ...(given.location ? { location: given.location } : {}),
        })
        response.end(given.body ?? granted(tokenFor(body)))
      })()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/tsa`,
    seen,
    mostAtOnce: () => most,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

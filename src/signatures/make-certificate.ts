import { randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import {
  contextTag,
  encodeElement,
  encodeObjectIdentifier,
  encodeSequence,
  encodeSmallInteger,
  TAG,
} from './der.ts'
import { OID } from './object-identifiers.ts'

/** One extension: `value` is the DER inside the OCTET STRING. */
export type ExtensionToIssue = {
  readonly id: string
  readonly critical: boolean
  readonly value: Uint8Array
}

/** Names are lists of [object identifier, text]; times ISO instants of the years 1950 to 2049. */
export type CertificateToIssue = {
  readonly issuer: readonly (readonly [string, string])[]
  readonly subject: readonly (readonly [string, string])[]
  readonly notBefore: string
  readonly notAfter: string
  readonly publicKey: KeyObject
  readonly issuerKey: KeyObject
  readonly extensions: readonly ExtensionToIssue[]
}

/** A DER X.509 v3 certificate with a random serial number, signed with the issuer's RSA or EC key and SHA-256. */
export function makeCertificate(wanted: CertificateToIssue): Uint8Array {
  const algorithm =
    wanted.issuerKey.asymmetricKeyType === 'rsa'
      ? encodeSequence(encodeObjectIdentifier(OID.sha256WithRsa), encodeElement(TAG.null))
      : encodeSequence(encodeObjectIdentifier(OID.ecdsaWithSha256))
  const tbs = encodeSequence(
    encodeElement(contextTag(0), encodeSmallInteger(2)),
    encodeElement(TAG.integer, randomSerialNumber()),
    algorithm,
    encodeName(wanted.issuer),
    encodeSequence(encodeTime(wanted.notBefore), encodeTime(wanted.notAfter)),
    encodeName(wanted.subject),
    wanted.publicKey.export({ type: 'spki', format: 'der' }),
    encodeElement(contextTag(3), encodeSequence(...wanted.extensions.map(encodeExtension))),
  )
  const signature = sign('sha256', tbs, wanted.issuerKey)
  return encodeSequence(tbs, algorithm, encodeBitString(signature, 0))
}

/** A BIT STRING whose last byte has that many unused bits. */
export function encodeBitString(bytes: Uint8Array, unusedBits: number): Uint8Array {
  return encodeElement(TAG.bitString, Uint8Array.of(unusedBits), bytes)
}

/** 16 bytes, positive and without a leading zero: the first is 0x40 to 0x7f. */
function randomSerialNumber(): Uint8Array {
  const [first = 0, ...rest] = randomBytes(16)
  return Uint8Array.of(0x40 | (first & 0x3f), ...rest)
}

function encodeName(parts: CertificateToIssue['subject']): Uint8Array {
  const sets = parts.map(([type, text]) => {
    const value = encodeElement(TAG.utf8String, Buffer.from(text, 'utf8'))
    return encodeElement(TAG.set, encodeSequence(encodeObjectIdentifier(type), value))
  })
  return encodeSequence(...sets)
}

function encodeTime(instant: string): Uint8Array {
  const year = Number(instant.slice(0, 4))
  // RFC 5280 §4.1.2.5: GeneralizedTime only from 2050
  if (!(year >= 1950 && year < 2050)) throw new RangeError(`not from 1950 to 2049: ${instant}`)
  const text = `${new Date(instant).toISOString().slice(2, 19).replaceAll(/[-T:]/g, '')}Z`
  return encodeElement(TAG.utcTime, Buffer.from(text, 'latin1'))
}

function encodeExtension({ id, critical, value }: ExtensionToIssue): Uint8Array {
  const flag = critical ? [encodeElement(TAG.boolean, Uint8Array.of(0xff))] : []
  return encodeSequence(encodeObjectIdentifier(id), ...flag, encodeElement(TAG.octetString, value))
}

import { createHash, sign } from 'node:crypto'
import { PDF, PdfDict } from '@libpdf/core'
import { readCertificate } from '../../src/signatures/certificate.ts'
import {
  contextTag,
  encodeElement,
  encodeObjectIdentifier,
  encodeSequence,
  encodeSetOf,
  encodeSmallInteger,
  TAG,
} from '../../src/signatures/der.ts'
import { OID } from '../../src/signatures/object-identifiers.ts'
import { findSignatureFields } from '../../src/signatures/signature-fields.ts'
import type { SignatureFieldObjects } from '../../src/signatures/signature-fields.ts'
import type { Authority } from './specimens.ts'

/** The gap of the last signature written into the file: offsets of `<` and just after `>`, and of the ByteRange text. */
export function lastGap(file: Uint8Array): { start: number; end: number; byteRange: number } {
  const text = Buffer.from(file).toString('latin1')
  const start = text.lastIndexOf('/Contents <') + '/Contents '.length
  return {
    start,
    end: text.indexOf('>', start) + 1,
    byteRange: text.lastIndexOf('/ByteRange [') + 11,
  }
}

/** The file with the bytes at that place replaced by as many others. */
export function patched(file: Uint8Array, at: number, bytes: Uint8Array | string): Uint8Array {
  const copy = Uint8Array.from(file)
  copy.set(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, at)
  return copy
}

/** The file with one byte changed. */
export function flipped(file: Uint8Array, at: number): Uint8Array {
  return patched(file, at, Uint8Array.of(file[at]! ^ 0x01))
}

/** The file with other bytes, hexadecimal, in place of its last signature's CMS; `padding` fills the rest of the gap. */
export function withCms(file: Uint8Array, cms: Uint8Array, padding = '0'): Uint8Array {
  const { start, end } = lastGap(file)
  const hex = Buffer.from(cms).toString('hex')
  return patched(file, start + 1, hex + padding.repeat(end - start - 2 - hex.length))
}

/** The file with other numbers in its last ByteRange. */
export function withByteRange(file: Uint8Array, numbers: readonly (number | string)[]): Uint8Array {
  return patched(file, lastGap(file).byteRange, `[${numbers.join(' ')}]`.padEnd(48))
}

/** The file with an unsigned incremental revision after it, made by `change`. */
export async function revised(
  file: Uint8Array,
  change: (pdf: PDF, fields: readonly SignatureFieldObjects[]) => void,
): Promise<Uint8Array> {
  const pdf = await PDF.load(file)
  change(pdf, findSignatureFields(pdf))
  return pdf.save({ incremental: true })
}

/** The dictionary of the form. */
export function formOf(pdf: PDF): PdfDict {
  const form = pdf.getCatalog().getDict('AcroForm', (ref) => pdf.getObject(ref))
  if (!form) throw new Error('no form')
  return form
}

/** What to do otherwise than a good signer does. */
export type Deviation = {
  readonly digest?: 'sha1' | 'sha256'
  readonly messageDigest?: Uint8Array
  readonly certificates?: readonly Uint8Array[]
  readonly essCertificate?: Uint8Array | null
  readonly twice?: boolean
  readonly attached?: boolean
  /** A timestamp token over the signature value. */
  readonly stamp?: (signature: Uint8Array) => Uint8Array
}
const DIGEST_IDS = { sha1: '1.3.14.3.2.26', sha256: OID.sha256 } as const
const RSA_IDS = { sha1: '1.2.840.113549.1.1.5', sha256: OID.sha256WithRsa } as const

/** A CMS over the ranges of the file's last signature by an RSA key, well made but for the deviation. */
export function craftedCms(
  file: Uint8Array,
  own: Authority,
  deviation: Deviation = {},
): Uint8Array {
  const { digest = 'sha256', certificates = [own.certificate], twice = false } = deviation
  const { start, end } = lastGap(file)
  const actual = createHash(digest)
    .update(file.subarray(0, start))
    .update(file.subarray(end))
    .digest()
  const algorithm = encodeSequence(encodeObjectIdentifier(DIGEST_IDS[digest]))
  const attributes = [
    attribute(OID.contentType, encodeObjectIdentifier(OID.data)),
    attribute(OID.messageDigest, encodeElement(TAG.octetString, deviation.messageDigest ?? actual)),
    ...essAttribute(
      deviation.essCertificate === undefined ? own.certificate : deviation.essCertificate,
    ),
  ]
  const { issuer, serialNumber } = readCertificate(own.certificate)
  const signature = sign(digest, encodeSetOf(TAG.set, attributes), own.keys.privateKey)
  const signerInfo = encodeSequence(
    encodeSmallInteger(1),
    encodeSequence(issuer, serialNumber),
    algorithm,
    encodeSetOf(contextTag(0), attributes),
    encodeSequence(encodeObjectIdentifier(RSA_IDS[digest]), encodeElement(TAG.null)),
    encodeElement(TAG.octetString, signature),
    ...stampAttributes(deviation.stamp?.(signature)),
  )
  const content = encodeElement(contextTag(0), encodeElement(TAG.octetString, Buffer.from('x')))
  const signedData = encodeSequence(
    encodeSmallInteger(1),
    encodeSetOf(TAG.set, [algorithm]),
    encodeSequence(encodeObjectIdentifier(OID.data), ...(deviation.attached ? [content] : [])),
    encodeSetOf(contextTag(0), certificates),
    encodeSetOf(TAG.set, twice ? [signerInfo, signerInfo] : [signerInfo]),
  )
  return encodeSequence(
    encodeObjectIdentifier(OID.signedData),
    encodeElement(contextTag(0), signedData),
  )
}

function stampAttributes(token: Uint8Array | undefined): readonly Uint8Array[] {
  return token ? [encodeSetOf(contextTag(1), [attribute(OID.timestampToken, token)])] : []
}

function essAttribute(certificate: Uint8Array | null): readonly Uint8Array[] {
  if (!certificate) return []
  const hash = createHash('sha256').update(certificate).digest()
  const id = encodeSequence(encodeElement(TAG.octetString, hash))
  return [attribute(OID.signingCertificateV2, encodeSequence(encodeSequence(id)))]
}

/** An attribute of a CMS with one value. */
export function attribute(type: string, value: Uint8Array): Uint8Array {
  return encodeSequence(encodeObjectIdentifier(type), encodeSetOf(TAG.set, [value]))
}

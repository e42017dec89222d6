import { createHash, sign } from 'node:crypto'
import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfString } from '@libpdf/core'
import type { PdfObject } from '@libpdf/core'
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
import { encodeBitString } from '../../src/signatures/make-certificate.ts'
import { OID } from '../../src/signatures/object-identifiers.ts'
import { attribute, formOf, lastGap, patched, withCms } from './broken.ts'
import { ecKeys, issue } from './specimens.ts'
import type { Authority, Wanted } from './specimens.ts'

const SHA256 = encodeSequence(encodeObjectIdentifier(OID.sha256))
const ECDSA = encodeSequence(encodeObjectIdentifier(OID.ecdsaWithSha256))
const RESERVED = 8_192

/** A timestamp authority; `purpose` is how its certificate says so. */
export function stampAuthority(
  issuer: Authority,
  purpose: 'critical' | 'plain' | 'none' = 'critical',
  more: Partial<Wanted> = {},
): Authority {
  const value = encodeSequence(encodeObjectIdentifier(OID.timeStamping))
  const usage = { id: OID.extendedKeyUsage, critical: purpose === 'critical', value }
  const extensions = purpose === 'none' ? [] : [usage]
  return issue({ name: 'Dấu thời gian thử', keys: ecKeys(), issuer, more: extensions, ...more })
}

/** What to do otherwise than a good timestamp authority does. */
export type TokenDeviation = { readonly otherKey?: boolean; readonly over?: Uint8Array }

/** A timestamp token (RFC 3161) of that time over the bytes. */
export function makeToken(
  authority: Authority,
  stamped: readonly Uint8Array[],
  time: string,
  { otherKey = false, over }: TokenDeviation = {},
): Uint8Array {
  const hash = createHash('sha256')
  for (const piece of over ? [over] : stamped) hash.update(piece)
  const info = encodeSequence(
    encodeSmallInteger(1),
    encodeObjectIdentifier('1.3.6.1.4.1.99999.1'),
    encodeSequence(SHA256, encodeElement(TAG.octetString, hash.digest())),
    encodeSmallInteger(7),
    generalizedTime(time),
  )
  const { der, issuer, serialNumber } = readCertificate(authority.certificate)
  const certHash = createHash('sha256').update(der).digest()
  const essCertId = encodeSequence(encodeElement(TAG.octetString, certHash))
  const attributes = [
    attribute(OID.contentType, encodeObjectIdentifier(OID.timestampInfo)),
    attribute(
      OID.messageDigest,
      encodeElement(TAG.octetString, createHash('sha256').update(info).digest()),
    ),
    attribute(OID.signingCertificateV2, encodeSequence(encodeSequence(essCertId))),
  ]
  const key = otherKey ? ecKeys().privateKey : authority.keys.privateKey
  const signerInfo = encodeSequence(
    encodeSmallInteger(1),
    encodeSequence(issuer, serialNumber),
    SHA256,
    encodeSetOf(contextTag(0), attributes),
    ECDSA,
    encodeElement(TAG.octetString, sign('sha256', encodeSetOf(TAG.set, attributes), key)),
  )
  const signedData = encodeSequence(
    encodeSmallInteger(3),
    encodeSetOf(TAG.set, [SHA256]),
    encodeSequence(
      encodeObjectIdentifier(OID.timestampInfo),
      encodeElement(contextTag(0), encodeElement(TAG.octetString, info)),
    ),
    encodeSetOf(contextTag(0), [authority.certificate]),
    encodeSetOf(TAG.set, [signerInfo]),
  )
  return encodeSequence(
    encodeObjectIdentifier(OID.signedData),
    encodeElement(contextTag(0), signedData),
  )
}

/** The file with a timestamp of the document as its last revision, in a field of its own that shows nothing. */
export async function stampDocument(
  file: Uint8Array,
  authority: Authority,
  time: string,
  rect: readonly number[] = [0, 0, 0, 0],
): Promise<Uint8Array> {
  const pdf = await PDF.load(file)
  const value = pdf.register(
    PdfDict.of({
      Type: PdfName.of('DocTimeStamp'),
      Filter: PdfName.of('Adobe.PPKLite'),
      SubFilter: PdfName.of('ETSI.RFC3161'),
      ...placeholders(),
    }),
  )
  const field = pdf.register(
    PdfDict.of({
      Type: PdfName.of('Annot'),
      Subtype: PdfName.of('Widget'),
      FT: PdfName.of('Sig'),
      T: PdfString.fromString(`DauThoiGian${time.slice(0, 4)}`),
      Rect: PdfArray.of(...rect.map((corner) => PdfNumber.of(corner))),
      F: PdfNumber.of(132),
      V: value,
    }),
  )
  const fields = formOf(pdf).getArray('Fields', (ref) => pdf.getObject(ref))
  fields?.push(field)
  const page = pdf.getPages()[0]!.dict
  const annotations = page.getArray('Annots', (ref) => pdf.getObject(ref))
  page.set('Annots', PdfArray.of(...(annotations ?? []), field))
  const saved = await pdf.save({ incremental: true })
  const ranged = withOwnRange(saved)
  const { start, end } = lastGap(ranged)
  const pieces = [ranged.subarray(0, start), ranged.subarray(end)]
  return withCms(ranged, makeToken(authority, pieces, time))
}

/** The two entries of a signature dictionary that are known only when the file is laid out. */
export function placeholders(): { ByteRange: PdfObject; Contents: PdfObject } {
  return { ByteRange: raw(`[${' '.repeat(46)}]`), Contents: raw(`<${'0'.repeat(RESERVED * 2)}>`) }
}

/** The file with the numbers of its last signature's range in their place. */
export function withOwnRange(file: Uint8Array): Uint8Array {
  const { start, end, byteRange } = lastGap(file)
  return patched(file, byteRange, `[0 ${start} ${end} ${file.length - end}]`.padEnd(48))
}

function raw(text: string): PdfObject {
  const bytes = Buffer.from(text, 'latin1')
  return { type: 'raw', bytes, toBytes: (writer) => writer.writeBytes(bytes) }
}

/** What a revocation list says; times are ISO instants. */
export type CrlWanted = {
  readonly issuer: Authority
  readonly thisUpdate: string
  readonly nextUpdate: string
  readonly revoked?: readonly {
    readonly certificate: Uint8Array
    readonly at: string
    readonly reason?: number
  }[]
  /** Signs in the place of the issuer. */
  readonly signer?: Authority
  /** A critical extension, by identifier. */
  readonly critical?: string
}

/** A certificate revocation list (RFC 5280) in DER. */
export function makeCrl(wanted: CrlWanted): Uint8Array {
  const { issuer, signer = issuer, revoked = [], critical } = wanted
  const isRsa = signer.keys.privateKey.asymmetricKeyType === 'rsa'
  const algorithm = isRsa
    ? encodeSequence(encodeObjectIdentifier(OID.sha256WithRsa), encodeElement(TAG.null))
    : ECDSA
  const entries = revoked.map(({ certificate, at, reason }) => {
    const { serialNumber } = readCertificate(certificate)
    const code = encodeElement(TAG.enumerated, Uint8Array.of(reason ?? 0))
    const extension = encodeSequence(
      encodeObjectIdentifier(OID.crlReason),
      encodeElement(TAG.octetString, code),
    )
    return encodeSequence(
      serialNumber,
      generalizedTime(at),
      ...(reason === undefined ? [] : [encodeSequence(extension)]),
    )
  })
  const extension = encodeSequence(
    encodeObjectIdentifier(critical ?? ''),
    encodeElement(TAG.boolean, Uint8Array.of(0xff)),
    encodeElement(TAG.octetString, encodeSequence()),
  )
  const tbs = encodeSequence(
    encodeSmallInteger(1),
    algorithm,
    readCertificate(issuer.certificate).subject,
    generalizedTime(wanted.thisUpdate),
    generalizedTime(wanted.nextUpdate),
    ...(entries.length > 0 ? [encodeSequence(...entries)] : []),
    ...(critical ? [encodeElement(contextTag(0), encodeSequence(extension))] : []),
  )
  const signature = sign('sha256', tbs, signer.keys.privateKey)
  return encodeSequence(tbs, algorithm, encodeBitString(signature, 0))
}

function generalizedTime(instant: string): Uint8Array {
  const text = `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}Z`
  return encodeElement(TAG.generalizedTime, Buffer.from(text, 'latin1'))
}

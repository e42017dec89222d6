import { generateKeyPairSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import PDFDocument from 'pdfkit'
import { encodeElement, encodeSequence, TAG } from '../../src/signatures/der.ts'
import { encodeBitString, makeCertificate } from '../../src/signatures/make-certificate.ts'
import type { ExtensionToIssue } from '../../src/signatures/make-certificate.ts'
import { OID } from '../../src/signatures/object-identifiers.ts'
import type { PdfSigning } from '../../src/signatures/sign-pdf.ts'
import type { Signer } from '../../src/signatures/signer.ts'

export const SIGNED_AT = '2026-11-23T05:00:00.000Z'
export const NOW = '2026-11-24T00:00:00.000Z'
const FIELDS = ['TruongBan', 'ThuKy', 'ChuTri'] as const

/** What pdfkit keeps of a form and its pages; its types leave it out. */
type Internals = {
  readonly _root: { readonly data: { readonly AcroForm: { readonly data: AcroForm } } }
  readonly page: { readonly annotations: readonly unknown[] }
}
type AcroForm = { Fields: unknown[]; NeedAppearances?: boolean; SigFlags?: number }

/** A PDF made by pdfkit with that many empty signature fields, as a renderer leaves it: no NeedAppearances, SigFlags 3. */
export async function unsignedPdf(
  fields = 2,
  size: 'A4' | [number, number] = 'A4',
): Promise<Uint8Array> {
  const made = new Date(SIGNED_AT)
  const doc = new PDFDocument({ size, pdfVersion: '1.7', info: { CreationDate: made } })
  const finished = collect(doc)
  doc.text('Bien ban kiem phieu: 20 phieu, 15 tin nhiem cao')
  doc.addPage().text('Trang 2')
  const dates = { creationDate: made, modifiedDate: made }
  doc.file(Buffer.from('{"counts":[15,4,1]}'), { name: 'tally.json', ...dates })
  doc.initForm()
  const internals = doc as unknown as Internals
  const form = internals._root.data.AcroForm.data
  delete form.NeedAppearances
  form.SigFlags = 3
  FIELDS.slice(0, fields).forEach((name, index) => {
    // more keys than the types know
    const options: object = { Subtype: 'Widget', FT: 'Sig', F: 4, T: new String(name) }
    doc.annotate(60 + 170 * index, 600, 150, 60, options)
    form.Fields.push(internals.page.annotations.at(-1))
  })
  doc.end()
  return finished
}

/** A one-page PDF of that size in points to show in a field. */
export async function appearancePdf(size: [number, number] = [150, 60]): Promise<Uint8Array> {
  const doc = new PDFDocument({ size, margin: 4 })
  const finished = collect(doc)
  doc.fontSize(9).text('Da ky so')
  doc.end()
  return finished
}

/** The bytes of the document once it is ended. */
export function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve) => {
    doc.on('end', () => resolve(Uint8Array.from(Buffer.concat(chunks))))
  })
}

export type Keys = { readonly publicKey: KeyObject; readonly privateKey: KeyObject }

export function ecKeys(): Keys {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

export function rsaKeys(modulusLength = 2048): Keys {
  return generateKeyPairSync('rsa', { modulusLength })
}

/** A certificate of a test hierarchy: self-signed unless `issuer` is given; a CA if asked. */
export type Authority = {
  readonly certificate: Uint8Array
  readonly keys: Keys
  readonly name: string
}
export type Wanted = {
  readonly name: string
  readonly keys: Keys
  readonly issuer?: Authority
  readonly ca?: boolean
  readonly pathLength?: number
  readonly usage?: number
  readonly notBefore?: string
  readonly notAfter?: string
  /** Extensions beside the usual two. */
  readonly more?: readonly ExtensionToIssue[]
}

export function issue(wanted: Wanted): Authority {
  const { name, keys, issuer, ca = false, pathLength } = wanted
  const flag = ca ? [encodeElement(TAG.boolean, Uint8Array.of(0xff))] : []
  const limit =
    pathLength === undefined ? [] : [encodeElement(TAG.integer, Uint8Array.of(pathLength))]
  // keyCertSign and cRLSign, or digitalSignature
  const usage = wanted.usage ?? (ca ? 0b0000_0110 : 0b1000_0000)
  const extensions: ExtensionToIssue[] = [
    { id: OID.basicConstraints, critical: true, value: encodeSequence(...flag, ...limit) },
    { id: OID.keyUsage, critical: true, value: encodeBitString(Uint8Array.of(usage), 1) },
    ...(wanted.more ?? []),
  ]
  const certificate = makeCertificate({
    issuer: [[OID.commonName, issuer?.name ?? name]],
    subject: [[OID.commonName, name]],
    notBefore: wanted.notBefore ?? '2026-01-01T00:00:00.000Z',
    notAfter: wanted.notAfter ?? '2029-01-01T00:00:00.000Z',
    publicKey: keys.publicKey,
    issuerKey: (issuer ?? { keys }).keys.privateKey,
    extensions,
  })
  return { certificate, keys, name }
}

/** A signer whose key is in memory; the certificates after its own are those of `chain`. */
export function signerOf(own: Authority, ...chain: readonly Authority[]): Signer {
  const isRsa = own.keys.privateKey.asymmetricKeyType === 'rsa'
  return {
    certificates: [own, ...chain].map(({ certificate }) => certificate),
    commonName: own.name,
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2029-01-01T00:00:00.000Z',
    algorithm: isRsa ? 'rsa-sha256' : 'ecdsa-p256-sha256',
    sign: async (tbs) => sign('sha256', tbs, own.keys.privateKey),
  }
}

export function signing(signer: Signer, field: string, more: Partial<PdfSigning> = {}): PdfSigning {
  return { signer, field, reason: 'Ký biên bản', location: 'Hà Nội', signedAt: SIGNED_AT, ...more }
}

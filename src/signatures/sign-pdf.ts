import { createHash } from 'node:crypto'
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfString } from '@libpdf/core'
import type { PDF, PdfObject, PdfRef } from '@libpdf/core'
import { AppError } from '../errors.ts'
import { embedAppearance } from './appearance.ts'
import { signCms } from './cms.ts'
import { openPdf } from './open-pdf.ts'
import { toPdfDate } from './pdf-date.ts'
import { findSignatureFields, rectOf, resolver } from './signature-fields.ts'
import type { SignatureFieldObjects } from './signature-fields.ts'
import type { Signer } from './signer.ts'

/** Bytes kept free for one CMS; with a chain and a timestamp 5.4 to 5.8 KB were seen. */
const RESERVED = 12_288
const BYTE_RANGE_WIDTH = 48

/**
 * `signedAt` is an ISO instant and becomes /M; `appearance` a PDF whose first page is shown in the field;
 * `certify` makes this, the first signature, allow nothing but filling the remaining fields (DocMDP P=2).
 */
export type PdfSigning = {
  readonly signer: Signer
  readonly field: string
  readonly reason: string
  readonly location: string
  readonly signedAt: string
  readonly appearance?: Uint8Array
  readonly certify?: boolean
}

/**
 * The PDF with that empty field signed (PAdES B-B), as an incremental update: the bytes given are an exact prefix.
 *
 * Throws AppError `no_such_signature_field`, `already_signed` (detail.field), `pdf_unreadable` (detail.reason also
 * damaged, linearized); RangeError when `certify` is not the first signature; Error when the CMS needs more room than is kept.
 */
export async function signPdf(bytes: Uint8Array, signing: PdfSigning): Promise<Uint8Array> {
  const { pdf, damaged } = await openPdf(bytes)
  if (damaged) throw new AppError('pdf_unreadable', { reason: 'damaged' })
  const fields = findSignatureFields(pdf)
  const field = fields.find(({ name }) => name === signing.field)
  if (!field) throw new AppError('no_such_signature_field', { field: signing.field })
  if (field.value) throw new AppError('already_signed', { field: signing.field })
  if (signing.certify && fields.some(({ value }) => value !== null))
    throw new RangeError('certify: only the first signature can certify')
  const { dict, places } = signatureDictionary(signing)
  const ref = pdf.register(dict)
  await fillField(pdf, field, ref, signing)
  if (signing.certify) pdf.getCatalog().set('Perms', PdfDict.of({ DocMDP: ref }))
  const saved = await saveIncrementally(pdf)
  return insertSignature(saved, places, signing.signer)
}

/** Where the writer put the two values that are known only after the file is laid out. */
type Places = { byteRange: number; contents: number }

function signatureDictionary(signing: PdfSigning): { dict: PdfDict; places: Places } {
  const places: Places = { byteRange: -1, contents: -1 }
  const dict = PdfDict.of({
    Type: PdfName.of('Sig'),
    Filter: PdfName.of('Adobe.PPKLite'),
    SubFilter: PdfName.of('ETSI.CAdES.detached'),
    ByteRange: placeholder(' '.repeat(BYTE_RANGE_WIDTH), (at) => (places.byteRange = at)),
    Contents: placeholder(`<${'0'.repeat(RESERVED * 2)}>`, (at) => (places.contents = at)),
    M: PdfString.fromString(toPdfDate(signing.signedAt)),
    Name: PdfString.fromString(signing.signer.commonName),
  })
  if (signing.reason !== '') dict.set('Reason', PdfString.fromString(signing.reason))
  if (signing.location !== '') dict.set('Location', PdfString.fromString(signing.location))
  if (signing.certify) dict.set('Reference', PdfArray.of(docMdpReference()))
  return { dict, places }
}

/** ISO 32000-1 §12.8.2.2: P=2 allows filling in forms and signing, nothing else. */
function docMdpReference(): PdfDict {
  return PdfDict.of({
    Type: PdfName.of('SigRef'),
    TransformMethod: PdfName.of('DocMDP'),
    TransformParams: PdfDict.of({
      Type: PdfName.of('TransformParams'),
      P: PdfNumber.of(2),
      V: PdfName.of('1.2'),
    }),
  })
}

/** Raw text in the file that tells where it was written. */
function placeholder(text: string, written: (at: number) => void): PdfObject {
  const bytes = Buffer.from(text, 'latin1')
  return {
    type: 'raw',
    bytes,
    toBytes(writer) {
      written(writer.position)
      writer.writeBytes(bytes)
    },
  }
}

async function fillField(
  pdf: PDF,
  field: SignatureFieldObjects,
  value: PdfRef,
  signing: PdfSigning,
): Promise<void> {
  field.dict.set('V', value)
  const widget = field.widgets[0]
  if (signing.appearance && widget) {
    const form = await embedAppearance(pdf, signing.appearance, rectOf(pdf, widget))
    widget.set('AP', PdfDict.of({ N: form }))
  }
  const acroForm = pdf.getCatalog().getDict('AcroForm', resolver(pdf))
  // SignaturesExist and AppendOnly
  if (acroForm?.getNumber('SigFlags')?.value !== 3) acroForm?.set('SigFlags', PdfNumber.of(3))
}

async function saveIncrementally(pdf: PDF): Promise<Uint8Array> {
  const blocker = pdf.canSaveIncrementally()
  if (blocker) throw new AppError('pdf_unreadable', { reason: blocker })
  return pdf.save({ incremental: true })
}

async function insertSignature(
  file: Uint8Array,
  places: Places,
  signer: Signer,
): Promise<Uint8Array> {
  const gapEnd = places.contents + RESERVED * 2 + 2
  const byteRange = `[0 ${places.contents} ${gapEnd} ${file.length - gapEnd}]`
  if (byteRange.length > BYTE_RANGE_WIDTH) throw new RangeError('file too long for its ByteRange')
  file.set(Buffer.from(byteRange, 'latin1'), places.byteRange)
  const digest = createHash('sha256')
    .update(file.subarray(0, places.contents))
    .update(file.subarray(gapEnd))
    .digest()
  const cms = await signCms(signer, digest)
  if (cms.length > RESERVED)
    throw new Error(`the signature takes ${cms.length} bytes, ${RESERVED} are reserved`)
  file.set(Buffer.from(Buffer.from(cms).toString('hex'), 'latin1'), places.contents + 1)
  return file
}

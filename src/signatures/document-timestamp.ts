import { PdfArray, PdfDict, PdfName, PdfNumber, PdfRef, PdfString } from '@libpdf/core'
import type { PDF } from '@libpdf/core'
import { AppError } from '../errors.ts'
import { keepNumbers } from './exact-numbers.ts'
import { openUndamaged } from './open-pdf.ts'
import { saveIncrementally } from './prepare-signature.ts'
import type { PreparedSignature } from './prepare-signature.ts'
import { findSignatureFields, resolver } from './signature-fields.ts'
import { fillGap, openGap, roomIn } from './signature-gap.ts'
import type { Timestamps } from './timestamp.ts'
import { openToken } from './timestamp-token.ts'
import { addValidationData, certificatesIn } from './validation-data.ts'
import type { ValidationData } from './validation-data.ts'

/** Print and locked: seen nowhere, changed by nobody. */
const WIDGET_FLAGS = 132
const NO_DATA: ValidationData = { certificates: [], crls: [] }

/**
 * The PDF with one revision more, which a timestamp of the whole document will close (PAdES B-LTA): it holds the certificates
 * of every signature so far and `data`, in the document's security store, and an unseen field of its own. The bytes given are
 * an exact prefix, so signatures made before keep their worth. The digest is what the authority is asked to stamp.
 *
 * AppError `pdf_unreadable`, as `prepareSignature`.
 */
export async function prepareDocumentTimestamp(
  pdf: Uint8Array,
  data: ValidationData = NO_DATA,
): Promise<PreparedSignature> {
  const opened = await openUndamaged(pdf)
  const certificates = [...certificatesIn(opened), ...data.certificates]
  addValidationData(opened, { certificates, crls: data.crls })
  const gap = openGap()
  const value = PdfDict.of({
    Type: PdfName.of('DocTimeStamp'),
    Filter: PdfName.of('Adobe.PPKLite'),
    SubFilter: PdfName.of('ETSI.RFC3161'),
    ...gap.entries,
  })
  addField(opened, opened.register(value))
  return gap.close(await saveIncrementally(opened))
}

/**
 * The prepared file with the token in place. AppError `timestamp_unreadable`: detail.reason other_digest for a token of other
 * bytes, too_long, or as `openToken`.
 */
export function completeDocumentTimestamp(
  prepared: PreparedSignature,
  token: Uint8Array,
): Uint8Array {
  if (token.length > roomIn(prepared.byteRange))
    throw new AppError('timestamp_unreadable', { reason: 'too_long', bytes: token.length })
  if (Buffer.compare(openToken(token).info.digest, prepared.digest) !== 0)
    throw new AppError('timestamp_unreadable', { reason: 'other_digest' })
  return fillGap(prepared, token)
}

/** The PDF with its evidence and a timestamp of the whole, as a further revision. Throws as its two steps and the authority do. */
export async function stampDocument(
  pdf: Uint8Array,
  timestamps: Timestamps,
  data: ValidationData = NO_DATA,
): Promise<Uint8Array> {
  const prepared = await prepareDocumentTimestamp(pdf, data)
  return completeDocumentTimestamp(prepared, await timestamps(prepared.digest))
}

/** A signature field without area on the first page (ISO 32000-1 §12.7.4.5), filled with that value. */
function addField(pdf: PDF, value: PdfRef): void {
  const page = pdf.getPages()[0]
  if (!page) throw new AppError('pdf_unreadable', { reason: 'no_pages' })
  const field = pdf.register(
    PdfDict.of({
      Type: PdfName.of('Annot'),
      Subtype: PdfName.of('Widget'),
      FT: PdfName.of('Sig'),
      T: PdfString.fromString(freeName(pdf)),
      V: value,
      F: PdfNumber.of(WIDGET_FLAGS),
      Rect: PdfArray.of(...[0, 0, 0, 0].map((edge) => PdfNumber.of(edge))),
      P: page.ref,
    }),
  )
  const catalog = pdf.getCatalog()
  const form = catalog.getDict('AcroForm', resolver(pdf)) ?? PdfDict.of({})
  append(pdf, form, 'Fields', field)
  // SignaturesExist and AppendOnly
  if (form.getNumber('SigFlags')?.value !== 3) form.set('SigFlags', PdfNumber.of(3))
  if (!catalog.has('AcroForm')) catalog.set('AcroForm', pdf.register(form))
  append(pdf, page.dict, 'Annots', field)
  for (const changed of [catalog, form, page.dict]) keepNumbers(changed)
}

function append(pdf: PDF, dict: PdfDict, key: string, item: PdfRef): void {
  const list = dict.getArray(key, resolver(pdf))
  if (list) list.push(item)
  else dict.set(key, PdfArray.of(item))
}

/** timestamp1, timestamp2, …: the first that no field has. */
function freeName(pdf: PDF): string {
  const taken = new Set(findSignatureFields(pdf).map(({ name }) => name))
  let number = 1
  while (taken.has(`timestamp${number}`)) number += 1
  return `timestamp${number}`
}

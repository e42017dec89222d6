import { PdfArray, PdfDict, PdfName, PdfNumber, PdfString } from '@libpdf/core'
import type { PDF, PdfRef } from '@libpdf/core'
import { AppError } from '../errors.ts'
import { embedAppearance } from './appearance.ts'
import { keepNumbers } from './exact-numbers.ts'
import { openUndamaged } from './open-pdf.ts'
import { toPdfDate } from './pdf-date.ts'
import { findSignatureFields, listFields, resolver } from './signature-fields.ts'
import type { SignatureField, SignatureFieldObjects } from './signature-fields.ts'
import { openGap } from './signature-gap.ts'
import type { PreparedSignature, SignatureGap } from './signature-gap.ts'

export type { PreparedSignature } from './signature-gap.ts'

/**
 * `commonName` becomes /Name; `signedAt` is an ISO instant and becomes /M; `appearance` draws a PDF for
 * that place among all there are, whose first page is shown in it; `certify` makes this, the first signature, allow nothing but filling the remaining fields (DocMDP P=2).
 */
export type SignatureRequest = {
  readonly field: string
  readonly commonName: string
  readonly reason: string
  readonly location: string
  readonly signedAt: string
  readonly appearance?: (
    place: SignatureField,
    all: readonly SignatureField[],
  ) => Promise<Uint8Array>
  readonly certify?: boolean
}

/**
 * The PDF with that empty field filled by a signature that still lacks its CMS, as an incremental update: the bytes given
 * are an exact prefix. The digest is what is to be signed.
 *
 * Throws AppError `no_such_signature_field`, `already_signed` (detail.field), `pdf_unreadable` (detail.reason also
 * damaged, linearized); RangeError when `certify` is not the first signature.
 */
export async function prepareSignature(
  pdf: Uint8Array,
  request: SignatureRequest,
): Promise<PreparedSignature> {
  const opened = await openUndamaged(pdf)
  const fields = findSignatureFields(opened)
  const field = fields.find(({ name }) => name === request.field)
  if (!field) throw new AppError('no_such_signature_field', { field: request.field })
  if (field.value) throw new AppError('already_signed', { field: request.field })
  if (request.certify && fields.some(({ value }) => value !== null))
    throw new RangeError('certify: only the first signature can certify')
  const gap = openGap()
  const ref = opened.register(signatureDictionary(request, gap))
  await fillField(opened, field, ref, request)
  if (request.certify) opened.getCatalog().set('Perms', PdfDict.of({ DocMDP: ref }))
  return gap.close(await saveIncrementally(opened))
}

/** The document with its changes appended; AppError `pdf_unreadable` when nothing can be appended to it. */
export async function saveIncrementally(pdf: PDF): Promise<Uint8Array> {
  const blocker = pdf.canSaveIncrementally()
  if (blocker) throw new AppError('pdf_unreadable', { reason: blocker })
  return pdf.save({ incremental: true })
}

function signatureDictionary(request: SignatureRequest, gap: SignatureGap): PdfDict {
  const dict = PdfDict.of({
    Type: PdfName.of('Sig'),
    Filter: PdfName.of('Adobe.PPKLite'),
    SubFilter: PdfName.of('ETSI.CAdES.detached'),
    ...gap.entries,
    M: PdfString.fromString(toPdfDate(request.signedAt)),
    Name: PdfString.fromString(request.commonName),
  })
  if (request.reason !== '') dict.set('Reason', PdfString.fromString(request.reason))
  if (request.location !== '') dict.set('Location', PdfString.fromString(request.location))
  if (request.certify) dict.set('Reference', PdfArray.of(docMdpReference()))
  return dict
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

async function fillField(
  pdf: PDF,
  field: SignatureFieldObjects,
  value: PdfRef,
  { appearance }: SignatureRequest,
): Promise<void> {
  field.dict.set('V', value)
  const widget = field.widgets[0]
  if (appearance && widget) {
    const all = listFields(pdf)
    const place = all.find(({ name }) => name === field.name)!
    const form = await embedAppearance(pdf, await appearance(place, all), place.rect)
    widget.set('AP', PdfDict.of({ N: form }))
  }
  const acroForm = pdf.getCatalog().getDict('AcroForm', resolver(pdf))
  // SignaturesExist and AppendOnly
  if (acroForm?.getNumber('SigFlags')?.value !== 3) acroForm?.set('SigFlags', PdfNumber.of(3))
  for (const changed of [pdf.getCatalog(), acroForm, field.dict, widget])
    if (changed) keepNumbers(changed)
}

import { PdfArray, PdfDict, PdfNumber, PdfRef } from '@libpdf/core'
import type { PDF, PdfObject } from '@libpdf/core'
import { fromPdfDate } from './pdf-date.ts'
import { findSignatureFields, resolver } from './signature-fields.ts'
import type { SignatureFieldObjects } from './signature-fields.ts'

/** What a filled signature field's dictionary says; nothing of it is verified. */
export type SignatureDictionary = {
  readonly field: string
  /** The same for two fields only if they show one and the same object. */
  readonly identity: PdfObject
  /** The object it is, as its field refers to it; null for one that stands in the field itself. */
  readonly objectNumber: number | null
  readonly type: 'Sig' | 'DocTimeStamp'
  readonly byteRange: readonly number[]
  readonly contents: Uint8Array
  readonly subFilter: string
  readonly signedAt: string | null
  readonly reason: string | null
  readonly location: string | null
  /** The level, if the catalog's /Perms names this dictionary as the one that certifies. */
  readonly certification: 1 | 2 | 3 | null
  /** Whether it is written as a certification, named in /Perms or not. */
  readonly certifies: boolean
}

/** The dictionaries of all filled signature fields in the order of the form; null in place of a value that is none. */
export function readSignatureDictionaries(
  pdf: PDF,
): readonly { readonly field: string; readonly dictionary: SignatureDictionary | null }[] {
  return findSignatureFields(pdf)
    .filter(({ value }) => value !== null)
    .map((field) => ({ field: field.name, dictionary: readDictionary(pdf, field) }))
}

function readDictionary(pdf: PDF, field: SignatureFieldObjects): SignatureDictionary | null {
  const { value } = field
  if (!(value instanceof PdfDict)) return null
  const type = value.getName('Type', resolver(pdf))?.value ?? 'Sig'
  if (type !== 'Sig' && type !== 'DocTimeStamp') return null
  const signedAt = textOf(pdf, value, 'M')
  return {
    field: field.name,
    identity: value,
    objectNumber: field.valueRef?.objectNumber ?? null,
    type,
    byteRange: numbersOf(pdf, value.get('ByteRange', resolver(pdf))),
    contents: value.getString('Contents', resolver(pdf))?.bytes ?? new Uint8Array(),
    subFilter: value.getName('SubFilter', resolver(pdf))?.value ?? '',
    signedAt: signedAt === null ? null : fromPdfDate(signedAt),
    reason: textOf(pdf, value, 'Reason'),
    location: textOf(pdf, value, 'Location'),
    certification: isNamedInPerms(pdf, value) ? levelOf(pdf, value) : null,
    certifies: levelOf(pdf, value) !== null,
  }
}

function textOf(pdf: PDF, dict: PdfDict, key: string): string | null {
  return dict.getString(key, resolver(pdf))?.asString() ?? null
}

/** NaN for anything in the array that is no number. */
function numbersOf(pdf: PDF, array: PdfObject | undefined): readonly number[] {
  if (!(array instanceof PdfArray)) return []
  return array.toArray().map((item) => {
    const value = item instanceof PdfRef ? pdf.getObject(item) : item
    return value instanceof PdfNumber ? value.value : NaN
  })
}

function isNamedInPerms(pdf: PDF, dict: PdfDict): boolean {
  const perms = pdf.getCatalog().getDict('Perms', resolver(pdf))
  return perms?.getDict('DocMDP', resolver(pdf)) === dict
}

/** The level of its DocMDP reference, 2 where no number stands (ISO 32000-1, table 254); null without such a reference. */
function levelOf(pdf: PDF, dict: PdfDict): 1 | 2 | 3 | null {
  for (const reference of dict.getArray('Reference', resolver(pdf)) ?? []) {
    const entry = reference instanceof PdfRef ? pdf.getObject(reference) : reference
    if (!(entry instanceof PdfDict)) continue
    if (entry.getName('TransformMethod', resolver(pdf))?.value !== 'DocMDP') continue
    const level = entry
      .getDict('TransformParams', resolver(pdf))
      ?.getNumber('P', resolver(pdf))?.value
    return level === 1 || level === 3 ? level : 2
  }
  return null
}

import { createHash } from 'node:crypto'
import { PdfArray, PdfDict, PdfRef } from '@libpdf/core'
import type { PDF, PdfObject } from '@libpdf/core'
import { AppError } from '../errors.ts'
import { readSignedRange } from './byte-range.ts'
import { inspectDocument } from './inspect-document.ts'
import { openUndamaged } from './open-pdf.ts'
import { changesBetween } from './revision-changes.ts'
import { type SignatureDictionary, readSignatureDictionaries } from './signature-dictionary.ts'
import { findSignatureFields, resolver } from './signature-fields.ts'
import { signedPieces } from './signature-gap.ts'

/** Why prepared bytes are not the document and one signature that still lacks its CMS. */
export const PREPARED_REASONS = [
  'other_document', // they do not begin with the document, byte for byte
  'other_field', // another field was filled, none, or more than one
  'other_range', // what is to be signed is not everything but the room for the CMS
  'other_digest', // the digest to be signed is not theirs
  'other_changes', // something was changed beside the signature; detail.paths
  'other_objects', // something was put in beside the signature; detail.object, detail.step
] as const

/** A file that claims more objects is no document of this program. */
const MAX_OBJECTS = 200_000

/** What the signature will say beside the signer's name. */
export type PreparedWords = Pick<SignatureDictionary, 'signedAt' | 'reason' | 'location'>

/**
 * Proves, for whoever is about to sign that digest, that signing it signs `document` and nothing else: `prepared` is the
 * document, byte for byte, with that one field filled by a signature without its CMS, whose byte range is the whole file, and
 * nothing was changed or put in but the objects of that signature. Gives back what the signature will say.
 *
 * Throws AppError `prepared_differs` (detail.reason) and `pdf_unreadable`.
 */
export async function readPreparedSignature(
  document: Uint8Array,
  prepared: Uint8Array,
  { field, digest }: { readonly field: string; readonly digest: Uint8Array },
): Promise<PreparedWords> {
  if (Buffer.compare(prepared.subarray(0, document.length), document) !== 0)
    throw differs('other_document')
  const [before, after] = [await openUndamaged(document), await openUndamaged(prepared)]
  const added = addedSignature(before, after, field)
  refuseOtherRange(prepared, added, document.length)
  refuseOtherDigest(prepared, added, digest)
  refuseOtherChanges(before, after, added)
  refuseOtherObjects(before, { pdf: after, file: prepared }, field)
  await refuseHidden(document, prepared)
  const { signedAt, reason, location } = added
  return { signedAt, reason, location }
}

function differs(
  reason: (typeof PREPARED_REASONS)[number],
  detail: Readonly<Record<string, unknown>> = {},
): AppError {
  return new AppError('prepared_differs', { reason, ...detail })
}

function addedSignature(before: PDF, after: PDF, field: string): SignatureDictionary {
  const filled = new Set(readSignatureDictionaries(before).map((each) => each.field))
  const added = readSignatureDictionaries(after).filter((each) => !filled.has(each.field))
  const known = findSignatureFields(before).some(({ name }) => name === field)
  const [only] = added
  if (!known || added.length !== 1 || only?.field !== field || only.dictionary?.type !== 'Sig')
    throw differs('other_field', { found: added.map((each) => each.field) })
  return only.dictionary
}

function refuseOtherRange(file: Uint8Array, added: SignatureDictionary, start: number): void {
  const range = readSignedRange(file, added)
  const whole =
    typeof range !== 'string' &&
    range.end === file.length &&
    range.gapStart >= start &&
    range.contents.every((byte) => byte === 0)
  if (!whole || added.subFilter !== 'ETSI.CAdES.detached') throw differs('other_range')
}

function refuseOtherDigest(
  file: Uint8Array,
  { byteRange }: SignatureDictionary,
  digest: Uint8Array,
): void {
  const [start = 0, before = 0, gapEnd = 0, length = 0] = byteRange
  const hash = createHash('sha256')
  for (const piece of signedPieces(file, [start, before, gapEnd, length])) hash.update(piece)
  if (!hash.digest().equals(digest)) throw differs('other_digest')
}

/** What `prepareSignature` writes into the dictionary of a signature; Reference only where it certifies. */
const SIGNATURE_KEYS: ReadonlySet<string> = new Set(
  'Type Filter SubFilter ByteRange Contents M Name Reason Location Reference'.split(' '),
)

/** The first signature may say that it certifies, as `prepareSignature` writes it; later ones may not. */
function refuseOtherChanges(before: PDF, after: PDF, added: SignatureDictionary): void {
  const isFirst = readSignatureDictionaries(before).length === 0
  const mayCertify = isFirst && added.certification === 2
  const paths = changesBetween(before, after).filter((path) => !(mayCertify && path === '/Perms'))
  if (after.getCatalog().has('DSS') && !before.getCatalog().has('DSS')) paths.push('/DSS')
  const { identity } = added
  const keys = identity instanceof PdfDict ? [...identity.keys()].map(({ value }) => value) : []
  const foreign = keys.filter(
    (key) => !SIGNATURE_KEYS.has(key) || (key === 'Reference' && !mayCertify),
  )
  paths.push(...foreign.map((key) => `/V/${key}`))
  if (paths.length > 0) throw differs('other_changes', { paths })
}

/** Every object that is new belongs to the signature or to what its field shows; streams that only carry others aside. */
function refuseOtherObjects(
  before: PDF,
  { pdf: after, file }: { readonly pdf: PDF; readonly file: Uint8Array },
  field: string,
): void {
  const found = findSignatureFields(after).find(({ name }) => name === field)
  const widgets = found ? [found.dict, ...found.widgets] : []
  const shown = widgets.flatMap((widget) => [widget.get('V'), widget.get('AP')])
  const own = newObjects(before, after, shown)
  for (let number = 1; number <= lastNumber(file); number += 1) {
    const ref = PdfRef.of(number, 0)
    const object = after.getObject(ref)
    if (object === null || own.has(object) || before.getObject(ref) !== null) continue
    const kind = object instanceof PdfDict && object.getName('Type', resolver(after))?.value
    if (kind !== 'XRef' && kind !== 'ObjStm') throw differs('other_objects', { object: number })
  }
}

/** What `roots` lead to without passing through an object that was there before. */
function newObjects(
  before: PDF,
  after: PDF,
  roots: readonly (PdfObject | undefined)[],
): ReadonlySet<PdfObject> {
  const found = new Set<PdfObject>()
  const add = (item: PdfObject | undefined) => {
    const isOld = item instanceof PdfRef && before.getObject(item) !== null
    const whole = item instanceof PdfRef ? after.getObject(item) : item
    if (whole && !isOld) found.add(whole)
  }
  roots.forEach(add)
  for (const object of found) {
    if (object instanceof PdfArray) for (const item of object) add(item)
    else if (object instanceof PdfDict) for (const [, value] of object) add(value)
  }
  return found
}

/** The highest number that an object of the file may have, as its tables and its objects say. */
function lastNumber(file: Uint8Array): number {
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1')
  const sizes = [...text.matchAll(/\/Size[\s\0]+(\d{1,10})/g)].map(([, size]) => Number(size) - 1)
  const objects = [...text.matchAll(/(?:^|[\s\0])(\d{1,6})[\s\0]+\d{1,5}[\s\0]+obj/g)]
  return objects
    .map(([, number]) => Number(number))
    .reduce((a, b) => Math.max(a, b), Math.min(MAX_OBJECTS, Math.max(0, ...sizes)))
}

/** Nothing that `inspectDocument` fails came with the signature. */
async function refuseHidden(document: Uint8Array, prepared: Uint8Array): Promise<void> {
  const before = await inspectDocument(document)
  const failed = (await inspectDocument(prepared)).find(
    ({ step, result }) =>
      result === 'failed' && before.every((each) => each.step !== step || each.result === 'ok'),
  )
  if (failed) throw differs('other_objects', { step: failed.reason })
}

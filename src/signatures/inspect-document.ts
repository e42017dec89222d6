import { PDF, PdfArray, PdfDict, PdfRef, PdfStream } from '@libpdf/core'
import type { PdfObject } from '@libpdf/core'
import { type OpenedPdf, openPdf } from './open-pdf.ts'
import { findSignatureFields, resolver } from './signature-fields.ts'

/** The steps about the whole file, in the order they are shown: what could show other content than was signed. */
export const DOCUMENT_STEPS = ['layers', 'annotations', 'objects', 'actions'] as const
export type DocumentStep = (typeof DOCUMENT_STEPS)[number]

/** Why one of them fails. */
export const DOCUMENT_REASONS = [
  'optional_content', // layers: content that can be switched on and off
  'overlay', // annotations: something other than a signature field lies over a page
  'duplicate_object', // objects: one revision writes an object twice, so that readers may choose
  'unused_page', // objects: a page in the file that the document does not show
  'unused_content', // objects: content that nothing in the first revision uses
  'script', // actions: something that acts by itself
] as const
export type DocumentReason = (typeof DOCUMENT_REASONS)[number]

/** The outcome of one step; `detail` holds numbers and places. */
export type DocumentCheck = {
  readonly step: DocumentStep
  readonly result: 'ok' | 'failed'
  readonly reason?: DocumentReason
  readonly detail?: Readonly<Record<string, unknown>>
}

const ACTIONS = new Set([
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ImportData',
  'Rendition',
  'SetOCGState',
  'GoToR',
  'GoToE',
])
const TREE_TYPES = new Set(['Page', 'Pages', 'Catalog'])
/** Streams that hold other objects; nothing refers to them. */
const CARRIERS = new Set(['ObjStm', 'XRef'])
/** A file that claims more objects is looked at no further; opening it would have failed before. */
const MAX_OBJECTS = 200_000

/**
 * Whether the file carries what shadow attacks prepare: layers, things laid over pages, pages or content kept in reserve, two
 * versions of one object, scripts. The program's own documents carry none of it. `given` as for `verifySignatures`. AppError
 * `pdf_unreadable`.
 */
export async function inspectDocument(
  file: Uint8Array,
  given?: OpenedPdf,
): Promise<readonly DocumentCheck[]> {
  const { pdf } = given ?? (await openPdf(file))
  return [
    pdf.getCatalog().has('OCProperties')
      ? failed('layers', 'optional_content')
      : { step: 'layers', result: 'ok' },
    checkAnnotations(pdf),
    await checkObjects(pdf, file),
    checkActions(pdf),
  ]
}

function failed(
  step: DocumentStep,
  reason: DocumentReason,
  detail: Readonly<Record<string, unknown>> = {},
): DocumentCheck {
  return { step, result: 'failed', reason, detail }
}

/** Links show nothing and are left alone unless they have an appearance. */
function checkAnnotations(pdf: PDF): DocumentCheck {
  const widgets = new Set(
    findSignatureFields(pdf).flatMap(({ dict, widgets }) => [dict, ...widgets]),
  )
  for (const { dict, index } of pdf.getPages()) {
    const annotations = dict.getArray('Annots', resolver(pdf))
    for (const item of annotations ?? []) {
      const annotation = item instanceof PdfRef ? pdf.getObject(item) : item
      if (!(annotation instanceof PdfDict) || widgets.has(annotation)) continue
      const kind = annotation.getName('Subtype', resolver(pdf))?.value ?? null
      if (kind === 'Link' && !annotation.has('AP')) continue
      return failed('annotations', 'overlay', { page: index + 1, kind })
    }
  }
  return { step: 'annotations', result: 'ok' }
}

function checkActions(pdf: PDF): DocumentCheck {
  for (const object of reachable(pdf).objects) {
    if (!(object instanceof PdfDict)) continue
    const kind = object.getName('S', resolver(pdf))?.value
    const found =
      kind !== undefined && ACTIONS.has(kind) ? kind : ['AA', 'XFA'].find((key) => object.has(key))
    if (found !== undefined) return failed('actions', 'script', { kind: found })
  }
  return { step: 'actions', result: 'ok' }
}

async function checkObjects(pdf: PDF, file: Uint8Array): Promise<DocumentCheck> {
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1')
  const twice = writtenTwice(text)
  if (twice !== undefined) return failed('objects', 'duplicate_object', { object: twice })
  const page = unused(pdf).find(([, object]) => TREE_TYPES.has(typeOf(pdf, object)))
  if (page) return failed('objects', 'unused_page', { object: page[0] })
  const first = await firstRevision(file, text)
  const content = first && unused(first).find(([, object]) => isContent(first, object))
  if (content) return failed('objects', 'unused_content', { object: content[0] })
  return { step: 'objects', result: 'ok' }
}

/** The number of an object that one revision writes more than once. */
function writtenTwice(text: string): number | undefined {
  for (const revision of text.split('%%EOF')) {
    const seen = new Set<number>()
    for (const [, number] of revision.matchAll(
      /(?:^|[\s\0])(\d{1,10})[\s\0]+\d{1,5}[\s\0]+obj(?![A-Za-z])/g,
    )) {
      if (seen.has(Number(number))) return Number(number)
      seen.add(Number(number))
    }
  }
  return undefined
}

/** The document before anybody signed; null where its end is not that of a whole revision, as in a linearized file. */
async function firstRevision(file: Uint8Array, text: string): Promise<PDF | null> {
  try {
    const { pdf, damaged } = await openPdf(file.subarray(0, text.indexOf('%%EOF') + 5))
    return damaged ? null : pdf
  } catch {
    return null
  }
}

/** The objects of the file that nothing in the document leads to, by number. */
function unused(pdf: PDF): readonly (readonly [number, PdfObject])[] {
  // above every number that stands in a table of the file, whatever `/Size` its trailer claims
  const count = Math.min(MAX_OBJECTS, pdf.context.registry.nextObjectNumber)
  const { objects } = reachable(pdf)
  return Array.from({ length: count }, (_, number) => number).flatMap((number) => {
    const object = pdf.getObject(PdfRef.of(number, 0))
    return object === null || objects.has(object) ? [] : [[number, object] as const]
  })
}

function typeOf(pdf: PDF, object: PdfObject): string {
  return object instanceof PdfDict ? (object.getName('Type', resolver(pdf))?.value ?? '') : ''
}

function isContent(pdf: PDF, object: PdfObject): boolean {
  return object instanceof PdfStream && !CARRIERS.has(typeOf(pdf, object))
}

/** Everything the catalog leads to, the catalog itself included. */
function reachable(pdf: PDF): { readonly objects: ReadonlySet<PdfObject> } {
  const objects = new Set<PdfObject>([pdf.getCatalog()])
  for (const object of objects) {
    const parts =
      object instanceof PdfArray
        ? [...object]
        : object instanceof PdfDict
          ? [...object].map(([, value]) => value)
          : []
    for (const part of parts) {
      const whole = part instanceof PdfRef ? pdf.getObject(part) : part
      if (whole) objects.add(whole)
    }
  }
  return { objects }
}

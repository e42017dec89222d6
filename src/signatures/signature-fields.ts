import { PdfArray, PdfDict, PdfNumber, PdfRef, PdfString } from '@libpdf/core'
import type { PDF, PdfObject } from '@libpdf/core'
import { readPdf } from './open-pdf.ts'

/** A place to sign: its full name, its page (1 is the first; null if on none), its box in points, and whether it is filled. */
export type SignatureField = {
  readonly name: string
  readonly page: number | null
  readonly rect: FieldRect
  readonly signed: boolean
}
/** Lower left corner and size, in points (1/72 in), from the lower left of the page. */
export type FieldRect = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A field of type Sig with the dictionaries behind it: usually `widgets` is the field itself. */
export type SignatureFieldObjects = {
  readonly name: string
  readonly dict: PdfDict
  readonly widgets: readonly PdfDict[]
  readonly value: PdfObject | null
  readonly valueRef: PdfRef | null
}

const MAX_DEPTH = 32

/** The signature fields in the order of the form; `loaded` as for `openPdf`. AppError `pdf_unreadable`. */
export async function signatureFields(
  bytes: Uint8Array,
  loaded?: PDF,
): Promise<readonly SignatureField[]> {
  return readPdf(bytes, listFields, loaded)
}

/** The signature fields of an open document, in the order of the form. */
export function listFields(pdf: PDF): readonly SignatureField[] {
  const pages = pagesOfWidgets(pdf)
  return findSignatureFields(pdf).map((field) => {
    const widget = field.widgets[0]
    return {
      name: field.name,
      page: (widget && pages.get(widget)) ?? null,
      rect: widget ? rectOf(pdf, widget) : { x: 0, y: 0, width: 0, height: 0 },
      signed: field.value !== null,
    }
  })
}

/** The signature fields with their objects, each dictionary once even if the form names it twice. */
export function findSignatureFields(pdf: PDF): readonly SignatureFieldObjects[] {
  const form = pdf.getCatalog().getDict('AcroForm', resolver(pdf))
  const found: SignatureFieldObjects[] = []
  const seen = new Set<PdfDict>()
  const visit = (node: PdfObject, parent: string, inherited: string, depth: number): void => {
    const dict = resolve(pdf, node)
    if (!(dict instanceof PdfDict) || seen.has(dict) || depth > MAX_DEPTH) return
    seen.add(dict)
    const partial = dict.get('T', resolver(pdf))
    const name = [parent, partial instanceof PdfString ? partial.asString() : '']
    const fullName = name.filter((part) => part !== '').join('.')
    const type = dict.getName('FT', resolver(pdf))?.value ?? inherited
    const kids = [...(dict.getArray('Kids', resolver(pdf)) ?? [])]
    const widgets = kids.map((kid) => resolve(pdf, kid)).filter((kid) => isWidgetOnly(kid))
    if (kids.length > widgets.length) {
      for (const kid of kids) visit(kid, fullName, type, depth + 1)
    } else if (type === 'Sig') {
      const valueRef = dict.getRef('V') ?? null
      const value = dict.get('V', resolver(pdf)) ?? null
      const filled = value === null || value.type === 'null' ? null : value
      found.push({
        name: fullName,
        dict,
        widgets: widgets.length > 0 ? widgets : [dict],
        value: filled,
        valueRef,
      })
    }
  }
  for (const field of form?.getArray('Fields', resolver(pdf)) ?? []) visit(field, '', '', 0)
  return found
}

/** The box of a widget, its corners put in order; all zero if it has none. */
export function rectOf(pdf: PDF, widget: PdfDict): FieldRect {
  const corners = [...(widget.getArray('Rect', resolver(pdf)) ?? [])].map((corner) => {
    const value = resolve(pdf, corner)
    return value instanceof PdfNumber ? value.value : 0
  })
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = corners
  const [x, y] = [Math.min(x1, x2), Math.min(y1, y2)]
  return { x, y, width: Math.max(x1, x2) - x, height: Math.max(y1, y2) - y }
}

/** A function that follows references in `pdf`, as the dictionaries' getters take it. */
export function resolver(pdf: PDF): (ref: PdfRef) => PdfObject | null {
  return (ref) => pdf.getObject(ref)
}

function resolve(pdf: PDF, object: PdfObject): PdfObject | null {
  return object instanceof PdfRef ? pdf.getObject(object) : object
}

function isWidgetOnly(kid: PdfObject | null): kid is PdfDict {
  return kid instanceof PdfDict && !kid.has('T')
}

function pagesOfWidgets(pdf: PDF): ReadonlyMap<PdfDict, number> {
  const pages = new Map<PdfDict, number>()
  for (const page of pdf.getPages()) {
    const annotations = page.dict.get('Annots', resolver(pdf))
    if (!(annotations instanceof PdfArray)) continue
    for (const annotation of annotations) {
      const dict = resolve(pdf, annotation)
      if (dict instanceof PdfDict) pages.set(dict, page.index + 1)
    }
  }
  return pages
}

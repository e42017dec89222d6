import { PdfArray, PdfDict, PdfRef, PdfStream, PdfString } from '@libpdf/core'
import type { PDF, PdfObject } from '@libpdf/core'
import { findSignatureFields } from './signature-fields.ts'

/** More places than these help nobody. */
const MAX_PATHS = 20
/** What signing writes into an empty field and its widget. */
const FILLED_KEYS = new Set(['V', 'AP', 'M'])
const NO_KEYS: ReadonlySet<string> = new Set()

type Pair = { readonly path: string; readonly before: PdfObject; readonly after: PdfObject }

/**
 * The places, from the catalog, where `after` differs from `before`; with `mayFillFields` beyond signature fields that were
 * empty and now are filled.
 *
 * Everything reachable is compared: pages and their content, resources, fonts, attachments, metadata, structure, actions.
 * The form's SigFlags and the catalog's DSS (validation data, ISO 32000-2 §12.8.4.3) may change. At most 20 places.
 */
export function changesBetween(
  before: PDF,
  after: PDF,
  { mayFillFields }: { readonly mayFillFields: boolean },
): readonly string[] {
  const allowed = allowedChanges(before, after, mayFillFields)
  const paths: string[] = []
  const seen = new Set<string>()
  const queue: Pair[] = [{ path: '', before: before.getCatalog(), after: after.getCatalog() }]
  for (let pair = queue.pop(); pair && paths.length < MAX_PATHS; pair = queue.pop()) {
    const key = referenceKey(pair)
    if (key && seen.has(key)) continue
    if (key) seen.add(key)
    const a = resolve(before, pair.before)
    const b = resolve(after, pair.after)
    if (!sameItself(a, b)) paths.push(pair.path || '/')
    else if (a instanceof PdfDict && b instanceof PdfDict)
      compareEntries(pair.path, a, b, allowed.get(a) ?? NO_KEYS, queue, paths)
    else if (a instanceof PdfArray && b instanceof PdfArray) {
      const items = b.toArray()
      a.toArray().forEach((item, i) =>
        queue.push({ path: `${pair.path}[${i}]`, before: item, after: items[i]! }),
      )
    }
  }
  return paths.slice(0, MAX_PATHS)
}

/** Per dictionary of `before` the keys that later revisions may set. */
function allowedChanges(
  before: PDF,
  after: PDF,
  mayFillFields: boolean,
): ReadonlyMap<PdfDict, ReadonlySet<string>> {
  const allowed = new Map<PdfDict, ReadonlySet<string>>([[before.getCatalog(), new Set(['DSS'])]])
  const form = before.getCatalog().getDict('AcroForm', (ref) => before.getObject(ref))
  if (form) allowed.set(form, new Set(['SigFlags']))
  if (!mayFillFields) return allowed
  const filled = new Set(
    findSignatureFields(after)
      .filter(({ value }) => value instanceof PdfDict)
      .map(({ name }) => name),
  )
  for (const field of findSignatureFields(before)) {
    if (field.value !== null || !filled.has(field.name)) continue
    for (const dict of [field.dict, ...field.widgets]) allowed.set(dict, FILLED_KEYS)
  }
  return allowed
}

function compareEntries(
  path: string,
  before: PdfDict,
  after: PdfDict,
  allowed: ReadonlySet<string>,
  queue: Pair[],
  paths: string[],
): void {
  const keys = new Set([...before.keys(), ...after.keys()].map((name) => name.value))
  for (const key of keys) {
    if (allowed.has(key)) continue
    const [a, b] = [before.get(key), after.get(key)]
    if (a && b) queue.push({ path: `${path}/${key}`, before: a, after: b })
    else paths.push(`${path}/${key}`)
  }
}

/** Equal as far as the object itself goes; the parts of dictionaries and arrays are compared on their own. */
function sameItself(a: PdfObject | null, b: PdfObject | null): boolean {
  if (a === null || b === null) return isNull(a) && isNull(b)
  if (a.type !== b.type) return false
  if (a instanceof PdfStream && b instanceof PdfStream) return Buffer.compare(a.data, b.data) === 0
  if (a instanceof PdfDict) return true
  if (a instanceof PdfArray) return b instanceof PdfArray && a.length === b.length
  if (a instanceof PdfString)
    return b instanceof PdfString && Buffer.compare(a.bytes, b.bytes) === 0
  return 'value' in a && 'value' in b ? a.value === b.value : a.type === 'null'
}

function isNull(object: PdfObject | null): boolean {
  return object === null || object.type === 'null'
}

function resolve(pdf: PDF, object: PdfObject): PdfObject | null {
  return object instanceof PdfRef ? pdf.getObject(object) : object
}

function referenceKey({ before, after }: Pair): string | null {
  return before instanceof PdfRef && after instanceof PdfRef
    ? `${before.toString()} ${after.toString()}`
    : null
}

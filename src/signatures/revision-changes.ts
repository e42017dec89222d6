import { PdfArray, PdfDict, PdfRef, PdfStream, PdfString } from '@libpdf/core'
import type { PDF, PdfObject } from '@libpdf/core'
import { findSignatureFields, rectOf, resolver } from './signature-fields.ts'

/** More places than these help nobody. */
const MAX_PATHS = 20
/** What signing writes into an empty field and its widget. */
const FILLED_KEYS = new Set(['V', 'AP', 'M'])
const NO_KEYS: ReadonlySet<string> = new Set()

type Pair = { readonly path: string; readonly before: PdfObject; readonly after: PdfObject }

/**
 * The places, from the catalog, where `after` differs from `before`, beyond signature fields that were empty and now are
 * filled, and fields without a place on a page that were added with a timestamp of the document.
 *
 * Everything reachable is compared: pages and their content, resources, fonts, attachments, metadata, structure, actions.
 * The form's SigFlags and the catalog's DSS (validation data, ISO 32000-2 §12.8.4.3) may change. At most 20 places.
 */
export function changesBetween(before: PDF, after: PDF): readonly string[] {
  const allowed = allowedChanges(before, after)
  const stamps = addedStamps(before, after)
  const isStamp = (item: PdfObject) => stamps.has(resolve(after, item))
  const paths: string[] = []
  const seen = new Set<string>()
  // in the order met, so that what several ways lead to is named by the shortest
  const queue: Pair[] = [{ path: '', before: before.getCatalog(), after: after.getCatalog() }]
  for (const pair of queue) {
    if (paths.length >= MAX_PATHS) break
    const key = referenceKey(pair)
    if (key && seen.has(key)) continue
    if (key) seen.add(key)
    const a = resolve(before, pair.before)
    const b = withoutAdded(a, resolve(after, pair.after), isStamp)
    if (!sameItself(a, b)) paths.push(pair.path || '/')
    else if (a instanceof PdfDict && b instanceof PdfDict) {
      const found = compareEntries(pair.path, a, b, allowed.get(a) ?? NO_KEYS)
      queue.push(...found.pairs)
      paths.push(
        ...found.lone
          .filter(({ item }) => !isOnlyStamps(after, item, isStamp))
          .map(({ path }) => path),
      )
    } else if (a instanceof PdfArray && b instanceof PdfArray) {
      const items = b.toArray()
      a.toArray().forEach((item, i) =>
        queue.push({ path: `${pair.path}[${i}]`, before: item, after: items[i]! }),
      )
    }
  }
  return paths.slice(0, MAX_PATHS)
}

/** Per dictionary of `before` the keys that later revisions may set. */
function allowedChanges(before: PDF, after: PDF): ReadonlyMap<PdfDict, ReadonlySet<string>> {
  const allowed = new Map<PdfDict, ReadonlySet<string>>([[before.getCatalog(), new Set(['DSS'])]])
  const form = before.getCatalog().getDict('AcroForm', (ref) => before.getObject(ref))
  if (form) allowed.set(form, new Set(['SigFlags']))
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

/** What both have, to be compared, and what only one of them has. */
function compareEntries(
  path: string,
  before: PdfDict,
  after: PdfDict,
  allowed: ReadonlySet<string>,
): {
  readonly pairs: readonly Pair[]
  readonly lone: readonly { path: string; item: PdfObject | null }[]
} {
  const pairs: Pair[] = []
  const lone: { path: string; item: PdfObject | null }[] = []
  const keys = new Set([...before.keys(), ...after.keys()].map((name) => name.value))
  for (const key of keys) {
    if (allowed.has(key)) continue
    const [a, b] = [before.get(key), after.get(key)]
    if (a && b) pairs.push({ path: `${path}/${key}`, before: a, after: b })
    else lone.push({ path: `${path}/${key}`, item: a ? null : (b ?? null) })
  }
  return { pairs, lone }
}

/**
 * The fields that came with timestamps of the document: signature fields that were not there, show nothing on a page and are
 * filled with a timestamp. PAdES adds them to keep signatures provable (EN 319 142-1 §5.5).
 */
function addedStamps(before: PDF, after: PDF): ReadonlySet<PdfObject | null> {
  const known = new Set(findSignatureFields(before).map(({ name }) => name))
  const added = findSignatureFields(after).filter(({ name, value, widgets, dict }) => {
    const type = value instanceof PdfDict && value.getName('Type', resolver(after))?.value
    const boxes = [dict, ...widgets].map((widget) => rectOf(after, widget))
    const isUnseen = boxes.every(({ width, height }) => width === 0 && height === 0)
    return !known.has(name) && type === 'DocTimeStamp' && isUnseen
  })
  return new Set(added.flatMap(({ dict, widgets }) => [dict, ...widgets]))
}

/** The later list without the timestamps added at its end; anything else as it is. */
function withoutAdded(
  before: PdfObject | null,
  after: PdfObject | null,
  isStamp: (item: PdfObject) => boolean,
): PdfObject | null {
  if (!(before instanceof PdfArray) || !(after instanceof PdfArray)) return after
  const items = after.toArray()
  const kept = items.filter((item, at) => at < before.length || !isStamp(item))
  return kept.length === items.length ? after : PdfArray.of(...kept)
}

/** Whether a list that was not there before holds nothing but timestamps. */
function isOnlyStamps(
  after: PDF,
  item: PdfObject | null,
  isStamp: (item: PdfObject) => boolean,
): boolean {
  const list = item && resolve(after, item)
  return list instanceof PdfArray && list.length > 0 && list.toArray().every(isStamp)
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

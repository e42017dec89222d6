import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Document, LineCounter, type Node, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { z } from 'zod'
import { START, type PlacedFault, type Position, type TemplateFault } from './template-fault.ts'

/** A file of the templates, read: its value and the way from a place in it to a line. */
export type Source = {
  readonly file: string
  readonly value: unknown
  /** The position of what a JSON pointer names, or of the nearest thing above it that is there. */
  readonly at: (place: string) => Position
}

type Read = { readonly source: Source } | { readonly faults: readonly PlacedFault[] }

/** The YAML or JSON file below `dir`, or what keeps it from being read. */
export function readSource(dir: string, file: string): Read {
  let text: string
  try {
    text = readFileSync(join(dir, file), 'utf8')
  } catch {
    return { faults: [{ file, place: '', reason: 'missing_file', found: file, ...START }] }
  }
  const lines = new LineCounter()
  // Silent: what YAML only warns about, an unquoted `{{ … }}`, is refused as no text.
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error' })
  const faults = document.errors.map(({ pos, message }): PlacedFault => {
    const { line, col } = lines.linePos(pos[0])
    const found = message.split('\n')[0] ?? ''
    return { file, place: '', reason: 'bad_syntax', found, line, column: col }
  })
  const strict = file.endsWith('.json') && faults.length === 0 ? jsonFault(text) : null
  if (strict !== null)
    return { faults: [{ file, place: '', reason: 'bad_syntax', found: strict, ...START }] }
  if (faults.length > 0) return { faults }
  const at = (place: string) => positionOf(document, lines, place)
  return { source: { file, value: document.toJS(), at } }
}

function jsonFault(text: string): string | null {
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    return String(error)
  }
}

function positionOf(document: Document.Parsed, lines: LineCounter, place: string): Position {
  let node: unknown = document.contents
  let offset = 0
  for (const step of place.split('/').slice(1)) {
    const next: unknown = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === step)
      : isSeq(node)
        ? node.items[Number(step)]
        : undefined
    if (next === undefined) break
    const pair = isMap(node) ? (next as { key: Node; value: unknown }) : null
    node = pair ? pair.value : next
    const start = pair ? pair.key : (next as Node)
    offset = start.range?.[0] ?? offset
  }
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

/** The value in its shape, or each place where it is not. */
export function shaped<S extends z.ZodType>(
  { file, value }: Source,
  schema: S,
): { readonly data: z.output<S> } | { readonly faults: readonly TemplateFault[] } {
  const result = schema.safeParse(value)
  if (result.success) return { data: result.data }
  return { faults: result.error.issues.flatMap((issue) => faultsOf(file, value, issue)) }
}

function faultsOf(file: string, value: unknown, issue: z.core.$ZodIssue): TemplateFault[] {
  const place = issue.path.map((step) => `/${String(step)}`).join('')
  if (issue.code === 'custom' && issue.params)
    return [{ file, place, reason: String(issue.params.reason), found: String(issue.params.found) }]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      file,
      place: `${place}/${key}`,
      reason: 'unrecognized_keys',
      found: key,
    }))
  const found = valueAt(value, issue.path)
  if (issue.code === 'invalid_union')
    return [{ file, place, reason: 'unknown_block', found: shown(found) }]
  const reason = found === undefined ? 'missing_key' : issue.code
  return [{ file, place, reason, found: found === undefined ? place : shown(found) }]
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Record<PropertyKey, unknown>)[step]
        : undefined,
    value,
  )
}

/** The beginning of a value as JSON. */
function shown(value: unknown): string {
  return (JSON.stringify(value) ?? '').slice(0, 80)
}

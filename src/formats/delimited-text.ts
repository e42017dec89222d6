import { AppError } from '../errors.ts'

/** Marks between cells, the likeliest first: pasted from a spreadsheet, CSV of Vietnam, CSV of elsewhere. */
const DELIMITERS = ['\t', ';', ','] as const
const MAX_RECORDS = 10_000
const MAX_CELLS = 1_000
const MARKUP = /^\s*<(?:!doctype|html|table|\?xml)/i

/**
 * The text in the bytes: UTF-8, or UTF-16 that says so by its byte order mark; the mark is left out.
 * Other code pages are refused, for they cannot be told apart and would spell names anew.
 *
 * Refused: `invalid_utf8`, `spreadsheet_unreadable` {reason: 'binary'}.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8'
  const text = decoded(bytes, encoding)
  if (text.includes('\0')) throw new AppError('spreadsheet_unreadable', { reason: 'binary' })
  return text
}

function decoded(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('invalid_utf8', {}, cause)
  }
}

/**
 * The cells of each record: CSV by comma, semicolon or tab, or cells pasted from a spreadsheet. A cell in
 * quotation marks may hold the delimiter, line breaks, and quotation marks written twice.
 *
 * The delimiter is the one by which most records have equally many cells. Refused: `spreadsheet_unreadable`
 * {reason: 'quote' | 'markup'}, `spreadsheet_too_large` {what, limit}.
 */
export function parseDelimited(text: string): readonly (readonly string[])[] {
  if (MARKUP.test(text)) throw new AppError('spreadsheet_unreadable', { reason: 'markup' })
  const [first, ...others] = DELIMITERS.map((delimiter) => readingBy(delimiter, text))
  const { records } = others.reduce((best, each) => (isBetter(each, best) ? each : best), first!)
  if (!records) throw new AppError('spreadsheet_unreadable', { reason: 'quote' })
  return records
}

/** The text read by one delimiter: records (none when a quotation mark is torn), and how well it parts. */
type DelimitedReading = {
  readonly records: readonly (readonly string[])[] | undefined
  /** How many cells most records have, of those that have several; and how many records these are. */
  readonly width: number
  readonly alike: number
}

function readingBy(delimiter: string, text: string): DelimitedReading {
  const records = recordsOf(text, delimiter)
  const times = new Map<number, number>()
  for (const cells of records ?? text.split('\n').map((line) => line.split(delimiter)))
    if (cells.length > 1) times.set(cells.length, (times.get(cells.length) ?? 0) + 1)
  const [width, alike] = [...times].reduce<readonly [number, number]>(
    (most, each) => (each[1] > most[1] ? each : most),
    [0, 0],
  )
  return { records, width, alike }
}

function isBetter(one: DelimitedReading, other: DelimitedReading): boolean {
  if (one.alike !== other.alike) return one.alike > other.alike
  if (one.width !== other.width) return one.width > other.width
  return one.records !== undefined && other.records === undefined
}

/** The records by one delimiter; `undefined` when a quotation mark is not closed where it should be. */
function recordsOf(text: string, delimiter: string): string[][] | undefined {
  const records: string[][] = []
  let cells: string[] = []
  let at = 0
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, delimiter)
    if (!cell) return undefined
    cells.push(cell.value)
    if (cells.length > MAX_CELLS) tooLarge('columns', MAX_CELLS)
    at = cell.end
    if (text[at] === delimiter) {
      at += 1
      if (at < text.length) continue
      cells.push('')
    } else if (at < text.length && !isLineEnd(text[at])) return undefined
    if (records.push(cells) > MAX_RECORDS) tooLarge('rows', MAX_RECORDS)
    cells = []
    at += text.startsWith('\r\n', at) ? 2 : 1
  }
  return records
}

type CellText = { readonly value: string; readonly end: number }

function plainCell(text: string, start: number, delimiter: string): CellText {
  let end = start
  while (end < text.length && text[end] !== delimiter && !isLineEnd(text[end])) end += 1
  return { value: text.slice(start, end), end }
}

function quotedCell(text: string, start: number): CellText | undefined {
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf('"', at)
    if (at === -1) return undefined
    if (text[at + 1] !== '"')
      return { value: text.slice(start + 1, at).replaceAll('""', '"'), end: at + 1 }
  }
}

function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r'
}

function tooLarge(what: 'rows' | 'columns', limit: number): never {
  throw new AppError('spreadsheet_too_large', { what, limit })
}

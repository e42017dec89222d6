import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Cell as LibraryCell, Sheet as LibrarySheet } from 'hucre'
import { AppError } from '../errors.ts'
import { decodeText, parseDelimited } from './delimited-text.ts'
import { unguarded } from './formula-guard.ts'
import {
  type Cell,
  type CellKind,
  type Merge,
  type Row,
  type SheetTable,
  type Workbook,
  columnLetters,
} from './workbook.ts'
import { type ZipEntry, isZip, unpacked, zipDirectory } from './zip-directory.ts'

/** The largest file read, and the most its parts may unpack to, in bytes. */
export const SPREADSHEET_LIMIT = 5_000_000
const UNPACKED_LIMIT = 30_000_000
export const MAX_SHEETS = 50
export const MAX_ROWS = 2_000
export const MAX_COLUMNS = 60

/** What the library may use up before it is stopped. */
const MEMORY_MB = 512
const SECONDS = 20

/** A place in another file, as formulas of xlsx and ods write it: [1]Sheet1!A1, 'file:///…'#$Sheet1.A1 */
const EXTERNAL = /\[\d+\][^[\]!]*!|'?file:\/\//i
const OLE = [0xd0, 0xcf, 0x11, 0xe0]

/**
 * The tables in a file, by what its bytes are, never by its name: xlsx (xlsm), ods, or text in UTF-8 or
 * UTF-16 (CSV by comma, semicolon, tab; cells pasted from a spreadsheet; without the apostrophe that keeps
 * a text from being a formula). A formula counts with the result the file keeps. Old .xls, .xlsb and files with a password are refused: they do not tell what is hidden
 * or computed.
 *
 * Refused: `too_large` {limit, size} in bytes, `spreadsheet_too_large` {what, limit}, `invalid_utf8`,
 * `spreadsheet_unreadable` {reason}.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook> {
  if (bytes.length > SPREADSHEET_LIMIT)
    throw new AppError('too_large', { limit: SPREADSHEET_LIMIT, size: bytes.length })
  if (isZip(bytes)) return readPacked(bytes)
  if (OLE.every((byte, at) => bytes[at] === byte)) return unreadable('old_or_encrypted')
  const records = parseDelimited(decodeText(bytes))
  return { source: 'text', sheets: [limited(textTable(records))] }
}

async function readPacked(bytes: Uint8Array): Promise<Workbook> {
  const entries = zipDirectory(bytes, UNPACKED_LIMIT)
  const content = entries.get('content.xml')
  const source = entries.has('xl/workbook.xml') ? 'xlsx' : content ? 'ods' : undefined
  if (!source) return unreadable('not_spreadsheet')
  if (content && source === 'ods') requireFlatOds(bytes, content)
  const sheets = await readApart(bytes, source)
  if (sheets.length > MAX_SHEETS)
    throw new AppError('spreadsheet_too_large', { what: 'sheets', limit: MAX_SHEETS })
  return { source, sheets: sheets.map((sheet) => limited(tableOf(sheet))) }
}

/**
 * Refuses an ods file in which rows lie in groups, which the library passes over, or anything is hidden,
 * which it does not tell.
 */
function requireFlatOds(bytes: Uint8Array, content: ZipEntry): void {
  const xml = new TextDecoder().decode(unpacked(bytes, content))
  if (/<table:table-(?:header-rows|row-group|rows)\b/.test(xml)) unreadable('ods_groups')
  if (/table:visibility="(?:collapse|filter)"|table:display="false"/.test(xml))
    unreadable('ods_hidden')
}

/** What the thread tells: the sheets as the library has them, or that it could not read the file. */
type Told = { readonly sheets?: readonly LibrarySheet[] }

const READER = `
const { parentPort, workerData } = require('node:worker_threads')
const { library, reader, bytes } = workerData
const kept = ({ name, rows, cells, columns, rowDefs, merges, hidden, veryHidden }) =>
  ({ name, rows, cells, columns, rowDefs, merges, hidden, veryHidden })
import(library)
  .then((functions) => functions[reader](bytes, { readStyles: true }))
  .then(
    (workbook) => parentPort.postMessage({ sheets: workbook.sheets.map(kept) }),
    () => parentPort.postMessage({}),
  )
`

/**
 * The sheets of the file, read in a thread of its own with bounded memory and time: a file made or damaged
 * so that reading it never ends stops nobody else's work.
 */
function readApart(bytes: Uint8Array, source: 'xlsx' | 'ods'): Promise<readonly LibrarySheet[]> {
  const library = pathToFileURL(createRequire(import.meta.url).resolve(`hucre/${source}`)).href
  const reader = source === 'xlsx' ? 'readXlsx' : 'readOds'
  const worker = new Worker(READER, {
    eval: true,
    execArgv: [],
    workerData: { library, reader, bytes },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  })
  return new Promise<readonly LibrarySheet[]>((resolve, reject) => {
    const refuse = (reason: string, cause?: unknown) =>
      reject(new AppError('spreadsheet_unreadable', { reason }, cause))
    const timer = setTimeout(() => refuse('too_complex'), SECONDS * 1000)
    worker.once('message', ({ sheets }: Told) => (sheets ? resolve(sheets) : refuse('damaged')))
    worker.once('error', (cause) => refuse('too_complex', cause))
    worker.once('exit', () => {
      clearTimeout(timer)
      refuse('damaged') // changes nothing once it was told otherwise
    })
  }).finally(() => void worker.terminate())
}

function textTable(records: readonly (readonly string[])[]): SheetTable {
  const rows = records.map((texts, at): Row => {
    const cells = texts.flatMap((text, column) =>
      cellOf(at + 1, columnLetters(column + 1), 'text', unguarded(text), false),
    )
    return { number: at + 1, hidden: false, cells }
  })
  return { name: '', hidden: false, rows: filled(rows), hiddenColumns: [], merges: [] }
}

function tableOf({ rows, ...sheet }: LibrarySheet): SheetTable {
  const merges = (sheet.merges ?? []).map(({ startRow, startCol, endRow, endCol }) => ({
    top: startRow + 1,
    left: startCol + 1,
    bottom: endRow + 1,
    right: endCol + 1,
  }))
  const covered = coveredCells(merges)
  return {
    name: sheet.name.normalize('NFC'),
    hidden: (sheet.hidden ?? false) || (sheet.veryHidden ?? false),
    rows: filled(
      rows.map((values, at): Row => {
        const { hidden, height } = sheet.rowDefs?.get(at) ?? {}
        const cells = values.flatMap((value, column) =>
          covered.has(`${at + 1},${column + 1}`)
            ? []
            : cellFrom(at + 1, column + 1, value, sheet.cells?.get(`${at},${column}`)),
        )
        return { number: at + 1, hidden: (hidden ?? false) || height === 0, cells }
      }),
    ),
    hiddenColumns: (sheet.columns ?? []).flatMap(({ hidden, width }, at) =>
      hidden || width === 0 ? [columnLetters(at + 1)] : [],
    ),
    merges,
  }
}

/** The places under merged cells but for the first one, "row,column": whatever stands there is not seen. */
function coveredCells(merges: readonly Merge[]): ReadonlySet<string> {
  const covered = new Set<string>()
  let area = 0
  for (const { top, left, ...merge } of merges) {
    const [bottom, right] = [Math.min(merge.bottom, MAX_ROWS), Math.min(merge.right, MAX_COLUMNS)]
    area += Math.max(bottom - top + 1, 0) * Math.max(right - left + 1, 0)
    if (area > MAX_ROWS * MAX_COLUMNS) unreadable('damaged') // merged cells never overlap
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1)
        if (row !== top || column !== left) covered.add(`${row},${column}`)
  }
  return covered
}

function cellFrom(
  row: number,
  at: number,
  value: LibraryCell['value'],
  details: LibraryCell | undefined,
): Cell[] {
  if (value === null && details === undefined) return []
  const column = columnLetters(at)
  const formula = details?.formula !== undefined
  if (value === null) return formula ? [{ row, column, kind: 'no_value', value, formula }] : []
  if (formula && EXTERNAL.test(details.formula ?? ''))
    return [{ row, column, kind: 'external', value: String(value), formula }]
  if (value instanceof Date) {
    const day = Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
    return cellOf(row, column, day === '' ? 'error' : 'day', day || '#####', formula)
  }
  if (typeof value === 'boolean')
    return cellOf(row, column, 'truth', value ? 'TRUE' : 'FALSE', formula)
  if (typeof value === 'string')
    return cellOf(row, column, details?.type === 'error' ? 'error' : 'text', value, formula)
  const format = details?.style?.numFmt?.replaceAll(/"[^"]*"|\\./g, '') ?? ''
  return [{ row, column, kind: format.includes('%') ? 'percent' : 'number', value, formula }]
}

function cellOf(
  row: number,
  column: string,
  kind: CellKind,
  text: string,
  formula: boolean,
): Cell[] {
  return text.trim() === '' ? [] : [{ row, column, kind, value: text.normalize('NFC'), formula }]
}

function filled(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ cells }) => cells.length > 0)
}

function limited(table: SheetTable): SheetTable {
  if ((table.rows.at(-1)?.number ?? 0) > MAX_ROWS)
    throw new AppError('spreadsheet_too_large', { what: 'rows', limit: MAX_ROWS })
  const over = columnLetters(MAX_COLUMNS + 1)
  const wide = ({ column }: Cell) =>
    column.length > over.length || (column.length === over.length && column >= over)
  if (table.rows.some(({ cells }) => cells.some(wide)))
    throw new AppError('spreadsheet_too_large', { what: 'columns', limit: MAX_COLUMNS })
  return table
}

function unreadable(reason: string): never {
  throw new AppError('spreadsheet_unreadable', { reason })
}

import { type TableMapping, type Wanted, recogniseTable } from './column-mapping.ts'
import { type Cell, type SheetTable, type Workbook, columnNumber } from './workbook.ts'

/** A column as people tell it from the others: its heading, if any, and the first cells below. */
export type ColumnLook = {
  readonly column: string
  readonly heading: string | null
  readonly cells: readonly { readonly row: number; readonly text: string }[]
}

/** A sheet that can be read, with how it is read; `mapping` is `null` while that is not known. */
export type SheetLook = {
  readonly name: string
  readonly read: boolean
  readonly mapping: TableMapping | null
  readonly columns: readonly ColumnLook[]
}

const SAMPLES = 3
const TEXT_LENGTH = 40

/**
 * The sheets a user can choose from: neither hidden nor empty, without hidden columns. `read` are the
 * mappings by which sheets are read; the others come as recognised.
 */
export function looksOf(
  workbook: Workbook,
  wanted: Wanted,
  read: readonly TableMapping[],
): readonly SheetLook[] {
  return workbook.sheets
    .filter(({ hidden, rows }) => !hidden && rows.length > 0)
    .map((sheet) => {
      const recognised = recogniseTable(sheet, wanted)
      const chosen = read.find((mapping) => mapping.sheet === sheet.name)
      const mapping = chosen ?? recognised?.mapping ?? null
      const headings = new Map(recognised?.headings.map(({ column, text }) => [column, text]))
      const columns = cellsByColumn(sheet, mapping?.firstRow ?? 1, [...headings.keys()])
      return {
        name: sheet.name,
        read: chosen !== undefined,
        mapping,
        columns: columns.map(([column, cells]): ColumnLook => {
          const heading = headings.get(column)
          return { column, heading: heading === undefined ? null : short(heading), cells }
        }),
      }
    })
}

/** The columns that are not hidden from left to right, with their first cells from that row on. */
function cellsByColumn(
  { rows, hiddenColumns }: SheetTable,
  from: number,
  headed: readonly string[],
): readonly (readonly [string, ColumnLook['cells']])[] {
  const found = new Map<string, { row: number; text: string }[]>(headed.map((each) => [each, []]))
  for (const { number, cells } of rows.filter((row) => row.number >= from))
    for (const cell of cells) {
      const before = found.get(cell.column) ?? []
      found.set(cell.column, before)
      if (before.length < SAMPLES) before.push({ row: number, text: textOf(cell) })
    }
  return [...found]
    .filter(([column]) => !hiddenColumns.includes(column))
    .toSorted(([one], [other]) => columnNumber(one) - columnNumber(other))
}

function textOf({ kind, value }: Cell): string {
  return kind === 'no_value' ? '' : short(String(value))
}

function short(text: string): string {
  const signs = Array.from(text)
  return signs.length <= TEXT_LENGTH ? text : `${signs.slice(0, TEXT_LENGTH - 1).join('')}…`
}

import { foldWords, headingWord, isNumberOnly, isShare } from './heading-words.ts'
import {
  type Cell,
  type SheetTable,
  cellIn,
  columnLetters,
  columnNumber,
  mergeAt,
  rowOf,
} from './workbook.ts'

/** How far down a header is looked for, and how many rows it may have. */
const HEADER_WITHIN = 30
const MOST_ROWS = 4
const COLUMN_SIGN = /^\(?(?:\d{1,2}|[A-Z])\)?$/

/** The rows of a table's header, and the first row below it and its row of column numbers. */
export type TableHeader = {
  readonly top: number
  readonly bottom: number
  readonly firstRow: number
}

/** Every header in the first 30 rows: rows around a heading "Họ và tên". */
export function headersIn(sheet: SheetTable): readonly TableHeader[] {
  return sheet.rows
    .filter(({ number }) => number <= HEADER_WITHIN)
    .flatMap(({ cells }) => cells.filter((cell) => wordOf(cell) === 'name'))
    .map((name) => headerAround(sheet, name))
}

function headerAround(sheet: SheetTable, name: Cell): TableHeader {
  const top = startsAbove(sheet, name.row) ? name.row - 1 : name.row
  let bottom = mergeAt(sheet, name.row, columnNumber(name.column))?.bottom ?? name.row
  while (bottom - top + 1 < MOST_ROWS && isSubHeader(sheet, bottom + 1, name.column)) bottom += 1
  const numbered = rowOf(sheet, bottom + 1)?.cells ?? []
  const signs = numbered.length > 1 && numbered.every((cell) => COLUMN_SIGN.test(textOf(cell)))
  const named = numbered.some((cell) => cell.column === name.column)
  return { top, bottom, firstRow: bottom + (signs && named ? 2 : 1) }
}

/** Whether the row holds "SL" and "%" whose marks stand in the row above. */
function startsAbove(sheet: SheetTable, row: number): boolean {
  const bare = (cell: Cell) => isNumberOnly(foldWords(textOf(cell)))
  const above = rowOf(sheet, row - 1)?.cells ?? []
  return (
    (rowOf(sheet, row)?.cells.some(bare) ?? false) &&
    above.some((cell) => wordOf(cell) !== undefined)
  )
}

/** Whether the row goes on with the header: headings only, and nothing below "Họ và tên". */
function isSubHeader(sheet: SheetTable, number: number, nameColumn: string): boolean {
  const row = rowOf(sheet, number)
  if (!row || cellIn(row, nameColumn)) return false
  return row.cells.every((cell) => {
    const folded = foldWords(textOf(cell))
    return cell.kind === 'text' && (isShare(folded) || isNumberOnly(folded) || wordOf(cell))
  })
}

/**
 * The headings over a column from top to bottom: its own cells, merged cells that reach over it, and, where
 * nothing is merged, the heading to the left of an empty place above a heading of its own.
 */
export function headingsOver(
  sheet: SheetTable,
  { top, bottom }: TableHeader,
  column: number,
): readonly string[] {
  const cells: Cell[] = []
  for (let row = top; row <= bottom; row += 1) {
    const cell = shownAt(sheet, row, column) ?? carriedTo(sheet, row, bottom, column)
    if (cell && !cells.includes(cell)) cells.push(cell)
  }
  return cells.map(textOf)
}

function shownAt(sheet: SheetTable, row: number, column: number): Cell | undefined {
  const merge = mergeAt(sheet, row, column)
  return cellIn(rowOf(sheet, merge?.top ?? row), columnLetters(merge?.left ?? column))
}

function carriedTo(
  sheet: SheetTable,
  row: number,
  bottom: number,
  column: number,
): Cell | undefined {
  const below = Array.from({ length: bottom - row }, (_, at) =>
    shownAt(sheet, row + 1 + at, column),
  )
  if (!below.some(Boolean)) return undefined
  const left = rowOf(sheet, row)?.cells.findLast((cell) => columnNumber(cell.column) < column)
  if (!left) return undefined
  const merge = mergeAt(sheet, row, columnNumber(left.column))
  return merge && merge.right > merge.left ? undefined : left
}

function wordOf(cell: Cell) {
  return cell.kind === 'text' ? headingWord(foldWords(textOf(cell))) : undefined
}

function textOf(cell: Cell): string {
  return String(cell.value).trim()
}

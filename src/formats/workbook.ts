/**
 * What a cell holds: `day` is a date cell, `percent` a number shown as a share, `error` a formula that
 * failed (#DIV/0!), `no_value` a formula whose result the file does not have, `external` one that takes it
 * from another file, as it stood there at some time.
 */
export type CellKind =
  'text' | 'number' | 'percent' | 'day' | 'truth' | 'error' | 'no_value' | 'external'

/** A cell that is not empty, at its address: row from 1, column in letters. */
export type Cell = {
  readonly row: number
  readonly column: string
  readonly kind: CellKind
  /** NFC text, a number, or a day as YYYY-MM-DD; `null` for `no_value` only. */
  readonly value: string | number | null
  /** Whether the value was computed by a formula and read from where the file keeps its result. */
  readonly formula: boolean
}

/** A row that has at least one cell; cells from left to right, empty ones left out. */
export type Row = {
  readonly number: number
  readonly hidden: boolean
  readonly cells: readonly Cell[]
}

/** A rectangle of merged cells; columns by number, 1 for A; ends included. */
export type Merge = {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** One sheet; `name` is empty for text, which has no sheets. Only the first cell of a merge has a value. */
export type SheetTable = {
  readonly name: string
  readonly hidden: boolean
  readonly rows: readonly Row[]
  readonly hiddenColumns: readonly string[]
  readonly merges: readonly Merge[]
}

/** Where a table came from, as its bytes say. */
export type WorkbookSource = 'xlsx' | 'ods' | 'text'

export type Workbook = {
  readonly source: WorkbookSource
  readonly sheets: readonly SheetTable[]
}

/** The letters of a column: 1 is A, 27 is AA. */
export function columnLetters(number: number): string {
  const before = Math.floor((number - 1) / 26)
  const last = String.fromCharCode(65 + ((number - 1) % 26))
  return before === 0 ? last : columnLetters(before) + last
}

/** The number of a column: A is 1, AA is 27. */
export function columnNumber(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

/** The merge that covers the place, if any. */
export function mergeAt(sheet: SheetTable, row: number, column: number): Merge | undefined {
  return sheet.merges.find(
    ({ top, left, bottom, right }) =>
      top <= row && row <= bottom && left <= column && column <= right,
  )
}

/** The cell of the row in that column, if it is not empty. */
export function cellIn(row: Row | undefined, column: string): Cell | undefined {
  return row?.cells.find((cell) => cell.column === column)
}

/** The row with that number, if it is not empty. */
export function rowOf(sheet: SheetTable, number: number): Row | undefined {
  return sheet.rows.find((row) => row.number === number)
}

import type { Count } from '../domain/tally.ts'
import { type Reading, countIn } from './cell-values.ts'
import { BALLOT_FIELDS, type BallotField, ballotLabel, foldWords } from './heading-words.ts'
import { type ImportFault, fault, placeOf } from './import-fault.ts'
import type { TableHeader } from './table-header.ts'
import { type Cell, type Row, type SheetTable, cellIn, rowOf } from './workbook.ts'

/** The cells, by address ("C3"), in which counts of ballots stand outside the table. */
export type BallotCells = Readonly<Partial<Record<BallotField, string>>>

/** One of several cells for one count of ballots. */
export type BallotTwice = { readonly field: BallotField; readonly fault: ImportFault }

/** "Số phiếu thu về: 50", with or without the word "phiếu" behind it. */
const LABELLED = /^([^:：]+)[:：]\s*(.*)$/s
const NUMBER_WITH_WORD = /^(\S+?)(?:\s+phiếu)?[.;,]?$/iu

/**
 * Where the words "Số phiếu thu về", "Số phiếu hợp lệ", "Số phiếu không hợp lệ" stand above the header or
 * begin a row below it, with the number behind a colon or in the next cell to the right. Said twice, it is
 * `label_twice`.
 */
export function ballotCellsIn(
  sheet: SheetTable,
  { top, bottom }: TableHeader,
): { readonly cells: BallotCells; readonly twice: readonly BallotTwice[] } {
  const found = sheet.rows
    .filter((row) => row.number < top || (row.number > bottom && isBallotRow(row)))
    .flatMap((row) => row.cells.flatMap((cell, at) => labelled(row, cell, at)))
  const once = BALLOT_FIELDS.flatMap((field) => {
    const own = found.filter((each) => each.field === field)
    return own.length === 1 ? [[field, `${own[0]!.cell.column}${own[0]!.cell.row}`] as const] : []
  })
  const cells: BallotCells = Object.fromEntries(once)
  const twice = found
    .filter(({ field }) => cells[field] === undefined)
    .map(({ field, cell }) => ({
      field,
      fault: fault('label_twice', placeOf(sheet, cell), cell.value),
    }))
  return { cells, twice }
}

/** Whether the row begins with such words: it is about ballots and nobody's. */
export function isBallotRow({ cells }: Row): boolean {
  return cells[0] !== undefined && isLabel(cells[0])
}

function labelled(row: Row, cell: Cell, at: number): { field: BallotField; cell: Cell }[] {
  if (cell.kind !== 'text') return []
  const [, words = String(cell.value), rest = ''] = LABELLED.exec(String(cell.value)) ?? []
  const field = ballotLabel(foldWords(words))
  if (!field) return []
  if (rest.trim() !== '') return [{ field, cell }]
  const next = row.cells[at + 1]
  return next && !isLabel(next) ? [{ field, cell: next }] : []
}

function isLabel({ kind, value }: Cell): boolean {
  const text = String(value)
  return kind === 'text' && !!ballotLabel(foldWords(LABELLED.exec(text)?.[1] ?? text))
}

/** A count of ballots as read from its cell, with the cell; `undefined` when there is no such address. */
export function ballotCountAt(
  sheet: SheetTable,
  address: string,
): { readonly cell: Cell | undefined; readonly reading: Reading<Count> } | undefined {
  const [, column = '', row = ''] = /^([A-Z]{1,2})(\d{1,4})$/.exec(address) ?? []
  if (row === '') return undefined
  const cell = cellIn(rowOf(sheet, Number(row)), column)
  if (!cell || cell.kind !== 'text') return { cell, reading: countIn(cell) }
  const text = String(cell.value).trim()
  const number = LABELLED.exec(text)?.[2] ?? text
  const value = NUMBER_WITH_WORD.exec(number.trim())?.[1] ?? number
  return { cell, reading: countIn({ ...cell, value }) }
}

import { isBallotRow } from './ballot-cells.ts'
import { type ColumnField, isTotal } from './heading-words.ts'
import { type ImportFault, fault, placeOf } from './import-fault.ts'
import type { TableMapping } from './column-mapping.ts'
import { type Cell, type Row, type SheetTable, columnNumber, mergeAt } from './workbook.ts'

/** One person's row: its number, and the cell of each field that is not empty. */
export type PersonRow = {
  readonly row: number
  readonly cells: ReadonlyMap<ColumnField, Cell>
}

const NUMBER = /^\d{1,4}[.)]?$/
const FIGURES: readonly ColumnField[] = [
  'high',
  'medium',
  'low',
  'confidence',
  'no_confidence',
  'invalid',
]

/**
 * The people below a header, in their order. Not read, by rule and told as notes: rows of totals ("Tổng",
 * "Cộng"), headings between people (a numeral that is no number, or words over merged columns), and what
 * stands below the table: after an empty row or a row of totals a row is a person's only with a running
 * number or figures beside the name (without both columns: with anything beside the name).
 *
 * Faults: `name_missing` for figures without a name, `hidden_row`.
 */
export function peopleIn(
  sheet: SheetTable,
  { columns, firstRow }: TableMapping,
): { readonly people: readonly PersonRow[]; readonly faults: readonly ImportFault[] } {
  const people: PersonRow[] = []
  const faults: ImportFault[] = []
  const readable = Object.values(columns)
  const counted = readable.includes('ordinal') || readable.some((each) => FIGURES.includes(each))
  let previous = firstRow - 1
  let loose = false // whether the table may have ended
  for (const row of sheet.rows) {
    if (row.number < firstRow || isBallotRow(row)) continue
    if (people.length > 0 && row.number > previous + 1) loose = true
    previous = row.number
    const first = row.cells[0]!
    const cells = fieldsOf(row, columns)
    const name = cells.get('name')
    const kind = kindOf(sheet, first, cells)
    if (kind === 'total_row') loose = true
    if (kind === 'total_row' || kind === 'section_row')
      faults.push(fault(kind, placeOf(sheet, first), first.value))
    else if (!name && hasFigures(cells))
      faults.push(fault('name_missing', { sheet: sheet.name, row: row.number }))
    else if (!name || (loose && !(counted ? isNumbered(cells) : cells.size > 1)))
      faults.push(fault('outside_table', placeOf(sheet, first), first.value))
    else {
      if (row.hidden) faults.push(fault('hidden_row', placeOf(sheet, name), name.value))
      people.push({ row: row.number, cells })
    }
  }
  return { people, faults }
}

function fieldsOf(row: Row, columns: TableMapping['columns']): ReadonlyMap<ColumnField, Cell> {
  return new Map(
    row.cells.flatMap((cell) => {
      const field = columns[cell.column]
      return field ? [[field, cell] as const] : []
    }),
  )
}

function kindOf(
  sheet: SheetTable,
  first: Cell,
  cells: ReadonlyMap<ColumnField, Cell>,
): 'total_row' | 'section_row' | 'other' {
  const [ordinal, name] = [cells.get('ordinal'), cells.get('name')]
  const numbered = ordinal !== undefined && isNumber(ordinal)
  if (!numbered && [first, name].some((cell) => cell && isTotal(String(cell.value))))
    return 'total_row'
  if ([...cells.keys()].some((field) => field !== 'ordinal' && field !== 'name')) return 'other'
  const label = name ?? ordinal
  const merge = label && mergeAt(sheet, label.row, columnNumber(label.column))
  const spread = merge !== undefined && merge.right > merge.left
  const numeral = ordinal !== undefined && !/\d/.test(String(ordinal.value))
  return spread || numeral ? 'section_row' : 'other'
}

function isNumbered(cells: ReadonlyMap<ColumnField, Cell>): boolean {
  const ordinal = cells.get('ordinal')
  return hasFigures(cells) || (ordinal !== undefined && isNumber(ordinal))
}

function isNumber({ value }: Cell): boolean {
  return NUMBER.test(String(value).trim())
}

function hasFigures(cells: ReadonlyMap<ColumnField, Cell>): boolean {
  return FIGURES.some((field) => {
    const cell = cells.get(field)
    return cell !== undefined && (cell.kind !== 'text' || /\d/.test(String(cell.value)))
  })
}

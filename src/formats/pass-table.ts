import type { Count, Level } from '../domain/tally.ts'
import { ballotCountAt } from './ballot-cells.ts'
import { type Reading, countIn, textIn } from './cell-values.ts'
import type { TableMapping, Wanted } from './column-mapping.ts'
import { BALLOT_FIELDS, type BallotField, type ColumnField } from './heading-words.ts'
import { type ImportFault, type ImportPlace, fault, hasFaults, placeOf } from './import-fault.ts'
import { type PersonRow, peopleIn } from './people-table.ts'
import { type SheetLook, looksOf } from './sheet-look.ts'
import { type ChosenTable, oneTableIn, tablesAsMapped } from './table-choice.ts'
import { type SheetTable, type Workbook, rowOf } from './workbook.ts'

/** A person's row with what was read of it; a mark that could not be read is `null` and has its fault. */
export type ReadRow = {
  readonly name: string
  readonly position: string | null
  readonly marks: Readonly<Partial<Record<Level | 'invalid', Count>>>
  readonly place: ImportPlace
}

/** What a file says of one sheet of ballots (tập phiếu), before its people are looked for. */
export type ReadPass = {
  readonly ballots: Readonly<Record<BallotField, Count>>
  readonly rows: readonly ReadRow[]
  readonly mapping: TableMapping | null
  readonly sheets: readonly SheetLook[]
  readonly faults: readonly ImportFault[]
}

const NO_BALLOTS = { collected: null, valid: null, invalid: null }

/** What the columns of such a table can be read as, in the marks of the vote. */
export function passFields(levels: readonly Level[]): readonly ColumnField[] {
  return ['ordinal', 'name', 'position', ...levels, 'invalid']
}

/**
 * The counts of one sheet of ballots in a workbook, in the marks of the vote: by its headings, or as the
 * user mapped them. Nothing is derived: a count that does not stand in the file is `null`.
 */
export function readPassTable(
  workbook: Workbook,
  levels: readonly Level[],
  mapping: TableMapping | undefined,
): ReadPass {
  const wanted: Wanted = { fields: passFields(levels), levels }
  const choice = mapping
    ? tablesAsMapped(workbook, [mapping], wanted)
    : oneTableIn(workbook, wanted)
  const [table] = choice.tables
  const sheets = looksOf(workbook, wanted, table ? [table.mapping] : [])
  if (!table) return { ballots: NO_BALLOTS, rows: [], mapping: null, sheets, faults: choice.faults }
  const read = readTable(table, levels)
  return { ...read, sheets, faults: [...choice.faults, ...table.faults, ...read.faults] }
}

function readTable(
  { sheet, mapping }: ChosenTable,
  levels: readonly Level[],
): Omit<ReadPass, 'sheets'> {
  const faults = missingColumns(sheet, mapping, levels)
  const { people, faults: aside } = peopleIn(sheet, mapping)
  faults.push(...aside)
  const rows = people.map((person) => readRow(sheet, person, [...levels, 'invalid'], faults))
  const ballots = readBallots(sheet, mapping, faults)
  if (rows.length === 0 && !hasFaults(faults))
    faults.push(fault('list_empty', { sheet: sheet.name }))
  return { ballots, rows, mapping, faults }
}

function missingColumns(
  sheet: SheetTable,
  { columns, ballots }: TableMapping,
  levels: readonly Level[],
): ImportFault[] {
  const read = Object.values(columns)
  const place = { sheet: sheet.name }
  return [
    ...['name' as const, ...levels]
      .filter((field) => !read.includes(field))
      .map((field) => fault('column_missing', place, field)),
    ...(read.includes('invalid') ? [] : [fault('column_absent', place, 'invalid_lines')]),
    ...BALLOT_FIELDS.filter((field) => ballots[field] === undefined).map((field) =>
      fault('column_absent', place, field),
    ),
  ]
}

function readRow(
  sheet: SheetTable,
  { row, cells }: PersonRow,
  marks: readonly (Level | 'invalid')[],
  faults: ImportFault[],
): ReadRow {
  const taken = <T>(field: ColumnField, reading: Reading<T>, otherwise: T): T => {
    if (reading.ok) return reading.value
    const cell = cells.get(field)!
    faults.push(fault(reading.rule, placeOf(sheet, cell), cell.value))
    return otherwise
  }
  const text = (field: 'name' | 'position', most: number) =>
    taken(field, textIn(cells.get(field), most), { text: '', joined: false }).text
  return {
    name: text('name', 200),
    position: cells.has('position') ? text('position', 500) : null,
    marks: Object.fromEntries(
      marks.map((mark) => [mark, taken<Count>(mark, countIn(cells.get(mark)), null)]),
    ),
    place: { sheet: sheet.name, row, column: cells.get('name')?.column ?? null, path: null },
  }
}

function readBallots(
  sheet: SheetTable,
  { ballots }: TableMapping,
  faults: ImportFault[],
): ReadPass['ballots'] {
  const counts = { ...NO_BALLOTS } as Record<BallotField, Count>
  for (const field of BALLOT_FIELDS) {
    const address = ballots[field]
    if (address === undefined) continue
    const found = ballotCountAt(sheet, address)
    if (!found) {
      faults.push(fault('cell_unknown', { sheet: sheet.name }, address))
      continue
    }
    const { cell, reading } = found
    if (!reading.ok) faults.push(fault(reading.rule, placeOf(sheet, cell!), cell!.value))
    else if (cell && isHidden(sheet, cell))
      faults.push(fault('hidden_cell', placeOf(sheet, cell), cell.value))
    else counts[field] = reading.value
  }
  return counts
}

function isHidden(sheet: SheetTable, { row, column }: { row: number; column: string }): boolean {
  return sheet.hiddenColumns.includes(column) || (rowOf(sheet, row)?.hidden ?? false)
}

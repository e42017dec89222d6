import { type TableMapping, type Wanted, recogniseTable, unsettled } from './column-mapping.ts'
import { type ImportFault, fault } from './import-fault.ts'
import type { SheetTable, Workbook } from './workbook.ts'

/** A table that is read: its sheet, how, and what was found wrong with its headings. */
export type ChosenTable = {
  readonly sheet: SheetTable
  readonly mapping: TableMapping
  readonly faults: readonly ImportFault[]
}

/** The tables of a file, and what was found wrong before any was read. */
export type TableChoice = {
  readonly tables: readonly ChosenTable[]
  readonly faults: readonly ImportFault[]
}

/**
 * The tables in the sheets that are not hidden, by their headings; `header_missing` when there is none.
 * Sheets without such a table and hidden ones are notes.
 */
export function tablesIn(workbook: Workbook, wanted: Wanted): TableChoice {
  const seen = workbook.sheets.flatMap((sheet) => {
    const table = sheet.hidden ? undefined : recogniseTable(sheet, wanted)
    return table ? [{ sheet, ...table }] : []
  })
  const skipped = skippedSheets(workbook, seen)
  if (seen.length > 0) return { tables: seen, faults: skipped }
  return { tables: [], faults: [fault('header_missing', {}), ...skipped] }
}

/**
 * The one table of the file: where several sheets have one, the only one with all of `needed` in it, else
 * `sheet_choice`.
 */
export function oneTableIn(workbook: Workbook, wanted: Wanted): TableChoice {
  const { tables, faults } = tablesIn(workbook, wanted)
  if (tables.length < 2) return { tables, faults }
  const whole = tables.filter(({ mapping }) => {
    const read = Object.values(mapping.columns)
    return wanted.levels.every((level) => read.includes(level))
  })
  if (whole.length === 1)
    return {
      tables: whole,
      faults: [
        ...faults,
        ...tables
          .filter((table) => table !== whole[0])
          .map(({ sheet }) => fault('sheet_skipped', { sheet: sheet.name }, sheet.name)),
      ],
    }
  const choice = tables.map(({ sheet }) => fault('sheet_choice', { sheet: sheet.name }, sheet.name))
  return { tables: [], faults: [...choice, ...faults] }
}

/**
 * The tables as the user says they are to be read. Faults: `sheet_unknown`, `column_twice`,
 * `hidden_column`, and what was found in recognising the table and the mapping does not settle.
 */
export function tablesAsMapped(
  workbook: Workbook,
  mappings: readonly TableMapping[],
  wanted: Wanted,
): TableChoice {
  const faults: ImportFault[] = []
  const tables = mappings.flatMap((mapping): ChosenTable[] => {
    const sheet = workbook.sheets.find(({ name, hidden }) => !hidden && name === mapping.sheet)
    if (!sheet) {
      faults.push(fault('sheet_unknown', {}, mapping.sheet))
      return []
    }
    const doubts = recogniseTable(sheet, wanted)?.doubts ?? []
    const open = unsettled(doubts, mapping)
    return [{ sheet, mapping, faults: [...wrongColumns(sheet, mapping, wanted), ...open] }]
  })
  return { tables, faults: [...faults, ...skippedSheets(workbook, tables)] }
}

/** A note for each sheet with anything in it that is not read. */
function skippedSheets(
  { sheets }: Workbook,
  read: readonly { readonly sheet: SheetTable }[],
): readonly ImportFault[] {
  return sheets
    .filter((sheet) => sheet.rows.length > 0 && read.every((each) => each.sheet !== sheet))
    .map(({ name }) => fault('sheet_skipped', { sheet: name }, name))
}

function wrongColumns(
  sheet: SheetTable,
  { columns }: TableMapping,
  { fields }: Wanted,
): readonly ImportFault[] {
  const all = Object.entries(columns)
  return all.flatMap(([column, field]) => {
    const place = { sheet: sheet.name, column }
    const twice = all.filter(([, other]) => other === field).length > 1
    return [
      ...(twice ? [fault('column_twice', place, field)] : []),
      ...(sheet.hiddenColumns.includes(column) ? [fault('hidden_column', place, field)] : []),
      ...(fields.includes(field) ? [] : [fault('column_unused', place, field)]),
    ]
  })
}

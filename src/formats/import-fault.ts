import type { Cell, SheetTable } from './workbook.ts'

/**
 * What can be wrong with, or worth knowing of, a place in a file that is imported. Errors keep the file
 * from being taken over; notes are told. Each rule has its sentence in `src/messages/vi.json`.
 */
export const IMPORT_RULES = {
  sheet_unknown: 'error', // no sheet of that name in the file
  sheet_choice: 'error', // several sheets have such a table and nobody said which one is meant
  sheet_skipped: 'note', // a sheet without such a table, or a hidden one
  header_missing: 'error', // no heading "Họ và tên" in the first 30 rows
  column_missing: 'error', // no column for something that has to be there; value names it
  column_absent: 'note', // no column for something that can be typed afterwards; value names it
  column_twice: 'error', // two columns for one thing
  column_unknown: 'note', // a heading that says nothing to this program
  column_unused: 'note', // a heading that is known but not read: shares, remarks, sums of a row
  hidden_column: 'error', // a column that would be read is hidden
  hidden_row: 'error', // a person's row is hidden
  hidden_cell: 'error', // a count outside the table stands in a hidden row or column
  level_unknown: 'error', // marks the vote does not have
  label_twice: 'error', // a count of ballots stands in two places
  cell_unknown: 'error', // no such cell address
  count: 'error', // not a whole number from 0 to 1,000,000
  percent_as_count: 'error', // a share where a number of ballots is meant
  formula_without_value: 'error', // the file does not keep the formula's result
  formula_external: 'error', // the formula takes its result from another file, which nobody sees here
  cell_error: 'error', // the cell shows an error: #DIV/0!
  day_in_form: 'error', // no day of the calendar, or not written day/month/year
  text: 'error', // not a text
  text_empty: 'error', // nothing there where something has to be
  text_too_long: 'error',
  control_character: 'error', // a sign that is not printed
  glyph_missing: 'error', // a character the document font lacks; value is the character
  blanks_joined: 'note', // a line break or several blanks in a cell became one blank
  name_missing: 'error', // figures without a name
  ordinal_missing: 'error', // a row without a running number in a list whose people have one
  total_row: 'note', // a row of totals, not read
  section_row: 'note', // a heading between the people, not read
  outside_table: 'note', // a row that belongs to nobody, not read
  person_unknown: 'error', // a name nobody expects; near is the expected name that looks alike
  person_missing: 'error', // nobody's row for a person expected; value is the name
  person_twice: 'error', // more rows than people for one name
  namesake_unclear: 'error', // people of one name whom nothing tells apart
  namesake_by_order: 'note', // people of one name told apart by their order only
  position_differs: 'note', // the position is not the one on the ballot
  list_empty: 'error', // nobody in the table
  list_too_long: 'error', // more people or ballot kinds than are taken
  duplicate_id: 'error', // two ballot kinds with one sign
  title_missing: 'error', // a ballot kind without a title
  ballot_kind_unknown: 'error', // the file does not have the sheet's ballot kind
  held_on_differs: 'error', // the file is of another day
} as const satisfies Readonly<Record<string, 'error' | 'note'>>
export type ImportRule = keyof typeof IMPORT_RULES

/** Where something stands: in a sheet of a file by row and column, or in a JSON file by its pointer. */
export type ImportPlace = {
  readonly sheet: string | null
  readonly row: number | null
  readonly column: string | null
  readonly path: string | null
}

/** One thing found in an imported file; `value` as it stands there, cut at 60 characters. */
export type ImportFault = ImportPlace & {
  readonly rule: ImportRule
  readonly severity: 'error' | 'note'
  readonly value: string | null
  readonly near: string | null
}

const VALUE_LENGTH = 60

/** The fault at a place; severity is the rule's. */
export function fault(
  rule: ImportRule,
  place: Partial<ImportPlace>,
  value: string | number | null = null,
  near: string | null = null,
): ImportFault {
  const { sheet = null, row = null, column = null, path = null } = place
  return { rule, severity: IMPORT_RULES[rule], sheet, row, column, path, value: short(value), near }
}

/** The place of a cell. */
export function placeOf({ name }: Pick<SheetTable, 'name'>, cell: Cell): ImportPlace {
  return { sheet: name, row: cell.row, column: cell.column, path: null }
}

/** Whether any of them keeps the file from being taken over. */
export function hasFaults(faults: readonly ImportFault[]): boolean {
  return faults.some(({ severity }) => severity === 'error')
}

/** The place as people write it: "Biểu 1!C12", "C12", "/ballotKinds/0"; empty for the whole file. */
export function placeText({ sheet, row, column, path }: ImportPlace): string {
  if (path !== null) return path
  const cell = `${column ?? ''}${row ?? ''}`
  return [sheet, cell].filter(Boolean).join('!')
}

function short(value: string | number | null): string | null {
  if (value === null) return null
  const signs = Array.from(String(value))
  return signs.length <= VALUE_LENGTH
    ? signs.join('')
    : `${signs.slice(0, VALUE_LENGTH - 1).join('')}…`
}

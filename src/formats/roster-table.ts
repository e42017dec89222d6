import type { Official } from '../domain/roster.ts'
import { type Reading, type SpacedText, dayIn, textIn } from './cell-values.ts'
import type { TableMapping, Wanted } from './column-mapping.ts'
import type { ColumnField } from './heading-words.ts'
import { type ImportFault, type ImportPlace, fault, placeOf } from './import-fault.ts'
import { type PersonRow, peopleIn } from './people-table.ts'
import { type SheetLook, looksOf } from './sheet-look.ts'
import { type ChosenTable, tablesAsMapped, tablesIn } from './table-choice.ts'
import type { SheetTable, Workbook } from './workbook.ts'

/** A person as listed, with the places of the row and of its texts. */
export type ReadOfficial = Official & {
  readonly place: ImportPlace
  readonly texts: readonly { readonly text: string; readonly place: ImportPlace }[]
}

/** The people of one ballot kind; `key` is the word in the column "Loại phiếu", or the sheet's name. */
export type ReadKind = {
  readonly key: string
  readonly byColumn: boolean
  readonly people: readonly ReadOfficial[]
}

/** What a file says of the people to be voted on. */
export type ReadRoster = {
  readonly kinds: readonly ReadKind[]
  readonly sheets: readonly SheetLook[]
  readonly faults: readonly ImportFault[]
}

/** What the columns of a list of people can be read as. */
export const ROSTER_FIELDS = [
  'ordinal',
  'name',
  'position',
  'workplace',
  'block',
  'startedOn',
  'retirementNoticeOn',
  'ballotKind',
] as const satisfies readonly ColumnField[]

const WANTED: Wanted = { fields: ROSTER_FIELDS, levels: [] }

const NOTHING: SpacedText = { text: '', joined: false }

/**
 * The people in a workbook in their order: one ballot kind for each word in a column "Loại phiếu", else one
 * for each sheet with a table. The workplace, where it has a column of its own, is put behind the position
 * with a comma, as both are printed. Names stay as they are spelled.
 */
export function readRosterTable(
  workbook: Workbook,
  mappings: readonly TableMapping[] | undefined,
): ReadRoster {
  const choice = mappings ? tablesAsMapped(workbook, mappings, WANTED) : tablesIn(workbook, WANTED)
  const faults = [...choice.faults]
  const kinds = new Map<string, { byColumn: boolean; people: ReadOfficial[] }>()
  for (const table of choice.tables) {
    faults.push(...table.faults)
    for (const { kind, ...official } of peopleOf(table, faults)) {
      const key = kind ?? table.sheet.name
      const group = kinds.get(key) ?? { byColumn: kind !== null, people: [] }
      group.people.push(official)
      kinds.set(key, group)
    }
  }
  return {
    kinds: [...kinds].map(([key, group]) => ({ key, ...group })),
    sheets: looksOf(
      workbook,
      WANTED,
      choice.tables.map(({ mapping }) => mapping),
    ),
    faults,
  }
}

type Placed = ReadOfficial & { readonly kind: string | null }

function peopleOf({ sheet, mapping }: ChosenTable, faults: ImportFault[]): readonly Placed[] {
  const read = Object.values(mapping.columns)
  if (!read.includes('name')) faults.push(fault('column_missing', { sheet: sheet.name }, 'name'))
  const { people, faults: aside } = peopleIn(sheet, mapping)
  faults.push(...aside)
  const numbered = people.some(({ cells }) => cells.has('ordinal'))
  for (const { row, cells } of people) {
    const name = cells.get('name')
    if (numbered && !cells.has('ordinal'))
      // a heading or a signature, if nobody forgot the number
      faults.push(fault('ordinal_missing', { sheet: sheet.name, row }, name?.value))
  }
  if (people.length === 0) faults.push(fault('list_empty', { sheet: sheet.name }))
  return people.map((person) => readPerson(sheet, person, read.includes('ballotKind'), faults))
}

function readPerson(
  sheet: SheetTable,
  { row, cells }: PersonRow,
  byColumn: boolean,
  faults: ImportFault[],
): Placed {
  const place: ImportPlace = { sheet: sheet.name, row, column: null, path: null }
  const texts: { text: string; place: ImportPlace }[] = []
  const taken = <T>(field: ColumnField, reading: Reading<T>, otherwise: T): T => {
    if (reading.ok) return reading.value
    const cell = cells.get(field)!
    faults.push(fault(reading.rule, placeOf(sheet, cell), cell.value))
    return otherwise
  }
  const text = (field: ColumnField, most: number) => {
    const cell = cells.get(field)
    const { text: words, joined } = taken(field, textIn(cell, most), NOTHING)
    if (cell && joined) faults.push(fault('blanks_joined', placeOf(sheet, cell), words))
    if (cell) texts.push({ text: words, place: placeOf(sheet, cell) })
    return words
  }
  const day = (field: 'startedOn' | 'retirementNoticeOn') =>
    taken(field, dayIn(cells.get(field)), null)
  const name = text('name', 200)
  const [position, workplace] = [text('position', 300), text('workplace', 300)]
  const both = [position, workplace].filter((words) => words !== '').join(', ')
  if (both.length > 300) faults.push(fault('text_too_long', place, both))
  const kind = byColumn ? text('ballotKind', 300) : null
  if (kind === '') faults.push(fault('text_empty', place, 'ballotKind'))
  return {
    name,
    position: both,
    block: text('block', 200) || null,
    startedOn: day('startedOn'),
    retirementNoticeOn: day('retirementNoticeOn'),
    kind,
    place,
    texts,
  }
}

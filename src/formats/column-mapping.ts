import { LEVELS, type Level } from '../domain/tally.ts'
import { type BallotCells, ballotCellsIn } from './ballot-cells.ts'
import {
  type BallotField,
  type ColumnField,
  type HeadingWord,
  foldWords,
  headingWord,
  isNumberOnly,
  isShare,
  trustLevel,
} from './heading-words.ts'
import { type ImportFault, fault } from './import-fault.ts'
import { type TableHeader, headersIn, headingsOver } from './table-header.ts'
import { type SheetTable, columnLetters, columnNumber } from './workbook.ts'

/**
 * How a sheet is read: which column is what, in which row the people begin, and the cells ("C3") where
 * counts of ballots stand outside the table. What the program recognised and the user may change.
 */
export type TableMapping = {
  readonly sheet: string
  readonly firstRow: number
  readonly columns: Readonly<Record<string, ColumnField>>
  readonly ballots: BallotCells
}

/** A heading as it stands, and what its column is read as; `null` when it is not read. */
export type Heading = {
  readonly column: string
  readonly text: string
  readonly field: ColumnField | null
}

/** What is looked for: the fields that are read, and the marks of the vote where marks are. */
export type Wanted = {
  readonly fields: readonly ColumnField[]
  readonly levels: readonly Level[]
}

/**
 * A fault that only a choice takes away: `about` is what has to be mapped to some place for that; `null`
 * when no choice helps.
 */
export type Doubt = {
  readonly fault: ImportFault
  readonly about: { readonly column: ColumnField } | { readonly ballots: BallotField } | null
}

export type RecognisedTable = {
  readonly mapping: TableMapping
  readonly headings: readonly Heading[]
  readonly faults: readonly ImportFault[]
  /** Those of the faults that stay with a mapping that does not settle them. */
  readonly doubts: readonly Doubt[]
}

/** The faults that the mapping leaves as they are. */
export function unsettled(doubts: readonly Doubt[], mapping: TableMapping): readonly ImportFault[] {
  const read = Object.values(mapping.columns)
  return doubts
    .filter(({ about }) => {
      if (about === null) return true
      if ('column' in about) return !read.includes(about.column)
      return mapping.ballots[about.ballots] === undefined
    })
    .map(({ fault }) => fault)
}

/**
 * The table of a sheet by its headings, in one row or several; `undefined` when the first 30 rows have no
 * heading "Họ và tên". Capitals, tone marks and blanks do not matter.
 *
 * Faults: `column_twice`, `hidden_column`, `level_unknown`, `label_twice`; notes `column_unknown`,
 * `column_unused`. A column in doubt is not in the mapping.
 */
export function recogniseTable(sheet: SheetTable, wanted: Wanted): RecognisedTable | undefined {
  const tables = headersIn(sheet).map((header) => tableUnder(sheet, header, wanted))
  const size = ({ mapping }: RecognisedTable) => Object.keys(mapping.columns).length
  return tables.reduce<RecognisedTable | undefined>(
    (best, each) => (best && size(best) >= size(each) ? best : each),
    undefined,
  )
}

function tableUnder(sheet: SheetTable, header: TableHeader, wanted: Wanted): RecognisedTable {
  const place = (column: string) => ({ sheet: sheet.name, row: header.top, column })
  const faults: ImportFault[] = []
  const doubts: Doubt[] = []
  const doubt = (fault: ImportFault, about: Doubt['about']) => {
    faults.push(fault)
    doubts.push({ fault, about })
  }
  const headings: Heading[] = []
  const last = sheet.rows.reduce(
    (most, { cells }) => Math.max(most, columnNumber(cells.at(-1)!.column)),
    0,
  )
  for (let at = 1; at <= last; at += 1) {
    const parts = headingsOver(sheet, header, at)
    if (parts.length === 0) continue
    const [column, text] = [columnLetters(at), parts.join(' / ')]
    const meant = meaningOf(parts.map(foldWords), wanted)
    const isRead = typeof meant === 'object' && wanted.fields.includes(meant.field)
    const hidden = isRead && sheet.hiddenColumns.includes(column)
    headings.push({ column, text, field: isRead && !hidden ? meant.field : null })
    if (hidden) doubt(fault('hidden_column', place(column), text), { column: meant.field })
    else if (meant === undefined) faults.push(fault('column_unknown', place(column), text))
    else if (meant === 'level_unknown') doubt(fault(meant, place(column), text), null)
    else if (!isRead) faults.push(fault('column_unused', place(column), text))
  }
  const twice = headings.filter(
    ({ field }) => field !== null && headings.filter((each) => each.field === field).length > 1,
  )
  for (const { column, text, field } of twice)
    doubt(fault('column_twice', place(column), text), field && { column: field })
  const sure = headings.filter((each) => !twice.includes(each))
  const ballots = ballotCellsIn(sheet, header)
  if (wanted.levels.length > 0)
    for (const { field, fault: twiceSaid } of ballots.twice) doubt(twiceSaid, { ballots: field })
  return {
    mapping: {
      sheet: sheet.name,
      firstRow: header.firstRow,
      columns: Object.fromEntries(
        sure.flatMap(({ column, field }) => (field === null ? [] : [[column, field]])),
      ),
      ballots: ballots.cells,
    },
    headings: headings.map((each) => (twice.includes(each) ? { ...each, field: null } : each)),
    faults,
    doubts,
  }
}

type Meaning = { readonly field: ColumnField } | 'unused' | 'level_unknown' | undefined

/** What the headings over a column mean, the lowest that says anything first. */
function meaningOf(parts: readonly string[], { levels, fields }: Wanted): Meaning {
  const numbered = isNumberOnly(parts.at(-1) ?? '')
  if (!numbered && parts.some(isShare)) return 'unused'
  const telling = parts.toReversed().filter((part) => !isNumberOnly(part))
  for (const part of telling) {
    const word = headingWord(part) ?? (isShare(part) ? 'group' : undefined)
    if (word !== 'group') return word && meaningOfWord(word, levels, fields)
  }
  return undefined
}

function meaningOfWord(
  word: Exclude<HeadingWord, 'group'>,
  levels: readonly Level[],
  fields: readonly ColumnField[],
): Meaning {
  if (word === 'unused') return word
  const field = word === 'tin_nhiem' ? trustLevel(levels) : word
  const isLevel = LEVELS.some((level) => level === field)
  return isLevel && levels.length > 0 && !fields.includes(field) ? 'level_unknown' : { field }
}

import { LEVELS, type Level, type Tally } from '../domain/tally.ts'
import { AppError } from '../errors.ts'
import { countIn, dayIn } from './cell-values.ts'
import { countHeading } from './kind-columns.ts'
import type { OfficeLabel, OfficeWords } from './office-words.ts'
import { TALLY_FORMAT, tallyFromJson } from './tally.ts'
import { type Cell, type Row, type Workbook, cellIn } from './workbook.ts'

/** What is read of a person, a kind and the session, before anything of it is judged. */
type Draft = Record<string, unknown>
type KindDraft = Draft & { readonly subjects: Draft[] }

/** The column in which the value of a label stands. */
const VALUES = 'D'
const SESSION_COUNTS = ['members', 'summoned', 'present'] as const
const KIND_COUNTS = ['issued', 'collected', 'valid', 'invalid'] as const

/**
 * The tally written in a results file of this program (xlsx, or CSV read as a workbook): counts and names as
 * they stand now, letter by letter; nothing is taken from shares, sums or bands.
 *
 * Refused: `spreadsheet_unreadable` {reason: 'no_results'} for other workbooks; `invalid_input` {issues}
 * with the places the values would have in a tally file.
 */
export function tallyInResults({ sheets }: Workbook, words: OfficeWords): Tally {
  const whole: Draft = { title: '', organisation: '', regime: null }
  const kinds: KindDraft[] = []
  const reader = { words, whole, kinds, columns: new Map<string, string>() }
  for (const { rows } of sheets) {
    reader.columns = new Map()
    for (const row of rows) readRow(row, reader)
  }
  if (kinds.length === 0 || whole['side'] === undefined)
    throw new AppError('spreadsheet_unreadable', { reason: 'no_results' })
  const { members, summoned, present, ...session } = whole
  return tallyFromJson({
    format: TALLY_FORMAT,
    ...session,
    voters: { members, summoned, present },
    ballotKinds: kinds,
  })
}

type Reader = {
  readonly words: OfficeWords
  readonly whole: Draft
  readonly kinds: KindDraft[]
  /** The columns of the table that is being read, by their headings; none outside a table. */
  columns: ReadonlyMap<string, string>
}

function readRow(row: Row, reader: Reader): void {
  const { labels } = reader.words
  const [first, second] = row.cells
  if (!first) return
  const headed = row.cells.some(({ value }) => value === labels.name)
  if (headed) reader.columns = new Map(row.cells.map((cell) => [String(cell.value), cell.column]))
  else if (reader.columns.size > 0 && readPerson(row, reader)) return
  else if (second?.column === VALUES) readLabel(String(first.value), second, reader)
}

/** Whether the row was a person's: it has a running number. */
function readPerson(row: Row, { words, columns, kinds }: Reader): boolean {
  const { labels, levels } = words
  const at = (heading: string) => {
    const column = columns.get(heading)
    return column === undefined ? undefined : cellIn(row, column)
  }
  const ordinal = at(labels.ordinal)
  const name = at(labels.name)
  if (!ordinal || !name || !/^\d+$/.test(String(ordinal.value))) return false
  const counts = marksIn(columns, words).map((level) => {
    return [level, countOf(at(countHeading(words, levels[level])))] as const
  })
  kinds.at(-1)?.subjects.push({
    id: textOf(at(labels.id)),
    name: textOf(name),
    position: textOf(at(labels.position)),
    block: at(labels.block) ? textOf(at(labels.block)) : null,
    ...Object.fromEntries(counts),
    invalid: countOf(at(countHeading(words, levels.invalid))),
  })
  return true
}

/** The marks of the vote: "Tín nhiệm" is one of three where there are higher and lower ones, else of two. */
function marksIn(columns: ReadonlyMap<string, string>, words: OfficeWords): readonly Level[] {
  const has = (level: Level) => columns.has(countHeading(words, words.levels[level]))
  const two = has('no_confidence')
  return LEVELS.filter((level) => has(level) && (two ? level !== 'medium' : level !== 'confidence'))
}

function readLabel(text: string, value: Cell, { words, whole, kinds }: Reader): void {
  const { labels, sides } = words
  const is = (label: OfficeLabel) => text === labels[label]
  const kind = kinds.at(-1)
  if (is('title') || is('organisation'))
    whole[is('title') ? 'title' : 'organisation'] = textOf(value)
  else if (is('regime')) whole['regime'] = textOf(value)
  else if (is('heldOn')) whole['heldOn'] = dayOf(value)
  else if (is('side'))
    whole['side'] =
      sides.party === value.value ? 'party' : sides.state === value.value ? 'state' : textOf(value)
  else if (is('ballotKind')) kinds.push({ id: textOf(value), title: '', subjects: [] })
  else if (is('kindTitle') && kind) kind['title'] = textOf(value)
  else {
    const session = SESSION_COUNTS.find(is)
    const own = KIND_COUNTS.find(is)
    if (session) whole[session] = countOf(value)
    else if (own && kind) kind[own] = countOf(value)
  }
}

/** The text as it stands, not trimmed; a number as its digits. */
function textOf(cell: Cell | undefined): string {
  return cell?.value === undefined || cell.value === null ? '' : String(cell.value)
}

/** The count, or what stands there instead, which the tally's own rules refuse with its place. */
function countOf(cell: Cell | undefined): unknown {
  const reading = countIn(cell)
  return reading.ok ? reading.value : String(cell?.value ?? '')
}

function dayOf(cell: Cell | undefined): unknown {
  const reading = dayIn(cell)
  return reading.ok ? reading.value : textOf(cell)
}

import type { PrintFault } from './compare-print.ts'
import type { ExpectedRow } from './expected-print.ts'
import { standsIn, strangeBelow } from './printed-words.ts'

/** A cell with a figure, or with the sign for one that is missing. */
const CELL = /^(?:\d[\d.]*(?:,\d+)?|–|…+)$/
/** Fewer figures than these in one line are no line of a table of results. */
const MIN_FIGURES = 3
/** A cell with a long name takes so many lines above and below the line of its figures. */
const MAX_WRAPPED = 60

/** `words` are those that stand beside the figures on their line. */
type FoundRow = {
  readonly at: number
  readonly first: string
  readonly words: readonly string[]
  readonly figures: readonly string[]
}

/** Where the lines of figures differ from those expected; the tables have old and new values where the paper `corrects`. */
export function compareRows(
  lines: readonly string[],
  expected: readonly ExpectedRow[],
  corrects: boolean,
): readonly PrintFault[] {
  const tables = expected.filter(
    ({ cells, corrected }) => corrected || figuresOf(cells).length >= MIN_FIGURES,
  )
  const totals = new Set(
    tables.filter(({ isTotal }) => isTotal).map(({ cells }) => firstWord(cells[0]!)),
  )
  const found = lines.flatMap(
    (line, at) => (corrects ? correctedRowIn(line, at) : rowIn(line, at, totals)) ?? [],
  )
  const faults: PrintFault[] = []
  for (let at = 0; at < Math.max(tables.length, found.length); at += 1) {
    const [wanted, row] = [tables[at], found[at]]
    const should = wanted ? [firstWord(wanted.cells[0]!), ...figuresOf(wanted.cells)].join(' ') : ''
    const stands = row ? [firstWord(row.first), ...row.figures].join(' ') : ''
    if (!wanted || !row || should !== stands || isSwapped(wanted, lines[row.at]!)) {
      const reason = row ? 'figure_differs' : 'not_printed'
      const name = wanted?.cells[1] ?? ''
      const values = wanted?.corrected?.join(' → ') ?? should
      // what follows is shifted and would only be told a second time
      return [
        ...faults,
        { reason, expected: `${name}: ${values}`, printed: row ? lines[row.at]! : '' },
      ]
    }
    const strange = strangeWords(lines, found, tables, at)
    if (strange) faults.push({ reason: 'name_differs', ...strange })
  }
  return faults
}

/** What is wrong with the words of a line of figures, of which the figures agree; null for nothing. */
function strangeWords(
  lines: readonly string[],
  found: readonly FoundRow[],
  tables: readonly ExpectedRow[],
  at: number,
): Omit<PrintFault, 'reason'> | null {
  const [wanted, row, next, wantedNext] = [tables[at]!, found[at]!, found[at + 1], tables[at + 1]]
  const names = namesOf(wanted)
  const own = names.join(' ')
  const end = Math.min(next?.at ?? lines.length, row.at + MAX_WRAPPED + 1)
  const window = lines.slice(Math.max((found[at - 1]?.at ?? -1) + 1, row.at - MAX_WRAPPED), end)
  const missing = wanted.isTotal ? undefined : names.find((cell) => !standsIn(cell, window))
  if (missing !== undefined) return { expected: missing, printed: lines[row.at]! }
  if (row.words.some((word) => !own.includes(word)))
    return { expected: names.join(', '), printed: lines[row.at]! }
  const within = wantedNext?.table === wanted.table
  if (within && !next) return null // told as the line that is missing
  const allowed = within ? `${own} ${namesOf(wantedNext).join(' ')} ${wanted.table.headers}` : own
  const strange = strangeBelow(lines.slice(row.at + 1, end), {
    allowed,
    numbers: within,
    below: within ? [] : wanted.table.below,
  })
  return strange === undefined ? null : { expected: names.join(', '), printed: strange }
}

/** The line of figures that a line of text is, if it is one: a number or the name of a sum, then figures at its end. */
function rowIn(line: string, at: number, totals: ReadonlySet<string>): FoundRow | null {
  const [first = '', ...rest] = line.split(/\s{2,}/)
  if (!/^\d{1,4}$/.test(first) && !totals.has(firstWord(first))) return null
  const end = rest.findLastIndex((cell) => CELL.test(cell)) + 1
  const start = rest.slice(0, end).findLastIndex((cell) => !CELL.test(cell)) + 1
  const figures = rest.slice(start, end)
  const isSum = totals.has(firstWord(first))
  const words = [...(isSum ? [first] : []), ...rest.slice(0, start), ...rest.slice(end)]
  if (figures.length < MIN_FIGURES) return null
  return { at, first, words: words.flatMap((cell) => cell.split(' ')), figures }
}

/** The same of a table of old and new values, of which there may be words: a number stands before nothing else. */
function correctedRowIn(line: string, at: number): FoundRow | null {
  const [first = '', ...rest] = line.split(/\s{2,}/)
  if (!/^\d{1,4}$/.test(first)) return null
  const words = rest.filter((cell) => !CELL.test(cell)).flatMap((cell) => cell.split(' '))
  return { at, first, words, figures: rest.filter((cell) => CELL.test(cell)) }
}

/** Whether both values stand on the line as they are, but not the old one before the new one. */
function isSwapped({ corrected }: ExpectedRow, line: string): boolean {
  if (!corrected) return false
  const cells = line.split(/\s{2,}/).slice(1)
  const [old, now] = corrected
  if (!cells.includes(old) || !cells.includes(now)) return false
  return !cells.slice(cells.indexOf(old) + 1).includes(now)
}

function figuresOf(cells: readonly string[]): readonly string[] {
  return cells.slice(1).filter((cell) => CELL.test(cell))
}

function namesOf({ isTotal, cells }: ExpectedRow): readonly string[] {
  return cells.slice(isTotal ? 0 : 1).filter((cell) => cell !== '' && !CELL.test(cell))
}

function firstWord(text: string): string {
  return text.split(' ')[0] ?? ''
}

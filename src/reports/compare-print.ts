import type { ExpectedPrint, ExpectedRow, ExpectedSentence } from './expected-print.ts'
import { type PrintedPage, inOneLine } from './read-print.ts'

/** Where paper and figures differ: what stands there, and what should. */
export type PrintFault = {
  readonly reason: 'figure_differs' | 'not_printed' | 'name_differs'
  readonly expected: string
  readonly printed: string
}

/** A cell with a figure, or with the sign for one that is missing. */
const CELL = /^(?:\d[\d.]*(?:,\d+)?|–|…+)$/
/** Fewer figures than these in one line are no line of a table of results. */
const MIN_FIGURES = 3
/** A cell with a long name takes so many lines above and below the line of its figures. */
const MAX_WRAPPED = 60
const FIGURE = String.raw`([0-9a-f]{64}|\d[\d.,]*\d|\d)`

/**
 * Everything in which the pages print other figures or names than expected; empty when they agree. Every line of figures and
 * every sentence of the expected wording that stands on the pages is compared, in order: one too many is found as well.
 */
export function comparePrint(
  pages: readonly PrintedPage[],
  expected: ExpectedPrint,
): readonly PrintFault[] {
  const lines = pages.flatMap((page) => page.lines)
  return [...compareRows(lines, expected.rows), ...compareSentences(lines, expected.sentences)]
}

/** `words` are those that stand beside the figures on their line. */
type FoundRow = {
  readonly at: number
  readonly first: string
  readonly words: readonly string[]
  readonly figures: readonly string[]
}

function compareRows(
  lines: readonly string[],
  expected: readonly ExpectedRow[],
): readonly PrintFault[] {
  const tables = expected.filter(({ cells }) => figuresOf(cells).length >= MIN_FIGURES)
  const totals = new Set(
    tables.filter(({ isTotal }) => isTotal).map(({ cells }) => firstWord(cells[0]!)),
  )
  const found = lines.flatMap((line, at) => rowIn(line, at, totals) ?? [])
  const faults: PrintFault[] = []
  for (let at = 0; at < Math.max(tables.length, found.length); at += 1) {
    const [wanted, row] = [tables[at], found[at]]
    const should = wanted ? [firstWord(wanted.cells[0]!), ...figuresOf(wanted.cells)].join(' ') : ''
    const stands = row ? [firstWord(row.first), ...row.figures].join(' ') : ''
    if (should !== stands) {
      const reason = row ? 'figure_differs' : 'not_printed'
      const name = wanted?.cells[1] ?? ''
      // what follows is shifted and would only be told a second time
      return [...faults, { reason, expected: `${name}: ${should}`, printed: stands }]
    }
    if (!wanted || !row || wanted.isTotal) continue
    const window = lines.slice(
      Math.max((found[at - 1]?.at ?? -1) + 1, row.at - MAX_WRAPPED),
      Math.min(found[at + 1]?.at ?? lines.length, row.at + MAX_WRAPPED + 1),
    )
    const names = namesOf(wanted.cells)
    const printed = lines[row.at] ?? ''
    const missing = names.find((cell) => !standsIn(cell, window))
    const surplus = surplusWord(row, found[at + 1], wanted, tables[at + 1], lines)
    if (missing !== undefined || surplus !== undefined)
      faults.push({ reason: 'name_differs', expected: missing ?? names.join(', '), printed })
  }
  return faults
}

/** A word on the line of figures, or below it down to the next of the same table, that none of its cells has. */
function surplusWord(
  row: FoundRow,
  next: FoundRow | undefined,
  wanted: ExpectedRow,
  wantedNext: ExpectedRow | undefined,
  lines: readonly string[],
): string | undefined {
  const own = namesOf(wanted.cells).join(' ')
  const beside = row.words.find((word) => !own.includes(word))
  if (beside !== undefined || !next || wantedNext?.table !== wanted.table) return beside
  const both = `${own} ${namesOf(wantedNext.cells).join(' ')} ${wanted.table.headers}`
  const between = lines.slice(row.at + 1, next.at).flatMap((line) => line.split(/\s+/))
  return between.find((word) => !both.includes(word) && !/^\d+$/.test(word))
}

/** The line of figures that a line of text is, if it is one: a number or the name of a sum, then figures at its end. */
function rowIn(line: string, at: number, totals: ReadonlySet<string>): FoundRow | null {
  const [first = '', ...rest] = line.split(/\s{2,}/)
  if (!/^\d{1,4}$/.test(first) && !totals.has(firstWord(first))) return null
  const end = rest.findLastIndex((cell) => CELL.test(cell)) + 1
  const start = rest.slice(0, end).findLastIndex((cell) => !CELL.test(cell)) + 1
  const figures = rest.slice(start, end)
  const words = [...rest.slice(0, start), ...rest.slice(end)].flatMap((cell) => cell.split(' '))
  return figures.length >= MIN_FIGURES ? { at, first, words, figures } : null
}

function figuresOf(cells: readonly string[]): readonly string[] {
  return cells.slice(1).filter((cell) => CELL.test(cell))
}

function namesOf(cells: readonly string[]): readonly string[] {
  return cells.slice(1).filter((cell) => cell !== '' && !CELL.test(cell))
}

function firstWord(text: string): string {
  return text.split(' ')[0] ?? ''
}

/** Whether the words of a cell stand in the lines one after the other; a word too long for its column may be parted. */
function standsIn(cell: string, lines: readonly string[]): boolean {
  const printed = lines.flatMap((line) => line.split(/\s+/))
  let at = 0
  for (const word of cell.split(' ')) {
    while (at < printed.length && !isPrinted(word, printed, at)) at += 1
    if (at >= printed.length) return false
    at += 1
  }
  return true
}

function isPrinted(word: string, printed: readonly string[], at: number): boolean {
  const here = printed[at]!
  if (here === word) return true
  if (here.length < 2 || !word.startsWith(here)) return false
  const rest = word.slice(here.length)
  return printed.some((_, later) => later > at && isPrinted(rest, printed, later))
}

/** Sentences of one wording are compared as one list: what they say, in the order they stand on the paper. */
function compareSentences(
  lines: readonly string[],
  expected: readonly ExpectedSentence[],
): readonly PrintFault[] {
  const byWording = new Map<string, string[]>()
  for (const sentence of expected) {
    const wording = patternOf(sentence)
    byWording.set(wording, [...(byWording.get(wording) ?? []), saidBy(sentence)])
  }
  let text = inOneLine(lines.join(' '))
  const faults: PrintFault[] = []
  // the longest first: the beginning of one may be the whole of another
  for (const [wording, said] of [...byWording].toSorted(([a], [b]) => b.length - a.length)) {
    const pattern = new RegExp(wording, 'gu')
    const printed = [...text.matchAll(pattern)].map((match) => match.slice(1).join(' · '))
    text = text.replaceAll(pattern, '\n')
    const at = Math.max(said.length, printed.length)
    // a word too long for its line is parted anywhere
    const differs = Array.from({ length: at }, (_, i) => i).find(
      (i) => said[i]?.replaceAll(' ', '') !== printed[i]?.replaceAll(' ', ''),
    )
    if (differs === undefined) continue
    const reason = printed[differs] === undefined ? 'not_printed' : 'figure_differs'
    faults.push({ reason, expected: said[differs] ?? '', printed: printed[differs] ?? '' })
  }
  return faults
}

function saidBy({ parts }: ExpectedSentence): string {
  const values = parts.filter((part) => typeof part === 'object' && part !== null)
  return values
    .slice(startsWithValue(parts) ? 1 : 0)
    .map(({ value }) => inOneLine(value))
    .join(' · ')
}

function startsWithValue(parts: ExpectedSentence['parts']): boolean {
  const first = parts.find((part) => part !== '')
  return typeof first === 'object' && first !== null
}

/** A wording as a regular expression whose groups are its values; a value at its very beginning is part of the wording. */
function patternOf({ parts }: ExpectedSentence): string {
  const opening = typeof parts[0] === 'string' ? inOneLine(parts[0]) : ''
  const other = opening.length > 1 ? `(?:(?!${escaped(opening)}).)` : '.'
  const own = startsWithValue(parts)
  return parts
    .map((part, at) => {
      if (part === null) return `${other}{0,300}?`
      if (typeof part === 'string') return escaped(part)
      if (own && at === parts.findIndex((each) => each !== '')) return escaped(part.value)
      return /^[\d.,]+$|^[0-9a-f]{64}$/.test(part.value) ? FIGURE : `(${other}{1,300}?)`
    })
    .join('')
}

/** The text as a regular expression for itself. */
export function escaped(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
    .replaceAll(/\s+/g, ' ')
}

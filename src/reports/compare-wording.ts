import type { TableBlock, TemplateFile } from './blocks.ts'
import type { PrintFault } from './compare-print.ts'
import { printedLeaves } from './printed-leaves.ts'
import { standsIn } from './printed-words.ts'
import { type PrintedPage, inOneLine } from './read-print.ts'
import { type Scope, type Words, fillText, listAt } from './scope.ts'

/** A cell longer than this may take several lines, of which only one bears the number of its row. */
const MAX_ON_ONE_LINE = 30

type Found = { readonly lines: readonly string[]; readonly end: number }

/**
 * Where the pages differ from what the template prints of `scope`, for a document all of whose words are known: every
 * paragraph stands there as it is, in order, with nothing between but its tables, and these row by row. Letterhead,
 * places to sign and the lines beside the code are not looked at. Empty when they agree.
 */
export function compareWording(
  pages: readonly PrintedPage[],
  { blocks, words }: Pick<TemplateFile, 'blocks' | 'words'>,
  scope: Scope,
): readonly PrintFault[] {
  const lines = pages.flatMap((page) => page.lines)
  let at: number | null = null
  let rows: readonly (readonly string[])[] = []
  for (const { block, scope: inner } of printedLeaves(blocks, scope)) {
    if (!inner) continue
    if (block.block === 'table') rows = [...rows, ...rowsOf(block, inner, words)]
    if (block.block !== 'paragraph' && block.block !== 'heading') continue
    const expected = inOneLine(fillText(block.text, inner, words))
    const found = findText(lines, expected, at ?? 0)
    if (!found) return [{ reason: 'not_printed', expected, printed: '' }]
    const fault = at === null ? null : compareTable(found.lines, rows, expected)
    if (fault) return [fault]
    rows = []
    at = found.end
  }
  const fault = compareTable(lines.slice(at ?? 0), rows, null)
  return fault ? [fault] : []
}

function rowsOf(table: TableBlock, scope: Scope, words: Words): readonly (readonly string[])[] {
  return listAt(scope, table.sections).flatMap((section) => {
    const inside = { ...scope, section }
    return listAt(inside, table.rows).map((row) =>
      table.columns.map(({ text }) => inOneLine(fillText(text, { ...inside, row }, words))),
    )
  })
}

/** The first place from `from` on where whole lines make up the text: the lines before it, and where it ends. */
function findText(lines: readonly string[], text: string, from: number): Found | null {
  const wanted = bare(text)
  for (let start = from; start < lines.length; start += 1) {
    let made = ''
    for (let end = start; end < lines.length && wanted.startsWith(made); end += 1) {
      made += bare(lines[end]!)
      if (made === wanted) return { lines: lines.slice(from, start), end: end + 1 }
    }
  }
  return null
}

/** `next` is what follows; null where places to sign do, whose lines are not looked at. */
function compareTable(
  lines: readonly string[],
  rows: readonly (readonly string[])[],
  next: string | null,
): PrintFault | null {
  if (rows.length === 0) {
    if (next === null || lines.length === 0) return null
    return { reason: 'figure_differs', expected: next, printed: lines[0]! }
  }
  const numbered = lines.filter((line) => /^\d+(?:\s{2,}|$)/.test(line))
  for (let at = 0; at < Math.max(rows.length, numbered.length); at += 1) {
    const [row, line] = [rows[at], numbered[at]]
    if (row && line !== undefined && isRow(row, line, lines)) continue
    const expected = row?.join('  ') ?? ''
    return {
      reason: line === undefined ? 'not_printed' : 'figure_differs',
      expected,
      printed: line ?? '',
    }
  }
  return null
}

function isRow(row: readonly string[], line: string, lines: readonly string[]): boolean {
  const long = row.filter((cell) => cell.length > MAX_ON_ONE_LINE)
  const short = row.filter((cell) => cell !== '' && !long.includes(cell))
  const cells = line.split(/\s{2,}/)
  // of what is not the row's short cells, only pieces of its long ones may stand on the line
  const [first = '', ...rest] = cells
  const tail = rest.slice(rest.length - (short.length - 1))
  const between = rest.slice(0, rest.length - (short.length - 1))
  return (
    [first, ...tail].join('  ') === short.join('  ') &&
    between.every((cell) => long.some((each) => bare(each).includes(bare(cell)))) &&
    long.every((cell) => standsIn(cell, lines))
  )
}

function bare(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, '')
}

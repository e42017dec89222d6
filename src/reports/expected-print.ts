import type { BarsBlock, TableBlock, TemplateFile } from './blocks.ts'
import type { Placeholder, TextPart } from './placeholder.ts'
import {
  type LeafBlock,
  type PrintedLeaf,
  beginningsBelow,
  printedLeaves,
} from './printed-leaves.ts'
import { inOneLine } from './read-print.ts'
import { type Scope, type Words, fillText, holds, listAt, numberAt, valueAt } from './scope.ts'

/** What is told of a table or of bars: by what may stand above, between and below their lines. */
export type Surroundings = {
  readonly headers: string
  /** Regular expressions for the beginning of what follows; null where that is not known. */
  readonly below: readonly string[] | null
}

/** A line of a table: its cells as printed, the first of them its number or, of a sum, what it is called. */
export type ExpectedRow = {
  readonly isTotal: boolean
  readonly cells: readonly string[]
  /** The old value and the new one, where the table corrects. */
  readonly corrected: readonly [string, string] | null
  /** Each table has one of its own. */
  readonly table: Surroundings
}

/** Bars of one legend: what stands before each, and the counts that may be drawn inside it. */
export type ExpectedBars = {
  readonly legend: readonly string[]
  readonly bars: readonly { readonly label: string; readonly counts: readonly number[] }[]
  readonly below: Surroundings['below']
}

/**
 * A sentence with figures: `parts` is its wording up to the last figure, in which text stands as it is, `null` is anything,
 * and a value is a figure or a name that has to be the one given.
 */
export type ExpectedSentence = { readonly parts: readonly (string | ExpectedValue | null)[] }
export type ExpectedValue = { readonly value: string }

export type ExpectedPrint = {
  readonly rows: readonly ExpectedRow[]
  /** Its tables have old and new values, whatever their number of figures. */
  readonly corrects: boolean
  readonly bars: readonly ExpectedBars[]
  readonly sentences: readonly ExpectedSentence[]
}

/** Of what the tally and its outcome alone decide: the figures of the conference, of a kind, of all kinds, and cases. */
const FIGURES =
  /^(?:subjectCount|voters\.(?:members|summoned|present|absent|percent)|kind\.subjectCount|kind\.(?:ballots|tabulated)\.(?:issued|collected|unreturned|valid|invalid)|total\.(?:issued|collected|unreturned|valid|invalid)|case\.(?:count|base|percent)|(?:identity|earlier)\.dataSha256)$/
/** Words beside them that are known as well. */
const KNOWN =
  /^(?:side|vote|base|voters\.quorum|voters\.quorumShare|kind\.title|case\.\w+|regime\.sha256)$/

/**
 * What a document must print of the figures it is made from, in the order of its template. `scope` is the model of what is
 * known from the tally and the outcome alone; facts beside them may stand on the paper and are nothing to this.
 */
export function expectedPrint(
  { blocks, words }: Pick<TemplateFile, 'blocks' | 'words'>,
  scope: Scope,
): ExpectedPrint {
  const rows: ExpectedRow[] = []
  const bars: ExpectedBars[] = []
  const sentences: ExpectedSentence[] = []
  const leaves = printedLeaves(blocks, scope)
  for (const [at, { block, scope: inner }] of leaves.entries()) {
    if (!inner) continue
    const below = () => beginningsBelow(leaves, at, words)
    if (block.block === 'table') rows.push(...tableRows(block, inner, words, below()))
    if (block.block === 'bars') bars.push(barsOf(block, inner, words, below()))
    for (const text of sentencesIn(block, inner)) {
      const sentence = sentenceOf(text, inner, words)
      if (sentence) sentences.push(sentence)
    }
  }
  return { rows, corrects: leaves.some(corrects), bars, sentences }
}

function corrects({ block }: PrintedLeaf): boolean {
  return block.block === 'table' && correctedColumns(block).length > 0
}

/** The columns of an old and of a new value, in this order; none in a table that has no such. */
function correctedColumns(table: TableBlock): readonly number[] {
  const columns = ['row.old', 'row.now'].map((path) =>
    table.columns.findIndex(({ text }) =>
      text.some((part) => typeof part !== 'string' && part.path.join('.') === path),
    ),
  )
  return columns.includes(-1) ? [] : columns
}

function tableRows(
  table: TableBlock,
  scope: Scope,
  words: Words,
  below: Surroundings['below'],
): readonly ExpectedRow[] {
  const sections = listAt(scope, table.sections).map((section) => ({ ...scope, section }))
  const titles = sections.map((inside) => fillText(table.section ?? [], inside, words))
  const heads = table.columns.map(
    ({ group, header }) => `${group ?? ''} ${fillText(header, scope, words)}`,
  )
  const own = { headers: inOneLine([...heads, ...titles].join(' ')), below }
  const [old, now] = correctedColumns(table)
  return sections.flatMap((inside): readonly ExpectedRow[] => {
    const rows = listAt(inside, table.rows).map((row) => {
      const cells = table.columns.map(({ text }) =>
        inOneLine(fillText(text, { ...inside, row }, words)),
      )
      const corrected =
        old === undefined || now === undefined ? null : ([cells[old]!, cells[now]!] as const)
      return { isTotal: false, table: own, corrected, cells }
    })
    if (!table.totalWhen || !holds(table.totalWhen, inside)) return rows
    const cells = table.columns.map(({ total }) => inOneLine(fillText(total ?? [], inside, words)))
    const sums = cells.filter((cell) => cell !== '')
    return [...rows, { isTotal: true, table: own, corrected: null, cells: sums }]
  })
}

function barsOf(
  block: BarsBlock,
  scope: Scope,
  words: Words,
  below: Surroundings['below'],
): ExpectedBars {
  const bars = listAt(scope, block.rows).map((row) => {
    const inside = { ...scope, row }
    return {
      label: inOneLine(fillText(block.label, inside, words)),
      counts: block.segments.map(({ count }) => numberAt(inside, count)),
    }
  })
  const legend = block.segments.map((each) => inOneLine(fillText(each.legend, scope, words)))
  return { legend, bars, below }
}

function sentencesIn(block: LeafBlock, scope: Scope): readonly (readonly TextPart[])[] {
  if (block.block === 'paragraph' || block.block === 'heading') return [block.text]
  if (block.block !== 'qr') return []
  const lines = block.lines.filter(({ each, when }) => each === undefined && holds(when, scope))
  return lines.map(({ text }) => text)
}

/** Null for a text without a figure. */
function sentenceOf(
  text: readonly TextPart[],
  scope: Scope,
  words: Words,
): ExpectedSentence | null {
  const parts = text.map((part) =>
    typeof part === 'string' ? part : expectedOf(part, scope, words),
  )
  const isFigure = (part: TextPart, at: number) =>
    typeof part !== 'string' && FIGURES.test(part.path.join('.')) && parts[at] !== null
  const last = text.findLastIndex(isFigure)
  return last < 0 ? null : { parts: parts.slice(0, last + 1) }
}

function expectedOf(
  placeholder: Placeholder,
  scope: Scope,
  words: Words,
): string | ExpectedValue | null {
  const path = placeholder.path.join('.')
  if (!FIGURES.test(path) && !KNOWN.test(path)) return null
  if (valueAt(scope, placeholder.path) === null) return null
  const filled = fillText([placeholder], scope, words)
  return placeholder.filters.some(({ name }) => name === 'word') ? filled : { value: filled }
}

import type { Block, TableBlock } from './blocks.ts'
import type { Placeholder, TextPart } from './placeholder.ts'
import { type Scope, type Words, fillText, holds, listAt, valueAt } from './scope.ts'
import type { Template } from './read-template.ts'
import { inOneLine } from './read-print.ts'

/** A line of a table: its cells as printed, the first of them its number or, of a sum, what it is called. */
export type ExpectedRow = {
  readonly isTotal: boolean
  readonly cells: readonly string[]
  /** The table it is in, by what may stand above and between its lines; each table is an object of its own. */
  readonly table: { readonly headers: string }
}

/**
 * A sentence with figures: `parts` is its wording up to the last figure, in which text stands as it is, `null` is anything,
 * and a value is a figure or a name that has to be the one given.
 */
export type ExpectedSentence = { readonly parts: readonly (string | ExpectedValue | null)[] }
export type ExpectedValue = { readonly value: string }

export type ExpectedPrint = {
  readonly rows: readonly ExpectedRow[]
  readonly sentences: readonly ExpectedSentence[]
}

/** Of what the tally and its outcome alone decide: the figures of the conference, of a kind, of all kinds, and cases. */
const FIGURES =
  /^(?:subjectCount|voters\.(?:members|summoned|present|absent|percent)|kind\.subjectCount|kind\.(?:ballots|tabulated)\.(?:issued|collected|unreturned|valid|invalid)|total\.(?:issued|collected|unreturned|valid|invalid)|case\.(?:count|base|percent)|identity\.dataSha256)$/
/** Words beside them that are known as well. */
const KNOWN =
  /^(?:side|vote|base|voters\.quorum|voters\.quorumShare|kind\.title|case\.\w+|regime\.sha256)$/

/**
 * What a document must print of the figures it is made from, in the order of its template. `scope` is the model of what is
 * known from the tally and the outcome alone; facts beside them may stand on the paper and are nothing to this.
 */
export function expectedPrint({ blocks, words }: Template, scope: Scope): ExpectedPrint {
  const rows: ExpectedRow[] = []
  const sentences: ExpectedSentence[] = []
  for (const { block, inner } of blocks.flatMap((each) => leavesOf(each, scope))) {
    if (block.block === 'table') rows.push(...tableRows(block, inner, words))
    if (block.block === 'paragraph' || block.block === 'heading') {
      const sentence = sentenceOf(block.text, inner, words)
      if (sentence) sentences.push(sentence)
    }
  }
  return { rows, sentences }
}

type Leaf = { readonly block: Block; readonly inner: Scope }

/** The blocks that are drawn, one for each item where they repeat. */
function leavesOf(block: Block, scope: Scope): readonly Leaf[] {
  const { when, each, as } = block
  const scopes =
    each && as ? listAt(scope, each).map((item) => ({ ...scope, [as]: item })) : [scope]
  return scopes
    .filter((inner) => holds(when, inner))
    .flatMap((inner) =>
      block.block === 'group'
        ? block.blocks.flatMap((one) => leavesOf(one, inner))
        : [{ block, inner }],
    )
}

function tableRows(table: TableBlock, scope: Scope, words: Words): readonly ExpectedRow[] {
  const sections = listAt(scope, table.sections).map((section) => ({ ...scope, section }))
  const titles = sections.map((inside) => fillText(table.section ?? [], inside, words))
  const heads = table.columns.map(
    ({ group, header }) => `${group ?? ''} ${fillText(header, scope, words)}`,
  )
  const own = { headers: inOneLine([...heads, ...titles].join(' ')) }
  return sections.flatMap((inside) => {
    const rows = listAt(inside, table.rows).map((row) => ({
      isTotal: false,
      table: own,
      cells: table.columns.map(({ text }) => inOneLine(fillText(text, { ...inside, row }, words))),
    }))
    if (!table.totalWhen || !holds(table.totalWhen, inside)) return rows
    const cells = table.columns.map(({ total }) => inOneLine(fillText(total ?? [], inside, words)))
    return [...rows, { isTotal: true, table: own, cells: cells.filter((cell) => cell !== '') }]
  })
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

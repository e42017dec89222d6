import type { Block } from './blocks.ts'
import type { Condition } from './condition.ts'
import type { TextPart } from './placeholder.ts'
import { type Scope, type Words, fillText, holds, listAt, valueAt } from './scope.ts'

export type LeafBlock = Exclude<Block, { block: 'group' }>

/**
 * One place where a block may be printed: `sure` where the data alone decide that it is, and without a `scope` where only
 * facts beside them could have it printed. What the data alone leave out is not among the leaves.
 */
export type PrintedLeaf = {
  readonly block: LeafBlock
  readonly scope: Scope | null
  readonly sure: boolean
}

/** Conditions that tally and outcome decide; others ask for facts beside them. */
const DECIDED =
  /^(?:side|vote|base|held|undetermined|nobodyInBand|bandClauses|voters\.quorum|kind\.(?:single|bars|ballots\.over)|total\.over|earlier\.held|section\.(?:block|title))$/
/** What a text may begin with and the tally tells, beside all that is in lists of the model. */
const TOLD = /^(?:title|organisation|heldOn|side|vote|base|kind\.title|section\.(?:block|title))$/

/** Every leaf of the blocks in the order of the template, one for each item where they repeat. */
export function printedLeaves(
  blocks: readonly Block[],
  scope: Scope | null,
  sure = true,
): readonly PrintedLeaf[] {
  return blocks.flatMap((block) => {
    const { when, each, as } = block
    const scopes =
      scope && each && as ? listAt(scope, each).map((item) => ({ ...scope, [as]: item })) : [scope]
    return (scopes.length > 0 ? scopes : [null]).flatMap((inner) => {
      const own = sure && inner !== null && isDecided(when)
      const there = inner !== null && holds(when, inner) ? inner : null
      if (own && there === null) return []
      if (block.block === 'group') return printedLeaves(block.blocks, there, own)
      return [{ block, scope: there, sure: own }]
    })
  })
}

function isDecided(when: Condition | undefined): boolean {
  return when === undefined || DECIDED.test(when.path.join('.'))
}

/** Letters of a beginning that tell one text from any other. */
const ENOUGH = 16
const ANYTHING = '.{1,80}?'

/**
 * What may stand below a leaf, as regular expressions for its beginning, nearest first; null where that is nothing known.
 * Nothing but these can come after the last line of what the leaf prints.
 */
export function beginningsBelow(
  leaves: readonly PrintedLeaf[],
  at: number,
  words: Words,
): readonly string[] | null {
  const below: string[] = []
  for (const leaf of leaves.slice(at + 1)) {
    const { block, scope, sure } = leaf
    const beside = block.block !== 'paragraph' && block.block !== 'heading'
    const found = textsOf(block).map((text) => beginningOf(text, scope, words, beside))
    if (found.includes(null) || block.block === 'head') return null
    below.push(...found.flatMap((each) => each ?? []))
    if (sure && found.length > 0) return below
  }
  return below
}

/** The texts of a block that may stand on its first line. */
function textsOf(block: LeafBlock): readonly (readonly TextPart[])[] {
  switch (block.block) {
    case 'paragraph':
    case 'heading':
      return [block.text]
    case 'columns':
      return [...block.left.slice(0, 1), ...block.right.slice(0, 1)].map(({ text }) => text)
    case 'qr':
      return block.lines.slice(0, 1).map(({ text }) => text)
    case 'signatures':
      return block.cells.flatMap(({ lines }) => lines.slice(0, 1).map(({ text }) => text))
    case 'bars':
      return block.segments.map(({ legend }) => legend)
    case 'table':
      return [
        ...(block.banner ? [block.banner] : []),
        ...block.columns.flatMap(({ group, header }) => (group ? [[group], header] : [header])),
      ]
    default:
      return []
  }
}

/** Null for a text of which nothing is known; of one that stands beside others only its first word. */
function beginningOf(
  text: readonly TextPart[],
  scope: Scope | null,
  words: Words,
  beside: boolean,
): string | null {
  let letters = ''
  let pattern = ''
  for (const part of text) {
    const known = typeof part === 'string' ? part : valueOf(part, scope, words)
    if (known === null && letters.trim().length >= 3) break
    const piece = (known ?? '').normalize('NFC').replaceAll(/\s+/g, ' ')
    const cut = beside ? piece.split(' ')[0]! : piece.slice(0, ENOUGH - letters.length)
    pattern += known === null ? ANYTHING : escaped(cut)
    letters += piece
    if (letters.length >= ENOUGH || (beside && letters !== '')) break
  }
  return letters.trim() === '' ? null : pattern.trim()
}

function valueOf(part: Exclude<TextPart, string>, scope: Scope | null, words: Words) {
  if (!scope || !TOLD.test(part.path.join('.')) || valueAt(scope, part.path) === null) return null
  return fillText([part], scope, words)
}

/** The text as a regular expression for itself. */
export function escaped(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
    .replaceAll(/\s+/g, ' ')
}

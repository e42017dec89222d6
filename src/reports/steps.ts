import type { Block } from './blocks.ts'
import type { Layout } from './layout.ts'
import { type Scope, type Words, fillText, holds, listAt } from './scope.ts'

type Repeatable = {
  readonly when?: Block['when']
  readonly each?: readonly string[] | undefined
  readonly as?: string | undefined
}

/** A block that is drawn as it stands. */
export type Leaf = Exclude<Block, { block: 'group' | 'head' }>

/** A block to be drawn, what its text may name, and where it stands in the template (a JSON pointer). */
export type Step = { readonly block: Leaf; readonly scope: Scope; readonly place: string }

/** The blocks that hold, one for each item where they repeat; groups are opened, heads as the layout has them. */
export function stepsOf(
  blocks: readonly Block[],
  scope: Scope,
  words: Words,
  layout: Layout,
  place = '/blocks',
): Step[] {
  return blocks.flatMap((block, at) =>
    scopesOf(block, scope).flatMap((inner): Step[] => {
      const here = `${place}/${at}`
      if (block.block === 'group')
        return stepsOf(block.blocks, inner, words, layout, `${here}/blocks`)
      if (block.block !== 'head') return [{ block, scope: inner, place: here }]
      const kind = block.kind ? fillText(block.kind, inner, words) : null
      const head = { kind, day: fillText(block.day, inner, words) }
      const columns = { block: 'columns' as const, ...layout.head }
      return [{ block: columns, scope: { ...inner, head }, place: here }]
    }),
  )
}

/** `scope` once for every item of `each`, where `when` holds. */
export function scopesOf({ when, each, as }: Repeatable, scope: Scope): Scope[] {
  const scopes =
    each && as ? listAt(scope, each).map((item) => ({ ...scope, [as]: item })) : [scope]
  return scopes.filter((inner) => holds(when, inner))
}

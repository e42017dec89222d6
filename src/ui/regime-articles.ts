import type { Provision } from '../domain/regime.ts'
import type { Rule } from '../domain/rule.ts'

/** The provisions of one article or appendix, in the order of the file. */
export type Article = {
  readonly name: string
  /** The place on the page to link to: `dieu-11`. */
  readonly anchor: string
  readonly provisions: readonly Provision[]
}

/** The provisions by the article they belong to; articles stand where the file first names them. */
export function articlesOf(provisions: readonly Provision[]): readonly Article[] {
  const names = new Set(provisions.map(({ ref }) => articleName(ref)))
  return Array.from(names, (name) => ({
    name,
    anchor: anchorOf(name),
    provisions: provisions.filter(({ ref }) => articleName(ref) === name),
  }))
}

/** "Điều 11" of "Điều 11.2" and of "Điều 11, khoản 2"; what is no article is a heading of its own. */
function articleName(ref: string): string {
  const article = /^(?:Điều|Phụ lục|Chương|Mục)\s+[\p{L}\d]+/u.exec(ref)?.[0]
  return article ?? ref.split(/[,;]/, 1)[0]!.trim()
}

function anchorOf(name: string): string {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')
  return plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
}

/** The same words, read in the same place, with everything they decide. */
export type ArticleLine = { readonly words: Provision; readonly rules: readonly Rule[] }

/** The lines to read: provisions that follow each other with the same words are one line. */
export function linesOf(provisions: readonly Provision[]): readonly ArticleLine[] {
  const lines: { words: Provision; rules: Rule[] }[] = []
  for (const provision of provisions) {
    const rules = provision.rule ? [provision.rule] : []
    const last = lines.at(-1)
    if (last && hasWordsOf(last.words, provision)) last.rules.push(...rules)
    else lines.push({ words: provision, rules })
  }
  return lines
}

function hasWordsOf(one: Provision, other: Provision): boolean {
  const sameSource = sourceKey(one.source) === sourceKey(other.source)
  const keys = ['ref', 'text', 'evidence', 'note'] as const
  return sameSource && keys.every((key) => one[key] === other[key])
}

/** The pages the provisions were read on, each once, in the order in which they are first named. */
export function sourcesOf(provisions: readonly Provision[]): readonly Provision['source'][] {
  const sources = new Map(provisions.map(({ source }) => [sourceKey(source), source]))
  return [...sources.values()]
}

/** What two provisions read on the same page on the same day have in common. */
export function sourceKey({ title, href, read }: Provision['source']): string {
  return [read, href, title].join(' ')
}

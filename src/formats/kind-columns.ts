import type { Level } from '../domain/tally.ts'
import type { OfficeWords } from './office-words.ts'

/** The first column of marks, from 1: TT, name, position and block stand before it. */
const FIRST_MARK = 5

/** The columns of marks in a table of results, from 1; `null` for what only a computed result has. */
export type KindColumns = {
  readonly levels: readonly {
    readonly level: Level
    readonly count: number
    readonly share: number | null
  }[]
  readonly invalid: number
  readonly rest: number | null
  readonly sum: number
}

/** The columns for the marks of the vote; shares and what remains only when the result is computed. */
export function kindColumns(levels: readonly Level[], computed: boolean): KindColumns {
  const step = computed ? 2 : 1
  const invalid = FIRST_MARK + levels.length * step
  return {
    levels: levels.map((level, at) => {
      const count = FIRST_MARK + at * step
      return { level, count, share: computed ? count + 1 : null }
    }),
    invalid,
    rest: computed ? invalid + 1 : null,
    sum: invalid + (computed ? 3 : 1),
  }
}

/** The headings in the order of the columns. */
export function kindHeadings(columns: KindColumns, words: OfficeWords): readonly string[] {
  const { labels, levels } = words
  return [
    labels.ordinal,
    labels.name,
    labels.position,
    labels.block,
    ...columns.levels.flatMap(({ level, share }) =>
      share === null
        ? [countHeading(words, levels[level])]
        : [countHeading(words, levels[level]), shareHeading(words, levels[level])],
    ),
    countHeading(words, levels.invalid),
    ...(columns.rest === null
      ? []
      : [countHeading(words, labels.rest), shareHeading(words, labels.rest)]),
    countHeading(words, labels.sum),
    labels.check,
    ...(columns.rest === null ? [] : [labels.band, labels.provision]),
    labels.id,
  ]
}

/** The widths of the same columns, in characters. */
export function kindWidths(columns: KindColumns): readonly number[] {
  const figures = columns.sum - FIRST_MARK + 1
  const bands = columns.rest === null ? [] : [22, 11]
  return [6.5, 26, 32, 13, ...Array.from({ length: figures }, () => 8.5), 9, ...bands, 6]
}

/** "Tín nhiệm cao (SL)": what the import knows as the number of such marks. */
export function countHeading({ labels }: OfficeWords, words: string): string {
  return `${words} (${labels.count})`
}

/** "Tín nhiệm cao (%)": what the import passes over. */
export function shareHeading({ labels }: OfficeWords, words: string): string {
  return `${words} (${labels.share})`
}

import { compareBars } from './compare-bars.ts'
import { compareRows } from './compare-rows.ts'
import { compareSentences } from './compare-sentences.ts'
import type { ExpectedPrint } from './expected-print.ts'
import type { PrintedPage } from './read-print.ts'

/** Where paper and figures differ: what stands there, and what should. */
export type PrintFault = {
  readonly reason: 'figure_differs' | 'not_printed' | 'name_differs'
  readonly expected: string
  readonly printed: string
}

/**
 * Everything in which the pages print other figures or names than expected; empty when they agree. Every line of figures,
 * every bar and every sentence of the expected wording that stands on the pages is compared, in order: one too many is
 * found as well.
 */
export function comparePrint(
  pages: readonly PrintedPage[],
  { rows, corrects, bars, sentences }: ExpectedPrint,
): readonly PrintFault[] {
  const lines = pages.flatMap((page) => page.lines)
  return [
    ...compareRows(lines, rows, corrects),
    ...compareBars(lines, bars),
    ...compareSentences(lines, sentences),
  ]
}

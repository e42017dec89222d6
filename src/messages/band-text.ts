import { type Regime, rulesOf } from '../domain/regime.ts'
import type { Limits } from '../domain/rule.ts'
import type { Level } from '../domain/tally.ts'
import { word } from './message.ts'

/**
 * A band in words: as people say it where it has the limits they speak of, else by its own limits. The
 * id alone says nothing: another regulation may use it for other limits.
 */
export function bandText(id: string, regime: Regime): string {
  const band = rulesOf(regime, 'band').find(({ rule }) => rule.id === id)?.rule
  if (!band) return word('bands', id)
  const spoken = SPOKEN[id]
  return spoken && limitsText(spoken) === limitsText(band) && spoken.level === band.level
    ? word('bands', id)
    : bandLimits(band)
}

/** Bands that have words of their own, with the limits those words mean. */
const SPOKEN: Readonly<Record<string, Limits & { readonly level: Level }>> = {
  over_half: { level: 'low', gt: '1/2', lt: '2/3' },
  two_thirds: { level: 'low', ge: '2/3' },
  over_two_thirds: { level: 'low', gt: '2/3' },
  over_half_no_confidence: { level: 'no_confidence', gt: '1/2' },
}

/** "Tín nhiệm thấp trên 1/2, dưới 2/3": the mark and its limits as the law writes them. */
export function bandLimits(rule: Limits & { readonly level: Level }): string {
  return `${word('levels', rule.level)} ${limitsText(rule)}`
}

/** "trên 1/2, dưới 2/3"; only "từ" goes on with "trở lên". */
function limitsText({ gt, ge, lt, le }: Limits): string {
  const from = gt ? `trên ${gt}` : `từ ${ge}`
  if (lt) return `${from}, dưới ${lt}`
  if (le) return `${from}, đến ${le}`
  return gt ? from : `${from} trở lên`
}

import { type Provision, type Regime, type Sourced, rulesOf } from './regime.ts'
import type { Tier, TitleRule } from './rule.ts'
import type { Side } from './tally.ts'

/**
 * The titles of one level that the regulation puts to the vote, in its order, each with who votes.
 *
 * @law 96-qd-tw-2023 Phụ lục 1
 * @law 262-qd-tw-2014 Điều 2.2, Phụ lục
 * @law 35-2012-qh13 Điều 1.2
 * @law 85-2014-qh13 Điều 1.2, Điều 1.3
 * @law 96-2023-qh15 Điều 2.1, Điều 2.2
 */
export function titlesOf(regime: Regime, tier: Tier): readonly Sourced<TitleRule>[] {
  return rulesOf(regime, 'title').filter(({ rule }) => rule.tier === tier)
}

/**
 * The title a written position begins with, the longest where several do; `undefined` when the catalogue
 * has none. Letter case, runs of blanks, UBND and HĐND for the full words, uỷ for ủy do not matter; every
 * other tone mark does.
 */
export function titleOf(regime: Regime, position: string): Sourced<TitleRule> | undefined {
  const written = folded(position)
  return rulesOf(regime, 'title')
    .filter(({ rule }) => beginsWith(written, folded(rule.title)))
    .sort((a, b) => folded(b.rule.title).length - folded(a.rule.title).length)[0]
}

/**
 * The side whose law the post goes by, when that is not this regulation's: posts elected or approved by
 * the National Assembly or a People's Council. `null` for every other post.
 *
 * @law 96-qd-tw-2023 Điều 4, chức danh do Quốc hội, HĐND bầu
 */
export function referredSide(
  regime: Regime,
  position: string,
): { readonly side: Side; readonly provision: Provision } | null {
  const referral = rulesOf(regime, 'referral')[0]
  const title = titleOf(regime, position)
  if (!referral || !title) return null
  if (title.rule.venues.some((venue) => venue.side === regime.side)) return null
  return { side: referral.rule.to, provision: referral.provision }
}

/** What offices write in two ways. */
const SPELLINGS: readonly (readonly [written: RegExp, full: string])[] = [
  [/uỷ/g, 'ủy'],
  [/\bubnd(?!\p{L})/gu, 'ủy ban nhân dân'],
  [/(?<!\p{L})hđnd(?!\p{L})/gu, 'hội đồng nhân dân'],
]

function folded(text: string): string {
  const small = text.normalize('NFC').toLocaleLowerCase('vi').replaceAll(/\s+/g, ' ').trim()
  return SPELLINGS.reduce((said, [written, full]) => said.replaceAll(written, full), small)
}

function beginsWith(written: string, title: string): boolean {
  return written.startsWith(title) && !/^\p{L}/u.test(written.slice(title.length))
}

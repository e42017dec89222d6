import { type Fraction, compare, fraction } from './fraction.ts'
import { type Regime, baseOf, levelsOf } from './regime.ts'
import type { BaseName } from './rule.ts'
import { type Level, type Tally, markCount } from './tally.ts'

/** What one person got at one vote: how many ballots bear each mark, of what they are a share. */
export type Showing = {
  readonly base: { readonly name: BaseName; readonly value: number }
  /** In the order of the vote's levels. */
  readonly marks: readonly { readonly level: Level; readonly count: number }[]
}

/** Which person of a tally is meant. */
export type TallyPlace = { readonly ballotKind: string; readonly id: string }

/** What the person got; `null` where a count is missing, nothing was counted, or nobody is there. */
export function showingOf(tally: Tally, regime: Regime, place: TallyPlace): Showing | null {
  const kind = tally.ballotKinds.find((each) => each.id === place.ballotKind)
  const subject = kind?.subjects.find((each) => each.id === place.id)
  const name = baseOf(regime)?.rule.base
  if (!kind || !subject || !name) return null
  const value = name === 'collected' ? kind.collected : tally.voters.members
  const marks = levelsOf(regime).flatMap((level) => {
    const count = markCount(subject, level)
    return count === null ? [] : [{ level, count }]
  })
  if (value === null || value === 0 || marks.length < levelsOf(regime).length) return null
  return { base: { name, value }, marks }
}

/** One level then and now, each a whole number of ballots of a base above 0. */
export type Shift = {
  readonly level: Level
  readonly earlier: { readonly count: number; readonly base: number }
  readonly now: { readonly count: number; readonly base: number }
  /** Whether the share moved, up or down, by the given percentage points or more. */
  readonly reached: boolean
}

/**
 * How far each level moved between two votes, with whether it moved by `points` percentage points (0 to
 * 100) or more, decided on exact fractions. `null` where the two cannot be compared: other levels, or
 * shares of something else.
 */
export function shiftsOf(earlier: Showing, now: Showing, points: number): readonly Shift[] | null {
  if (earlier.base.name !== now.base.name || earlier.marks.length !== now.marks.length) return null
  if (!earlier.marks.every(({ level }, at) => level === now.marks[at]?.level)) return null
  const least = fraction(points, 100)
  return now.marks.map(({ level, count }, at) => {
    const shift = {
      level,
      earlier: { count: earlier.marks[at]!.count, base: earlier.base.value },
      now: { count, base: now.base.value },
    }
    const { num, den } = changeOf(shift)
    return { ...shift, reached: compare(fraction(num < 0n ? -num : num, den), least) >= 0 }
  })
}

/** The share now less the share then, exact. */
function changeOf({ earlier, now }: Pick<Shift, 'earlier' | 'now'>): Fraction {
  const [before, after] = [BigInt(earlier.base), BigInt(now.base)]
  return fraction(BigInt(now.count) * before - BigInt(earlier.count) * after, before * after)
}

/** The change as printed, in percentage points with two decimals, half away from 0: "+12,50", "−3,00". */
export function changeText(shift: Pick<Shift, 'earlier' | 'now'>): string {
  const { num, den } = changeOf(shift)
  const size = num < 0n ? -num : num
  const hundredths = (size * 20_000n + den) / (den * 2n)
  const sign = hundredths === 0n ? '' : num < 0n ? '−' : '+'
  return `${sign}${hundredths / 100n},${(hundredths % 100n).toString().padStart(2, '0')}`
}

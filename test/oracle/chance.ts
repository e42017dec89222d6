/** Numbers that look random and are the same again for the same seed. */
export type Chance = {
  /** A whole number from 0 up to, not including, `below`. */
  readonly below: (below: number) => number
  readonly oneOf: <T>(all: readonly T[]) => T
  /** Whether something of `percent` in a hundred happens. */
  readonly happens: (percent: number) => boolean
}

/** Chance from a seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number) => next() % limit
  return {
    below,
    oneOf: (all) => all[below(all.length)]!,
    happens: (percent) => below(100) < percent,
  }
}

/** An exact share: `num / den`, both whole, `den` > 0. Not reduced: 48/52 stays 48/52. */
export type Fraction = { readonly num: bigint; readonly den: bigint }

/** The fraction `num / den`. A denominator of 0 or less is a programmer's mistake and throws. */
export function fraction(num: number | bigint, den: number | bigint): Fraction {
  const bottom = BigInt(den)
  if (bottom <= 0n) throw new RangeError(`fraction: denominator ${den} is not above 0`)
  return { num: BigInt(num), den: bottom }
}

/** The fraction written as `"2/3"`: digits, a slash, digits; anything else throws. */
export function parseFraction(text: string): Fraction {
  const match = /^(\d{1,6})\/(\d{1,6})$/.exec(text)
  if (!match) throw new RangeError(`fraction: "${text}" is not written as a/b`)
  return fraction(BigInt(match[1]!), BigInt(match[2]!))
}

/** −1, 0 or 1 as `a` is below, equal to or above `b`; exact, by cross-multiplication. */
export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const left = a.num * b.den
  const right = b.num * a.den
  return left < right ? -1 : left > right ? 1 : 0
}

/** The least whole number of votes whose share of `base` votes is above `share`. */
export function leastAbove(share: Fraction, base: number): number {
  return Number((share.num * BigInt(base)) / share.den + 1n)
}

/** The least whole number of votes whose share of `base` votes is `share` or more. */
export function leastAtOrAbove(share: Fraction, base: number): number {
  return Number((share.num * BigInt(base) + share.den - 1n) / share.den)
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compare,
  fraction,
  leastAbove,
  leastAtOrAbove,
  parseFraction,
} from '../../src/domain/fraction.ts'

const anyFraction = fc
  .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }))
  .map(([num, den]) => fraction(num, den))

describe('fraction', () => {
  it('refuses a denominator of 0 or less, takes 1', () => {
    expect(() => fraction(1, 0)).toThrow(RangeError)
    expect(() => fraction(1, -1)).toThrow(RangeError)
    expect(fraction(0, 1)).toEqual({ num: 0n, den: 1n })
  })

  it('is not reduced', () => {
    expect(fraction(48, 52)).toEqual({ num: 48n, den: 52n })
  })
})

describe('parseFraction', () => {
  it('reads digits, a slash, digits', () => {
    expect(parseFraction('2/3')).toEqual({ num: 2n, den: 3n })
  })

  it.each(['', '2', '2/', '/3', '0.5', '-1/2', '1/-2', ' 1/2', '1/2\n', '1/0', '1234567/2', '٢/3'])(
    'refuses %j',
    (text) => {
      expect(() => parseFraction(text)).toThrow(RangeError)
    },
  )
})

describe('compare', () => {
  it('is exact where floating point is not', () => {
    const third = fraction(333_333_333_333_333_333n, 1_000_000_000_000_000_000n)
    expect(compare(third, fraction(1, 3))).toBe(-1)
    expect(compare(fraction(2, 3), fraction(666_666, 999_999))).toBe(0)
    expect(compare(fraction(666_667, 1_000_000), fraction(2, 3))).toBe(1)
  })

  it('is a total order', () => {
    fc.assert(
      fc.property(anyFraction, anyFraction, anyFraction, (a, b, c) => {
        expect(compare(a, a)).toBe(0)
        expect(compare(a, b) + compare(b, a)).toBe(0)
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })

  it('does not change when both parts are multiplied', () => {
    fc.assert(
      fc.property(anyFraction, anyFraction, fc.integer({ min: 1, max: 1000 }), (a, b, times) => {
        const scaled = fraction(a.num * BigInt(times), a.den * BigInt(times))
        expect(compare(scaled, b)).toBe(compare(a, b))
      }),
    )
  })
})

describe('leastAbove and leastAtOrAbove', () => {
  it('are what trying every count finds, for every base to 300 and every share of the law', () => {
    for (const share of [fraction(1, 2), fraction(2, 3), fraction(0, 1), fraction(1, 1)])
      for (let base = 1; base <= 300; base += 1) {
        let above = 0
        while (compare(fraction(above, base), share) <= 0) above += 1
        let atOrAbove = 0
        while (compare(fraction(atOrAbove, base), share) < 0) atOrAbove += 1
        expect([leastAbove(share, base), leastAtOrAbove(share, base)]).toEqual([above, atOrAbove])
      }
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { percentText } from '../../src/domain/percent.ts'

const share = fc
  .integer({ min: 1, max: 1_000_000 })
  .chain((base) => fc.tuple(fc.integer({ min: 0, max: base }), fc.constant(base)))

const hundredths = (text: string | null) => BigInt(text!.replace(',', ''))

describe('percentText', () => {
  it.each([
    [48, 52, '92,31'],
    [0, 52, '0,00'],
    [52, 52, '100,00'],
    [1, 1_000_000, '0,00'],
    [499_950, 1_000_000, '50,00'], // 49,995: half goes up
    [499_949, 1_000_000, '49,99'],
    [500_001, 1_000_000, '50,00'],
    [666_667, 1_000_000, '66,67'],
    [1, 800, '0,13'], // 0,125
    [1, 8, '12,50'],
    [1, 10_000, '0,01'],
    [1, 20_000, '0,01'], // 0,005: half goes up
    [1, 20_001, '0,00'],
  ])('prints %i of %i as %s', (count, base, text) => {
    expect(percentText(count, base)).toBe(text)
  })

  it('says nothing of no ballots', () => {
    expect(percentText(0, 0)).toBeNull()
  })

  it('is at most half a hundredth of a percent away, upwards at exactly half', () => {
    fc.assert(
      fc.property(share, ([count, base]) => {
        const off = hundredths(percentText(count, base)) * BigInt(base) - BigInt(count) * 10_000n
        expect(2n * off > -BigInt(base) && 2n * off <= BigInt(base)).toBe(true)
      }),
    )
  })

  it('lies between 0,00 and 100,00, has two decimals, and never falls when the count grows', () => {
    fc.assert(
      fc.property(share, ([count, base]) => {
        const text = percentText(count, base)!
        expect(text).toMatch(/^\d{1,3},\d{2}$/)
        expect(hundredths(text) <= 10_000n).toBe(true)
        if (count < base)
          expect(hundredths(percentText(count + 1, base)) >= hundredths(text)).toBe(true)
      }),
    )
  })
})

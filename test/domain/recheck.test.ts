import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openRechecks, recheckSeed, sampleOf } from '../../src/domain/recheck.ts'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const sheets = Array.from({ length: 20 }, (_, at) => ({ number: at + 1 }))
const head = { seq: 42, hash: 'a'.repeat(64) }
const draw = (dice: string, size: number, of = sheets) =>
  sampleOf(of, size, recheckSeed({ dice, journalHead: head }), digest).map((each) => each.number)

describe('the sample for a second look', () => {
  it('is the same for the same dice, journal and sheets, in whatever order they are listed', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 0, max: 25 }),
        fc.shuffledSubarray(sheets, { minLength: 20 }),
        (dice, size, turned) => {
          expect(draw(dice, size, turned)).toEqual(draw(dice, size))
        },
      ),
    )
  })
  it('is drawn without putting back, and is all there is when there is no more', () => {
    expect(new Set(draw('3-5-1', 7)).size).toBe(7)
    expect(draw('3-5-1', 25).sort((a, b) => a - b)).toEqual(sheets.map((each) => each.number))
    expect(draw('3-5-1', 0)).toEqual([])
  })
  it('grows by one sheet at its end when one more is asked for', () => {
    expect(draw('3-5-1', 8).slice(0, 7)).toEqual(draw('3-5-1', 7))
  })
  it('is another one for other dice and for another journal, and takes every sheet as often', () => {
    expect(draw('3-5-1', 7)).not.toEqual(draw('3-5-2', 7))
    const other = recheckSeed({ dice: '3-5-1', journalHead: { ...head, seq: 43 } })
    expect(sampleOf(sheets, 7, other, digest).map((each) => each.number)).not.toEqual(
      draw('3-5-1', 7),
    )
    const times = sheets.map(() => 0)
    for (let round = 0; round < 4000; round += 1)
      for (const number of draw(String(round), 5)) times[number - 1]! += 1
    expect(Math.min(...times)).toBeGreaterThan(850)
    expect(Math.max(...times)).toBeLessThan(1150)
  })
})

describe('a drawn sheet', () => {
  const result = (agrees: boolean, countsSha256 = 'x') => ({
    sheet: 's',
    countsSha256,
    agrees,
    note: null,
  })
  it.each([
    ['never looked at', [], true],
    ['found to agree', [result(true)], false],
    ['found to differ', [result(false)], true],
    ['found to agree after it differed', [result(false), result(true)], false],
    ['found to differ after it agreed', [result(true), result(false)], true],
    ['typed anew since', [result(true, 'old')], true],
  ])('%s: open %s', (_, results, open) => {
    expect(openRechecks(['s'], results, () => 'x')).toEqual(open ? ['s'] : [])
  })
})

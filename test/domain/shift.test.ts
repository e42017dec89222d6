import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Showing, changeText, shiftsOf, showingOf } from '../../src/domain/shift.ts'
import { regimeNamed, sampleTally } from './sample.ts'

const showing = (high: number, rest: number, value = high + rest): Showing => ({
  base: { name: 'collected', value },
  marks: [
    { level: 'high', count: high },
    { level: 'medium', count: rest },
    { level: 'low', count: 0 },
  ],
})
const reached = (earlier: Showing, now: Showing, points: number) =>
  shiftsOf(earlier, now, points)?.map((each) => each.reached)

describe('a shift', () => {
  it.each([
    ['below', 90_001, [false, false, false]],
    ['at', 90_000, [true, true, false]],
    ['above', 89_999, [true, true, false]],
  ])('%s ten points down is told as it is', (_, high, expected) => {
    const now = showing(high, 100_000 - high)
    expect(reached(showing(100_000, 0), now, 10)).toEqual(expected)
  })

  it.each([
    ['below', 9_999, false],
    ['at', 10_000, true],
    ['above', 10_001, true],
  ])('%s ten points up counts as much as down', (_, high, expected) => {
    expect(reached(showing(0, 100_000), showing(high, 100_000 - high), 10)?.[0]).toBe(expected)
  })

  it('is exact where floats are not: 2/10 to 3/10 is ten points', () => {
    expect(3 / 10 - 2 / 10 >= 0.1).toBe(false)
    expect(reached(showing(2, 8), showing(3, 7), 10)?.[0]).toBe(true)
  })

  it('is told with the ballots of both votes, each of its own base', () => {
    expect(shiftsOf(showing(40, 10), showing(20, 20), 30)?.[0]).toEqual({
      level: 'high',
      earlier: { count: 40, base: 50 },
      now: { count: 20, base: 40 },
      reached: true,
    })
  })

  it('is the same in both directions', () => {
    const any = fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 50 })).map(([a, b]) => showing(a, b))
    fc.assert(
      fc.property(any, any, fc.integer({ min: 1, max: 100 }), (one, two, points) => {
        expect(reached(one, two, points)).toEqual(reached(two, one, points))
      }),
    )
  })

  it('is not told of other levels or shares of something else', () => {
    const two: Showing = {
      base: { name: 'collected', value: 3 },
      marks: [
        { level: 'confidence', count: 1 },
        { level: 'no_confidence', count: 2 },
      ],
    }
    const other: Showing = {
      ...two,
      marks: [
        { level: 'high', count: 1 },
        { level: 'low', count: 2 },
      ],
    }
    expect(shiftsOf(showing(1, 2), two, 10)).toBeNull()
    expect(shiftsOf(other, two, 10)).toBeNull()
    const ofMembers: Showing = { ...showing(1, 2), base: { name: 'members', value: 3 } }
    expect(shiftsOf(showing(1, 2), ofMembers, 10)).toBeNull()
  })
})

describe('the change as printed', () => {
  it.each([
    [0, 1, 1, 8, '+12,50'],
    [1, 8, 0, 1, '−12,50'],
    [2, 3, 1, 2, '−16,67'],
    [1, 3, 1, 3, '0,00'],
    [0, 1, 1, 20_000, '+0,01'], // 0,005: half goes away from 0
    [1, 20_000, 0, 1, '−0,01'],
    [0, 1, 1, 20_001, '0,00'],
    [0, 7, 7, 7, '+100,00'],
  ])('%i/%i to %i/%i is %s', (count, base, later, laterBase, text) => {
    const shift = { earlier: { count, base }, now: { count: later, base: laterBase } }
    expect(changeText(shift)).toBe(text)
  })
})

describe('what somebody got', () => {
  const { regime } = regimeNamed('96-qd-tw-2023')
  const place = { ballotKind: 'A', id: '1' }

  it('is a count for each level, of the regulation’s base', () => {
    expect(showingOf(sampleTally(), regime, place)).toEqual({
      base: { name: 'collected', value: 52 },
      marks: [
        { level: 'high', count: 48 },
        { level: 'medium', count: 4 },
        { level: 'low', count: 0 },
      ],
    })
    const ofMembers = showingOf(sampleTally(), regimeNamed('85-2014-qh13').regime, place)
    expect(ofMembers?.base).toEqual({ name: 'members', value: 53 })
  })

  it.each([
    ['a mark is missing', sampleTally({ subject: { low: null } }), place],
    ['nothing was collected', sampleTally({ kind: { collected: 0 } }), place],
    ['the base is missing', sampleTally({ kind: { collected: null } }), place],
    ['nobody is there', sampleTally(), { ballotKind: 'A', id: '2' }],
    ['there is no such ballot', sampleTally(), { ballotKind: 'B', id: '1' }],
  ])('is nothing when %s', (_, tally, where) => {
    expect(showingOf(tally, regime, where)).toBeNull()
  })

  it('is nothing where the regulation was not read', () => {
    expect(showingOf(sampleTally(), regimeNamed('165-qd-tw-2013').regime, place)).toBeNull()
  })
})

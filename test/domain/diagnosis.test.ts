import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diagnose, diagnosePasses } from '../../src/domain/diagnosis.ts'
import { type SheetCounts, differences } from '../../src/domain/entry.ts'

type Row = readonly [number | null, number | null, number | null, number | null]

const sheet = (...rows: readonly Row[]): SheetCounts => ({
  collected: 50,
  valid: 48,
  invalid: 2,
  rows: rows.map(([high, medium, low, invalid], at) => ({
    subject: String(at),
    high,
    medium,
    low,
    invalid,
  })),
})
const said = (one: SheetCounts, two: SheetCounts) =>
  diagnose(one, two).map(({ slip, paths, suspect }) => [slip, paths, suspect])

describe('two passes that differ', () => {
  it.each([
    [12, 21, 'transposed_digits', null],
    [120, 102, 'transposed_digits', null],
    [5, 55, 'doubled_digit', 2],
    [122, 12, 'doubled_digit', 1],
  ])('%i and %i: %s', (one, two, slip, suspect) => {
    expect(said(sheet([one, 1, 2, 0]), sheet([two, 1, 2, 0]))).toEqual([
      [slip, ['/rows/0/high'], suspect],
    ])
  })

  it.each([
    [12, 13],
    [12, 123],
    [123, 321],
    [5, 50],
    [null, 5],
  ])('%s and %s explain nothing', (one, two) => {
    expect(said(sheet([one, 1, 2, 0]), sheet([two, 1, 2, 0]))).toEqual([])
  })

  it('in the head of the sheet are looked at as well', () => {
    const one = sheet([1, 2, 3, 0])
    expect(said(one, { ...one, valid: 84 })).toEqual([['transposed_digits', ['/valid'], null]])
  })

  it('have two columns in each other’s place', () => {
    expect(said(sheet([40, 7, 1, 0]), sheet([40, 1, 7, 0]))).toEqual([
      ['swapped_columns', ['/rows/0/medium', '/rows/0/low'], null],
    ])
  })

  it('have a row that repeats its neighbour, and it is told who typed it', () => {
    const right = sheet([40, 7, 1, 0], [30, 10, 8, 0], [20, 20, 8, 0])
    const copied = sheet([40, 7, 1, 0], [40, 7, 1, 0], [20, 20, 8, 0])
    const paths = ['/rows/1/high', '/rows/1/medium', '/rows/1/low']
    expect(said(right, copied)).toEqual([['copied_row', paths, 2]])
    expect(said(copied, right)).toEqual([['copied_row', paths, 1]])
  })

  it('have rows moved down by one', () => {
    const right = sheet([40, 7, 1, 0], [30, 10, 8, 0], [20, 20, 8, 0], [11, 29, 8, 0])
    const moved = sheet([1, 2, 45, 0], [40, 7, 1, 0], [30, 10, 8, 0], [20, 20, 8, 0])
    const [first] = said(right, moved)
    expect(first?.[0]).toBe('shifted_rows')
    expect(first?.[1]).toEqual(
      differences([
        { id: 'a', passNo: 1, account: 'a', counts: right },
        { id: 'b', passNo: 2, account: 'b', counts: moved },
      ])
        .map((each) => each.path)
        .filter((path) => !path.startsWith('/rows/0')),
    )
  })

  it('do not take rows of zeros for copies or shifts', () => {
    const one = sheet([48, 0, 0, 0], [48, 0, 0, 0], [48, 0, 0, 0])
    const two = sheet([48, 0, 0, 0], [47, 1, 0, 0], [46, 2, 0, 0])
    expect(said(one, two)).toEqual([])
  })
})

describe('a diagnosis', () => {
  const row = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(5))
  const both = fc
    .array(fc.tuple(row, row), { minLength: 1, maxLength: 6 })
    .map((all) => [sheet(...all.map(([a]) => a)), sheet(...all.map(([, b]) => b))] as const)

  it('speaks only of cells that differ, and of each at most once', () => {
    fc.assert(
      fc.property(both, ([one, two]) => {
        const differ = differences([
          { id: 'a', passNo: 1, account: 'a', counts: one },
          { id: 'b', passNo: 2, account: 'b', counts: two },
        ]).map((each) => each.path)
        const told = diagnose(one, two).flatMap((each) => each.paths)
        expect(differ).toEqual(expect.arrayContaining(told))
        expect(new Set(told).size).toBe(told.length)
      }),
    )
  })

  it('is the same whichever pass comes first, but for the suspect', () => {
    fc.assert(
      fc.property(both, ([one, two]) => {
        const other = { 1: 2, 2: 1 } as const
        const turned = diagnose(two, one).map((each) => ({
          ...each,
          suspect: each.suspect && other[each.suspect],
        }))
        const plain = diagnose(one, two)
        const digits = (all: typeof plain) => all.filter((each) => /digit/.test(each.slip))
        expect(digits(turned)).toEqual(digits(plain))
      }),
    )
  })
})

describe('all passes of a sheet', () => {
  const passes = (...all: readonly SheetCounts[]) =>
    all.map((counts, at) => ({ id: `p${at}`, passNo: at + 1, account: `a${at}`, counts }))
  const typed = (high: number) => sheet([high, 1, 2, 0])
  const slip = 'doubled_digit'
  const paths = ['/rows/0/high']

  it('name the pass the slip points to', () => {
    expect(diagnosePasses(passes(typed(5), typed(55)))).toEqual([{ slip, paths, suspect: 2 }])
    const [turned] = diagnosePasses(passes(typed(5), typed(55)).toReversed())
    expect(turned).toEqual({ slip, paths, suspect: 2 })
  })

  it('name no pass of two where either may be wrong', () => {
    expect(diagnosePasses(passes(typed(12), typed(21)))).toEqual([
      { slip: 'transposed_digits', paths, suspect: null },
    ])
  })

  it.each([
    [[12, 12, 21], 3],
    [[21, 12, 12], 1],
    [[12, 21, 12], 2],
    [[123, 213, 132], null], // all three differ
  ] as const)('of three say which one two others contradict: %j', (highs, suspect) => {
    expect(diagnosePasses(passes(...highs.map(typed)))).toEqual([
      { slip: 'transposed_digits', paths, suspect },
    ])
  })

  it('of three are told once, and name nobody when two are to blame for one slip', () => {
    expect(diagnosePasses(passes(typed(5), typed(5), typed(55)))).toEqual([
      { slip, paths, suspect: 3 },
    ])
    expect(diagnosePasses(passes(typed(5), typed(55), typed(55)))).toEqual([
      { slip, paths, suspect: null },
    ])
  })

  it('that agree, and a single one, say nothing', () => {
    expect(diagnosePasses(passes(typed(5), typed(5)))).toEqual([])
    expect(diagnosePasses(passes(typed(5)))).toEqual([])
  })
})

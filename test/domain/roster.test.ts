import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SheetCounts } from '../../src/domain/entry.ts'
import { isWithinOrganisation } from '../../src/domain/organisation.ts'
import { type BallotKind, type Official, officialsOf, sumSheets } from '../../src/domain/roster.ts'
import { THREE_LEVELS, TWO_LEVELS } from '../../src/domain/tally.ts'

function official(name: string): Official {
  return { name, position: '', block: null, startedOn: null, retirementNoticeOn: null }
}

const KIND: BallotKind = {
  id: 'k',
  code: 'A',
  title: 'Loại A',
  account: {
    ballotKind: 'k',
    printed: null,
    issued: null,
    collected: null,
    invalidReasons: null,
    special: [],
  },
  subjects: ['a', 'b'].map((id) => ({ ...official(id), id, person: null })),
  leftOut: [],
  sheets: [],
}

const count = fc.nat(600)
const sheetIn = (
  levels: Readonly<Record<string, fc.Arbitrary<number>>>,
): fc.Arbitrary<SheetCounts> =>
  fc.record({
    collected: count,
    valid: count,
    invalid: count,
    rows: fc.tuple(
      ...KIND.subjects.map(({ id }) =>
        fc.record({ subject: fc.constant(id), ...levels, invalid: count }),
      ),
    ),
  })
const three = sheetIn({ high: count, medium: count, low: count })
const VOTES = [
  { vote: 'three levels', levels: THREE_LEVELS, sheet: three },
  {
    vote: 'two levels',
    levels: TWO_LEVELS,
    sheet: sheetIn({ confidence: count, no_confidence: count }),
  },
]

describe.each(VOTES)('the sum over sheets of $vote', ({ levels, sheet }) => {
  const sum = (sheets: readonly SheetCounts[]) => sumSheets(KIND, sheets, levels)

  it('does not depend on their order', () => {
    fc.assert(
      fc.property(fc.array(sheet, { maxLength: 8 }), (sheets) => {
        expect(sum(sheets.toReversed())).toEqual(sum(sheets))
      }),
    )
  })
  it('does not depend on the order of rows within a sheet', () => {
    fc.assert(
      fc.property(sheet, (one) => {
        const turned = { ...one, rows: one.rows.toReversed() }
        expect(sum([turned])).toEqual(sum([one]))
      }),
    )
  })
  it('is the sheet itself when there is one, and zero when there is none', () => {
    fc.assert(
      fc.property(sheet, (one) => {
        expect(sum([one])).toEqual(one)
        expect(Object.keys(sum([one]).rows[0]!)).toEqual(['subject', ...levels, 'invalid'])
      }),
    )
    expect(sum([])).toMatchObject({
      collected: 0,
      valid: 0,
      rows: levels.map((level) => ({ [level]: 0 })).slice(0, 2),
    })
  })
  it('is missing where one sheet’s count is missing', () => {
    fc.assert(
      fc.property(sheet, sheet, (one, two) => {
        const last = levels.at(-1)!
        const rows = [{ ...one.rows[0]!, [last]: null }, one.rows[1]!]
        const all = sum([{ ...one, valid: null, rows }, two])
        expect([all.valid, all.rows[0]![last]]).toEqual([null, null])
        expect(all.rows[1]![last]).toBe(one.rows[1]![last]! + two.rows[1]![last]!)
      }),
    )
  })
})

describe('the list as it was typed', () => {
  it('has those left off at their places', () => {
    const left = (name: string, ordinal: number) => ({
      ...official(name),
      ordinal,
      reason: 'retirement_notice' as const,
      provision: 'Điều 3.1',
    })
    const names = (leftOut: readonly ReturnType<typeof left>[]) =>
      officialsOf({ subjects: KIND.subjects, leftOut }).map((each) => each.name)
    expect(names([])).toEqual(['a', 'b'])
    expect(names([left('x', 1), left('y', 4)])).toEqual(['x', 'a', 'b', 'y'])
    expect(names([left('y', 3), left('x', 2)])).toEqual(['a', 'x', 'y', 'b'])
  })
})

describe('the tree of organisations', () => {
  const organisation = (id: string, parent: string | null) => ({
    id,
    parent,
    side: 'party' as const,
    name: id,
    superior: null,
    locality: null,
    symbol: null,
  })
  const tree = [
    organisation('a', null),
    organisation('b', 'a'),
    organisation('c', 'b'),
    organisation('d', 'a'),
  ]

  it.each([
    ['c', 'a', true],
    ['c', 'b', true],
    ['a', 'a', true],
    ['a', 'c', false],
    ['d', 'b', false],
    ['x', 'a', false],
  ])('%s within %s: %s', (id, ancestor, within) => {
    expect(isWithinOrganisation(tree, id, ancestor)).toBe(within)
  })
  it('ends even when the stored tree runs in a circle', () => {
    const circle = [organisation('a', 'b'), organisation('b', 'a')]
    expect(isWithinOrganisation(circle, 'a', 'z')).toBe(false)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type EntryPass,
  type Settlement,
  type SheetCounts,
  type SheetFacts,
  type SheetPlan,
  checkSheet,
  definitiveCounts,
  differences,
  emptyCounts,
  isOpenToAuthor,
  returnedPasses,
  sheetStateOf,
  withoutCells,
} from '../../src/domain/entry.ts'
import { type Count, THREE_LEVELS, TWO_LEVELS } from '../../src/domain/tally.ts'

const PLAN: SheetPlan = { ballots: 10, subjects: ['a', 'b'], levels: THREE_LEVELS }
const PLAN_OF_TWO: SheetPlan = { ...PLAN, levels: TWO_LEVELS }

function counts(high = 7): SheetCounts {
  return {
    collected: 10,
    valid: 9,
    invalid: 1,
    rows: [
      { subject: 'a', high, medium: 8 - high, low: 1, invalid: 0 },
      { subject: 'b', high: 0, medium: 3, low: 5, invalid: 1 },
    ],
  }
}

/** Nine valid ballots in two levels when `confidence` is 5. */
function twoLevels(confidence: number): SheetCounts {
  return {
    collected: 10,
    valid: 9,
    invalid: 1,
    rows: [
      { subject: 'a', confidence, no_confidence: 3, invalid: 1 },
      { subject: 'b', confidence: 0, no_confidence: 9, invalid: 0 },
    ],
  }
}

function pass(passNo: number, of: SheetCounts, id = `p${passNo}`): EntryPass {
  return { id, passNo, account: `person-${passNo}`, counts: of }
}

function facts(overrides: Partial<SheetFacts>): SheetFacts {
  const passes = overrides.passes ?? []
  return {
    plan: PLAN,
    passesRequired: 2,
    claimed: passes.map((each) => each.passNo),
    passes,
    settlements: [],
    ...overrides,
  }
}

describe('a sheet', () => {
  it.each([
    ['empty', facts({})],
    ['first_in_progress', facts({ claimed: [1] })],
    ['first_final', facts({ passes: [pass(1, counts())] })],
    ['next_in_progress', facts({ passes: [pass(1, counts())], claimed: [1, 2] })],
    ['first_has_errors', facts({ passes: [pass(1, { ...counts(), valid: 8 })] })],
    ['different', facts({ passes: [pass(1, counts(7)), pass(2, counts(6))] })],
    ['definitive', facts({ passes: [pass(1, counts()), pass(2, counts())] })],
    ['definitive', facts({ passesRequired: 1, passes: [pass(1, counts())] })],
    ['first_final', facts({ passesRequired: 3, passes: [pass(1, counts()), pass(2, counts())] })],
  ] as const)('is %s', (state, given) => {
    expect(sheetStateOf(given)).toBe(state)
    expect(definitiveCounts(given) !== undefined).toBe(state === 'definitive')
  })

  it('is definitive only when three passes of three agree', () => {
    const three = (third: number) =>
      facts({
        passesRequired: 3,
        passes: [1, 2].map((n) => pass(n, counts())).concat(pass(3, counts(third))),
      })
    expect(sheetStateOf(three(7))).toBe('definitive')
    expect(sheetStateOf(three(6))).toBe('different')
  })

  it('never becomes definitive by two passes of one person, agreed or chosen', () => {
    const both = [1, 2].map((passNo) => ({ ...pass(passNo, counts()), account: 'one' }))
    const chosen = {
      decision: 'choose',
      passNo: 1,
      passIds: ['p1', 'p2'],
      asOnPaper: false,
    } as const
    for (const settlements of [[], [chosen]])
      expect(sheetStateOf(facts({ passes: both, settlements }))).toBe('different')
  })

  it('never becomes definitive while a pass contradicts itself, though all agree', () => {
    const wrong = { ...counts(), invalid: 2 }
    const given = facts({ passes: [pass(1, wrong), pass(2, wrong)] })
    expect(sheetStateOf(given)).toBe('first_has_errors')
    expect([isOpenToAuthor(given, 1), isOpenToAuthor(given, 2)]).toEqual([true, true])
  })

  it('with nothing typed has every count missing, never 0', () => {
    const found = checkSheet(emptyCounts(PLAN), PLAN)
    expect(found.map((each) => each.code)).toEqual(Array(11).fill('E101'))
  })

  it('of two levels with nothing typed has a row of three cells, all missing', () => {
    const empty = emptyCounts(PLAN_OF_TWO)
    expect(empty.rows[0]).toEqual({
      subject: 'a',
      confidence: null,
      no_confidence: null,
      invalid: null,
    })
    const rows = [0, 1].flatMap((row) =>
      ['confidence', 'no_confidence', 'invalid'].map((cell) => `rows/${row}/${cell}`),
    )
    expect(checkSheet(empty, PLAN_OF_TWO).map(({ code, path }) => `${code} ${path}`)).toEqual(
      ['collected', 'valid', 'invalid', ...rows].map((path) => `E101 /${path}`),
    )
  })

  it('of two levels adds up its two marks and the invalid lines', () => {
    expect(checkSheet(twoLevels(5), PLAN_OF_TWO)).toEqual([])
    expect(checkSheet(twoLevels(6), PLAN_OF_TWO)).toMatchObject([
      { code: 'E401', path: '/rows/0', numbers: { confidence: 6, no_confidence: 3, sum: 10 } },
    ])
  })

  it('of two levels is definitive when both passes say the same', () => {
    const agreed = facts({
      plan: PLAN_OF_TWO,
      passes: [pass(1, twoLevels(5)), pass(2, twoLevels(5))],
    })
    expect(definitiveCounts(agreed)).toEqual(twoLevels(5))
  })

  it('with another number of ballots than planned is a warning with both numbers', () => {
    const found = checkSheet(counts(), { ...PLAN, ballots: 11 })
    expect(found).toEqual([
      {
        code: 'W301',
        severity: 'warning',
        path: '/collected',
        numbers: { collected: 10, planned: 11 },
        provision: null,
      },
    ])
  })
})

describe('the decision of the head', () => {
  const passes = [pass(1, counts(7)), pass(2, counts(6))]
  const decided = (...settlements: Partial<Settlement>[]) =>
    facts({
      passes,
      settlements: settlements.map((each) => ({
        decision: 'choose',
        passNo: 1,
        passIds: ['p1', 'p2'],
        asOnPaper: false,
        ...each,
      })),
    })

  it('makes the chosen pass stand', () => {
    expect(definitiveCounts(decided({ passNo: 2 }))).toEqual(counts(6))
  })
  it('opens a pass sent back to its author and to nobody else', () => {
    const given = decided({ decision: 'return', passNo: 2 })
    expect(returnedPasses(given)).toEqual([2])
    expect([isOpenToAuthor(given, 1), isOpenToAuthor(given, 2)]).toEqual([false, true])
    expect(sheetStateOf(given)).toBe('next_in_progress')
  })
  it('can send both back', () => {
    const both = [
      { decision: 'return', passNo: 1 } as const,
      { decision: 'return', passNo: 2 } as const,
    ]
    expect(returnedPasses(decided(...both))).toEqual([1, 2])
  })
  it('falls when a pass is typed anew: what was compared is no longer there', () => {
    const given = {
      ...decided({ passNo: 1 }),
      passes: [passes[0]!, pass(2, counts(5), 'p2-again')],
    }
    expect(sheetStateOf(given)).toBe('different')
  })
  it('of later holds: a choice after a return, a return after a choice', () => {
    const returned = { decision: 'return', passNo: 2 } as const
    expect(sheetStateOf(decided(returned, { passNo: 1 }))).toBe('definitive')
    expect(sheetStateOf(decided({ passNo: 1 }, returned))).toBe('next_in_progress')
  })
  it('cannot make a pass with errors stand', () => {
    const broken = [pass(1, { ...counts(), valid: 3 }), pass(2, counts())]
    const given = { ...decided({ passNo: 1 }), passes: broken }
    expect(definitiveCounts(given)).toBeUndefined()
  })
  it('makes a pass with errors stand when the paper has them', () => {
    const wrong = { ...counts(), valid: 3 }
    const both = [pass(1, wrong), pass(2, wrong)]
    const given = { ...decided({ passNo: 1, asOnPaper: true }), passes: both }
    expect([sheetStateOf(given), definitiveCounts(given)]).toEqual(['definitive', wrong])
    expect([isOpenToAuthor(given, 1), isOpenToAuthor(given, 2)]).toEqual([false, false])
    expect(sheetStateOf({ ...given, passesRequired: 3 })).toBe('first_has_errors')
    const alone = { ...given, passesRequired: 1, passes: [pass(1, wrong)] }
    expect(sheetStateOf(alone)).toBe('first_has_errors') // it was decided over two passes
  })
  it('that the paper is wrong is undone by a later return', () => {
    const wrong = { ...counts(), valid: 3 }
    const onPaper = { passNo: 1, asOnPaper: true }
    const given = {
      ...decided(onPaper, { decision: 'return', passNo: 1 }),
      passes: [pass(1, wrong), pass(2, wrong)],
    }
    expect([sheetStateOf(given), definitiveCounts(given)]).toEqual(['first_has_errors', undefined])
  })
})

const anyCount = fc.option(fc.nat(10), { nil: null })
const countsIn = (row: Readonly<Record<string, fc.Arbitrary<Count>>>): fc.Arbitrary<SheetCounts> =>
  fc.record({
    collected: anyCount,
    valid: anyCount,
    invalid: anyCount,
    rows: fc.tuple(
      ...PLAN.subjects.map((subject) =>
        fc.record({ subject: fc.constant(subject), ...row, invalid: anyCount }),
      ),
    ),
  })
const KINDS_OF_VOTE = [
  ['three levels', countsIn({ high: anyCount, medium: anyCount, low: anyCount })],
  ['two levels', countsIn({ confidence: anyCount, no_confidence: anyCount })],
] as const

describe.each(KINDS_OF_VOTE)('comparing passes of %s', (_, anyCounts) => {
  it('finds nothing between a pass and itself', () => {
    fc.assert(
      fc.property(anyCounts, (one) => {
        expect(differences([pass(1, one), pass(2, one)])).toEqual([])
      }),
    )
  })
  it('finds the same cells whichever comes first', () => {
    fc.assert(
      fc.property(anyCounts, anyCounts, (one, two) => {
        const paths = (a: SheetCounts, b: SheetCounts) =>
          differences([pass(1, a), pass(2, b)]).map((each) => each.path)
        expect(paths(one, two)).toEqual(paths(two, one))
      }),
    )
  })
  it('emptying the differing cells leaves nothing of them and everything else', () => {
    fc.assert(
      fc.property(anyCounts, anyCounts, (one, two) => {
        const found = differences([pass(1, one), pass(2, two)]).map((each) => each.path)
        const [left, right] = [withoutCells(one, found), withoutCells(two, found)]
        expect(differences([pass(1, left), pass(2, right)])).toEqual([])
        const kept = differences([pass(1, one), pass(2, left)]).map((each) => each.path)
        expect(found).toEqual(expect.arrayContaining(kept))
      }),
    )
  })
})

describe('comparing passes', () => {
  it('tells an empty cell from a zero', () => {
    const empty = { ...counts(), invalid: null }
    const zero = { ...counts(), invalid: 0 }
    expect(differences([pass(1, empty), pass(2, zero)])).toEqual([
      {
        path: '/invalid',
        values: [
          { passNo: 1, value: null },
          { passNo: 2, value: 0 },
        ],
      },
    ])
  })
  it('one changed cell is one difference, at that cell, in two levels', () => {
    const [one, other] = [twoLevels(5), twoLevels(4)]
    expect(differences([pass(1, one), pass(2, other)])).toMatchObject([
      { path: '/rows/0/confidence', values: [{ value: 5 }, { value: 4 }] },
    ])
    expect(withoutCells(one, ['/rows/0/confidence'])).toEqual({
      ...one,
      rows: [{ ...one.rows[0], confidence: null }, one.rows[1]],
    })
  })
  it('one changed cell is one difference, at that cell', () => {
    fc.assert(
      fc.property(fc.constantFrom('high', 'medium', 'low', 'invalid'), fc.nat(1), (cell, row) => {
        const changed = {
          ...counts(),
          rows: counts().rows.map((each, at) => (at === row ? { ...each, [cell]: 99 } : each)),
        }
        expect(differences([pass(1, counts()), pass(2, changed)]).map((each) => each.path)).toEqual(
          [`/rows/${row}/${cell}`],
        )
      }),
    )
  })
})

describe('a decision that the paper is wrong', () => {
  it('never survives a newer pass, and never makes counts that nobody typed', () => {
    const kind = KINDS_OF_VOTE[0][1]
    fc.assert(
      fc.property(kind, kind, fc.constantFrom(1, 2), (one, two, newer) => {
        const onPaper: Settlement = {
          decision: 'choose',
          passNo: 1,
          passIds: ['p1', 'p2'],
          asOnPaper: true,
        }
        const given = facts({ passes: [pass(1, one), pass(2, two)], settlements: [onPaper] })
        expect(definitiveCounts(given)).toEqual(one)
        const passes = given.passes.map((each) =>
          each.passNo === newer ? { ...each, id: 'newer' } : each,
        )
        const after = { ...given, passes }
        const untold = { ...after, settlements: [] }
        expect(definitiveCounts(after)).toEqual(definitiveCounts(untold))
        expect(sheetStateOf(after)).toBe(sheetStateOf(untold))
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countBallots, isBallot, unlinked, withoutLines } from '../../src/domain/ballot.ts'
import { type SheetPlan, checkSheet } from '../../src/domain/entry.ts'
import { THREE_LEVELS, TWO_LEVELS } from '../../src/domain/tally.ts'

const plan: SheetPlan = { ballots: 3, subjects: ['a', 'b'], levels: THREE_LEVELS }
const two: SheetPlan = { ...plan, levels: TWO_LEVELS }

describe('a ballot', () => {
  test.each(['12', '30', '_1', '__', 'X', '00'])('of two people may read %s', (text) => {
    expect(isBallot(text, plan)).toBe(true)
  })

  test.each(['1', '123', '14', 'XX', 'X1', '', '1 ', '１2', '1x', '-1'])(
    'of two people cannot read "%s"',
    (text) => {
      expect(isBallot(text, plan)).toBe(false)
    },
  )

  test('of a vote with two levels has no third mark', () => {
    expect([isBallot('12', two), isBallot('13', two)]).toEqual([true, false])
  })
})

describe('the counts of ballots', () => {
  test('are nothing, not zero, while no paper was read', () => {
    expect(countBallots([], plan)).toEqual({
      collected: null,
      valid: null,
      invalid: null,
      rows: [
        { subject: 'a', high: null, medium: null, low: null, invalid: null },
        { subject: 'b', high: null, medium: null, low: null, invalid: null },
      ],
    })
  })

  test('keep papers that are invalid as a whole apart from lines that do not count', () => {
    expect(countBallots(['13', 'X', '20'], plan)).toEqual({
      collected: 3,
      valid: 2,
      invalid: 1,
      rows: [
        { subject: 'a', high: 1, medium: 1, low: 0, invalid: 0 },
        { subject: 'b', high: 0, medium: 0, low: 1, invalid: 1 },
      ],
    })
  })

  test('are missing for a person one paper was not read for, and known for the others', () => {
    const [a, b] = countBallots(['1_', '12'], plan).rows
    expect(a).toMatchObject({ high: 2 })
    expect(b).toEqual({ subject: 'b', high: null, medium: null, low: null, invalid: null })
  })

  const sign = fc.constantFrom('0', '1', '2', '3')
  const paper = fc.oneof(
    { weight: 9, arbitrary: fc.tuple(sign, sign).map((signs) => signs.join('')) },
    { weight: 1, arbitrary: fc.constant('X') },
  )

  test('never contradict themselves, whatever the papers say', () => {
    fc.assert(
      fc.property(fc.array(paper, { minLength: 1, maxLength: 60 }), (papers) => {
        const found = checkSheet(countBallots(papers, plan), { ...plan, ballots: papers.length })
        expect(found).toEqual([])
      }),
    )
  })

  test('do not depend on the order of the papers', () => {
    fc.assert(
      fc.property(fc.array(paper, { maxLength: 40 }), (papers) => {
        expect(countBallots(unlinked(papers), plan)).toEqual(countBallots(papers, plan))
      }),
    )
  })
})

test('unlinked papers are the same whatever order they were typed in', () => {
  expect(unlinked(['31', '12', 'X', '12'])).toEqual(['12', '12', '31', 'X'])
  expect(unlinked(['12', 'X', '31', '12'])).toEqual(['12', '12', '31', 'X'])
})

describe('papers that come back to their author', () => {
  test('have no mark left where the passes differ, and keep the others', () => {
    expect(withoutLines(['13', 'X'], ['/rows/1/high', '/rows/1/low'])).toEqual(['1_', 'X'])
  })

  test('are none where the passes do not agree how many papers there are', () => {
    expect(withoutLines(['13', 'X'], ['/collected', '/rows/1/low'])).toEqual([])
  })
})

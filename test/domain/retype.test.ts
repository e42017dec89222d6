import { expect, it } from 'vitest'
import type { EntryPass, SheetCounts } from '../../src/domain/entry.ts'
import { cellsAgain, cellsToRetype } from '../../src/domain/retype.ts'
import { THREE_LEVELS } from '../../src/domain/tally.ts'

const PLAN = { ballots: 5, subjects: ['a'], levels: THREE_LEVELS }
const counts = (change: Partial<SheetCounts>, high = 4): SheetCounts => ({
  collected: 5,
  valid: 5,
  invalid: 0,
  rows: [{ subject: 'a', high, medium: 1, low: 0, invalid: 0 }],
  ...change,
})
const pass = (passNo: number, of: SheetCounts): EntryPass => {
  return { id: `p${passNo}`, passNo, account: 'x', counts: of }
}
const cells = (one: SheetCounts, two: SheetCounts) =>
  cellsToRetype(pass(1, one), [pass(1, one), pass(2, two)], PLAN)

it('a pass sent back is typed anew where the passes differ', () => {
  const other = { ...counts({}), rows: [{ ...counts({}).rows[0]!, high: 3, medium: 2 }] }
  expect(cells(counts({}), other)).toEqual(['/rows/0/high', '/rows/0/medium'])
})

it('and where it contradicts itself, though another says the same', () => {
  const row = ['high', 'medium', 'low', 'invalid'].map((cell) => `/rows/0/${cell}`)
  expect(cells(counts({}, 5), counts({}, 5))).toEqual(row)
  const ballots = ['/collected', '/valid', '/invalid']
  expect(cells(counts({ invalid: 1 }), counts({ invalid: 1 }))).toEqual(ballots)
  expect(cells(counts({ invalid: null }), counts({ invalid: null }))).toEqual(['/invalid'])
})

it('nowhere when it says the same as the other and adds up', () => {
  expect(cells(counts({}), counts({}))).toEqual([])
})

it('once another pass came in since, only what is still empty is marked', () => {
  const [one, two] = [pass(1, counts({})), pass(2, counts({ valid: 4, invalid: 1 }, 3))]
  const passIds = [one.id, two.id]
  const settlements = [1, 2].map((passNo) => {
    return { decision: 'return', passNo, passIds, asOnPaper: false } as const
  })
  const facts = { plan: PLAN, passesRequired: 2, claimed: [1, 2], passes: [one, two], settlements }
  const emptied = { ...two.counts, valid: null, invalid: null }
  const differing = ['/valid', '/invalid', '/rows/0/high']
  expect(cellsAgain(facts, 2, emptied)).toEqual(differing)
  const anew = { ...facts, passes: [{ ...pass(1, counts({ collected: 4 })), id: 'p3' }, two] }
  expect(cellsAgain(anew, 2, emptied)).toEqual(['/valid', '/invalid'])
  expect(cellsAgain(anew, 1, anew.passes[0]!.counts)).toEqual([])
})

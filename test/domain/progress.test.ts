import { describe, expect, it } from 'vitest'
import type { EntryPass, SheetCounts, SheetFacts } from '../../src/domain/entry.ts'
import { SHEET_GROUPS, countProgress } from '../../src/domain/progress.ts'
import { THREE_LEVELS } from '../../src/domain/tally.ts'
import vi from '../../src/messages/vi.json' with { type: 'json' }

function counts(high: number): SheetCounts {
  const row = { subject: 'a', high, medium: 10 - high, low: 0, invalid: 0 }
  return { collected: 10, valid: 10, invalid: 0, rows: [row] }
}

function pass(passNo: number, high: number, over: Partial<SheetCounts> = {}): EntryPass {
  return {
    id: `p${passNo}`,
    passNo,
    account: `a${passNo}`,
    counts: { ...counts(high), ...over },
  }
}

function sheet(ballots: number, claimed: readonly number[], passes: EntryPass[] = []): SheetFacts {
  const plan = { ballots, subjects: ['a'], levels: THREE_LEVELS }
  return { plan, passesRequired: 2, claimed, passes, settlements: [] }
}

const EMPTY = sheet(10, [])
const CLAIMED = sheet(10, [1])
const ONE_IN = sheet(10, [1], [pass(1, 7)])
const SECOND_TYPING = sheet(10, [1, 2], [pass(1, 7)])
const WITH_ERRORS = sheet(10, [1], [pass(1, 7, { valid: 9 })])
const DIFFERENT = sheet(10, [1, 2], [pass(1, 7), pass(2, 6)])
const DEFINITIVE = sheet(10, [1, 2], [pass(1, 7), pass(2, 7)])

describe('the progress of a count', () => {
  it.each([
    ['nobody has begun', EMPTY, 'empty'],
    ['somebody types for the first time', CLAIMED, 'inWork'],
    ['one pass is in', ONE_IN, 'inWork'],
    ['the second is typed', SECOND_TYPING, 'inWork'],
    ['the first contradicts itself', WITH_ERRORS, 'inWork'],
    ['the passes disagree', DIFFERENT, 'different'],
    ['the passes agree', DEFINITIVE, 'definitive'],
  ] as const)('counts a sheet where %s', (_, facts, group) => {
    const none = { definitive: 0, different: 0, inWork: 0, empty: 0 }
    expect(countProgress('counting', [facts]).sheets).toEqual({ ...none, [group]: 1 })
  })

  it('counts every sheet in exactly one group', () => {
    const all = [EMPTY, CLAIMED, ONE_IN, SECOND_TYPING, WITH_ERRORS, DIFFERENT, DEFINITIVE]
    const { sheets, total } = countProgress('counting', all)
    expect(SHEET_GROUPS.reduce((sum, group) => sum + sheets[group], 0)).toBe(total)
    expect(total).toBe(7)
  })

  it('counts the ballots planned for definitive sheets, whatever was typed of them', () => {
    const typedMore = sheet(40, [1, 2], [pass(1, 7), pass(2, 7)])
    const { ballotsDefinitive, ballotsPlanned } = countProgress('paused', [typedMore, ONE_IN])
    expect([ballotsDefinitive, ballotsPlanned]).toEqual([40, 50])
  })

  it('is nothing of nothing before sheets are planned', () => {
    expect(countProgress('counting', [])).toEqual({
      state: 'counting',
      sheets: { definitive: 0, different: 0, inWork: 0, empty: 0 },
      total: 0,
      ballotsDefinitive: 0,
      ballotsPlanned: 0,
    })
  })

  it('has a word for every group', () => {
    expect(Object.keys(vi.sheetGroups)).toEqual([...SHEET_GROUPS])
  })
})

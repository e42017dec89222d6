import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SheetCounts } from '../../src/domain/entry.ts'
import type { JournalEntry, JournalEvent } from '../../src/domain/journal.ts'
import { actsBetween, changedCells, countsBefore } from '../../src/domain/sheet-comparison.ts'

const counts = (high: number, low: number, line = 0): SheetCounts => ({
  collected: high + low + line,
  valid: high + low + line,
  invalid: 0,
  rows: [{ subject: 's', high, medium: 0, low, invalid: line }],
})
const sheet = {
  id: 't',
  plan: { ballots: 10, subjects: ['s'], levels: ['high', 'medium', 'low'] as const },
  passesRequired: 2,
}
const entry = (seq: number, account: string, event: JournalEvent): JournalEntry => ({
  seq,
  at: `2026-02-05T00:00:0${seq}.000Z`,
  actor: { account, role: 'secretary' },
  event,
})
const pass = (passNo: number, attempt: number, of: SheetCounts): JournalEvent => ({
  type: 'pass_submitted',
  session: 'k',
  sheet: 't',
  pass: `p${passNo}.${attempt}`,
  passNo,
  attempt,
  counts: of,
  supersedes: null,
})
const settled = (decision: 'choose' | 'return', passNo: number): JournalEvent => ({
  type: 'difference_settled',
  session: 'k',
  sheet: 't',
  settlement: { decision, passNo, passIds: ['p1.1', 'p2.1'], asOnPaper: false },
  reason: 'Xem lại phiếu',
})
const told = [
  entry(1, 'a', pass(1, 1, counts(7, 3))),
  entry(2, 'b', pass(2, 1, counts(6, 4))),
  entry(3, 'h', settled('choose', 1)),
  entry(5, 'h', settled('return', 1)),
  entry(6, 'a', pass(1, 2, counts(6, 4))),
]

const anyCounts = fc
  .tuple(fc.nat(9), fc.nat(9), fc.nat(2))
  .map(([high, low, line]) => counts(high, low, line))

describe('a bundle at two revisions', () => {
  test('changed in no cell when it is the same, and the other way round in the same cells', () => {
    fc.assert(
      fc.property(anyCounts, anyCounts, (a, b) => {
        expect(changedCells(a, a)).toEqual([])
        const back = changedCells(b, a).map((each) => ({ ...each, old: each.now, now: each.old }))
        expect(back).toEqual(changedCells(a, b))
      }),
    )
  })

  test('becomes what it is now by the changed cells alone', () => {
    fc.assert(
      fc.property(anyCounts, anyCounts, (a, b) => {
        const value = (subject: string | null, cell: string, otherwise: number | null) => {
          const found = changedCells(a, b).find(
            (each) => each.subject === subject && each.cell === cell,
          )
          return found ? found.now : otherwise
        }
        const row = a.rows[0]!
        expect({
          collected: value(null, 'collected', a.collected),
          valid: value(null, 'valid', a.valid),
          invalid: value(null, 'invalid', a.invalid),
          rows: [
            {
              subject: 's',
              high: value('s', 'high', row.high!),
              medium: value('s', 'medium', row.medium!),
              low: value('s', 'low', row.low!),
              invalid: value('s', 'line', row.invalid),
            },
          ],
        }).toEqual(b)
      }),
    )
  })

  test('had the counts that the journal says stood before an entry, and none before the last pass', () => {
    expect(countsBefore(sheet, told, 2)).toBeUndefined()
    expect(countsBefore(sheet, told, 3)).toBeUndefined() // the passes differ
    expect(countsBefore(sheet, told, 4)).toEqual(counts(7, 3))
    expect(countsBefore(sheet, told, 6)).toBeUndefined() // sent back
    expect(countsBefore(sheet, told, 7)).toEqual(counts(6, 4))
    expect(countsBefore({ ...sheet, id: 'other' }, told, 7)).toBeUndefined()
  })

  test('tells what was done to it in between, and no count', () => {
    const rechecked = entry(7, 'h', {
      type: 'sheet_rechecked',
      session: 'k',
      sheet: 't',
      countsSha256: 'x',
      agrees: false,
      note: 'Lệch một phiếu',
    })
    expect(actsBetween('t', [...told, rechecked], 4, 8)).toEqual([
      {
        at: '2026-02-05T00:00:05.000Z',
        account: 'h',
        act: 'returned',
        passNo: 1,
        reason: 'Xem lại phiếu',
      },
      { at: '2026-02-05T00:00:06.000Z', account: 'a', act: 'typed', passNo: 1 },
      {
        at: '2026-02-05T00:00:07.000Z',
        account: 'h',
        act: 'rechecked',
        agrees: false,
        note: 'Lệch một phiếu',
      },
    ])
    expect(actsBetween('t', told, 4, 5)).toEqual([])
    expect(actsBetween('t', told, 3, 4)).toMatchObject([{ act: 'chosen', passNo: 1 }])
    expect(actsBetween('other', told, 1, 9)).toEqual([])
  })
})

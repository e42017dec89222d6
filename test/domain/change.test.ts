import { expect, test } from 'vitest'
import { newOf, oldOf } from '../../src/domain/change.ts'
import type { JournalEntry, JournalEvent } from '../../src/domain/journal.ts'
import { replaySession, startSessionReplay } from '../../src/domain/replay/session-replay.ts'
import type { Roster } from '../../src/domain/roster.ts'

const EMPTY: Roster = { ballotKinds: [] }
const ROSTER: Roster = {
  ballotKinds: [
    {
      id: 'k1',
      code: 'A',
      title: 'Ban Thường vụ',
      account: {
        ballotKind: 'k1',
        printed: null,
        issued: null,
        collected: null,
        invalidReasons: null,
        special: [],
      },
      subjects: [
        {
          id: 'p1',
          name: 'Nguyễn Văn Một',
          position: 'Bí thư',
          block: null,
          startedOn: null,
          retirementNoticeOn: null,
          person: null,
        },
      ],
      leftOut: [],
      sheets: [],
    },
  ],
}
const SHEETS = [{ id: 's1', number: 1, ballots: 10, ballotKind: 'k1' }]

test('a thing is what it became, and was what the entry says', () => {
  expect(newOf({ old: EMPTY, new: ROSTER })).toBe(ROSTER)
  expect(oldOf({ old: EMPTY, new: ROSTER })).toBe(EMPTY)
  expect(newOf({ old: [], new: SHEETS })).toBe(SHEETS)
  expect(oldOf({ old: [], new: SHEETS })).toEqual([])
})

test('an entry from before tells what it became and not what it was', () => {
  expect(newOf(ROSTER)).toBe(ROSTER)
  expect(oldOf(ROSTER)).toBeNull()
  expect(newOf(SHEETS)).toBe(SHEETS)
  expect(oldOf(SHEETS)).toBeNull()
})

test('entries of both forms replay to the same facts', () => {
  const factsOf = (...events: readonly JournalEvent[]) => {
    const replay = startSessionReplay('x')
    for (const [at, event] of events.entries()) {
      const entry: JournalEntry = {
        seq: at + 1,
        at: '2026-02-05T01:00:00.000Z',
        actor: null,
        event,
      }
      replaySession(replay, JSON.parse(JSON.stringify(entry)) as JournalEntry)
    }
    return replay.facts
  }
  const before = factsOf(
    { type: 'roster_saved', session: 'x', roster: ROSTER },
    { type: 'sheets_planned', session: 'x', sheets: SHEETS },
  )
  expect([...before.get('subjects')!.keys()]).toEqual(['p1'])
  expect([...before.get('sheets')!.keys()]).toEqual(['s1'])
  expect(
    factsOf(
      { type: 'roster_saved', session: 'x', roster: { old: EMPTY, new: ROSTER } },
      { type: 'sheets_planned', session: 'x', sheets: { old: [], new: SHEETS } },
    ),
  ).toEqual(before)
})

import { describe, expect, test } from 'vitest'
import type { JournalEntry, JournalEvent } from '../../src/domain/journal.ts'
import {
  WHOLE_TIMELINE,
  timelineFilter,
  vietnamDay,
  walkTimeline,
  withoutFigures,
} from '../../src/domain/timeline.ts'

const session = 'kp'
const entryOf = (event: JournalEvent, seq = 1): JournalEntry => ({
  seq,
  at: '2026-02-05T10:00:00.000Z',
  actor: { account: 'a', role: 'secretary' },
  event,
})

test.each([
  ['2026-02-05T16:59:59.999Z', '2026-02-05'],
  ['2026-02-05T17:00:00.000Z', '2026-02-06'],
  ['2026-12-31T17:00:00.000Z', '2027-01-01'],
  ['2026-02-05T00:00:00.000Z', '2026-02-05'],
])('%s is in Vietnam the day %s', (at, day) => {
  expect(vietnamDay(at)).toBe(day)
})

const subjects = ['Một', 'Hai'].map((name, at) => ({
  id: `s${at + 1}`,
  name,
  position: 'Ủy viên',
  block: null,
  startedOn: null,
  retirementNoticeOn: null,
  person: null,
}))
const kind = {
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
  subjects,
  leftOut: [],
  sheets: [],
}
const saved: JournalEvent = { type: 'roster_saved', session, roster: { ballotKinds: [kind] } }
const planned: JournalEvent = {
  type: 'sheets_planned',
  session,
  sheets: [1, 2].map((number) => ({ id: `t${number}`, number, ballots: 5, ballotKind: 'k1' })),
}
const pass = (id: string, high: number): JournalEvent => ({
  type: 'pass_submitted',
  session,
  sheet: 't1',
  pass: id,
  passNo: 1,
  attempt: 1,
  counts: {
    collected: 5,
    valid: 5,
    invalid: 0,
    rows: [
      { subject: 's1', high, medium: 0, low: 5 - high, invalid: 0 },
      { subject: 's2', high: 5, medium: 0, low: 0, invalid: 0 },
    ],
  },
  supersedes: null,
})
const settled: JournalEvent = {
  type: 'difference_settled',
  session,
  sheet: 't1',
  settlement: { decision: 'choose', passNo: 1, passIds: ['p1', 'p2'], asOnPaper: false },
  reason: 'Đếm lại',
}
const answered = (path: string): JournalEvent => ({
  type: 'warning_acknowledged',
  session,
  acknowledgement: { code: 'W301', path, numbers: { collected: 4 }, reason: 'Thiếu một phiếu' },
})

describe('the filter', () => {
  const events = [
    saved,
    planned,
    pass('p1', 3),
    pass('p2', 2),
    settled,
    answered('/ballotKinds/0/sheets/1/collected'),
    answered('/ballotKinds/0/subjects/1/low'),
    answered('/voters/present'),
  ]
  const placesOf = (filter: Partial<typeof WHOLE_TIMELINE>) => {
    const isAskedFor = timelineFilter({ ...WHOLE_TIMELINE, ...filter })
    return events.flatMap((event, at) => (isAskedFor(entryOf(event)) ? [at] : []))
  }

  test('finds what is about a sheet: its plan, passes, decisions, warnings at its place', () => {
    expect(placesOf({ sheet: 't1' })).toEqual([1, 2, 3, 4])
    expect(placesOf({ sheet: 't2' })).toEqual([1, 5])
  })

  test('finds what is about a person: the list, passes, decisions on their row alone', () => {
    expect(placesOf({ subject: 's1' })).toEqual([0, 2, 3, 4])
    expect(placesOf({ subject: 's2' })).toEqual([0, 2, 3, 6])
  })

  test('finds a list saved anew only about whom it changed', () => {
    const renamed = [subjects[0]!, { ...subjects[1]!, name: 'Hai B' }]
    const again: JournalEvent = {
      type: 'roster_saved',
      session,
      roster: { ballotKinds: [{ ...kind, subjects: renamed }] },
    }
    const about = (subject: string) => {
      const isAskedFor = timelineFilter({ ...WHOLE_TIMELINE, subject })
      return [saved, again].map((event) => isAskedFor(entryOf(event)))
    }
    expect(about('s1')).toEqual([true, false])
    expect(about('s2')).toEqual([true, true])
  })

  test('finds a group, a type, an account and a role, and days with both their ends', () => {
    expect(placesOf({ what: 'entry' })).toEqual([2, 3])
    expect(placesOf({ what: 'sheets_planned' })).toEqual([1])
    expect(placesOf({ account: 'b' })).toEqual([])
    expect(placesOf({ role: 'secretary' })).toHaveLength(events.length)
    expect(placesOf({ from: '2026-02-05', to: '2026-02-05' })).toHaveLength(events.length)
    expect(placesOf({ from: '2026-02-06' })).toEqual([])
    expect(placesOf({ to: '2026-02-04' })).toEqual([])
  })
})

test('without figures a pass and an answered warning tell no number', () => {
  const { tell } = walkTimeline()
  for (const [at, event] of [pass('p1', 3), answered('/voters/present')].entries()) {
    const shown = withoutFigures(tell({ place: at + 1, entry: entryOf(event) }))
    expect(JSON.stringify(shown.event)).not.toMatch(/"(?:high|collected)":\d/)
    expect(shown.differences).toEqual([])
  }
  const other = tell({ place: 3, entry: entryOf(saved) })
  expect(withoutFigures(other)).toBe(other)
})

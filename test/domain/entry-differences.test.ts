import { describe, expect, test } from 'vitest'
import { changeOf, entryDifferences } from '../../src/domain/entry-differences.ts'
import { NO_DOCUMENT_SETTINGS } from '../../src/domain/document-settings.ts'
import { EVENT_CATALOGUE, EVENT_TYPES } from '../../src/domain/event-catalogue.ts'
import type { JournalEvent } from '../../src/domain/journal.ts'
import { NOTHING_STATED } from '../../src/domain/proceedings.ts'
import { TIMING_UNKNOWN } from '../../src/domain/timing.ts'

const session = 'kp'
const voters = { members: 10, summoned: 10, present: 9, absentExcused: 0, absentUnexcused: 1 }
const account = {
  ballotKind: 'k1',
  printed: 12,
  issued: 10,
  collected: null,
  invalidReasons: null,
  special: [],
}

/** An event of each type that says old and new, with the path, the old and the new value of its one change. */
const CHANGES: readonly (readonly [JournalEvent, readonly unknown[], unknown, unknown])[] = [
  [
    {
      type: 'regime_set',
      session,
      regime: {
        old: { regime: 'a', regimeSha256: '1', regimeReason: null },
        new: { regime: 'a', regimeSha256: '1', regimeReason: 'Theo ngày' },
      },
    },
    ['regimeReason'],
    null,
    'Theo ngày',
  ],
  [
    {
      type: 'session_edited',
      session,
      head: {
        old: { title: 'Kỳ', heldOn: '2026-02-05' },
        new: { title: 'Kỳ', heldOn: '2026-02-06' },
      },
    },
    ['heldOn'],
    '2026-02-05',
    '2026-02-06',
  ],
  [
    {
      type: 'timing_recorded',
      session,
      timing: { old: TIMING_UNKNOWN, new: { ...TIMING_UNKNOWN, termStartYear: 2025 } },
    },
    ['termStartYear'],
    null,
    2025,
  ],
  [
    { type: 'voters_recorded', session, voters: { old: voters, new: { ...voters, present: 10 } } },
    ['present'],
    9,
    10,
  ],
  [
    {
      type: 'minutes_facts_recorded',
      session,
      facts: { old: NOTHING_STATED, new: { ...NOTHING_STATED, venue: 'Hội trường' } },
    },
    ['venue'],
    null,
    'Hội trường',
  ],
  [
    {
      type: 'document_settings_recorded',
      session,
      settings: {
        old: NO_DOCUMENT_SETTINGS,
        new: { ...NO_DOCUMENT_SETTINGS, secrecy: 'mat' },
      },
    },
    ['secrecy'],
    null,
    'mat',
  ],
  [
    {
      type: 'ballots_recorded',
      session,
      ballots: { old: [account], new: [{ ...account, collected: 10 }] },
    },
    [0, 'collected'],
    null,
    10,
  ],
  [
    {
      type: 'session_moved',
      session,
      state: { old: 'draft', new: 'ready' },
      reason: null,
    },
    [],
    'draft',
    'ready',
  ],
  [
    { type: 'session_reopened', session, revision: { old: 1, new: 2 }, reason: 'Đếm lại' },
    [],
    1,
    2,
  ],
  [{ type: 'second_person_set', session, required: { old: false, new: true } }, [], false, true],
  [{ type: 'retention_set', organisation: 'org', months: { old: null, new: 12 } }, [], null, 12],
]

describe('an entry that says old and new', () => {
  test.each(CHANGES.map(([event, ...change]) => ({ event, change })))(
    '$event.type is told by the field that changed and by no other',
    ({ event, change: [path, old, now] }) => {
      const found = entryDifferences()({ place: 7, event })
      expect(found).toHaveLength(1)
      expect(found[0]!.since).toBeNull()
      expect(found[0]!.changes).toEqual([{ kind: 'changed', path, old, new: now }])
    },
  )

  test('there is no other type than these', () => {
    const tested = new Set(CHANGES.map(([event]) => event.type))
    const words = new Set<string>()
    for (const [event] of CHANGES)
      for (const [name, value] of Object.entries(event)) if (changeOf(value)) words.add(name)
    const others = EVENT_TYPES.filter((type) => !tested.has(type))
    // every field of old and new has a name of its own, but for `regime`, `state` and `ballots` of plain values
    const plain = [
      'regime_adopted',
      'session_created',
      'ballots_unlinked',
      'backup_made',
      'backup_taken',
      'restored',
      'taken_over',
      'database_verified',
    ]
    const strange = others.filter(
      (type) =>
        !plain.includes(type) &&
        Object.keys(EVENT_CATALOGUE[type].fields).some((field) => words.has(field)),
    )
    expect(strange).toEqual([])
  })
})

const counts = (high: number) => ({
  collected: 10,
  valid: 10,
  invalid: 0,
  rows: [{ subject: 's1', high, medium: 0, low: 10 - high, invalid: 0 }],
})
const pass = (id: string, high: number, supersedes: string | null): JournalEvent => ({
  type: 'pass_submitted',
  session,
  sheet: 't1',
  pass: id,
  passNo: 1,
  attempt: supersedes === null ? 1 : 2,
  counts: counts(high),
  supersedes,
})

describe('an entry that says only what is now', () => {
  test('is compared with the one before of its type, however many lie between', () => {
    const tell = entryDifferences()
    const planned = (ballots: number): JournalEvent => ({
      type: 'sheets_planned',
      session,
      sheets: [{ id: `t${ballots}`, number: 1, ballots, ballotKind: 'k1' }],
    })
    expect(tell({ place: 1, event: planned(10) })).toEqual([])
    expect(tell({ place: 2, event: { type: 'hall_closed', session } })).toEqual([])
    expect(tell({ place: 3, event: planned(4) })).toEqual([
      {
        field: 'sheets',
        since: 1,
        changes: [
          { kind: 'changed', path: [0, 'id'], old: 't10', new: 't4' },
          { kind: 'changed', path: [0, 'ballots'], old: 10, new: 4 },
        ],
      },
    ])
  })

  test('and where it says what was as well, with that; the first one differs from nothing', () => {
    const tell = entryDifferences()
    const sheet = (ballots: number) => ({ id: 't1', number: 1, ballots, ballotKind: 'k1' })
    const planned = (old: number[], now: number): JournalEvent => ({
      type: 'sheets_planned',
      session,
      sheets: { old: old.map(sheet), new: [sheet(now)] },
    })
    expect(tell({ place: 1, event: planned([], 10) })).toEqual([])
    expect(tell({ place: 2, event: planned([10], 4) })).toEqual([
      {
        field: 'sheets',
        since: null,
        changes: [{ kind: 'changed', path: [0, 'ballots'], old: 10, new: 4 }],
      },
    ])
  })

  test('a pass is compared with the one it takes the place of, and with no other', () => {
    const tell = entryDifferences()
    expect(tell({ place: 1, event: pass('p1', 7, null) })).toEqual([])
    expect(tell({ place: 2, event: pass('p2', 5, null) })).toEqual([])
    expect(tell({ place: 3, event: pass('p3', 6, 'p1') })).toEqual([
      {
        field: 'counts',
        since: 1,
        changes: [
          { kind: 'changed', path: ['rows', 0, 'high'], old: 7, new: 6 },
          { kind: 'changed', path: ['rows', 0, 'low'], old: 3, new: 4 },
        ],
      },
    ])
  })

  test('a recognised person is told name by name', () => {
    const event: JournalEvent = {
      type: 'person_recognised',
      session,
      subjects: [{ subject: 's1', old: null }],
      person: 'h1',
    }
    expect(entryDifferences()({ place: 1, event })).toEqual([
      {
        field: 'subjects',
        since: null,
        changes: [{ kind: 'changed', path: ['s1'], old: null, new: 'h1' }],
      },
    ])
  })
})

test('entries that are forged into any shape are told without a fault', () => {
  const tell = entryDifferences()
  const forged = [
    { type: 'roster_saved' },
    { type: 'roster_saved', roster: { ballotKinds: 7 } },
    { type: 'sheets_planned', sheets: null },
    { type: 'person_recognised', subjects: [null, 3] },
    { type: 'pass_submitted', supersedes: {}, counts: null },
    { type: 'session_moved', state: null },
  ] as unknown as readonly JournalEvent[]
  for (const [at, event] of forged.entries()) expect(() => tell({ place: at, event })).not.toThrow()
})

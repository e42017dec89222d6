import { describe, expect, test } from 'vitest'
import { courseFacts, documentFacts, procedureFacts } from '../../src/domain/course-facts.ts'
import { entryFacts } from '../../src/domain/entry-facts.ts'
import type { SheetCounts } from '../../src/domain/entry.ts'
import { planOf } from '../../src/domain/plan.ts'
import { type StepRecord, procedureOf } from '../../src/domain/procedure.ts'
import type { Roster } from '../../src/domain/roster.ts'
import type { SessionFact } from '../../src/domain/session-comparison.ts'
import { ballotFacts, listFacts } from '../../src/domain/session-facts.ts'
import { addDays } from '../../src/domain/time.ts'
import { REGIMES } from '../reports/regimes.ts'

const { regime } = REGIMES['96-qd-tw-2023']!
const HELD = '2026-02-05'
const valueOf = (facts: readonly SessionFact[], fact: string, of: string | null = null) =>
  facts.find((each) => each.fact === fact && each.of === of)?.value

describe('the steps of the regulation as facts', () => {
  const planned = planOf(regime, HELD)[0]!
  const facts = (records: readonly StepRecord[], today: string) =>
    procedureFacts(procedureOf(regime, HELD, ['x', 'y'], records), HELD, 2, today)
  const done = (step: string, doneOn: string, subject: string | null = null): StepRecord => ({
    step,
    subject,
    doneOn,
    file: null,
  })
  const perPerson = procedureOf(regime, HELD, ['x'], []).some(
    ({ rule }) => rule.id === planned.step && rule.per === 'person',
  )
  const whom = perPerson ? 'x' : null

  test('are late from the day after their last one on, and in time on it', () => {
    const on = (day: string) =>
      facts([done(planned.step, day, whom)], HELD).find(({ of }) => of === planned.step)!.value
    expect(on(planned.due)).toMatchObject({ late: null, fromVote: -planned.daysBefore })
    expect(on(addDays(planned.due, 1))).toMatchObject({ late: 1 })
  })

  test('that nobody recorded say since how many days they are overdue, and not before', () => {
    const overdue = (today: string) =>
      facts([], today).find(({ of }) => of === planned.step)!.overdue
    expect(overdue(planned.due)).toBeUndefined()
    expect(overdue(addDays(planned.due, 2))).toBe(2)
  })

  test('for each person have the day of the last and how many it was done for', () => {
    const rule = procedureOf(regime, HELD, ['x', 'y'], []).find(
      (each) => each.rule.per === 'person',
    )!.rule
    const both = [done(rule.id, '2026-01-05', 'x'), done(rule.id, '2026-01-03', 'y')]
    expect(valueOf(facts(both, HELD), 'step', rule.id)).toMatchObject({
      on: '2026-01-05',
      done: 2,
      asked: 2,
    })
    expect(valueOf(facts(both.slice(1), HELD), 'step', rule.id)).toMatchObject({
      done: 1,
      asked: 2,
    })
  })
})

describe('the course of a session as facts', () => {
  test('has the last time of each state with the days between, and what it never came to', () => {
    const facts = courseFacts(
      [
        { state: 'ready', on: '2026-02-03' },
        { state: 'counting', on: '2026-02-05' },
        { state: 'entered', on: '2026-02-05' },
        { state: 'reconciled', on: '2026-02-05' },
        { state: 'counting', on: '2026-02-07' },
        { state: 'entered', on: '2026-02-08' },
      ],
      HELD,
    )
    expect(valueOf(facts, 'ready')).toMatchObject({ fromVote: -2, sincePrevious: null })
    expect(valueOf(facts, 'counting')).toMatchObject({ fromVote: 2, sincePrevious: 4 })
    expect(valueOf(facts, 'entered')).toMatchObject({ fromVote: 3, sincePrevious: 1 })
    expect(valueOf(facts, 'published')).toBeNull()
    expect(valueOf(facts, 'cancelled')).toBeUndefined()
  })

  test('has the minutes and the report always, the others only where they were made', () => {
    const made = { name: 'notice', madeOn: '2026-02-06', signedOn: '2026-02-09' } as const
    const facts = documentFacts([{ ...made, open: 0, scans: 1, copies: 3 }], HELD)
    expect(valueOf(facts, 'made', 'minutes')).toBeNull()
    expect(valueOf(facts, 'made', 'corrigendum')).toBeUndefined()
    expect(valueOf(facts, 'made', 'notice')).toMatchObject({ on: '2026-02-06', fromVote: 1 })
    expect(valueOf(facts, 'daysToSign', 'notice')).toEqual({ as: 'days', count: 3 })
    expect(valueOf(facts, 'copies', 'notice')).toEqual({ as: 'count', count: 3 })
  })
})

describe('lists and ballots as facts', () => {
  const official = { block: null, startedOn: null, retirementNoticeOn: null, person: null }
  const roster: Roster = {
    ballotKinds: [
      {
        id: 'k',
        code: 'A',
        title: 'Cấp ủy',
        account: {
          ballotKind: 'k',
          printed: 12,
          issued: 10,
          collected: 9,
          invalidReasons: null,
          special: [],
        },
        subjects: ['Ủy viên', 'Bí thư', 'Ủy viên'].map((position, at) => ({
          ...official,
          id: `s${at}`,
          name: `Người Mẫu ${at}`,
          position,
        })),
        leftOut: [],
        sheets: [],
      },
    ],
  }

  test('tell posts and numbers and name nobody', () => {
    const facts = listFacts(roster)
    expect(valueOf(facts, 'people', 'A')).toEqual({ as: 'count', count: 3 })
    expect(valueOf(facts, 'posts', 'A')).toEqual({
      as: 'posts',
      posts: [
        { post: 'Ủy viên', people: 2 },
        { post: 'Bí thư', people: 1 },
      ],
    })
    expect(JSON.stringify(facts)).not.toContain('Người Mẫu')
  })

  test('have no valid ballots before there is a result, and shares as so many of so many', () => {
    const facts = ballotFacts(roster, null)
    expect(valueOf(facts, 'valid', 'A')).toBeNull()
    expect(valueOf(facts, 'validPart', 'A')).toBeNull()
    expect(valueOf(facts, 'returned', 'A')).toEqual({ as: 'part', count: 9, of: 10 })
  })
})

describe('what was done to the bundles as facts', () => {
  const counts = (high: number): SheetCounts => ({
    collected: 10,
    valid: 10,
    invalid: 0,
    rows: [{ subject: 's', high, medium: 0, low: 10 - high, invalid: 0 }],
  })
  const typed = (sheet: string, passNo: number, attempt: number, high: number) => ({
    sheet,
    attempt,
    pass: {
      id: `${sheet}${passNo}${attempt}`,
      passNo,
      account: `a${passNo}`,
      counts: counts(high),
    },
  })

  test('count bundles whose first submissions differ, whatever became of them', () => {
    const facts = entryFacts({
      sheets: ['x', 'y'],
      attempts: [
        typed('x', 1, 1, 7),
        typed('x', 2, 1, 6),
        typed('x', 2, 2, 7),
        typed('y', 1, 1, 5),
        typed('y', 2, 1, 5),
      ],
      settlements: [{ decision: 'return' }],
      rechecks: [{ agrees: true }, { agrees: false }],
      answers: [
        { code: 'W301', path: '', numbers: {}, reason: 'a' },
        { code: 'E202', path: '', numbers: {}, reason: 'b' },
        { code: 'E201', path: '', numbers: {}, reason: 'c' },
      ],
      reopened: 1,
    })
    const found = Object.fromEntries(
      facts.map(({ fact, value }) => [fact, value?.as === 'count' ? value.count : null]),
    )
    expect(found).toEqual({
      sheets: 2,
      submissions: 5,
      retyped: 1,
      differingSheets: 1,
      differingCells: 2,
      chosen: 0,
      sentBack: 1,
      rechecked: 2,
      disagreed: 1,
      acknowledged: 1,
      decided: 1,
      explained: 1,
      reopened: 1,
    })
  })
})

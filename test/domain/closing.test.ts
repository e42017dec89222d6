import { describe, expect, it } from 'vitest'
import { type ClosingFacts, closingOf } from '../../src/domain/closing.ts'
import { finding } from '../../src/domain/finding.ts'
import { NOTHING_STATED } from '../../src/domain/proceedings.ts'

const person = { name: 'Tạ Thí Dụ', position: 'Ủy viên' }
const READY: ClosingFacts = {
  sheets: [
    { number: 1, definitive: true },
    { number: 2, definitive: true },
  ],
  uncovered: [],
  ballots: [{ code: 'A', issued: 10, collected: 10, onSheets: 10 }],
  voters: { summoned: 12, present: 10 },
  findings: [],
  acknowledgements: [],
  recheck: { size: 0, drawn: false, open: [] },
  missingSteps: [],
  minutesFacts: {
    ...NOTHING_STATED,
    committee: [{ ...person, duty: 'head' }],
    chair: person,
    witnesses: [person],
    venue: 'Hội trường',
    countingStarted: { day: '2026-02-05', hour: 8, minute: 0 },
    countingEnded: { day: '2026-02-05', hour: 9, minute: 0 },
    handedOverTo: person,
    copies: 3,
  },
}
const closing = (change: Partial<ClosingFacts>) => closingOf({ ...READY, ...change })
const openOf = (change: Partial<ClosingFacts>) =>
  Object.entries(closing(change).status).flatMap(([point, status]) =>
    status === 'open' ? [point] : [],
  )

const error = finding('E401', '/ballotKinds/0/subjects/0', { high: 1, sum: 1, valid: 2 })
const warning = finding('W201', '/ballotKinds/0/issued', { issued: 11, present: 10 })
const people = finding('E213', '/voters/absentExcused', { present: 10 })
const answerTo = (found: typeof error) => ({ ...found, reason: 'Vì lẽ' })

describe('the checklist of closing', () => {
  it('is ready when every point is done', () => {
    const { ready, status } = closing({})
    expect(ready).toBe(true)
    expect(new Set(Object.values(status))).toEqual(new Set(['done']))
  })

  it.each<[string, Partial<ClosingFacts>, readonly string[]]>([
    [
      'a sheet that is not definitive',
      { sheets: [{ number: 7, definitive: false }], findings: null },
      ['sheets', 'ballots', 'voters', 'findings'],
    ],
    ['a ballot kind in no sheet', { uncovered: ['B'] }, ['sheets']],
    ['no sheet at all', { sheets: [] }, ['sheets']],
    ['an error about a person', { findings: [error] }, ['findings']],
    ['a warning about ballots', { findings: [warning] }, ['ballots', 'findings']],
    ['an error about people', { findings: [people] }, ['voters', 'findings']],
    ['no draw', { recheck: { size: 1, drawn: false, open: [] } }, ['recheck']],
    ['a sheet to look at', { recheck: { size: 1, drawn: true, open: [3] } }, ['recheck']],
    [
      'a step that is a condition',
      { missingSteps: [{ step: 's', name: 'Bước', provision: 'Điều 1' }] },
      ['steps'],
    ],
  ])('is kept open by %s', (_, change, points) => {
    expect(openOf(change)).toEqual(points)
    expect(closing(change).ready).toBe(false)
  })

  it('names the sheets that are missing by their numbers', () => {
    const sheets = [1, 2, 3].map((number) => ({ number, definitive: number === 2 }))
    expect(closing({ sheets, findings: null }).missingSheets).toEqual([1, 3])
  })

  it('is ready once findings are answered or explained, and tells which', () => {
    const findings = [error, warning]
    const one = closing({ findings, acknowledgements: [answerTo(error)] })
    expect([one.ready, one.open]).toEqual([false, [warning]])
    const both = closing({ findings, acknowledgements: findings.map(answerTo) })
    expect([both.ready, both.open, both.answered, both.explained]).toEqual([
      true,
      [],
      [warning],
      [error],
    ])
  })

  it('does not take an explanation given to other numbers', () => {
    const before = answerTo({ ...error, numbers: { high: 2, sum: 2, valid: 2 } })
    expect(closing({ findings: [error], acknowledgements: [before] }).open).toEqual([error])
  })

  it('says of each kind whether its ballots add up', () => {
    const addUp = (collected: number | null, issued: number | null = 10) =>
      closing({ ballots: [{ code: 'A', issued, collected, onSheets: 10 }] }).ballots[0]?.addUp
    expect([9, 10, 11, null].map((each) => addUp(each))).toEqual([false, true, false, false])
    expect([9, 10, 11, null].map((each) => addUp(10, each))).toEqual([false, true, true, false])
  })

  it('only hints at facts the minutes leave blank', () => {
    const { ready, status, emptyFacts } = closing({ minutesFacts: NOTHING_STATED })
    expect([ready, status.minutes_facts]).toEqual([true, 'hint'])
    expect(emptyFacts).toHaveLength(8)
  })
})

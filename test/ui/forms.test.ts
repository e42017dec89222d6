import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { bundleSizesOf } from '../../src/ui/forms/ballots-form.ts'
import { dayIn, numberOf } from '../../src/ui/forms/form.ts'
import { minutesFactsOf, minutesTyped } from '../../src/ui/forms/minutes-form.ts'
import {
  committeeOf,
  committeeText,
  subjectsOf,
  subjectsText,
} from '../../src/ui/forms/people-lines.ts'
import { kindCount, rosterOf, rosterPlace, withTicked } from '../../src/ui/forms/roster-form.ts'
import { stepChanges, stepsPlace } from '../../src/ui/forms/steps-form.ts'
import { timingOf } from '../../src/ui/forms/timing-form.ts'

function issuesOf(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error instanceof AppError ? [error.code, error.detail.issues] : error
  }
  return undefined
}

describe('a number field', () => {
  test.each([
    ['', null],
    ['   ', null],
    ['0', 0],
    ['007', 7],
    ['12', 12],
  ])('with %j in it is %j', (text, count) => {
    expect(numberOf({ n: text }, 'n')).toBe(count)
  })

  test.each(['1x', '-1', '1.000', '1e3', '12345678', '１'])(
    'keeps %j for the schema to refuse',
    (text) => {
      expect(numberOf({ n: text }, 'n')).toBe(text)
    },
  )

  test('that the form does not have is empty', () => {
    expect(numberOf({}, 'n')).toBe(null)
  })
})

describe('a day', () => {
  test.each([
    ['5/2/2026', '2026-02-05'],
    ['05/02/2026', '2026-02-05'],
    ['05-02-2026', '2026-02-05'],
    ['5.2.2026', '2026-02-05'],
    [' 2026-02-05 ', '2026-02-05'],
    ['', null],
    ['   ', null],
  ])('written %j is %j: the day stands before the month', (text, day) => {
    expect(dayIn(text)).toBe(day)
  })

  test.each(['05/02/26', 'hôm qua', '2026/02/05', '5/2'])(
    'of %j is kept for the schema to refuse',
    (text) => {
      expect(dayIn(text)).toBe(text)
    },
  )

  test('that the calendar does not have is refused by the schema, not mended', () => {
    expect(dayIn('31/2/2026')).toBe('2026-02-31')
  })
})

describe('lines of people', () => {
  test('are parted by bars or by the tabs of a spreadsheet, without the running number', () => {
    const text = ' Nguyễn Văn Mẫu | Bí thư | Đảng \n\n2\tTrần Thị Thử\tPhó Bí thư\t\n3. | Đỗ Tập'
    const undated = { startedOn: null, retirementNoticeOn: null }
    expect(subjectsOf(text, '/s')).toEqual([
      { name: 'Nguyễn Văn Mẫu', position: 'Bí thư', block: 'Đảng', ...undated },
      { name: 'Trần Thị Thử', position: 'Phó Bí thư', block: null, ...undated },
      { name: 'Đỗ Tập', position: '', block: null, ...undated },
    ])
  })

  test('may end in the day of the appointment and the day of the retirement notice', () => {
    const text = 'A | x | | 15/8/2023\nB\ty\tĐảng\t\t01/10/2026'
    expect(
      subjectsOf(text, '/s').map((each) => [each.block, each.startedOn, each.retirementNoticeOn]),
    ).toEqual([
      [null, '2023-08-15', null],
      ['Đảng', null, '2026-10-01'],
    ])
  })

  test('with a sixth cell are refused by number', () => {
    const line = 'B | x | y | 1/1/2020 | 1/1/2021 | z'
    const issue = { path: '/s/1', rule: 'roster_line', found: line }
    expect(issuesOf(() => subjectsOf(`A\n${line}`, '/s'))).toEqual(['invalid_input', [issue]])
  })

  test('come back with whoever is left out at the place where they were typed', () => {
    const text = [
      'A | x | | 02/03/2026',
      'B | y',
      'C | z | Đảng | 03/03/2026',
      'D | t | | | 01/10/2025',
    ].join('\n')
    const typed = subjectsOf(text, '/s').map((each, at) => ({ ...each, ordinal: at + 1 }))
    const out = { reason: 'started_in_vote_year', provision: 'Điều 3.1' } as const
    const kind = {
      subjects: [{ ...typed[1]!, id: 'b', person: null }],
      leftOut: [typed[0]!, typed[2]!, typed[3]!].map((each) => ({ ...each, ...out })),
    }
    expect(subjectsText(kind)).toBe(
      text.replace('A | x | | 02', 'A | x |  | 02').replace('D | t | | |', 'D | t |  |  |'),
    )
  })

  test('that a line break inside a spreadsheet cell has torn are refused', () => {
    const torn = 'Nguyễn Văn Mẫu\t"Bí thư\nĐảng ủy"\tĐảng'
    expect(issuesOf(() => subjectsOf(torn, '/s'))).toMatchObject([
      'invalid_input',
      [{ path: '/s/0' }],
    ])
  })

  test('of the committee name the duty in words; nothing named is a plain member', () => {
    const members = committeeOf('A | x | TRƯỞNG BAN\nB | y | thư ký\nC | z', '/committee')
    expect(members.map((each) => each.duty)).toEqual(['head', 'secretary', 'member'])
    expect(committeeOf(committeeText(members), '/committee')).toEqual(members)
  })

  test('of the committee with an unknown duty are refused', () => {
    expect(issuesOf(() => committeeOf('A | x | phó ban', '/committee'))).toEqual([
      'invalid_input',
      [{ path: '/committee/0/duty', rule: 'choice', found: 'phó ban' }],
    ])
  })
})

describe('the roster form', () => {
  const typed = {
    'kinds.0.code': 'A',
    'kinds.0.title': 'Một',
    'kinds.0.people': 'X | y',
    'kinds.1.code': '',
    'kinds.2.code': 'C',
    'kinds.2.people': '',
  }

  test('leaves out the blocks with nothing in them', () => {
    expect(rosterOf(typed)).toMatchObject([
      { code: 'A', title: 'Một', subjects: [{ name: 'X', position: 'y', block: null }] },
      { code: 'C', title: '', subjects: [] },
    ])
  })

  test('shows one block more than are in use', () => {
    expect([kindCount({}), kindCount(typed)]).toEqual([1, 4])
  })

  test('finds the field of a fault in the block as it is shown', () => {
    const place = rosterPlace(typed)
    expect(place('/1/title')).toEqual({ field: 'kinds.2.title' })
    expect(place('/1/subjects')).toEqual({ field: 'kinds.2.people' })
    expect(place('/0/subjects/3/name')).toEqual({
      field: 'kinds.0.people',
      note: 'người thứ 4, họ tên',
    })
  })
})

describe('titles ticked in the catalogue', () => {
  const titles = [
    { id: 'bi_thu', title: 'Bí thư' },
    { id: 'pho', title: 'Phó Bí thư' },
    { id: 'khac', title: 'Khác' },
  ]

  test('become lines to complete below what was typed, and are ticked no more', () => {
    const typed = {
      'kinds.0.people': 'A | x\n',
      'title.bi_thu': 'on',
      'title.pho': 'on',
      into: '0',
    }
    expect(withTicked(typed, titles)).toEqual({
      'kinds.0.people': 'A | x\n| Bí thư |\n| Phó Bí thư |',
      into: '0',
    })
  })

  test('go to the ballot kind that was named', () => {
    const typed = { 'kinds.0.people': 'A', 'title.pho': 'on', into: '1' }
    const { 'kinds.0.people': first, 'kinds.1.people': second } = withTicked(typed, titles)
    expect([first, second]).toEqual(['A', '| Phó Bí thư |'])
  })
})

describe('the form of the procedure', () => {
  const provision = {
    ref: 'Điều 9.1',
    text: '',
    source: { title: '', href: '', read: '2026-01-01' },
    evidence: 'quoted',
    rule: null,
  } as const
  const step = (id: string, per: 'session' | 'person') => ({
    rule: { kind: 'step', id, phase: 'preparation', per, condition: false, name: id } as const,
    provision,
    due: null,
    done: [],
    missing: [],
    complete: false,
  })
  const steps = [step('sent', 'session'), step('report', 'person')]
  const people = ['p1', 'p2', 'p3']
  const changes = (typed: Record<string, string>) => stepChanges(typed, steps, people)

  test('sends what differs from what the page showed and nothing else', () => {
    const typed = {
      'steps.sent.on': '05/02/2026',
      'steps.sent.file': '15-CV',
      'steps.sent.was': '2026-02-05 15-CV',
      'steps.report.p1.on': '2026-02-01',
      'steps.report.p1.file': '',
      'steps.report.p1.was': '2026-01-31',
      'steps.report.p2.on': '',
      'steps.report.p2.file': '',
      'steps.report.p2.was': '',
    }
    expect(changes(typed)).toEqual([
      { step: 'report', subject: 'p1', doneOn: '2026-02-01', file: null },
    ])
  })

  test('gives the day for all to those without a day, on the page, and to no one else', () => {
    const typed = {
      'all.report': '3/2/2026',
      'steps.report.p1.on': '',
      'steps.report.p1.file': 'a.pdf',
      'steps.report.p2.on': '2026-02-01',
      'steps.report.p2.was': '2026-02-01',
    }
    expect(changes(typed)).toEqual([
      { step: 'report', subject: 'p1', doneOn: '2026-02-03', file: 'a.pdf' },
    ])
  })

  test('takes a record back when its day is emptied, even with a day for all', () => {
    const typed = {
      'all.report': '3/2/2026',
      'steps.report.p2.on': '',
      'steps.report.p2.file': 'b.pdf',
      'steps.report.p2.was': '2026-02-01 b.pdf',
    }
    expect(changes(typed)).toEqual([{ step: 'report', subject: 'p2', doneOn: null, file: null }])
  })

  test('refuses a file without its day, and a day for all that is none, at the field', () => {
    expect(
      issuesOf(() => changes({ 'steps.report.p3.on': '', 'steps.report.p3.file': 'c.pdf' })),
    ).toEqual(['invalid_input', [{ path: '/steps.report.p3.on', rule: 'required' }]])
    expect(issuesOf(() => changes({ 'all.report': '30/2/2026' }))).toMatchObject([
      'invalid_input',
      [{ path: '/all.report', rule: 'day' }],
    ])
  })

  test('finds the field of a refused record', () => {
    const place = stepsPlace(changes({ 'steps.sent.on': 'mai', 'steps.report.p2.on': 'nay' }))
    expect(place('/1/doneOn')).toEqual({ field: 'steps.report.p2.on' })
    expect(place('/0/file')).toEqual({ field: 'steps.sent.file' })
    expect(place('/all.report')).toEqual({ field: 'all.report' })
  })
})

test('what the form of the timing did not ask for stays as it is stored', () => {
  const stored = {
    termStartYear: 2025,
    earlier: { council_vote: '2026-01-10', half_year_review: null },
  }
  expect(timingOf({ 'earlier.council_vote': '' }, stored)).toEqual({
    termStartYear: 2025,
    earlier: { council_vote: null, half_year_review: null },
  })
})

describe('the form for the minutes', () => {
  const facts = {
    committeeWord: 'Tổ kiểm phiếu',
    committee: [{ name: 'A', position: 'x', duty: 'head' as const }],
    chair: { name: 'B', position: '' },
    witnesses: [{ name: 'C', position: 'z' }],
    venue: 'Hội trường',
    countingStarted: { day: '2026-02-05', hour: 9, minute: 5 },
    countingEnded: null,
    handedOverTo: null,
    copies: 3,
  }

  test('says the same after it was shown and sent back', () => {
    expect(minutesFactsOf(minutesTyped(facts))).toEqual(facts)
  })

  test('takes nothing typed as not stated', () => {
    const blank = minutesFactsOf({ committeeWord: 'Ban kiểm phiếu' })
    expect(blank).toMatchObject({ committee: [], chair: null, countingStarted: null, copies: null })
  })

  test('refuses a day without its time and a time without its day', () => {
    const of = (typed: Record<string, string>) => issuesOf(() => minutesFactsOf(typed))
    expect(of({ 'countingEnded.day': '2026-02-05' })).toMatchObject([
      'invalid_input',
      [{ path: '/countingEnded/time', rule: 'required' }],
    ])
    expect(of({ 'countingEnded.time': '10:00' })).toMatchObject([
      'invalid_input',
      [{ path: '/countingEnded/day', rule: 'required' }],
    ])
    expect(of({ 'countingEnded.day': '2026-02-05', 'countingEnded.time': 'chiều' })).toMatchObject([
      'invalid_input',
      [{ path: '/countingEnded/time', rule: 'clock_time' }],
    ])
  })
})

describe('bundle sizes', () => {
  test('are numbers parted by commas; no size is no plan', () => {
    expect(bundleSizesOf('10, 10,4', '/0/sheets')).toEqual([10, 10, 4])
    expect(bundleSizesOf('', '/0/sheets')).toBe(null)
  })

  test.each(['10, mười', '10, 0', '10, -4'])('of %j are refused at the second', (text) => {
    expect(issuesOf(() => bundleSizesOf(text, '/0/sheets'))).toMatchObject([
      'invalid_input',
      [{ path: '/0/sheets/1', rule: 'sheet_sizes' }],
    ])
  })
})

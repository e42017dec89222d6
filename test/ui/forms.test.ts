import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { bundleSizesOf } from '../../src/ui/forms/ballots-form.ts'
import { numberOf } from '../../src/ui/forms/form.ts'
import { minutesFactsOf, minutesTyped } from '../../src/ui/forms/minutes-form.ts'
import { committeeOf, committeeText, subjectsOf } from '../../src/ui/forms/people-lines.ts'
import { kindCount, rosterOf, rosterPlace } from '../../src/ui/forms/roster-form.ts'

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

describe('lines of people', () => {
  test('are parted by bars or by the tabs of a spreadsheet, without the running number', () => {
    const text = ' Nguyễn Văn Mẫu | Bí thư | Đảng \n\n2\tTrần Thị Thử\tPhó Bí thư\t\n3. | Đỗ Tập'
    expect(subjectsOf(text, '/s')).toEqual([
      { name: 'Nguyễn Văn Mẫu', position: 'Bí thư', block: 'Đảng' },
      { name: 'Trần Thị Thử', position: 'Phó Bí thư', block: null },
      { name: 'Đỗ Tập', position: '', block: null },
    ])
  })

  test('with a fourth cell are refused by number', () => {
    const issue = { path: '/s/1', rule: 'roster_line', found: 'B | x | y | z' }
    expect(issuesOf(() => subjectsOf('A\nB | x | y | z', '/s'))).toEqual(['invalid_input', [issue]])
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
    expect(rosterOf(typed)).toEqual([
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

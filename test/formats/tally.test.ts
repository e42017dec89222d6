import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError, type InputIssue } from '../../src/errors.ts'
import type { Tally } from '../../src/domain/tally.ts'
import { parseTally, tallyFromJson, tallyText } from '../../src/formats/tally.ts'
import { sampleTally } from '../domain/sample.ts'

const FORMAT = 'tin-nhiem/tally@1'

type Json = { [key: string]: Json | Json[] | string | number | boolean | null }

const TWO = sampleTally({ marks: { confidence: 30, no_confidence: 21, invalid: 1 } })
const SUBJECT = '/ballotKinds/0/subjects/0'

/** The sample file with the value at a pointer replaced; `undefined` takes the key away. */
function fileWith(path: string, value: unknown, tally = sampleTally()): unknown {
  const file = JSON.parse(tallyText(tally)) as Json
  const keys = path.split('/').slice(1)
  const last = keys.pop()!
  const holder = keys.reduce<Json>((at, key) => at[key] as Json, file)
  if (value === undefined) delete holder[last]
  else holder[last] = value as string
  return file
}

function issuesOf(value: unknown): readonly InputIssue[] {
  try {
    tallyFromJson(value)
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input')
      return error.detail['issues'] as readonly InputIssue[]
    throw error
  }
  return []
}

const COUNTS = [
  '/voters/members',
  '/voters/summoned',
  '/voters/present',
  '/ballotKinds/0/issued',
  '/ballotKinds/0/collected',
  '/ballotKinds/0/valid',
  '/ballotKinds/0/invalid',
  '/ballotKinds/0/subjects/0/high',
  '/ballotKinds/0/subjects/0/medium',
  '/ballotKinds/0/subjects/0/low',
  '/ballotKinds/0/subjects/0/invalid',
]

describe('parseTally', () => {
  it('reads the file that tallyText writes', () => {
    const tally = sampleTally()
    expect(parseTally(new TextEncoder().encode(tallyText(tally)))).toEqual(tally)
  })

  it.each([
    ['not UTF-8', [0x7b, 0xff], 'invalid_utf8'],
    ['not JSON', [0x7b], 'invalid_json'],
    ['empty', [], 'invalid_json'],
  ])('refuses a file that is %s', (_, values, code) => {
    expect(() => parseTally(Uint8Array.from(values))).toThrow(expect.objectContaining({ code }))
  })

  it('refuses a file that says one count twice', () => {
    const text = tallyText(sampleTally()).replace('"low": 0', '"low": 0, "low": 40')
    expect(() => parseTally(new TextEncoder().encode(text))).toThrow(
      expect.objectContaining({
        code: 'duplicate_key',
        detail: expect.objectContaining({ path: '/ballotKinds/0/subjects/0/low' }),
      }),
    )
  })

  it('takes a file without the keys that may be left out', () => {
    const file = fileWith('/regime', undefined) as { ballotKinds: { subjects: Json[] }[] }
    const subject = file.ballotKinds[0]!.subjects[0]!
    delete subject['block']
    delete subject['position']
    const tally = tallyFromJson(file)
    expect(tally.regime).toBeNull()
    expect(tally.ballotKinds[0]!.subjects[0]).toMatchObject({ block: null, position: '' })
  })

  it.each(COUNTS)('takes 0, 1000000, null and a missing key at %s', (path) => {
    const at = (value: unknown) => {
      const tally: unknown = tallyFromJson(fileWith(path, value))
      return path
        .split('/')
        .slice(1)
        .reduce((holder, key) => (holder as Record<string, unknown>)[key], tally)
    }
    expect([at(0), at(1_000_000), at(null), at(undefined)]).toEqual([0, 1_000_000, null, null])
    expect(Object.is(at(-0), 0)).toBe(true)
  })

  it.each(COUNTS)('refuses every other count at %s', (path) => {
    for (const found of [-1, 1_000_001, 0.5, '52', true, [52], {}, 2 ** 60])
      expect(issuesOf(fileWith(path, found))).toEqual([
        { path, rule: 'count', found: JSON.stringify(found) },
      ])
  })

  it.each(['confidence', 'no_confidence', 'invalid'])(
    'takes and refuses in two levels what it does in three: %s',
    (level) => {
      const path = `${SUBJECT}/${level}`
      const at = (value: unknown) => {
        const tally = tallyFromJson(fileWith(path, value, TWO))
        return (tally.ballotKinds[0]!.subjects[0]! as Readonly<Record<string, unknown>>)[level]
      }
      expect([at(0), at(1_000_000), at(null), at(undefined)]).toEqual([0, 1_000_000, null, null])
      for (const found of [-1, 1_000_001, 0.5, '52', true])
        expect(issuesOf(fileWith(path, found, TWO))).toEqual([
          { path, rule: 'count', found: JSON.stringify(found) },
        ])
    },
  )

  it.each([
    ['two levels', TWO, 'high', 1],
    ['two levels', TWO, 'low', null],
    ['three levels', sampleTally(), 'no_confidence', 1],
    ['three levels', sampleTally(), 'confidence', null],
  ])('refuses a person of %s with one mark of the other: %s', (_, tally, level, value) => {
    const path = `${SUBJECT}/${level}`
    const issues = issuesOf(fileWith(path, value, tally))
    expect(issues).toEqual([{ path, rule: 'levels_mixed', found: JSON.stringify(value) }])
  })

  it('refuses people of three levels and of two in one file, wherever they stand', () => {
    const [kind] = sampleTally().ballotKinds
    const [other] = TWO.ballotKinds
    const people = [kind!.subjects[0]!, { ...other!.subjects[0]!, id: '2' }]
    expect(issuesOf(fileWith('/ballotKinds/0/subjects', people))).toEqual([
      { path: '/ballotKinds/0/subjects/1/confidence', rule: 'levels_mixed', found: '30' },
      { path: '/ballotKinds/0/subjects/1/no_confidence', rule: 'levels_mixed', found: '21' },
    ])
    const second = { ...other!, id: 'B' }
    const faults = issuesOf(fileWith('/ballotKinds', [kind, second]))
    expect(faults.map(({ path }) => path)).toEqual([
      '/ballotKinds/1/subjects/0/confidence',
      '/ballotKinds/1/subjects/0/no_confidence',
    ])
  })

  it('gives a person without a mark those of the file, missing; three where no one has any', () => {
    const bare = { id: '2', name: 'Nguyễn Văn Mẫu' }
    const marksOf = (people: unknown[]) => {
      const tally = tallyFromJson(fileWith('/ballotKinds/0/subjects', people))
      const {
        id: _,
        name: __,
        position: ___,
        block: ____,
        ...marks
      } = tally.ballotKinds[0]!.subjects.at(-1)!
      return marks
    }
    const three = { high: null, medium: null, low: null, invalid: null }
    const two = { confidence: null, no_confidence: null, invalid: null }
    expect(marksOf([bare])).toEqual(three)
    expect(marksOf([sampleTally().ballotKinds[0]!.subjects[0]!, bare])).toEqual(three)
    expect(marksOf([TWO.ballotKinds[0]!.subjects[0]!, bare])).toEqual(two)
  })

  it('refuses another format and a file without one', () => {
    const code = (value: unknown) => {
      try {
        return tallyFromJson(value)
      } catch (error) {
        return error instanceof AppError ? [error.code, error.detail] : error
      }
    }
    expect(code(fileWith('/format', 'tin-nhiem/tally@2'))).toEqual([
      'unknown_format',
      { found: 'tin-nhiem/tally@2', expected: FORMAT },
    ])
    expect(code(fileWith('/format', undefined))).toEqual([
      'unknown_format',
      { found: null, expected: FORMAT },
    ])
    expect(issuesOf([])).toEqual([{ path: '', rule: 'object', found: '[]' }])
  })

  it.each([
    ['/heldOn', '2023-02-29', 'day'],
    ['/heldOn', '2023-2-1', 'day'],
    ['/heldOn', 20231205, 'day'],
    ['/heldOn', undefined, 'required'],
    ['/side', 'đảng', 'choice'],
    ['/title', null, 'text'],
    ['/title', 'x\ny', 'control_character'],
    ['/organisation', 'x'.repeat(501), 'text_too_long'],
    ['/voters', undefined, 'required'],
    ['/voters', 53, 'object'],
    ['/ballotKinds', {}, 'list'],
    ['/ballotKinds', [], 'list_empty'],
    ['/ballotKinds/0/id', '', 'text_empty'],
    ['/ballotKinds/0/id', 'x'.repeat(65), 'text_too_long'],
    ['/ballotKinds/0/subjects/0/id', 7, 'text'],
    ['/ballotKinds/0/subjects/0/name', '  ', 'text_empty'],
    ['/ballotKinds/0/subjects/0/name', 'x'.repeat(201), 'text_too_long'],
    ['/ballotKinds/0/subjects/0/name', 'Mẫu\u0000', 'control_character'],
    ['/ballotKinds/0/subjects/0/name', 'Mẫu\u202e', 'control_character'],
    ['/meeting', 'online', 'unknown_key'],
    ['/voters/absent', 1, 'unknown_key'],
    ['/ballotKinds/0/printed', 1, 'unknown_key'],
    ['/ballotKinds/0/subjects/0/blank', 0, 'unknown_key'],
  ])('refuses %s = %j as %s', (path, value, rule) => {
    expect(issuesOf(fileWith(path, value)).map((issue) => [issue.path, issue.rule])).toEqual([
      [path, rule],
    ])
  })

  it('takes texts of exactly the greatest length', () => {
    expect(issuesOf(fileWith('/ballotKinds/0/subjects/0/name', 'ễ'.repeat(200)))).toEqual([])
    expect(issuesOf(fileWith('/ballotKinds/0/id', 'x'.repeat(64)))).toEqual([])
  })

  it('reports every fault, not only the first', () => {
    const file = fileWith('/voters/present', -1) as Json
    file['side'] = 'x'
    file['extra'] = 1
    expect(issuesOf(file).map(({ path }) => path)).toEqual(['/side', '/voters/present', '/extra'])
  })

  it('takes 50 ballot kinds and 1000 subjects, refuses one more of either', () => {
    const [kind] = sampleTally().ballotKinds
    const kinds = (number: number, subjects: number) =>
      Array.from({ length: number }, (_, at) => ({
        ...kind!,
        id: `${at}`,
        subjects: Array.from({ length: subjects }, (_, row) => ({
          ...kind!.subjects[0]!,
          id: `${row}`,
        })),
      }))
    expect(issuesOf(fileWith('/ballotKinds', kinds(50, 20)))).toEqual([])
    expect(issuesOf(fileWith('/ballotKinds', kinds(51, 0)))).toMatchObject([
      { path: '/ballotKinds', rule: 'list_too_long' },
    ])
    expect(
      issuesOf(fileWith('/ballotKinds', [...kinds(49, 20), ...kinds(50, 21).slice(49)])),
    ).toEqual([expect.objectContaining({ path: '/ballotKinds', rule: 'too_many_subjects' })])
  })

  it('refuses two ballot kinds of one id; a subject twice is left to the checks', () => {
    const { ballotKinds } = sampleTally()
    expect(issuesOf(fileWith('/ballotKinds', [...ballotKinds, ...ballotKinds]))).toEqual([
      { path: '/ballotKinds/1/id', rule: 'duplicate_id', found: '"A"' },
    ])
    const twice = [{ ...ballotKinds[0]!, subjects: Array(2).fill(ballotKinds[0]!.subjects[0]) }]
    expect(issuesOf(fileWith('/ballotKinds', twice))).toEqual([])
  })

  it('brings texts to NFC even when the value never was a file', () => {
    const tally = tallyFromJson(fileWith('/organisation', 'To\u0302\u0309 mâ\u0303u'))
    expect(tally.organisation).toBe('Tổ mẫu')
  })
})

describe('tallyText', () => {
  it('keeps the order of the contract and the order of people, and ends with a newline', () => {
    const text = tallyText(sampleTally())
    expect(text.endsWith('}\n')).toBe(true)
    expect(text.match(/\w+(?=":)/g)!.join(' ')).toBe(
      'format regime side heldOn title organisation voters members summoned present ballotKinds ' +
        'id title issued collected valid invalid subjects ' +
        'id name position block high medium low invalid',
    )
  })

  it('writes the marks of the vote and no other', () => {
    expect(
      tallyText(TWO)
        .match(/\w+(?=":)/g)!
        .slice(-7)
        .join(' '),
    ).toBe('id name position block confidence no_confidence invalid')
    expect(parseTally(new TextEncoder().encode(tallyText(TWO)))).toEqual(TWO)
  })

  it('gives the same bytes whatever order the keys of the value had', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, each]) => [key, reversed(each)]),
            )
          : value
    expect(tallyText(reversed(sampleTally()) as Tally)).toBe(tallyText(sampleTally()))
  })

  it('is read back as the same tally, for any names and counts', () => {
    const count = fc.option(fc.integer({ min: 0, max: 1_000_000 }))
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .map((text) =>
        `A${text.replace(/[\p{Cc}\u200b-\u202e\u2066-\u2069\ufeff]/gu, '')}`.normalize(),
      )
    fc.assert(
      fc.property(count, count, name, name, fc.option(name), (high, valid, title, each, block) => {
        const tally = sampleTally({
          head: { title, regime: null },
          kind: { valid },
        })
        const [kind] = tally.ballotKinds
        const subjects = [{ ...kind!.subjects[0]!, name: each, block, high }]
        const whole = { ...tally, ballotKinds: [{ ...kind!, subjects }] }
        expect(parseTally(new TextEncoder().encode(tallyText(whole)))).toEqual(whole)
      }),
    )
  })
})

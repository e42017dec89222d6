import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { BallotKind, Roster } from '../../src/domain/roster.ts'
import type { Session } from '../../src/domain/session.ts'
import { checkSheetCode, readSheetCode, sheetCodes } from '../../src/domain/sheet-code.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const SIGNS = Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ')

const person = (id: string, name: string, position = 'Ủy viên') => ({
  id,
  name,
  position,
  block: null,
  startedOn: null,
  retirementNoticeOn: null,
  person: null,
})
const kind = (id: string, over: Partial<BallotKind> = {}): BallotKind => ({
  id,
  code: id.toUpperCase(),
  title: 'Phiếu',
  account: {
    ballotKind: id,
    printed: null,
    issued: null,
    collected: null,
    invalidReasons: null,
    special: [],
  },
  subjects: [person('s1', 'Nguyễn Mẫu An'), person('s2', 'Trần Thí Dụ Lộc')],
  leftOut: [],
  sheets: [],
  ...over,
})
const rosterOf = (...ballotKinds: BallotKind[]): Roster => ({ ballotKinds })

const session: Pick<Session, 'id' | 'shortId' | 'mode'> = {
  id: 'session-1',
  shortId: 'KP-7Q4M2K',
  mode: 'real',
}
const sheets = [
  { id: 'x1', number: 1, ballots: 50 },
  { id: 'x2', number: 2, ballots: 50 },
  { id: 'x12', number: 12, ballots: 33 },
  { id: 'x120', number: 120, ballots: 1 },
]
const A = kind('a', { sheets })
const codes = sheetCodes(session, rosterOf(A), sha256)
const codeOf = (number: number) => codes.get(number) ?? ''
const judge = (typed: string, number = 12) => checkSheetCode(typed, number, session, codes)

describe('the code of a sheet', () => {
  it('says session and sheet to the eye, then a digest and two check characters', () => {
    expect(codeOf(1)).toMatch(/^KP-7Q4M2K · 01 · [0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/)
    expect(codeOf(120)).toContain(' · 120 · ')
    expect(new Set(codes.values()).size).toBe(sheets.length)
  })

  it('is never another for the same sheet: a printed paper stays good', () => {
    expect(codeOf(1)).toBe('KP-7Q4M2K · 01 · 4X0Q-5S')
    const again = A.sheets.map((each) => ({ ...each, id: `new-${each.id}` }))
    expect(sheetCodes(session, rosterOf(kind('a', { sheets: again })), sha256)).toEqual(codes)
  })

  it('is read in any case, without its signs, and with letters that look like digits', () => {
    const code = codeOf(12)
    const bare = code.replace(/[^0-9A-Z]/g, '')
    for (const typed of [code, code.toLowerCase(), bare, ` ${bare} `, bare.replaceAll('1', 'l')])
      expect(judge(typed)).toEqual({ is: 'ok' })
    expect(judge(bare.replaceAll('0', 'o'))).toEqual({ is: 'ok' })
  })
})

describe('a slip in typing', () => {
  const bare = (number: number) => codeOf(number).replace(/[^0-9A-Z]/g, '')
  const slips = (code: string) =>
    Array.from(code).flatMap((right, at) =>
      SIGNS.filter((sign) => sign !== right).map(
        (sign) => code.slice(0, at) + sign + code.slice(at + 1),
      ),
    )
  const swaps = (code: string) =>
    Array.from(code).flatMap((sign, at) => {
      const next = code[at + 1]
      if (next === undefined || next === sign) return []
      return [code.slice(0, at) + next + sign + code.slice(at + 2)]
    })

  it.each([1, 2, 12, 120])('of one character is always refused: sheet %i', (number) => {
    const typed = slips(bare(number))
    expect(typed.length).toBeGreaterThan(400)
    for (const each of typed) expect([each, judge(each, number).is]).toEqual([each, 'mistyped'])
  })

  it.each([1, 2, 12, 120])('of two neighbours swapped is always refused: sheet %i', (number) => {
    const typed = swaps(bare(number))
    expect(typed.length).toBeGreaterThan(8)
    for (const each of typed) expect([each, judge(each, number).is]).toEqual([each, 'mistyped'])
  })

  it('is refused in a thousand other codes just the same', () => {
    for (let at = 0; at < 1000; at++) {
      const other = { ...session, id: `id-${at}` }
      const made = sheetCodes(other, rosterOf(A), sha256)
      const code = (made.get(12) ?? '').replace(/[^0-9A-Z]/g, '')
      for (const each of swaps(code))
        expect(checkSheetCode(each, 12, other, made)).toEqual({ is: 'mistyped' })
      const at17 = at % code.length
      const sign = SIGNS[(SIGNS.indexOf(code[at17] ?? '') + 1 + (at % 31)) % 32] ?? ''
      const slip = code.slice(0, at17) + sign + code.slice(at17 + 1)
      expect(checkSheetCode(slip, 12, other, made)).toEqual({ is: 'mistyped' })
    }
  })

  it('of a character left out, one too many, or no code at all is refused', () => {
    const code = bare(12)
    const short = Array.from(code, (_, at) => code.slice(0, at) + code.slice(at + 1))
    for (const each of [...short, `${code}0`, `0${code}`, '', 'tập 12', '   ', 'U'.repeat(16)])
      expect([each, judge(each).is]).toEqual([each, 'mistyped'])
    expect(judge(codeOf(12).replace(' 12 ', ' 012 '))).toEqual({ is: 'mistyped' })
  })
})

describe('a code that is right in itself', () => {
  it('is told from that of another sheet of the session', () => {
    expect(judge(codeOf(2), 12)).toEqual({ is: 'other_sheet', number: 2 })
    expect(judge(codeOf(2), 2)).toEqual({ is: 'ok' })
  })

  it('opens its sheet without being told which', () => {
    expect(readSheetCode(codeOf(120), session, codes)).toEqual({ is: 'sheet', number: 120 })
  })

  it('is made otherwise for a rehearsal, even one that had every id of a real session', () => {
    const middle = (mode: Session['mode']) =>
      sheetCodes({ ...session, mode }, rosterOf(A), sha256)
        .get(12)
        ?.slice(-7)
    expect(middle('rehearsal')).not.toBe(middle('real'))
    expect(middle('real')).toBe(codes.get(12)?.slice(-7))
  })

  it('is told from that of another session, which it names', () => {
    const other = { id: 'session-2', shortId: 'TD-0A1B2C', mode: 'rehearsal' } as const
    const code = sheetCodes(other, rosterOf(A), sha256).get(12) ?? ''
    expect(judge(code)).toEqual({ is: 'other_session', shortId: 'TD-0A1B2C' })
  })

  const changed: readonly (readonly [string, BallotKind])[] = [
    ['a name was changed', kind('a', { sheets, subjects: [person('s1', 'Nguyễn Mẫu Ân')] })],
    [
      'a position was changed',
      kind('a', { sheets, subjects: [person('s1', 'Nguyễn Mẫu An', 'Bí thư'), A.subjects[1]!] }),
    ],
    ['somebody was left off', kind('a', { sheets, subjects: A.subjects.slice(0, 1) })],
    ['the order was changed', kind('a', { sheets, subjects: A.subjects.toReversed() })],
    [
      'the bundle holds another number',
      kind('a', { sheets: sheets.map((each) => ({ ...each, ballots: each.ballots + 1 })) }),
    ],
    ['the sheet was put to another kind', kind('b', { sheets })],
    ['the sheet is planned no more', kind('a', { sheets: sheets.slice(0, 1) })],
  ]
  it.each(changed)('is old once %s', (_, now) => {
    const after = sheetCodes(session, rosterOf(now), sha256)
    expect(checkSheetCode(codeOf(12), 12, session, after)).toEqual({ is: 'old', number: 12 })
  })

  it('stays good when another kind of ballot is changed', () => {
    const other = kind('b', { sheets: [{ id: 'y', number: 3, ballots: 9 }] })
    const after = sheetCodes(session, rosterOf(A, other), sha256)
    expect(checkSheetCode(codeOf(12), 12, session, after)).toEqual({ is: 'ok' })
  })
})

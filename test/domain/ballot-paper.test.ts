import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Session } from '../../src/domain/session.ts'
import { ballotCode } from '../../src/domain/ballot-paper.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const person = (id: string, name: string, position = 'Ủy viên') => ({
  id,
  name,
  position,
  block: null,
  startedOn: null,
  retirementNoticeOn: null,
  person: null,
})
const session: Pick<Session, 'id' | 'shortId' | 'mode'> = {
  id: 's',
  shortId: 'KP-7Q4M2K',
  mode: 'real',
}
const kind = {
  id: 'k',
  code: 'A',
  title: 'Phiếu màu xanh',
  subjects: [person('1', 'Nguyễn Mẫu An'), person('2', 'Trần Thí Dụ Lộc')],
}
const code = (over: Partial<typeof kind> = {}, of = session) =>
  ballotCode(of, { ...kind, ...over }, sha256)

describe('the code on the ballots of a kind', () => {
  it('names session and kind, and is the same on every ballot and every print', () => {
    expect(code()).toMatch(/^KP-7Q4M2K · A · [0-9A-Z]{4}$/)
    expect(code()).toBe(code())
  })

  it('is another one as soon as anything on the ballot is another: a name, a post, the order, the title', () => {
    const [first, second] = kind.subjects as [(typeof kind.subjects)[0], (typeof kind.subjects)[0]]
    const others = [
      code({ subjects: [second, first] }),
      code({ subjects: [{ ...first, name: 'Nguyễn Mẫu Ân' }, second] }),
      code({ subjects: [{ ...first, position: 'Bí thư' }, second] }),
      code({ subjects: [first] }),
      code({ title: 'Phiếu màu vàng' }),
      code({}, { ...session, id: 't' }),
      code({}, { ...session, mode: 'rehearsal' }),
    ]
    expect(new Set([code(), ...others]).size).toBe(8)
  })
})

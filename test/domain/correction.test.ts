import { describe, expect, it } from 'vitest'
import { correctedFigures } from '../../src/domain/correction.ts'
import type { Counted } from '../../src/domain/figure-comparison.ts'
import { outcomeOf } from '../../src/domain/outcome.ts'
import type { SubjectTally, Tally } from '../../src/domain/tally.ts'
import { REGIMES } from '../reports/regimes.ts'

const regime = REGIMES['96-qd-tw-2023']!
const person = (id: string, over: Partial<SubjectTally> = {}): SubjectTally => ({
  id,
  name: `Người Mẫu ${id}`,
  position: 'Ủy viên',
  block: null,
  high: 5,
  medium: 3,
  low: 2,
  invalid: 0,
  ...over,
})
const tally = (over: Partial<Tally> = {}, subjects = [person('1'), person('2')]): Tally => ({
  regime: '96-qd-tw-2023',
  side: 'party',
  heldOn: '2026-02-05',
  title: 'Lấy phiếu',
  organisation: 'Đảng ủy xã Mẫu',
  voters: { members: 10, summoned: 10, present: 10 },
  ballotKinds: [
    { id: 'A', title: 'Cấp ủy', issued: 10, collected: 10, valid: 10, invalid: 0, subjects },
  ],
  ...over,
})
const counted = (of: Tally): Counted => ({ tally: of, outcome: outcomeOf(of, regime) })
const between = (old: Tally, now: Tally) => correctedFigures(counted(old), counted(now))

describe('what a corrigendum corrects', () => {
  it('is nothing where nothing changed', () => {
    expect(between(tally(), tally())).toEqual([])
  })

  it('is each changed count with its share and clause, and nothing of anybody else', () => {
    const now = tally({}, [person('1'), person('2', { high: 1, medium: 3, low: 6 })])
    const on = { ballotKind: 'Cấp ủy', subject: 'Người Mẫu 2' }
    expect(between(tally(), now)).toEqual([
      { ...on, figure: 'high', old: 5, now: 1 },
      { ...on, figure: 'low', old: 2, now: 6 },
      { ...on, figure: 'high_percent', old: '50,00', now: '10,00' },
      { ...on, figure: 'low_percent', old: '20,00', now: '60,00' },
      { ...on, figure: 'clause', old: null, now: 'Điều 11.2' },
    ])
  })

  it('is every share of everybody when the base is another one', () => {
    const old = tally({
      ballotKinds: [{ ...tally().ballotKinds[0]!, issued: 12, collected: 12, invalid: 2 }],
    })
    const figures = between(old, tally())
    expect(figures.filter(({ subject }) => subject === null).map(({ figure }) => figure)).toEqual([
      'issued',
      'collected',
      'invalid',
    ])
    const shares = figures.filter(({ subject }) => subject !== null)
    expect(shares).toHaveLength(6)
    expect(shares.every(({ figure }) => figure.endsWith('_percent'))).toBe(true)
  })

  it('tells 0 from what was not stated', () => {
    const old = tally({ voters: { members: null, summoned: 10, present: 10 } })
    const now = tally({ voters: { members: 0, summoned: 10, present: 10 } })
    const figures = between(old, now).filter(({ subject }) => subject === null)
    expect(figures).toEqual([
      { ballotKind: null, subject: null, figure: 'members', old: null, now: 0 },
    ])
  })

  it('has no share for a result that was held', () => {
    const old = tally({}, [person('1', { high: 6 }), person('2')])
    const figures = between(old, tally())
    expect(figures).toContainEqual({
      ballotKind: 'Cấp ủy',
      subject: 'Người Mẫu 2',
      figure: 'high_percent',
      old: null,
      now: '50,00',
    })
  })
})

import { describe, expect, test } from 'vitest'
import { sumFaults } from '../../src/recount/sum-passes.ts'

const row = (subject: string, high: number, low: number, invalid = 0) => {
  return { subject, high, medium: 0, low, invalid }
}
const counts = (high: number, low: number) => {
  return { collected: 5, valid: high + low, invalid: 0, rows: [row('s1', high, low)] }
}
const attempt = (id: string, passNo: number, high: number, account = `a${passNo}`) => {
  return { id, passNo, account, counts: counts(high, 5 - high) }
}
const roster = {
  ballotKinds: [
    {
      id: 'k',
      code: 'A',
      account: { issued: 10, collected: 10 },
      subjects: [{ id: 's1', name: 'Một' }],
    },
  ],
}
const tally = (high: number, more: object = {}) => ({
  ballotKinds: [
    {
      id: 'A',
      issued: 10,
      collected: 10,
      valid: 10,
      invalid: 0,
      subjects: [{ id: '1', name: 'Một', high, medium: 0, low: 10 - high, invalid: 0, ...more }],
    },
  ],
})
const sheet = (attempts: unknown[], settlements: unknown[] = []) => {
  return { ballotKind: 'k', attempts, settlements }
}
const faults = (sheets: unknown[], told: unknown) =>
  sumFaults(JSON.stringify({ sheets }), JSON.stringify(roster), JSON.stringify(told)).map(
    ({ what }) => what,
  )

const agreed = (high: number) => sheet([attempt('p', 1, high), attempt('q', 2, high)])

describe('the sums of the passes', () => {
  test('are those of the tally, sheet by sheet', () => {
    expect(faults([agreed(3), agreed(4)], tally(7))).toEqual([])
    expect(faults([agreed(3), agreed(4)], tally(6))).toEqual(['high', 'low'])
    expect(faults([agreed(3), agreed(4)], tally(8))).toEqual(['high', 'low'])
    expect(faults([agreed(3)], tally(3))).toEqual(['valid', 'low'])
  })

  test('take the newest attempt of each pass', () => {
    const retyped = sheet([attempt('o', 1, 1), attempt('p', 1, 3), attempt('q', 2, 3)])
    expect(faults([retyped, agreed(4)], tally(7))).toEqual([])
  })

  test('take the pass that was chosen over exactly the newest attempts, and no other', () => {
    const two = [attempt('p', 1, 3), attempt('q', 2, 2)]
    const choose = { decision: 'choose', passNo: 2, passIds: ['p', 'q'] }
    expect(faults([sheet(two, [choose]), agreed(4)], tally(6))).toEqual([])
    expect(faults([sheet(two), agreed(4)], tally(6))).toContain('sheet')
    const stale = { ...choose, passIds: ['o', 'q'] }
    expect(faults([sheet(two, [stale]), agreed(4)], tally(6))).toContain('sheet')
    const back = { ...choose, decision: 'return' }
    expect(faults([sheet(two, [choose, back]), agreed(4)], tally(6))).toContain('sheet')
  })

  test('need two people', () => {
    const alone = sheet([attempt('p', 1, 3, 'a'), attempt('q', 2, 3, 'a')])
    expect(faults([alone, agreed(4)], tally(7))).toContain('sheet')
  })

  test('are under the names of the roster in its order', () => {
    expect(faults([agreed(3), agreed(4)], tally(7, { name: 'Hai' }))).toEqual(['person'])
    expect(faults([agreed(3), agreed(4)], tally(7, { id: '2' }))).toEqual(['person'])
    expect(faults([agreed(3), agreed(4)], { ballotKinds: [] })).toEqual([
      'ballotKinds',
      'ballotKind',
    ])
  })
})

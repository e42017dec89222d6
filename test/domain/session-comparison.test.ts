import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  FACTS,
  FACT_GROUPS,
  type FactPair,
  type FactValue,
  type SessionFact,
  compareSessions,
} from '../../src/domain/session-comparison.ts'

const value: fc.Arbitrary<FactValue | null> = fc.oneof(
  fc.constant(null),
  fc.record({ as: fc.constant('count' as const), count: fc.nat(3) }),
  fc.record({ as: fc.constant('text' as const), text: fc.constantFrom('a', 'b') }),
  fc.record({ as: fc.constant('part' as const), count: fc.nat(2), of: fc.nat(2) }),
)
const fact: fc.Arbitrary<SessionFact> = fc
  .record({
    group: fc.constantFrom(...FACT_GROUPS),
    fact: fc.constantFrom(...FACTS.slice(0, 5)),
    of: fc.constantFrom(null, 'A', 'B'),
    value,
    overdue: fc.constantFrom(undefined, 3),
  })
  .map((each) => ({ ...each, name: each.of === null ? null : `Loại ${each.of}` }))
const keyOf = ({ group, fact, of }: Pick<SessionFact, 'group' | 'fact' | 'of'>) =>
  JSON.stringify([group, fact, of])
const facts = fc.uniqueArray(fact, { selector: keyOf, maxLength: 25 })

/** What the rows say one side recorded. */
const told = (pairs: readonly FactPair[], side: 'left' | 'right') =>
  new Map(
    pairs
      .filter((each) => each[side].state !== 'not_asked')
      .map((each) => [keyOf(each), each[side]]),
  )
const recorded = (all: readonly SessionFact[]) => told(compareSessions(all, all), 'left')
const MIRRORED = {
  same: 'same',
  differs: 'differs',
  left_only: 'right_only',
  right_only: 'left_only',
  neither: 'neither',
}

describe('two sessions side by side', () => {
  test('of which both are the same differ in nothing', () => {
    fc.assert(
      fc.property(facts, (one) => {
        const pairs = compareSessions(one, one)
        expect(pairs).toHaveLength(one.length)
        for (const { left, right, relation } of pairs) {
          expect(left).toEqual(right)
          expect(['same', 'neither']).toContain(relation)
        }
      }),
    )
  })

  test('are mirrored when they change sides', () => {
    fc.assert(
      fc.property(facts, facts, (a, b) => {
        const back = new Map(compareSessions(b, a).map((each) => [keyOf(each), each]))
        const there = compareSessions(a, b)
        expect(there).toHaveLength(back.size)
        for (const each of there)
          expect(back.get(keyOf(each))).toMatchObject({
            left: each.right,
            right: each.left,
            relation: MIRRORED[each.relation],
          })
      }),
    )
  })

  test('keep every fact of both, so that each side can be read back from the rows', () => {
    fc.assert(
      fc.property(facts, facts, (a, b) => {
        const pairs = compareSessions(a, b)
        expect(told(pairs, 'left')).toEqual(recorded(a))
        expect(told(pairs, 'right')).toEqual(recorded(b))
      }),
    )
  })

  test('stand in the order of the groups, the left’s own first', () => {
    const of = (group: SessionFact['group'], code: string): SessionFact => ({
      group,
      fact: 'people',
      of: code,
      name: null,
      value: { as: 'count', count: 1 },
    })
    const pairs = compareSessions(
      [of('ballots', 'A'), of('list', 'B')],
      [of('list', 'C'), of('ballots', 'A'), of('list', 'B')],
    )
    expect(pairs.map((each) => [each.group, each.of, each.relation])).toEqual([
      ['list', 'B', 'same'],
      ['list', 'C', 'right_only'],
      ['ballots', 'A', 'same'],
    ])
  })

  test('tell what nobody recorded apart from what is not asked for, and null from 0', () => {
    const of = (value: FactValue | null, overdue?: number): SessionFact => ({
      group: 'voters',
      fact: 'present',
      of: null,
      name: null,
      value,
      overdue,
    })
    const [none] = compareSessions([of(null)], [of({ as: 'count', count: 0 })])
    expect(none).toMatchObject({
      left: { state: 'not_recorded', overdue: null },
      right: { state: 'recorded', value: { count: 0 } },
      relation: 'right_only',
    })
    const [late] = compareSessions([of(null, 4)], [])
    expect(late).toMatchObject({
      left: { state: 'not_recorded', overdue: 4 },
      right: { state: 'not_asked' },
      relation: 'neither',
    })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkTally } from '../../src/domain/checks.ts'
import { FINDING_CODES, type Finding, finding } from '../../src/domain/finding.ts'
import {
  FINDING_CATALOGUE,
  FINDING_LEVELS,
  answerOf,
  inOrderOfLooking,
  levelOf,
  priorityOf,
} from '../../src/domain/finding-catalogue.ts'
import { REGIMES, regimeNamed, sampleTally } from './sample.ts'

const codes = FINDING_CATALOGUE.map(({ code }) => code)

describe('the catalogue', () => {
  it('has every code once, each with a level', () => {
    expect(codes.toSorted()).toEqual([...FINDING_CODES].toSorted())
    for (const { levels } of FINDING_CATALOGUE) {
      expect(levels.length).toBeGreaterThan(0)
      expect(FINDING_LEVELS).toEqual(expect.arrayContaining([...levels]))
    }
  })

  it('is a total order: no two codes share a priority', () => {
    expect(codes.map(priorityOf)).toEqual(codes.map((_, at) => at + 1))
  })

  it.each([
    ['E701', 'E101'],
    ['E101', 'E201'],
    ['E101', 'E401'],
    ['E211', 'E212'],
    ['E213', 'E212'],
    ['W301', 'E301'],
    ['E205', 'E204'],
    ['E201', 'E401'],
    ['E403', 'E401'],
    ['E401', 'W721'],
  ] as const)('%s comes before %s, which may follow from it', (cause, consequence) => {
    expect(priorityOf(cause)).toBeLessThan(priorityOf(consequence))
  })

  it.each([
    ['E401', 'correction'],
    ['E202', 'decision'],
    ['W301', 'reason'],
    ['W721', 'none'],
  ] as const)('%s is answered by a %s', (code, answer) => {
    expect(answerOf(code)).toBe(answer)
  })

  it.each(FINDING_CATALOGUE.flatMap(({ code, law }) => (law === null ? [] : [[code, law]])))(
    '%s goes back to %s, which is there',
    (_, law) => {
      const [, id, ref] = /^(\S+) (.+)$/.exec(law)!
      const regime = REGIMES.find((each) => each.regime.id === id)?.regime
      const refs = regime?.provisions.map((each) => each.ref) ?? []
      expect(refs.some((each) => each === ref || each.startsWith(`${ref},`))).toBe(true)
    },
  )
})

describe('the level of a finding', () => {
  it.each([
    ['/regime', 'session'],
    ['/voters/present', 'session'],
    ['/timing/termStartYear', 'session'],
    ['/procedure/x', 'session'],
    ['/ballotKinds/0/collected', 'ballots'],
    ['/ballotKinds/0/special/1', 'ballots'],
    ['/ballotKinds/0/sheets/2/collected', 'ballots'],
    ['/ballotKinds/10/subjects/3', 'person'],
    ['/ballotKinds/0/subjects/3/high', 'person'],
    ['/collected', 'ballots'],
    ['/valid', 'ballots'],
    ['/rows/0', 'person'],
    ['/rows/0/invalid', 'person'],
  ])('at %s is %s', (path, level) => {
    expect(levelOf({ path })).toBe(level)
  })

  it('is one of those the catalogue gives its code', () => {
    const count = fc.option(fc.nat(60), { nil: null })
    const tallies = fc
      .record({ members: count, summoned: count, present: count, valid: count, high: count })
      .map(({ valid, high, ...voters }) =>
        sampleTally({ voters, kind: { valid }, subject: { high } }),
      )
    fc.assert(
      fc.property(tallies, (tally) => {
        for (const found of checkTally(tally, regimeNamed('96-qd-tw-2023').regime)) {
          const entry = FINDING_CATALOGUE.find(({ code }) => code === found.code)
          expect(entry?.levels).toContain(levelOf(found))
        }
      }),
    )
  })
})

describe('the order of looking', () => {
  const at = (code: Finding['code'], path: string) => finding(code, path, {})
  const order: readonly Finding[] = [
    at('E101', '/voters/members'),
    at('E101', '/voters/present'),
    at('E101', '/ballotKinds/0/collected'),
    at('E101', '/ballotKinds/0/invalid'),
    at('E101', '/ballotKinds/0/subjects/2/high'),
    at('E101', '/ballotKinds/0/subjects/2/low'),
    at('E101', '/ballotKinds/0/subjects/2/invalid'),
    at('E101', '/ballotKinds/0/subjects/10/high'),
    at('E101', '/ballotKinds/1/issued'),
    at('E301', '/ballotKinds/0/collected'),
    at('E201', '/ballotKinds/0/valid'),
    at('E401', '/ballotKinds/0/subjects/2'),
    at('E401', '/ballotKinds/0/subjects/10'),
  ]

  it('is by priority, then by place as it stands on paper', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...order], { minLength: order.length }), (shuffled) => {
        expect(inOrderOfLooking(shuffled)).toEqual(order)
      }),
    )
  })

  it('keeps every finding, what stands at one place as it was, and steps in their own order', () => {
    const twice = [finding('W721', '/procedure/a', { days: 2 }), at('W721', '/procedure/a')]
    expect(inOrderOfLooking(twice)).toEqual(twice)
    const steps = ['/procedure/b', '/procedure', '/procedure/a'].map((path) => at('W721', path))
    expect(inOrderOfLooking(steps)).toEqual([steps[1], steps[0], steps[2]])
  })
})

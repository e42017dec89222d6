import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Counted } from '../../src/domain/figure-comparison.ts'
import { outcomeOf } from '../../src/domain/outcome.ts'
import {
  type ComparedFigure,
  type ComparedValue,
  compareRevisions,
  differenceOf,
  isSameValue,
} from '../../src/domain/revision-comparison.ts'
import type { SubjectTally, Tally } from '../../src/domain/tally.ts'
import { REGIMES } from '../reports/regimes.ts'

const regime = REGIMES['96-qd-tw-2023']!

const tallyOf = (
  kinds: readonly { id: string; ballots: number; people: readonly SubjectTally[] }[],
): Tally => ({
  regime: '96-qd-tw-2023',
  side: 'party',
  heldOn: '2026-02-05',
  title: 'Lấy phiếu',
  organisation: 'Đảng ủy xã Mẫu',
  voters: { members: 60, summoned: 60, present: 60 },
  ballotKinds: kinds.map(({ id, ballots, people }) => ({
    id,
    title: `Loại ${id}`,
    issued: 60,
    collected: ballots,
    valid: ballots,
    invalid: 0,
    subjects: people,
  })),
})
const counted = (tally: Tally): Counted => ({ tally, outcome: outcomeOf(tally, regime) })
const person = (id: string, high: number, low: number, all: number): SubjectTally => ({
  id,
  name: `Người Mẫu ${id}`,
  position: 'Ủy viên',
  block: null,
  high,
  medium: all - high - low,
  low,
  invalid: 0,
})

/** Some of three people on one or two ballots; sometimes held, for the marks do not add up. */
const revision: fc.Arbitrary<Counted> = fc
  .record({
    ballots: fc.integer({ min: 0, max: 60 }),
    seeds: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 3, maxLength: 3 }),
    people: fc.subarray(['1', '2', '3'], { minLength: 1 }),
    kinds: fc.subarray(['A', 'B'], { minLength: 1 }),
    wrong: fc.boolean(),
  })
  .map(({ ballots, seeds, people, kinds, wrong }) =>
    counted(
      tallyOf(
        kinds.map((id) => ({
          id,
          ballots,
          people: people.map((each, at) => {
            const high = seeds[at]![0] % (ballots + 1)
            const low = seeds[at]![1] % (ballots - high + 1)
            return person(each, high, low, ballots + (wrong ? 1 : 0))
          }),
        })),
      ),
    ),
  )

const keyOf = ({ ballotKind, subject, figure }: ComparedFigure) =>
  [ballotKind?.id ?? '', subject?.id ?? '', figure].join('/')
const valuesOf = (figures: readonly ComparedFigure[], of: 'old' | 'now') =>
  new Map(figures.filter((each) => each[of] !== null).map((each) => [keyOf(each), each[of]]))

/** What a figure becomes by its difference alone; words and references have none and are replaced. */
function applied({ old, now, difference }: ComparedFigure): ComparedValue {
  if (difference === null) return now
  if (typeof difference === 'number') return (old as number) + difference
  const { count, of } = old as { count: number; of: number }
  const [num, den = '1'] = difference.replace('−', '-').split('/')
  const top = BigInt(count) * BigInt(den) + BigInt(num!) * BigInt(of)
  const base = (now as { of: number }).of
  const scaled = top * BigInt(base)
  const bottom = BigInt(of) * BigInt(den)
  expect(scaled % bottom).toBe(0n)
  return { count: Number(scaled / bottom), of: base }
}

describe('two revisions side by side', () => {
  test('differ in nothing when they are the same', () => {
    fc.assert(
      fc.property(revision, (one) => {
        expect(compareRevisions(one, one).filter(({ changed }) => changed)).toEqual([])
      }),
    )
  })

  test('the other way round have old and new, and the sign of every difference, exchanged', () => {
    const turned = (difference: ComparedFigure['difference']) => {
      if (typeof difference === 'number') return difference === 0 ? 0 : -difference
      if (difference === null || difference === '0') return difference
      return difference.startsWith('−') ? difference.slice(1) : `−${difference}`
    }
    fc.assert(
      fc.property(revision, revision, (a, b) => {
        const back = new Map(compareRevisions(b, a).map((each) => [keyOf(each), each]))
        const there = compareRevisions(a, b)
        expect(back.size).toBe(there.length)
        for (const each of there)
          expect(back.get(keyOf(each))).toMatchObject({
            old: each.now,
            now: each.old,
            changed: each.changed,
            difference: turned(each.difference),
          })
      }),
    )
  })

  test('hold every figure of both, and what changed turns the first into the second', () => {
    fc.assert(
      fc.property(revision, revision, (a, b) => {
        const between = compareRevisions(a, b)
        expect(valuesOf(between, 'old')).toEqual(valuesOf(compareRevisions(a, a), 'now'))
        expect(valuesOf(between, 'now')).toEqual(valuesOf(compareRevisions(b, b), 'now'))
        for (const each of between)
          expect(isSameValue(each.changed ? applied(each) : each.old, each.now)).toBe(true)
      }),
    )
  })

  test('have shares as exact fractions and the difference as one, never a rounded percentage', () => {
    const a = counted(tallyOf([{ id: 'A', ballots: 52, people: [person('1', 48, 2, 52)] }]))
    const b = counted(tallyOf([{ id: 'A', ballots: 51, people: [person('1', 47, 2, 51)] }]))
    const high = compareRevisions(a, b).find(({ figure }) => figure === 'high_share')
    expect(high).toMatchObject({
      old: { count: 48, of: 52 },
      now: { count: 47, of: 51 },
      difference: '−1/663',
      changed: true,
    })
  })

  test('call the same fraction of another base another figure, with a difference of nothing', () => {
    expect(isSameValue({ count: 1, of: 2 }, { count: 2, of: 4 })).toBe(false)
    expect(differenceOf({ count: 1, of: 2 }, { count: 2, of: 4 })).toBe('0')
  })

  test('have no difference where one is not entered, or is a share of nothing', () => {
    expect(differenceOf(null, 0)).toBeNull()
    expect(differenceOf(0, null)).toBeNull()
    expect(isSameValue(null, 0)).toBe(false)
    expect(differenceOf({ count: 0, of: 0 }, { count: 1, of: 2 })).toBeNull()
    expect(differenceOf('over_half', 'none')).toBeNull()
  })

  test('leave out marks neither vote has, and keep the person who is on one of them only', () => {
    const one = counted(tallyOf([{ id: 'A', ballots: 10, people: [person('1', 5, 2, 10)] }]))
    const both = counted(
      tallyOf([{ id: 'A', ballots: 10, people: [person('1', 5, 2, 10), person('2', 1, 9, 10)] }]),
    )
    const figures = compareRevisions(both, one)
    expect(figures.some(({ figure }) => figure.startsWith('confidence'))).toBe(false)
    const gone = figures.filter(({ subject }) => subject?.id === '2')
    expect(gone.every(({ now }) => now === null)).toBe(true)
    expect(gone.find(({ figure }) => figure === 'low')).toMatchObject({ old: 9, now: null })
    expect(gone.find(({ figure }) => figure === 'clause')).toMatchObject({ old: 'Điều 11.3' })
  })
})

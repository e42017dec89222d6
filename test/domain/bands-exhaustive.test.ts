import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandOf, outcomeOf } from '../../src/domain/outcome.ts'
import { type Regime, baseOf, rulesOf } from '../../src/domain/regime.ts'
import type { BallotKindTally, Level, SubjectTally, Tally } from '../../src/domain/tally.ts'
import { REGIMES, regimeNamed, sampleTally } from './sample.ts'

/** The bands from the lowest, each with its law in whole numbers: `l` marks of that level out of `n`. */
type Law = {
  readonly level: Level
  readonly bands: readonly (readonly [band: string, law: (l: number, n: number) => boolean])[]
}

/** "trên 50% nhưng dưới 2/3" and "từ 2/3 trở lên". */
const BELOW_AND_FROM: Law = {
  level: 'low',
  bands: [
    ['over_half', (l, n) => 2 * l > n && 3 * l < 2 * n],
    ['two_thirds', (l, n) => 3 * l >= 2 * n],
  ],
}

/** "trên 1/2" and "trên 2/3": exactly two thirds is still in the lower band. */
const OVER_BOTH: Law = {
  level: 'low',
  bands: [
    ['over_half_to_two_thirds', (l, n) => 2 * l > n && 3 * l <= 2 * n],
    ['over_two_thirds', (l, n) => 3 * l > 2 * n],
  ],
}

/** What each regulation says, written down from its words and not from its file. */
const LAWS: Readonly<Record<string, Law>> = {
  '96-qd-tw-2023': BELOW_AND_FROM,
  '96-2023-qh15': BELOW_AND_FROM,
  '85-2014-qh13': BELOW_AND_FROM,
  '262-qd-tw-2014': OVER_BOTH,
  '35-2012-qh13': OVER_BOTH,
  '35-2012-qh13-2': OVER_BOTH,
  // "quá nửa … không tín nhiệm".
  'bo-phieu-96-2023-qh15': {
    level: 'no_confidence',
    bands: [['over_half_no_confidence', (l, n) => 2 * l > n]],
  },
}

const BANDED = REGIMES.filter(({ regime }) => baseOf(regime))
const anyRegime = fc.constantFrom(...BANDED.map(({ regime }) => regime))
const order = (regime: Regime) => ['none', ...LAWS[regime.id]!.bands.map(([band]) => band)]

/** The regulation with its bands alone: a million questions are then answered in seconds. */
function onlyBands(regime: Regime): Regime {
  const asked = regime.provisions.filter(({ rule }) => rule?.kind === 'band')
  return { ...regime, provisions: asked }
}

function bandId(regime: Regime, marks: number, base: number): string {
  const band = bandOf(regime, { [LAWS[regime.id]!.level]: marks }, base)
  return typeof band === 'string' ? band : band.rule.id
}

describe('the table of laws', () => {
  it('has every regulation that takes shares of something, and no other', () => {
    expect(BANDED.map(({ regime }) => regime.id).sort()).toEqual(Object.keys(LAWS).sort())
  })

  it.each(BANDED)('knows the bands of $regime.id in their order', ({ regime }) => {
    expect(['none', ...rulesOf(regime, 'band').map(({ rule }) => rule.id)]).toEqual(order(regime))
  })
})

describe.each(BANDED)('$regime.id', ({ regime }) => {
  it('puts every number of marks of every base to 600 in the band of the law', () => {
    const { bands } = LAWS[regime.id]!
    const short = onlyBands(regime)
    let tried = 0
    for (let base = 0; base <= 600; base += 1)
      for (let marks = 0; marks <= base; marks += 1) {
        tried += 1
        const lawful = bands.find(([, law]) => law(marks, base))?.[0] ?? 'none'
        const said = bandId(short, marks, base)
        if (said !== (base === 0 ? 'undetermined' : lawful))
          expect.unreachable(`${marks}/${base}: ${said}`)
      }
    expect(tried).toBe(180_901)
  })
})

describe('under any regulation', () => {
  it('more marks never lead to a lower band', () => {
    fc.assert(
      fc.property(
        anyRegime,
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.nat(),
        fc.nat(),
        (regime, base, one, other) => {
          const [fewer, more] = [one % (base + 1), other % (base + 1)].sort((a, b) => a - b)
          const rank = (marks: number) => order(regime).indexOf(bandId(regime, marks, base))
          expect(rank(more!)).toBeGreaterThanOrEqual(rank(fewer!))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('k times the marks of k times the base are in the same band', () => {
    fc.assert(
      fc.property(
        anyRegime,
        fc.integer({ min: 1, max: 1000 }),
        fc.nat(),
        fc.integer({ min: 2, max: 1000 }),
        (regime, base, seed, k) => {
          const marks = seed % (base + 1)
          expect(bandId(regime, k * marks, k * base)).toBe(bandId(regime, marks, base))
        },
      ),
      { numRuns: 500 },
    )
  })

  const ADOPTED = regimeNamed('96-qd-tw-2023')
  const subject = fc
    .tuple(fc.nat(60), fc.nat(60))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
  const kinds = fc.array(fc.array(subject, { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 4,
  })

  /** Sixty ballots of each kind; the two numbers cut the sixty into low, medium and high. */
  function tallyOf(cuts: readonly (readonly (readonly [number, number])[])[]): Tally {
    const ballots = { issued: 60, collected: 60, valid: 60, invalid: 0 }
    return {
      ...sampleTally({ voters: { members: 60, summoned: 60, present: 60 } }),
      ballotKinds: cuts.map((people, kind): BallotKindTally => ({
        id: `K${kind}`,
        title: `Loại ${kind}`,
        ...ballots,
        subjects: people.map(([low, rest], at): SubjectTally => {
          const marks = { high: 60 - rest, medium: rest - low, low, invalid: 0 }
          return { id: `${at}`, name: `Người ${at}`, position: '', block: null, ...marks }
        }),
      })),
    }
  }

  it('another order of people and of ballots changes nobody’s result', () => {
    fc.assert(
      fc.property(kinds, fc.nat(), (cuts, turn) => {
        const tally = tallyOf(cuts)
        const turned = {
          ...tally,
          ballotKinds: rotated(tally.ballotKinds, turn).map((kind) => ({
            ...kind,
            subjects: rotated(kind.subjects, turn).toReversed(),
          })),
        }
        const [first, second] = [tally, turned].map((each) => outcomeOf(each, ADOPTED).subjects)
        const key = (each: { ballotKind: string; id: string }) => `${each.ballotKind} ${each.id}`
        const sorted = (all: typeof first) =>
          [...all!].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
        expect(sorted(second)).toEqual(sorted(first))
        const asked = turned.ballotKinds.flatMap(({ id, subjects }) =>
          subjects.map((each) => `${id} ${each.id}`),
        )
        expect(second!.map(key)).toEqual(asked)
      }),
      { numRuns: 200 },
    )
  })
})

function rotated<T>(all: readonly T[], turn: number): readonly T[] {
  const at = turn % all.length
  return [...all.slice(at), ...all.slice(0, at)]
}

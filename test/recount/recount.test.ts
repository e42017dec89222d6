import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finding } from '../../src/domain/finding.ts'
import { outcomeOf } from '../../src/domain/outcome.ts'
import { type AdoptedRegime, baseOf, levelsOf, rulesOf } from '../../src/domain/regime.ts'
import type { Level, Marks, SubjectTally, Tally } from '../../src/domain/tally.ts'
import { outcomeText } from '../../src/formats/outcome.ts'
import { readRegimes } from '../../src/formats/regime.ts'
import { tallyText } from '../../src/formats/tally.ts'
import { disagreements } from '../../src/recount/compare.ts'
import { recount } from '../../src/recount/recount.ts'

const REGIMES = readRegimes('data/regimes')
/** Regulations under which anything can be computed. */
const COUNTED = REGIMES.filter(({ regime }) => baseOf(regime))
const named = (id: string) => REGIMES.find(({ regime }) => regime.id === id)!

/** Figures that add up, over any base from 0, under any of the regulations. */
const sound = fc
  .record({
    regime: fc.constantFrom(...COUNTED),
    invalid: fc.nat(5),
    away: fc.nat(9),
    people: fc.array(fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60)), {
      minLength: 1,
      maxLength: 6,
    }),
    valid: fc.nat(120),
  })
  .map(({ regime, invalid, away, people, valid }) => {
    const subjects = people.map((weights, at): SubjectTally => {
      const marks = marksIn(levelsOf(regime.regime), countsUnder(regime, shareOut(valid, weights)))
      return { id: String(at + 1), name: 'M', position: '', block: null, ...marks }
    })
    const collected = valid + invalid
    const all = Math.max(collected + away, 1)
    const tally: Tally = {
      regime: regime.regime.id,
      side: regime.regime.side,
      heldOn: regime.regime.effectiveFrom,
      title: '',
      organisation: '',
      voters: { members: all, summoned: all, present: all },
      ballotKinds: [
        { id: 'A', title: 'A', issued: collected, collected, valid, invalid, subjects },
      ],
    }
    // Its id only: a counterexample is to be read.
    return { id: regime.regime.id, tally }
  })

type FourCounts = ReturnType<typeof shareOut>

/** The counts with no invalid line where the regulation voids the whole paper for one. */
function countsUnder({ regime }: AdoptedRegime, [a, b, c, line]: FourCounts): FourCounts {
  const voids = rulesOf(regime, 'invalidity').some(
    ({ rule }) => rule.case === 'line_marks' && rule.effect === 'ballot',
  )
  return voids ? [a + line, b, c, 0] : [a, b, c, line]
}

/** Four counts as the marks of a vote and its invalid lines; two levels take the last two marks. */
function marksIn(levels: readonly Level[], [a, b, c, line]: FourCounts): Marks {
  const counts = levels.length === 2 ? [a + b, c] : [a, b, c]
  return { ...Object.fromEntries(levels.map((level, at) => [level, counts[at]])), invalid: line }
}

/** `total` ballots shared out in the proportion of the weights; the sum is exact. */
function shareOut(total: number, weights: readonly [number, number, number, number]) {
  const all = weights.reduce((sum, each) => sum + each, 0) || 1
  const [a, b, c] = weights.map((each) => Math.floor((total * each) / all)) as [
    number,
    number,
    number,
  ]
  return [a, b, c, total - a - b - c] as const
}

describe('the second computation', () => {
  it('agrees with the first on any figures under any regulation', () => {
    let banded = 0
    fc.assert(
      fc.property(sound, ({ id, tally }) => {
        const regime = named(id)
        const outcome = outcomeOf(tally, regime)
        expect(outcome.status).toBe('computed')
        const second = recount(tallyText(tally), regime.body)
        expect(disagreements(outcomeText(outcome), second)).toEqual([])
        banded += second.filter((each) => each.band !== 'none').length
      }),
      { numRuns: 400 },
    )
    expect(banded).toBeGreaterThan(20)
  })

  it.each(COUNTED)('agrees at every number of low marks for bases to 60: $regime.id', (regime) => {
    const levels = levelsOf(regime.regime)
    for (let base = 0; base <= 60; base += 1) {
      const subjects = Array.from({ length: base + 1 }, (_, low): SubjectTally => {
        const marks = marksIn(levels, [base - low, 0, low, 0])
        return { id: String(low), name: 'M', position: '', block: null, ...marks }
      })
      const people = Math.max(base, 1)
      const tally: Tally = {
        regime: regime.regime.id,
        side: regime.regime.side,
        heldOn: regime.regime.effectiveFrom,
        title: '',
        organisation: '',
        voters: { members: people, summoned: people, present: people },
        ballotKinds: [
          { id: 'A', title: 'A', issued: base, collected: base, valid: base, invalid: 0, subjects },
        ],
      }
      const outcome = outcomeOf(tally, regime)
      expect(outcome.status).toBe('computed')
      const text = outcomeText(outcome)
      expect(disagreements(text, recount(tallyText(tally), regime.body))).toEqual([])
    }
  })

  const regime = named('96-qd-tw-2023')
  const one = (low: number): Tally => ({
    regime: null,
    side: 'party',
    heldOn: '2026-02-05',
    title: '',
    organisation: '',
    voters: { members: 30, summoned: 30, present: 30 },
    ballotKinds: [
      {
        id: 'A',
        title: 'A',
        issued: 30,
        collected: 30,
        valid: 30,
        invalid: 0,
        subjects: [
          {
            id: '1',
            name: 'M',
            position: '',
            block: null,
            high: 30 - low,
            medium: 0,
            low,
            invalid: 0,
          },
        ],
      },
    ],
  })

  it.each([
    [15, 'none', null, '50,00', ['over_half', 1]],
    [16, 'over_half', 'Điều 11.2', '53,33', ['two_thirds', 4]],
    [19, 'over_half', 'Điều 11.2', '63,33', ['two_thirds', 1]],
    [20, 'two_thirds', 'Điều 11.3', '66,67', null],
  ] as const)('by itself puts %i low of 30 in %s', (low, band, provision, percent, toNext) => {
    expect(recount(tallyText(one(low)), regime.body)).toMatchObject([
      { base: 30, band, provision, shares: { low: [low, percent] }, toNext },
    ])
  })

  const two = named('bo-phieu-96-2023-qh15')
  const oneOfTwo = (no: number): Tally => {
    const tally = one(0)
    const marks = { confidence: 29 - no, no_confidence: no, invalid: 1 }
    const subject = { id: '1', name: 'M', position: '', block: null, ...marks }
    const ballotKinds = [{ ...tally.ballotKinds[0]!, subjects: [subject] }]
    return { ...tally, side: 'state', ballotKinds }
  }

  it.each([
    [14, 'none', null, '46,67', ['over_half_no_confidence', 2]],
    [15, 'none', null, '50,00', ['over_half_no_confidence', 1]],
    [16, 'over_half_no_confidence', 'Điều 17', '53,33', null],
  ] as const)(
    'by itself puts %i without confidence of 30 in %s',
    (no, band, provision, percent, toNext) => {
      const [person] = recount(tallyText(oneOfTwo(no)), two.body)
      expect(person).toMatchObject({ base: 30, band, provision, toNext })
      expect(Object.keys(person!.shares)).toEqual(['confidence', 'no_confidence'])
      expect(person!.shares.no_confidence).toEqual([no, percent])
    },
  )

  it('counts the marks the regulation names and no other', () => {
    expect(recount(tallyText(one(3)), two.body)).toEqual([])
    expect(recount(tallyText(oneOfTwo(3)), regime.body)).toEqual([])
  })

  describe('finds a fault of the first in two levels', () => {
    const text = outcomeText(outcomeOf(oneOfTwo(16), two))
    const second = recount(tallyText(oneOfTwo(16)), two.body)
    it.each([
      ['a percentage', '"53,33"', '"53,34"', ['no_confidence']],
      ['a count', '"count": 13', '"count": 14', ['confidence']],
      ['a band', '"over_half_no_confidence"', '"none"', ['band']],
      ['a mark of another vote', '"confidence"', '"low"', ['low', 'confidence']],
    ])('in %s', (_, right, wrong, what) => {
      expect(disagreements(text, second)).toEqual([])
      const seeded = text.replace(right, wrong)
      expect(seeded).not.toBe(text)
      expect(disagreements(seeded, second).map((each) => each.what)).toEqual(what)
    })
  })

  describe('finds a fault of the first', () => {
    const text = outcomeText(outcomeOf(one(16), regime))
    const second = recount(tallyText(one(16)), regime.body)
    it.each([
      ['a band', '"over_half"', '"none"', 'band'],
      ['a clause', '"Điều 11.2"', '"Điều 11.3"', 'provision'],
      ['a percentage', '"53,33"', '"53,34"', 'low'],
      ['a fraction', '"16/30"', '"16/31"', 'low'],
      ['a base', '"value": 30', '"value": 29', 'base'],
      ['a distance', '"votes": 4', '"votes": 5', 'toNext'],
      ['a person', '"id": "1"', '"id": "2"', 'person'],
    ])('in %s', (_, right, wrong, what) => {
      const seeded = text.replace(right, wrong)
      expect(seeded).not.toBe(text)
      expect(disagreements(seeded, second).map((each) => each.what)).toEqual([what])
    })
    it('in somebody left out', () => {
      expect(disagreements(text, [...second, ...second])).toHaveLength(1)
      expect(disagreements(text, [])).toHaveLength(1)
    })
  })

  describe('agrees with a held result', () => {
    const wrong = { ...one(16), ballotKinds: [{ ...one(16).ballotKinds[0]!, invalid: 1 }] }
    const held = outcomeText(outcomeOf(wrong, regime))
    const sound = recount(tallyText(one(16)), regime.body)
    it('when it comes to none either', () => {
      expect(recount(tallyText(wrong), regime.body)).toEqual([])
      expect(disagreements(held, [])).toEqual([])
      expect(disagreements(held, sound)).toMatchObject([{ what: 'person' }])
    })
    it.each([
      ['E301', '/ballotKinds/0/collected', []],
      ['E401', '/ballotKinds/0/sheets/0/rows/0', []],
      ['E401', '/ballotKinds/0/subjects/0', ['person']],
      ['W301', '/ballotKinds/0/sheets/0/collected', ['person']],
    ] as const)('because of %s at %s', (code, path, what) => {
      const beside = finding(code, path, {})
      const outcome = { ...outcomeOf(one(16), regime), status: 'held', subjects: [] } as const
      const text = outcomeText({ ...outcome, findings: [beside] })
      expect(disagreements(text, sound).map((each) => each.what)).toEqual(what)
    })
    it('and never with one that is held and names people', () => {
      const text = outcomeText(outcomeOf(one(16), regime)).replace('"computed"', '"held"')
      expect(disagreements(text, [])).toMatchObject([{ what: 'person' }])
    })
  })

  it('imports nothing of the program but its own files', () => {
    for (const file of ['recount', 'compare', 'adds-up']) {
      const lines = readFileSync(`src/recount/${file}.ts`, 'utf8').match(/^import .*$/gm) ?? []
      expect(lines.filter((line) => !/from '\.\/[\w-]+\.ts'$/.test(line))).toEqual([])
    }
  })
})

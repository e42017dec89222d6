import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isExplainable } from '../../src/domain/acknowledgement.ts'
import { finding } from '../../src/domain/finding.ts'
import { type Votes, bandOf, nextBand, outcomeOf, quorumOf } from '../../src/domain/outcome.ts'
import type { SubjectTally } from '../../src/domain/tally.ts'
import { regimeNamed, sampleTally } from './sample.ts'

const ADOPTED = regimeNamed('96-qd-tw-2023')
const PARTY = ADOPTED.regime
const OLD = regimeNamed('35-2012-qh13').regime
const TWO = regimeNamed('bo-phieu-96-2023-qh15')

const lows = (low: number): Votes => ({ high: 0, medium: 0, low })
const nos = (no: number): Votes => ({ confidence: 0, no_confidence: no })
const idOf = (band: ReturnType<typeof bandOf>) => (typeof band === 'string' ? band : band.rule.id)

/** The bands as the laws word them, in whole numbers. */
const LAWS = [
  {
    name: '96-QĐ/TW: above one half, from two thirds',
    regime: PARTY,
    votes: lows,
    band: (low: number, base: number) =>
      3 * low >= 2 * base ? 'two_thirds' : 2 * low > base ? 'over_half' : 'none',
  },
  {
    name: '35/2012/QH13: above one half, above two thirds',
    regime: OLD,
    votes: lows,
    band: (low: number, base: number) =>
      3 * low > 2 * base ? 'over_two_thirds' : 2 * low > base ? 'over_half_to_two_thirds' : 'none',
  },
  {
    name: 'bỏ phiếu by 96/2023/QH15: above one half without confidence',
    regime: TWO.regime,
    votes: nos,
    band: (no: number, base: number) => (2 * no > base ? 'over_half_no_confidence' : 'none'),
  },
]

describe.each(LAWS)('$name', ({ regime, votes, band }) => {
  const bandId = (count: number, base: number) => idOf(bandOf(regime, votes(count), base))

  it('puts every count of every base to 600 in the band of the law', () => {
    let tried = 0
    for (let base = 1; base <= 600; base += 1)
      for (let low = 0; low <= base; low += 1) {
        tried += 1
        const ours = bandId(low, base)
        if (ours !== band(low, base)) expect.unreachable(`${low}/${base}: ${ours}`)
      }
    expect(tried).toBe(180_900)
  })

  it('tells the distance that counting up finds, for every base to 200', () => {
    for (let base = 1; base <= 200; base += 1)
      for (let low = 0; low <= base; low += 1) {
        let more = 1
        while (low + more <= base && band(low + more, base) === band(low, base)) more += 1
        const expected = low + more <= base ? { band: band(low + more, base), votes: more } : null
        expect(nextBand(regime, votes(low), base)).toEqual(expected)
      }
  })

  it('never puts more such marks in a lower band', () => {
    const order = [
      'none',
      'over_half',
      'over_half_to_two_thirds',
      'over_half_no_confidence',
      'two_thirds',
      'over_two_thirds',
    ]
    const rank = (low: number, base: number) => order.indexOf(bandId(low, base))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(), (base, seed) => {
        const low = seed % base
        expect(rank(low, base)).toBeLessThanOrEqual(rank(low + 1, base))
      }),
    )
  })

  it('gives the same band when every number is multiplied', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.nat(),
        fc.integer({ min: 2, max: 1000 }),
        (base, seed, times) => {
          const low = seed % (base + 1)
          expect(bandId(low * times, base * times)).toBe(bandId(low, base))
        },
      ),
    )
  })
})

describe('bandOf', () => {
  it('looks at low marks only', () => {
    for (const votes of [
      { high: 52, medium: 0, low: 0 },
      { high: 0, medium: 52, low: 0 },
    ])
      expect(bandOf(PARTY, votes, 52)).toBe('none')
  })

  it('looks at marks without confidence only, where there are two', () => {
    expect(bandOf(TWO.regime, { confidence: 52, no_confidence: 0 }, 52)).toBe('none')
    expect(idOf(bandOf(TWO.regime, { confidence: 0, no_confidence: 27 }, 52))).toBe(
      'over_half_no_confidence',
    )
  })

  it('never takes a mark that was not counted for 0', () => {
    expect(() => bandOf(PARTY, { high: 1, medium: 1 }, 2)).toThrow(TypeError)
    expect(() => bandOf(TWO.regime, lows(2), 2)).toThrow(TypeError)
  })

  it('is undetermined, with no distance, when there is no ballot', () => {
    expect(bandOf(PARTY, lows(0), 0)).toBe('undetermined')
    expect(nextBand(PARTY, lows(0), 0)).toBeNull()
  })

  it('names the provision behind the band', () => {
    const band = bandOf(PARTY, lows(20), 30)
    expect(typeof band === 'string' ? band : band.provision.ref).toBe('Điều 11.3')
    const other = bandOf(TWO.regime, nos(16), 30)
    expect(typeof other === 'string' ? other : other.provision.ref).toBe('Điều 17')
  })
})

describe('outcomeOf', () => {
  it('takes shares of ballots collected, invalid ones and invalid lines included', () => {
    const { subjects } = outcomeOf(
      sampleTally({
        kind: { valid: 51, invalid: 1 },
        subject: { high: 20, medium: 4, low: 26, invalid: 1 },
      }),
      ADOPTED,
    )
    expect(subjects).toMatchObject([
      {
        base: { name: 'collected', value: 52 },
        low: { count: 26, fraction: '26/52', percent: '50,00' },
        band: 'none',
        provision: null,
        distance: { toNext: { band: 'over_half', votes: 1 } },
      },
    ])
  })

  it.each([
    [25, 'none', null, { band: 'over_half_no_confidence', votes: 2 }],
    [26, 'none', null, { band: 'over_half_no_confidence', votes: 1 }],
    [27, 'over_half_no_confidence', 'Điều 17', null],
  ])(
    'gives a share for each of two levels and no other: %i of 52',
    (no, band, provision, toNext) => {
      const marks = { confidence: 51 - no, no_confidence: no, invalid: 1 }
      const head = { side: 'state', heldOn: '2026-02-05' } as const
      const { status, subjects } = outcomeOf(sampleTally({ head, marks }), TWO)
      expect(status).toBe('computed')
      expect(Object.keys(subjects[0]!).filter((key) => key in marks || key in lows(0))).toEqual([
        'confidence',
        'no_confidence',
      ])
      expect(subjects).toMatchObject([
        {
          base: { name: 'collected', value: 52 },
          confidence: { count: 51 - no, fraction: `${51 - no}/52` },
          no_confidence: { count: no, fraction: `${no}/52` },
          band,
          provision,
          distance: { toNext },
        },
      ])
    },
  )

  it('takes shares of members where the law does', () => {
    const tally = sampleTally({ head: { heldOn: '2018-12-07' }, voters: { members: 104 } })
    const { subjects } = outcomeOf(tally, regimeNamed('85-2014-qh13'))
    expect(subjects).toMatchObject([
      { base: { name: 'members', value: 104 }, high: { fraction: '48/104', percent: '46,15' } },
    ])
  })

  it('has no shares, no band and no distance when no ballot came back', () => {
    const { status, subjects } = outcomeOf(
      sampleTally({ kind: { collected: 0, valid: 0 }, subject: { high: 0, medium: 0 } }),
      ADOPTED,
    )
    expect([status, subjects]).toMatchObject([
      'computed',
      [
        {
          low: { fraction: '0/0', percent: null },
          band: 'undetermined',
          provision: null,
          distance: { toNext: null },
        },
      ],
    ])
  })

  it('is computed in spite of warnings', () => {
    const outcome = outcomeOf(sampleTally({ kind: { issued: 53 } }), ADOPTED)
    expect([outcome.status, outcome.findings.length, outcome.subjects.length]).toEqual([
      'computed',
      1,
      1,
    ])
  })

  const kindOfSample = sampleTally().ballotKinds[0]!
  it.each([
    ['the marks of a subject are not the valid ballots', { subject: { high: 47 } }, 'E401'],
    ['valid and invalid are not the ballots collected', { kind: { invalid: 1 } }, 'E201'],
    ['more ballots are collected than issued', { kind: { issued: 51 } }, 'E202'],
    ['more are present than summoned', { voters: { summoned: 51 } }, 'E211'],
    ['the quorum is not met', { voters: { members: 90, summoned: 79 } }, 'E212'],
    ['a count is null', { subject: { low: null } }, 'E101'],
    [
      'a subject stands twice in a kind',
      { kind: { subjects: [kindOfSample.subjects[0]!, kindOfSample.subjects[0]!] } },
      'E102',
    ],
  ])('is held without a word on anyone when %s', (_, parts, code) => {
    const outcome = outcomeOf(sampleTally(parts), ADOPTED)
    expect(outcome.findings.map((each) => each.code)).toEqual([code])
    expect([outcome.status, outcome.subjects]).toEqual(['held', []])
    expect(outcome.regime).toEqual({ id: '96-qd-tw-2023', sha256: ADOPTED.sha256 })
  })

  it('is held by an error beside the tally, though its figures add up', () => {
    const beside = finding('E301', '/ballotKinds/0/collected', { collected: 52, onSheets: 51 })
    const outcome = outcomeOf(sampleTally(), ADOPTED, [], [beside])
    expect([outcome.status, outcome.findings, outcome.subjects]).toEqual(['held', [beside], []])
  })

  it('is never computed for an explanation, whatever is explained', () => {
    const off = fc.integer({ min: -3, max: 3 })
    fc.assert(
      fc.property(off, off, off, (marks, invalid, present) => {
        const tally = sampleTally({
          subject: { high: 48 + marks },
          kind: { invalid: Math.max(0, invalid) },
          voters: { present: 52 + present, members: 60 },
        })
        const plain = outcomeOf(tally, ADOPTED)
        const explained = plain.findings.filter(isExplainable)
        expect(outcomeOf(tally, ADOPTED, explained)).toEqual(plain)
        expect(plain.status).toBe(explained.length > 0 ? 'held' : 'computed')
      }),
    )
  })

  it('says the same of a person whatever place the person has on the ballot', () => {
    const subject = kindOfSample.subjects[0]!
    const marks = fc
      .nat(52)
      .map((low): SubjectTally => ({ ...subject, low, high: 52 - low, medium: 0 }))
    fc.assert(
      fc.property(
        fc.array(marks, { maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        (people, seeds) => {
          const named = people.map((each, at) => ({ ...each, id: `${at}` }))
          const shuffled = named
            .map((each) => ({ each, key: seeds.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ each }) => each)
          const of = (subjects: SubjectTally[]) =>
            outcomeOf(sampleTally({ kind: { subjects } }), ADOPTED).subjects
          expect(of(shuffled).map(({ id }) => id)).toEqual(shuffled.map(({ id }) => id))
          expect(of(shuffled).toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual(of(named))
        },
      ),
    )
  })
})

describe('quorumOf', () => {
  it('tells the numbers and the share asked for, met at two thirds', () => {
    const voters = { members: 60, summoned: 30, present: 20 }
    expect(quorumOf({ voters }, PARTY)).toEqual({
      present: 20,
      summoned: 30,
      required: '2/3',
      met: true,
    })
    expect(quorumOf({ voters: { ...voters, present: 19 } }, PARTY)?.met).toBe(false)
  })

  it('is not met while a number is missing', () => {
    expect(quorumOf({ voters: { members: 1, summoned: null, present: 1 } }, PARTY)).toEqual({
      present: 1,
      summoned: null,
      required: '2/3',
      met: false,
    })
  })

  it('is null when the regulation asks for none', () => {
    expect(quorumOf(sampleTally(), OLD)).toBeNull()
  })
})

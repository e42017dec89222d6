import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkTally, reachesQuorum } from '../../src/domain/checks.ts'
import type { Finding } from '../../src/domain/finding.ts'
import type { BallotKindTally, Count, SubjectTally, Tally, Voters } from '../../src/domain/tally.ts'
import { regimeNamed, sampleTally } from './sample.ts'

const PARTY = regimeNamed('96-qd-tw-2023').regime
const STATE = regimeNamed('85-2014-qh13').regime
const TWO = regimeNamed('bo-phieu-96-2023-qh15').regime
const HEAD_OF_TWO = { side: 'state', heldOn: '2026-02-05' } as const
const KIND = '/ballotKinds/0'
const ROW = `${KIND}/subjects/0`

const check = (parts: Parameters<typeof sampleTally>[0]) => checkTally(sampleTally(parts), PARTY)
const error = (
  code: Finding['code'],
  path: string,
  numbers: Finding['numbers'],
  provision: string | null = null,
) => ({ code, severity: 'error', path, numbers, provision })

describe('checkTally', () => {
  it('finds nothing in figures that agree', () => {
    expect(check({})).toEqual([])
  })

  it.each([
    ['voters', ['members', 'summoned', 'present'], '/voters'],
    ['kind', ['issued', 'collected', 'valid', 'invalid'], KIND],
    ['subject', ['high', 'medium', 'low', 'invalid'], ROW],
  ] as const)('E101 for each count of the %s that was not entered', (part, names, path) => {
    for (const name of names)
      expect(check({ [part]: { [name]: null } })).toEqual([
        error('E101', `${path}/${name}`, { [name]: null }),
      ])
  })

  it('E102 when a subject stands twice in a kind, not when it stands in two kinds', () => {
    const [kind] = sampleTally().ballotKinds
    const [subject] = kind!.subjects
    expect(check({ kind: { subjects: [subject!, subject!] } })).toEqual([
      error('E102', `${KIND}/subjects/1/id`, {}),
    ])
    expect(check({ head: { ballotKinds: [kind!, { ...kind!, id: 'B' }] } })).toEqual([])
  })

  it('E201 when valid and invalid are not the ballots collected, above and below', () => {
    for (const invalid of [1, 3])
      expect(
        check({
          kind: { valid: 52, collected: 54, issued: 54, invalid },
          voters: { present: 54, summoned: 54, members: 54 },
        }),
      ).toEqual([error('E201', `${KIND}/valid`, { valid: 52, invalid, collected: 54 }, 'Điều 6.3')])
  })

  it('E202 when more ballots come back than were handed out', () => {
    expect(check({ kind: { issued: 51 } })).toEqual([
      error(
        'E202',
        `${KIND}/collected`,
        { collected: 52, issued: 51 },
        'Điều 6.3, thu về nhiều hơn phát ra',
      ),
    ])
  })

  it('E203 when more ballots than members are collected, where shares are of members', () => {
    const tally = sampleTally({
      head: { heldOn: '2018-12-07' },
      voters: { members: 51, summoned: 51, present: 51 },
    })
    const codes = (regime: typeof PARTY) => checkTally(tally, regime).map(({ code }) => code)
    expect(checkTally(tally, STATE)).toContainEqual(
      error('E203', `${KIND}/collected`, { collected: 52, members: 51 }, 'Điều 17.1'),
    )
    expect(codes(PARTY)).not.toContain('E203')
  })

  it('E211 when more are present than were summoned', () => {
    expect(check({ voters: { summoned: 51 } })).toEqual([
      error('E211', '/voters/present', { present: 52, summoned: 51 }),
    ])
  })

  it('E212 below two thirds present, nothing at two thirds', () => {
    const at = (present: number) =>
      check({ voters: { members: 90, summoned: 78, present } }).map(({ code }) => code)
    expect([at(51), at(52), at(53)]).toEqual([['E212', 'W201'], [], []])
    expect(check({ voters: { members: 90, summoned: 79 } })).toEqual([
      error('E212', '/voters/present', { present: 52, summoned: 79 }, 'Điều 3.2'),
    ])
  })

  it('E401 one mark above and one below the valid ballots', () => {
    for (const [medium, sum] of [
      [3, 51],
      [5, 53],
    ] as const)
      expect(check({ subject: { medium } })).toEqual([
        error('E401', ROW, { high: 48, medium, low: 0, invalid: 0, sum, valid: 52 }),
      ])
  })

  it('E401 and E101 in the two levels of bỏ phiếu as in three', () => {
    const of = (confidence: Count, no_confidence: Count) =>
      checkTally(
        sampleTally({ head: HEAD_OF_TWO, marks: { confidence, no_confidence, invalid: 2 } }),
        TWO,
      )
    expect(of(20, 30)).toEqual([])
    for (const [no, sum] of [
      [29, 51],
      [31, 53],
    ] as const)
      expect(of(20, no)).toEqual([
        error('E401', ROW, { confidence: 20, no_confidence: no, invalid: 2, sum, valid: 52 }),
      ])
    expect(of(20, null)).toEqual([error('E101', `${ROW}/no_confidence`, { no_confidence: null })])
  })

  it('E403 for marks of another kind of vote than the regulation’s, and nothing more of that person', () => {
    const two = sampleTally({
      head: HEAD_OF_TWO,
      marks: { confidence: 0, no_confidence: 1, invalid: 9 },
    })
    expect(checkTally({ ...two, side: 'party' }, PARTY)).toEqual([error('E403', ROW, {})])
    const three = sampleTally({ head: HEAD_OF_TWO, subject: { low: null, high: 0 } })
    expect(checkTally(three, TWO)).toEqual([error('E403', ROW, {}, 'Điều 3.2')])
  })

  it('E101 where no mark of any kind was entered', () => {
    const none = sampleTally({
      head: HEAD_OF_TWO,
      marks: { high: null, medium: null, low: null, invalid: 0 },
    })
    expect(checkTally(none, TWO).map(({ code, path }) => [code, path])).toEqual([
      ['E101', `${ROW}/confidence`],
      ['E101', `${ROW}/no_confidence`],
    ])
  })

  it('W201 when more ballots were handed out than people present', () => {
    expect(check({ kind: { issued: 53 } })).toEqual([
      {
        code: 'W201',
        severity: 'warning',
        path: `${KIND}/issued`,
        numbers: { issued: 53, present: 52 },
        provision: null,
      },
    ])
  })

  it('W202 when more were summoned than belong to the body', () => {
    expect(check({ voters: { members: 52 } })).toMatchObject([
      { code: 'W202', severity: 'warning', path: '/voters/summoned' },
    ])
  })

  it('W701 the day before the regulation was in force, nothing on its first day', () => {
    expect(check({ head: { heldOn: '2023-02-02' } })).toEqual([])
    expect(check({ head: { heldOn: '2023-02-01' } })).toMatchObject([
      { code: 'W701', severity: 'warning', path: '/regime', numbers: {} },
    ])
  })

  it('W702 when a State body is counted by a regulation of the Party', () => {
    expect(check({ head: { side: 'state' } })).toEqual([
      { code: 'W702', severity: 'warning', path: '/side', numbers: {}, provision: null },
    ])
  })

  it('goes through the file in its order', () => {
    const kind = { ...sampleTally().ballotKinds[0]!, valid: 50, issued: 53 }
    const found = check({
      head: { heldOn: '2020-01-01', ballotKinds: [kind, { ...kind, id: 'B' }] },
      voters: { members: 52 },
    })
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'W701 /regime',
      'W202 /voters/summoned',
      ...[0, 1].flatMap((at) => [
        `W201 /ballotKinds/${at}/issued`,
        `E201 /ballotKinds/${at}/valid`,
        `E401 /ballotKinds/${at}/subjects/0`,
      ]),
    ])
  })
})

describe('reachesQuorum', () => {
  it('is met at two thirds and above, never when nobody was summoned', () => {
    expect(reachesQuorum(19, 30, '2/3')).toBe(false)
    expect(reachesQuorum(20, 30, '2/3')).toBe(true)
    expect(reachesQuorum(0, 0, '2/3')).toBe(false)
  })
})

type Part = 'voters' | 'kind' | 'subject'
type Place = readonly [part: Part, name: string]
const PLACES: readonly Place[] = [
  ...(['members', 'summoned', 'present'] as const).map((name) => ['voters', name] as const),
  ...(['issued', 'collected', 'valid', 'invalid'] as const).map((name) => ['kind', name] as const),
  ...(['high', 'medium', 'low', 'invalid'] as const).map((name) => ['subject', name] as const),
]

/** Figures that agree: members ≥ summoned ≥ present ≥ issued ≥ collected, a quorum, two subjects. */
const agreeing = fc
  .tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9))
  .map(([high, medium, low, line, spoiled, kept, away, more]) => {
    const valid = high + medium + low + line + 40
    const collected = valid + spoiled
    const issued = collected + kept
    const summoned = issued + away
    return {
      voters: { members: summoned + more, summoned, present: issued },
      kind: { issued, collected, valid, invalid: spoiled },
      subject: { high: high + 40, medium, low, invalid: line },
    }
  })
  .filter(({ voters }) => 3 * voters.present >= 2 * voters.summoned)

/** The codes that changing one count of agreeing figures must give, written from the identities. */
function predicted([part, name]: Place, tally: Tally, members: boolean): string[] {
  const { voters, ballotKinds } = tally
  const kind = ballotKinds[0]!
  const value = { voters, kind, subject: kind.subjects[0]! }[part] as Readonly<
    Record<string, Count>
  >
  if (value[name] === null) return ['E101']
  if (part === 'subject') return ['E401']
  const codes: string[] = []
  const when = (holds: boolean, ...found: string[]) => holds && codes.push(...found)
  const has = (...names: string[]) => names.includes(name)
  const { present, summoned } = voters
  when(has('present', 'summoned') && present! > summoned!, 'E211')
  if (!members) when(has('present', 'summoned') && isShort(present!, summoned!), 'E212')
  when(has('summoned', 'members') && summoned! > voters.members!, 'W202')
  when(has('issued', 'present') && kind.issued! > present!, 'W201')
  when(has('issued', 'collected') && kind.collected! > kind.issued!, 'E202')
  when(members && has('members', 'collected') && kind.collected! > voters.members!, 'E203')
  when(part === 'kind' && has('collected', 'valid', 'invalid'), 'E201')
  when(part === 'kind' && has('valid'), 'E401', 'E401')
  return codes
}

function isShort(present: number, summoned: number): boolean {
  return summoned === 0 || 3 * present < 2 * summoned
}

describe('changing one count of figures that agree', () => {
  it.each(PLACES)('%s %s gives exactly the findings its identities call for', (part, name) => {
    const change = fc.option(fc.nat(400))
    let tried = 0
    fc.assert(
      fc.property(agreeing, change, fc.boolean(), (parts, value, ofMembers) => {
        const other = { ...parts.subject, id: '2' }
        const good = tallyOf(parts.voters, parts.kind, [parts.subject, other])
        const regime = ofMembers ? STATE : PARTY
        const { effectiveFrom: heldOn, side } = regime
        expect(checkTally({ ...good, heldOn, side }, regime)).toEqual([])
        if ((parts[part] as Readonly<Record<string, Count>>)[name] === value) return
        tried += 1
        const changed = { ...parts, [part]: { ...parts[part], [name]: value } }
        const bad = tallyOf(changed.voters, changed.kind, [changed.subject, other])
        const codes = checkTally({ ...bad, heldOn, side }, regime).map(({ code }) => code)
        expect(codes.sort()).toEqual(predicted([part, name], bad, ofMembers).sort())
      }),
    )
    expect(tried).toBeGreaterThan(50)
  })
})

function tallyOf(
  voters: Voters,
  kind: Pick<BallotKindTally, 'issued' | 'collected' | 'valid' | 'invalid'>,
  marks: readonly Partial<SubjectTally>[],
): Tally {
  const [subject] = sampleTally().ballotKinds[0]!.subjects
  const subjects = marks.map((each) => ({ ...subject!, ...each }))
  return sampleTally({ voters, kind: { ...kind, subjects } })
}

import { describe, expect, it } from 'vitest'
import { levelsOf, rulesOf } from '../../src/domain/regime.ts'
import { parseRegime } from '../../src/formats/regime.ts'
import { SOURCE, band, bytes, provision, refusal, regimeFile } from './regime-sample.ts'

const faultOf = (file: unknown) => {
  const { path, rule } = refusal(() => parseRegime(bytes(file), 'mau-1.json'))
  return [path, rule]
}

describe('parseRegime', () => {
  it('takes a regulation without bands', () => {
    expect(parseRegime(bytes(regimeFile()), 'mau-1.json').regime.id).toBe('mau-1')
  })

  it('takes bands that meet: below and from, or to and above', () => {
    for (const [end, start] of [
      ['lt', 'ge'],
      ['le', 'gt'],
    ] as const) {
      const file = regimeFile([
        band('a', { gt: '1/2', [end]: '2/3' }),
        band('b', { [start]: '4/6' }),
      ])
      expect(rulesOf(parseRegime(bytes(file), 'mau-1.json').regime, 'band')).toHaveLength(2)
    }
  })

  it.each<[string, unknown, unknown]>([
    ['an unknown key', regimeFile([], { extra: 1 }), ['/extra', 'unknown_key']],
    [
      'an unknown kind of rule',
      regimeFile([provision('Điều 2', { kind: 'ranking' })]),
      ['/provisions/1/rule/kind', 'choice'],
    ],
    [
      'a decimal in place of a fraction',
      regimeFile([band('a', { gt: '0.5' })]),
      ['/provisions/1/rule/gt', 'fraction'],
    ],
    [
      'a fraction of nothing',
      regimeFile([band('a', { gt: '1/0' })]),
      ['/provisions/1/rule/gt', 'fraction'],
    ],
    [
      'bands whose fractions are none at both ends',
      regimeFile([band('a', { gt: 'x', lt: '1/0' }), band('b', { ge: '' })]),
      ['/provisions/1/rule/gt', 'fraction'],
    ],
    [
      'a fraction above one',
      regimeFile([band('a', { gt: '3/2' })]),
      ['/provisions/1/rule/gt', 'fraction'],
    ],
    [
      'bands without a base',
      regimeFile([], { provisions: [band('a', { gt: '1/2' })] }),
      ['/provisions', 'one_base'],
    ],
    [
      'two bases',
      regimeFile([provision('Điều 2', { kind: 'base', base: 'members' })]),
      ['/provisions/1/rule/kind', 'one_base'],
    ],
    [
      'two quorums',
      regimeFile([
        provision('Điều 2', { kind: 'quorum', ge: '1/2' }),
        provision('Điều 3', { kind: 'quorum', ge: '2/3' }),
      ]),
      ['/provisions/2/rule/kind', 'rule_twice'],
    ],
    [
      'a band without a lower end',
      regimeFile([band('a', { lt: '2/3' })]),
      ['/provisions/1/rule', 'band_limits'],
    ],
    [
      'a band with two lower ends',
      regimeFile([band('a', { gt: '1/2', ge: '1/2' })]),
      ['/provisions/1/rule', 'band_limits'],
    ],
    [
      'a band above the whole',
      regimeFile([band('a', { gt: '3/3' })]),
      ['/provisions/1/rule', 'band_limits'],
    ],
    [
      'a band that holds no share',
      regimeFile([band('a', { gt: '2/3', lt: '4/6' })]),
      ['/provisions/1/rule', 'band_limits'],
    ],
    [
      'bands that overlap at one share',
      regimeFile([band('a', { gt: '1/2', le: '2/3' }), band('b', { ge: '2/3' })]),
      ['/provisions/2/rule', 'bands_overlap'],
    ],
    [
      'bands that overlap',
      regimeFile([band('a', { gt: '1/2', lt: '3/4' }), band('b', { ge: '2/3' })]),
      ['/provisions/2/rule', 'bands_overlap'],
    ],
    [
      'a lower band without an upper end',
      regimeFile([band('a', { gt: '1/2' }), band('b', { ge: '2/3' })]),
      ['/provisions/2/rule', 'bands_overlap'],
    ],
    [
      'a gap of one share',
      regimeFile([band('a', { gt: '1/2', lt: '2/3' }), band('b', { gt: '2/3' })]),
      ['/provisions/2/rule', 'bands_gap'],
    ],
    [
      'a gap',
      regimeFile([band('a', { gt: '1/2', lt: '3/5' }), band('b', { ge: '2/3' })]),
      ['/provisions/2/rule', 'bands_gap'],
    ],
    [
      'nothing above the highest band',
      regimeFile([band('a', { gt: '1/2', lt: '2/3' })]),
      ['/provisions/1/rule', 'bands_gap'],
    ],
    [
      'bands from high to low',
      regimeFile([band('b', { ge: '2/3' }), band('a', { gt: '1/2', lt: '2/3' })]),
      ['/provisions/2/rule', 'bands_order'],
    ],
    [
      'bands of two marks',
      regimeFile([band('a', { gt: '1/2', lt: '2/3' }), band('b', { ge: '2/3' }, 'high')]),
      ['/provisions/2/rule/level', 'bands_levels'],
    ],
    [
      'one id for two bands',
      regimeFile([
        band('a', { gt: '1/2', lt: '2/3' }),
        { ...band('a', { ge: '2/3' }), ref: 'Điều khác' },
      ]),
      ['/provisions/2/rule/id', 'duplicate_id'],
    ],
    [
      'two rules of one kind on one provision',
      regimeFile([
        band('a', { gt: '1/2', lt: '2/3' }),
        { ...band('b', { ge: '2/3' }), ref: 'Điều a' },
      ]),
      ['/provisions/2/ref', 'duplicate_provision'],
    ],
    [
      'an end before the beginning',
      regimeFile([], { effectiveTo: '2022-12-31' }),
      ['/effectiveTo', 'period'],
    ],
    ['a day that does not exist', regimeFile([], { issuedOn: '2023-02-30' }), ['/issuedOn', 'day']],
    ['an id with capitals', regimeFile([], { id: 'Mau-1' }), ['/id', 'regime_id']],
    [
      'a source without an address',
      regimeFile([], {
        provisions: [
          {
            ...provision('Điều 1', { kind: 'base', base: 'members' }),
            source: { ...SOURCE, href: 'báo' },
          },
        ],
      }),
      ['/provisions/0/source/href', 'link'],
    ],
    ['another format', regimeFile([], { format: 'tin-nhiem/regime@2' }), ['', 'unknown_format']],
  ])('refuses %s', (_, file, fault) => {
    expect(faultOf(file)).toEqual(fault)
  })

  const levels = (...names: string[]) => provision('Điều 8', { kind: 'levels', levels: names })

  it('takes the two levels of bỏ phiếu, the three of lấy phiếu, and three when it names none', () => {
    const of = (...provisions: unknown[]) =>
      levelsOf(parseRegime(bytes(regimeFile(provisions)), 'mau-1.json').regime)
    const three = ['high', 'medium', 'low']
    const two = ['confidence', 'no_confidence']
    expect(of()).toEqual(three)
    expect(of(levels(...three), band('a', { gt: '1/2' }))).toEqual(three)
    expect(of(levels(...two), band('a', { gt: '1/2' }, 'no_confidence'))).toEqual(two)
  })

  it.each([
    ['one level', ['no_confidence'], 'levels_set'],
    ['none', [], 'levels_set'],
    ['two of the three', ['high', 'low'], 'levels_set'],
    ['the three in another order', ['low', 'medium', 'high'], 'levels_set'],
    ['one twice', ['confidence', 'confidence'], 'levels_set'],
    ['a mixture', ['high', 'medium', 'low', 'no_confidence'], 'levels_set'],
    ['six', ['high', 'medium', 'low', 'confidence', 'no_confidence', 'high'], 'levels_set'],
  ])('refuses %s as the levels of a vote', (_, names, rule) => {
    expect(faultOf(regimeFile([levels(...names)]))).toEqual(['/provisions/1/rule/levels', rule])
  })

  it.each([
    [
      'a level nobody knows',
      [levels('confidence', 'none')],
      '/provisions/1/rule/levels/1',
      'choice',
    ],
    [
      'levels said twice',
      [
        levels('confidence', 'no_confidence'),
        { ...levels('confidence', 'no_confidence'), ref: 'B' },
      ],
      '/provisions/2/rule/kind',
      'rule_twice',
    ],
    [
      'a band of a level the votes do not have',
      [levels('confidence', 'no_confidence'), band('a', { gt: '1/2' })],
      '/provisions/2/rule/level',
      'level_unknown',
    ],
    [
      'a band of two levels where votes have three',
      [band('a', { gt: '1/2' }, 'no_confidence')],
      '/provisions/1/rule/level',
      'level_unknown',
    ],
  ])('refuses %s', (_, provisions, path, rule) => {
    expect(faultOf(regimeFile(provisions))).toEqual([path, rule])
  })

  it.each([
    [
      'a deadline of a step it does not have',
      { kind: 'deadline', step: 'report', daysBefore: 20 },
      ['/provisions/1/rule/step', 'unknown_step'],
    ],
    [
      'a follow-up of a band it does not have',
      { kind: 'follow_up', id: 'a', band: 'over_half', name: 'Xem xét' },
      ['/provisions/1/rule/band', 'unknown_band'],
    ],
    [
      'short service without months',
      { kind: 'exemption', reason: 'short_service' },
      ['/provisions/1/rule/months', 'required'],
    ],
    [
      'months on another exemption',
      { kind: 'exemption', reason: 'retirement_notice', months: 9 },
      ['/provisions/1/rule/months', 'unknown_key'],
    ],
    [
      'a level of titles nobody knows',
      {
        kind: 'title',
        id: 'a',
        tier: 'hamlet',
        title: 'A',
        venues: [{ side: 'party', voters: 'B' }],
      },
      ['/provisions/1/rule/tier', 'choice'],
    ],
  ])('refuses %s', (_, rule, fault) => {
    expect(faultOf(regimeFile([provision('Điều 9', rule)]))).toEqual(fault)
  })

  it('refuses a second rule on the same thing, and takes two things under one provision', () => {
    const exempt = (reason: string) => provision('Điều 3.1', { kind: 'exemption', reason })
    const two = [exempt('retirement_notice'), exempt('started_in_vote_year')]
    expect(parseRegime(bytes(regimeFile(two)), 'mau-1.json').regime.provisions).toHaveLength(3)
    expect(faultOf(regimeFile([...two, exempt('retirement_notice')]))).toEqual([
      '/provisions/3/rule',
      'rule_twice',
    ])
  })

  it('takes a regulation of which nothing was read but its period', () => {
    const file = regimeFile([], { provisions: [provision('Hiệu lực', null)] })
    expect(parseRegime(bytes(file), 'mau-1.json').regime).toMatchObject({
      chosen: 'by_day',
      replaces: null,
    })
  })

  it('takes a regulation in force on one day only', () => {
    const file = regimeFile([], { effectiveTo: '2023-01-01' })
    expect(parseRegime(bytes(file), 'mau-1.json').regime.effectiveTo).toBe('2023-01-01')
  })

  it('names the file, keeps the cause, and says which key stands twice', () => {
    const text = '{"format":"tin-nhiem/regime@1","id":"a","id":"b"}'
    expect(refusal(() => parseRegime(new TextEncoder().encode(text), 'a.json'))).toMatchObject({
      file: 'a.json',
      path: '/id',
      rule: 'duplicate_key',
    })
  })
})

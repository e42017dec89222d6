import { describe, expect, it } from 'vitest'
import {
  baseOf,
  isInForce,
  isWithin,
  levelsOf,
  regimeInForce,
  rulesOf,
} from '../../src/domain/regime.ts'
import { REGIMES, regimeNamed } from './sample.ts'

const { regime } = regimeNamed('96-qd-tw-2023')

describe('isWithin', () => {
  it.each([
    [{ gt: '1/2' }, [false, false, true]],
    [{ ge: '1/2' }, [false, true, true]],
    [{ lt: '1/2' }, [true, false, false]],
    [{ le: '1/2' }, [true, true, false]],
    [{}, [true, true, true]],
  ])('%j takes 25, 26 and 27 of 52 as %j', (limits, expected) => {
    expect([25, 26, 27].map((votes) => isWithin(limits, votes, 52))).toEqual(expected)
  })

  it('needs both ends', () => {
    const limits = { gt: '1/2', lt: '2/3' }
    expect([15, 16, 19, 20].map((votes) => isWithin(limits, votes, 30))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

describe('isInForce and regimeInForce', () => {
  it('counts both ends of the period', () => {
    const known = (on: string) => regimeInForce(REGIMES, 'state', on)?.regime.id
    expect(known('2013-01-31')).toBeUndefined()
    expect(known('2013-02-01')).toBe('35-2012-qh13-2')
    expect(known('2015-06-30')).toBe('35-2012-qh13-2')
    expect(known('2015-07-01')).toBe('85-2014-qh13')
    expect(known('2023-06-30')).toBe('85-2014-qh13')
    expect(known('2023-07-01')).toBe('96-2023-qh15')
    expect(known('2999-12-31')).toBe('96-2023-qh15')
  })

  it('never chooses by the day a vote that has to be asked for', () => {
    for (const on of ['2023-07-01', '2026-02-05'])
      expect(regimeInForce(REGIMES, 'state', on)?.regime.chosen).toBe('by_day')
  })

  it('keeps the Party and the State apart', () => {
    const known = (on: string) => regimeInForce(REGIMES, 'party', on)?.regime.id
    expect(known('2013-02-17')).toBeUndefined()
    expect(known('2013-02-18')).toBe('165-qd-tw-2013')
    expect(known('2014-10-07')).toBe('165-qd-tw-2013')
    expect(known('2014-10-08')).toBe('262-qd-tw-2014')
    expect(known('2023-02-01')).toBe('262-qd-tw-2014')
    expect(known('2023-02-02')).toBe('96-qd-tw-2023')
    expect(isInForce(regime, '2023-02-01')).toBe(false)
    expect(isInForce(regime, '2023-02-02')).toBe(true)
  })
})

describe('a file that is not chosen by the day', () => {
  const file = (parts: Partial<typeof regime>) => ({
    regime: { ...regime, ...parts },
    sha256: 'a'.repeat(64),
  })
  it('is never taken when it has to be asked for by name', () => {
    expect(regimeInForce([file({ chosen: 'by_name' })], 'party', '2026-01-01')).toBeUndefined()
  })
  it('is never taken when a better reading replaces it', () => {
    const newer = file({ id: '96-qd-tw-2023-r2', replaces: regime.id })
    expect(regimeInForce([file({}), newer], 'party', '2026-01-01')).toBe(newer)
    expect(regimeInForce([newer, file({})], 'party', '2026-01-01')).toBe(newer)
  })
})

describe('rulesOf and baseOf', () => {
  it('give rules in the order of the provisions, each with its own', () => {
    expect(rulesOf(regime, 'band').map(({ provision }) => provision.ref)).toEqual([
      'Điều 11.2',
      'Điều 11.3',
    ])
    expect(rulesOf(regimeNamed('96-2023-qh15').regime, 'quorum')).toEqual([])
    expect(baseOf(regime)?.provision.ref).toBe('Điều 6.3')
  })

  it.each(REGIMES)(
    'know the marks of the vote: three, or the two a regulation names: $regime.id',
    (each) => {
      expect(levelsOf(each.regime)).toEqual(
        each.regime.id.startsWith('bo-phieu-')
          ? ['confidence', 'no_confidence']
          : ['high', 'medium', 'low'],
      )
    },
  )

  it('know no base where none was read', () => {
    expect(baseOf({ ...regime, provisions: [] })).toBeUndefined()
  })
})

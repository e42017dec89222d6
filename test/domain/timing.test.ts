import { describe, expect, it } from 'vitest'
import { TIMING_UNKNOWN, checkTiming, termYearOf } from '../../src/domain/timing.ts'
import { regimeOf } from './regime-of-rules.ts'

const after = { kind: 'term_year', year: 3, counting: 'after_start_year' } as const
const from = { kind: 'term_year', year: 3, counting: 'from_start_year' } as const

describe('the year of the term', () => {
  it.each([
    [after, 2020, '2023-12-12', 3],
    [after, 2020, '2022-12-31', 2],
    [after, 2020, '2024-01-01', 4],
    [from, 2021, '2023-12-12', 3],
    [from, 2021, '2021-06-01', 1],
    [after, 2025, '2025-12-31', 0],
  ])('%j, begun in %i, on %s is %i', (rule, start, heldOn, expected) => {
    expect(termYearOf(rule, start, heldOn)).toBe(expected)
  })

  const codes = (start: number | null, heldOn: string) =>
    checkTiming(regimeOf(after), { ...TIMING_UNKNOWN, termStartYear: start }, heldOn)

  it.each([
    ['2022-12-31', 2],
    ['2024-01-01', 4],
  ])('W711 on %s, in year %i instead of 3', (heldOn, year) => {
    expect(codes(2020, heldOn)).toEqual([
      {
        code: 'W711',
        severity: 'warning',
        path: '/timing/termStartYear',
        numbers: { year, expected: 3 },
        provision: 'Điều 1',
      },
    ])
  })
  it('says nothing in year 3, and nothing when the term is not stated', () => {
    expect(codes(2020, '2023-01-01')).toEqual([])
    expect(codes(null, '2024-01-01')).toEqual([])
  })
})

describe('what has to come before the vote', () => {
  const regime = regimeOf({ kind: 'precedence', earlier: 'council_vote' })
  const on = (day: string | null) => ({
    ...TIMING_UNKNOWN,
    earlier: { council_vote: day, half_year_review: '2023-12-31' },
  })
  it.each([
    ['2023-12-11', []],
    ['2023-12-12', ['W712']],
    ['2023-12-13', ['W712']],
    [null, []],
  ])('dated %s, vote on 12/12/2023: %j', (day, expected) => {
    expect(checkTiming(regime, on(day), '2023-12-12').map((each) => each.code)).toEqual(expected)
  })
})

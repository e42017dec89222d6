import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  addWorkingDays,
  daysBetween,
  isDay,
  yearOf,
} from '../../src/domain/time.ts'

describe('isDay', () => {
  it('agrees with the calendar on every day and every impossible day of 1899 to 3001', () => {
    let days = 0
    for (let year = 1899; year <= 3001; year += 1)
      for (let month = 0; month <= 13; month += 1)
        for (const day of [0, 1, 28, 29, 30, 31, 32]) {
          const text = [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
          const date = new Date(Date.UTC(year, month - 1, day))
          const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
          const expected = exists && year >= 1900 && year <= 2999
          if (isDay(text) !== expected) expect.unreachable(text)
          if (expected) days += 1
        }
    expect(days).toBeGreaterThan(50_000)
  })

  it.each(['2024-02-29', '2000-02-29', '1900-01-01', '2999-12-31'])('knows %s', (text) => {
    expect(isDay(text)).toBe(true)
  })

  it.each([
    '2023-02-29',
    '1900-02-29',
    '1899-12-31',
    '3000-01-01',
    '2023-13-01',
    '2023-04-31',
    '2023-1-1',
    '23-01-01',
    '2023/01/01',
    '2023-01-01T00:00:00Z',
    ' 2023-01-01',
    '2023-01-01\n',
    '',
  ])('does not know %j', (text) => {
    expect(isDay(text)).toBe(false)
  })
})

/** The calendar of the JavaScript runtime, as an independent reckoning. */
const runtime = (day: string, days: number) => {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
const days = fc
  .date({
    min: new Date('1900-01-01T00:00:00Z'),
    max: new Date('2998-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10))

describe('civil days', () => {
  it.each([
    ['2028-03-10', -10, '2028-02-29'],
    ['2027-03-10', -10, '2027-02-28'],
    ['2028-01-01', -1, '2027-12-31'],
    ['2000-02-28', 1, '2000-02-29'],
    ['2100-02-28', 1, '2100-03-01'],
    ['2026-11-23', 0, '2026-11-23'],
  ])('%s and %i days make %s', (day, count, expected) => {
    expect(addDays(day, count)).toBe(expected)
  })

  it('agree with the runtime’s calendar over eleven centuries', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -400, max: 400 }), (day, count) => {
        const later = runtime(day, count)
        fc.pre(later >= '1900-01-01' && later <= '2999-12-31')
        expect(addDays(day, count)).toBe(later)
        expect(daysBetween(day, later)).toBe(count)
        expect(isDay(later)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2025-05-15', 9, '2026-02-15'],
    ['2025-12-31', 2, '2026-02-28'],
    ['2026-03-01', 12, '2027-03-01'],
  ])('%s and %i months make %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected)
  })

  it.each([
    ['2026-11-23', 1, '2026-11-24'], // Monday
    ['2026-11-27', 1, '2026-11-30'], // Friday
    ['2026-11-28', 1, '2026-11-30'], // Saturday
    ['2026-11-23', 10, '2026-12-07'],
    ['2026-11-23', 0, '2026-11-23'],
  ])('from %s %i working days lead to %s', (day, count, expected) => {
    expect(addWorkingDays(day, count)).toBe(expected)
  })

  it('never end a count of working days on a weekend', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (day, count) => {
        const weekday = new Date(`${addWorkingDays(day, count)}T00:00:00Z`).getUTCDay()
        expect([1, 2, 3, 4, 5]).toContain(weekday)
      }),
    )
  })

  it('know their year', () => {
    expect([yearOf('2023-01-01'), yearOf('2023-12-31')]).toEqual([2023, 2023])
  })
})

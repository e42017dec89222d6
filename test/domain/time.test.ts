import { describe, expect, it } from 'vitest'
import { isDay } from '../../src/domain/time.ts'

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

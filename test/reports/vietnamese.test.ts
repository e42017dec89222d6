import { describe, expect, it } from 'vitest'
import {
  countText,
  dateText,
  numberText,
  shortDateText,
  signingTimeText,
  timeText,
} from '../../src/reports/vietnamese.ts'

describe('numbers, dates and times as documents write them', () => {
  it.each([
    [0, '0'],
    [1, '01'],
    [9, '09'],
    [10, '10'],
    [999, '999'],
    [1000, '1.000'],
    [1_000_000, '1.000.000'],
  ])('writes the count %i as %s', (count, text) => {
    expect(countText(count)).toBe(text)
  })

  it('writes counts in tables without the zero', () => {
    expect([0, 6, 1234].map(numberText)).toEqual(['0', '6', '1.234'])
  })

  it.each([
    ['2026-02-05', 'ngày 05 tháng 02 năm 2026'],
    ['2026-01-10', 'ngày 10 tháng 01 năm 2026'],
    ['2026-03-09', 'ngày 09 tháng 3 năm 2026'],
    ['2023-12-31', 'ngày 31 tháng 12 năm 2023'],
  ])('adds a zero to days below 10 and to the months 1 and 2: %s', (day, text) => {
    expect(dateText(day)).toBe(text)
  })

  it('leaves blanks for a day and a time that are not stated', () => {
    expect(dateText(null)).toBe('ngày …… tháng …… năm ……')
    expect(timeText(null)).toBe('…… giờ …… phút')
  })

  it('writes citations and clock times with two digits', () => {
    expect(shortDateText('2023-02-02')).toBe('02/02/2023')
    expect(timeText({ hour: 8, minute: 5 })).toBe('08 giờ 05 phút')
  })

  it('shows the time of a signature in the time of Viet Nam, over midnight too', () => {
    expect(signingTimeText('2015-05-12T03:32:58.000Z')).toBe('12.05.2015 10:32:58 +07:00')
    expect(signingTimeText('2023-12-31T17:00:00.999Z')).toBe('01.01.2024 00:00:00 +07:00')
  })
})

import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { planOf } from '../../src/domain/plan.ts'
import { calendarText } from '../../src/formats/calendar.ts'
import { regimeNamed } from '../domain/sample.ts'

const { regime } = regimeNamed('96-qd-tw-2023')
const session = {
  id: 'k1',
  shortId: 'KP-ABCDEF',
  title:
    'Lấy phiếu tín nhiệm; giữa nhiệm kỳ, lần 1 \\ tên dài để dòng phải gập lại cho đúng tệp lịch',
  heldOn: '2028-03-10',
}
const text = () =>
  calendarText({
    session,
    plan: planOf(regime, session.heldOn),
    madeAt: '2028-01-02T03:04:05.000Z',
  })

describe('the plan as a calendar file', () => {
  const events = () =>
    new ICAL.Component(ICAL.parse(text()))
      .getAllSubcomponents('vevent')
      .map((each) => new ICAL.Event(each))

  test('reads back in another program with whole days, in the order of the plan', () => {
    const days = events().map((each) => [each.startDate.toString(), each.startDate.isDate])
    expect(days).toEqual([
      ['2028-02-19', true],
      ['2028-02-24', true],
      ['2028-02-29', true],
      ['2028-03-07', true],
      ['2028-03-10', true],
    ])
    expect(events().every((each) => each.duration.toSeconds() === 86_400)).toBe(true)
  })

  test('keeps Vietnamese and punctuation as they are', () => {
    expect(events().at(-1)?.summary).toBe(session.title)
  })

  test('has lines of at most 75 bytes, ended as the standard says', () => {
    const lines = text().split('\r\n')
    expect(lines.length).toBeGreaterThan(30)
    expect(lines.every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true)
  })

  test('is the same text for the same plan', () => {
    expect(text()).toBe(text())
    expect(new Set(events().map((each) => each.uid)).size).toBe(5)
  })
})

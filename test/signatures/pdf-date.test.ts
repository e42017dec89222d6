import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromPdfDate, toPdfDate } from '../../src/signatures/pdf-date.ts'

describe('PDF dates', () => {
  it('are written in Vietnam time', () => {
    expect(toPdfDate('2026-12-31T17:00:00.000Z')).toBe("D:20270101000000+07'00'")
  })

  it('name the same second when read back', () => {
    const range = { min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-01-01T00:00:00Z') }
    fc.assert(
      fc.property(fc.date({ ...range, noInvalidDate: true }), (date) => {
        date.setUTCMilliseconds(0)
        expect(fromPdfDate(toPdfDate(date.toISOString()))).toBe(date.toISOString())
      }),
    )
  })

  it.each([
    ['D:2026', '2026-01-01T00:00:00.000Z'],
    ['D:20261123120000Z', '2026-11-23T12:00:00.000Z'],
    ["D:20261123120000Z00'00'", '2026-11-23T12:00:00.000Z'],
    ["D:20261123120000-05'30'", '2026-11-23T17:30:00.000Z'],
    ['D:20261123120000+0700', '2026-11-23T05:00:00.000Z'],
    ['20261123', null],
    ['D:20261323000000Z', null],
    ['hôm nay', null],
  ])('read %s as %s', (text, instant) => {
    expect(fromPdfDate(text)).toBe(instant)
  })

  it('refuse what is no instant in UTC', () => {
    for (const text of ['2026-11-23', '2026-11-23T00:00:00+07:00', '2026-13-01T00:00:00Z'])
      expect(() => toPdfDate(text)).toThrow(RangeError)
  })
})

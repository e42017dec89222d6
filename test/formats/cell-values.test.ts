import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countIn, dayIn, textIn } from '../../src/formats/cell-values.ts'
import type { Cell, CellKind } from '../../src/formats/workbook.ts'

const cell = (value: Cell['value'], kind?: CellKind): Cell => ({
  row: 1,
  column: 'A',
  kind: kind ?? (typeof value === 'number' ? 'number' : 'text'),
  value,
  formula: false,
})

describe('a count', () => {
  test('is missing in an empty cell, never 0', () => {
    expect(countIn(undefined)).toEqual({ ok: true, value: null })
  })

  test.each([
    [0, 0],
    [-0, -0],
    [12, 12],
    [1_000_000, 1_000_000],
    ['0', 0],
    ['05', 5],
    [' 12 ', 12],
    ['12\u00a0', 12],
    ['1.234', 1234],
    ['1.000.000', 1_000_000],
  ])('is read from %j', (value, count) => {
    expect(countIn(cell(value))).toEqual({ ok: true, value: count + 0 })
  })

  test.each([
    -1,
    1.5,
    1.234,
    1_000_001,
    1e21,
    '-12',
    '-',
    '–',
    '+5',
    '12,0',
    '12.0',
    '1,234',
    '12.34',
    '0.500',
    '1 234',
    '1e3',
    '1.5',
    '12 phiếu',
    'x',
    '１２',
    '1.000.001',
    '99999999',
  ])('is not read from %j', (value) => {
    expect(countIn(cell(value))).toEqual({ ok: false, rule: 'count' })
  })

  test('is no share, no date, no truth value, no failed formula', () => {
    expect(countIn(cell(1, 'percent'))).toEqual({ ok: false, rule: 'percent_as_count' })
    expect(countIn(cell('50%'))).toEqual({ ok: false, rule: 'percent_as_count' })
    expect(countIn(cell('2025-02-03', 'day'))).toEqual({ ok: false, rule: 'count' })
    expect(countIn(cell('TRUE', 'truth'))).toEqual({ ok: false, rule: 'count' })
    expect(countIn(cell('#DIV/0!', 'error'))).toEqual({ ok: false, rule: 'cell_error' })
    expect(countIn(cell(null, 'no_value'))).toEqual({ ok: false, rule: 'formula_without_value' })
  })

  test('is the same from a number, its digits, and its digits in groups of three', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (count) => {
        const grouped = String(count).replaceAll(/\B(?=(\d{3})+$)/g, '.')
        for (const value of [count, String(count), grouped])
          expect(countIn(cell(value))).toEqual({ ok: true, value: count })
      }),
    )
  })

  test('whatever the text, is a whole number in range or a rule', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double()), (value) => {
        const reading = countIn(cell(value))
        if (reading.ok) expect(reading.value).toSatisfy((n) => Number.isInteger(n) && n >= 0)
      }),
    )
  })
})

describe('a day', () => {
  test.each([
    ['05/02/2026', '2026-02-05'],
    ['5/2/2026', '2026-02-05'],
    ['5-2-2026', '2026-02-05'],
    ['5.2.2026', '2026-02-05'],
    ['2026-02-05', '2026-02-05'],
    ['29/02/2024', '2024-02-29'],
  ])('is read from %j, day before month', (text, day) => {
    expect(dayIn(cell(text))).toEqual({ ok: true, value: day })
  })

  test('is read from a date cell; an empty cell has none', () => {
    expect(dayIn(cell('2026-02-05', 'day'))).toEqual({ ok: true, value: '2026-02-05' })
    expect(dayIn(undefined)).toEqual({ ok: true, value: null })
  })

  test.each(['29/02/2025', '31/4/2025', '5/2/26', '02/2026', '2026', 'nay', '5/2/2026 8:00'])(
    'is not read from %j',
    (text) => {
      expect(dayIn(cell(text))).toEqual({ ok: false, rule: 'day_in_form' })
    },
  )

  test('is not read from a bare number: nobody can see that it is a date', () => {
    expect(dayIn(cell(45_000))).toEqual({ ok: false, rule: 'day_in_form' })
  })
})

describe('a text', () => {
  test('keeps its spelling, with one blank between words', () => {
    const read = textIn(cell(' Nguyễn\u00a0 Thuỷ\nHoà '), 200)
    expect(read).toEqual({ ok: true, value: { text: 'Nguyễn Thuỷ Hoà', joined: true } })
    expect(textIn(cell('Hoàng Hòa'), 200)).toMatchObject({ value: { joined: false } })
  })

  test('is refused with signs that are not printed, or too long', () => {
    expect(textIn(cell('An\u200bh'), 200)).toEqual({ ok: false, rule: 'control_character' })
    expect(textIn(cell('An\u202eh'), 200)).toEqual({ ok: false, rule: 'control_character' })
    expect(textIn(cell('a'.repeat(200)), 200)).toMatchObject({ ok: true })
    expect(textIn(cell('a'.repeat(201)), 200)).toEqual({ ok: false, rule: 'text_too_long' })
  })

  test('may be a number, but no date', () => {
    expect(textIn(cell(1), 20)).toMatchObject({ value: { text: '1' } })
    expect(textIn(cell('2026-02-05', 'day'), 20)).toEqual({ ok: false, rule: 'text' })
  })
})

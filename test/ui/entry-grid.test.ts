import { expect, test } from 'vitest'
import { cellCount, columnSum, columnText, restOf } from '../../src/ui/entry-grid.ts'

test.each([
  ['10', ['4', '', '', ''], 'left', 'còn lại 6'],
  ['10', ['4', '3', '2', '0'], 'left', 'còn lại 1'],
  ['10', ['4', '3', '3', '0'], 'exact', 'đủ'],
  ['10', ['4', '3', '4', '0'], 'over', 'thừa 1'],
  ['10', ['4', '3', '3', ''], 'left', 'đủ, còn ô trống'],
  ['0', ['0', '0', '0', '0'], 'exact', 'đủ'],
  ['10', ['', '', '', ''], 'unknown', '–'],
  ['', ['4', '3', '3', '0'], 'unknown', '–'],
  ['10', ['4', 'x', '3', '0'], 'unknown', '–'],
])('of %s valid ballots %j are %s: %s', (valid, cells, kind, text) => {
  expect(restOf(valid, cells)).toEqual({ kind, text })
})

test('an empty cell is missing, not zero, and anything but digits is neither', () => {
  expect([cellCount(' '), cellCount('0'), cellCount('1x')]).toEqual([null, 0, undefined])
})

test('a column is the sum of what is typed, its empty cells counted and not taken for zeros', () => {
  expect(columnSum(['4', '', '0', 'x'])).toEqual({ sum: 4, empty: 1 })
  expect(columnText(columnSum(['4', '']))).toBe('còn lại 1 ô')
  expect(columnText(columnSum(['4', '0']))).toBe('đủ ô')
})

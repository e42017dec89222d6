import { expect, test } from 'vitest'
import { kindSheetNames } from '../../src/formats/sheet-names.ts'

const names = (...ids: string[]) =>
  kindSheetNames(
    ids.map((id) => ({ id })),
    'Loại phiếu',
  )

test('sheets are called by plain signs, else all by their numbers', () => {
  expect(names('A', 'B')).toEqual(['Loại phiếu A', 'Loại phiếu B'])
  expect(names('Đảng', '2')).toEqual(['Loại phiếu Đảng', 'Loại phiếu 2'])
  for (const signs of [
    ['A', 'a'],
    ['A', 'B/C'],
    ["'A", 'B'],
    ['A', 'x'.repeat(13)],
    ['A', ' A'],
  ])
    expect(names(...signs)).toEqual(['Loại phiếu 1', 'Loại phiếu 2'])
})

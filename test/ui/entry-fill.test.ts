import { expect, test } from 'vitest'
import { type Sheet, fillRest, fillZeros, isRowFull, pasteBlock } from '../../src/ui/entry-fill.ts'

const HEAD = ['10', '9', '1']
const sheetWith = (...rows: readonly (readonly string[])[]): Sheet => [HEAD, ...rows]
const OTHER = ['', '', '', '']

test('the last empty cell of a row becomes what is left of the valid ballots', () => {
  const filled = fillRest(sheetWith(['6', '', '1', '0'], OTHER), { row: 1, column: 1 })
  expect(filled).toEqual({
    sheet: sheetWith(['6', '2', '1', '0'], OTHER),
    done: 'Đã điền 2, phần còn lại của hàng.',
  })
})

test('what is left may be nothing, and is then a zero somebody asked for', () => {
  expect(fillRest(sheetWith(['6', '2', '1', '']), { row: 1, column: 3 })).toMatchObject({
    sheet: sheetWith(['6', '2', '1', '0']),
  })
})

test.each([
  ['another empty cell', sheetWith(['6', '', '', '0']), 1, 'còn 1 ô trống khác'],
  ['a number already there', sheetWith(['6', '2', '1', '0']), 1, 'ô này đã có số'],
  ['others that are more than the whole', sheetWith(['9', '', '1', '0']), 1, 'đã thừa 1'],
  ['a cell that is no number', sheetWith(['6', '', 'x', '0']), 1, 'ô không phải số'],
  [
    'no valid ballots',
    [
      ['10', '', '1'],
      ['6', '', '1', '0'],
    ],
    1,
    'chưa có số phiếu hợp lệ',
  ],
  ['the head of the sheet', [['10', '', '1']], 0, 'chỉ điền được ở hàng của từng người'],
] as const)('the rest is not filled in over %s', (_, sheet, row, why) => {
  expect(fillRest(sheet, { row, column: 1 })).toEqual({ refused: expect.stringContaining(why) })
})

test('zeros go into the empty cells of one row only and replace nothing', () => {
  const sheet = sheetWith(['8', '1', '', ' '], OTHER)
  expect(fillZeros(sheet, { row: 1, column: 0 })).toEqual({
    sheet: sheetWith(['8', '1', '0', '0'], OTHER),
    done: 'Đã điền 0 vào 2 ô trống của hàng.',
  })
  expect(fillZeros(sheetWith(['8', 'x', '2', '']), { row: 1, column: 0 })).toMatchObject({
    sheet: sheetWith(['8', 'x', '2', '0']),
  })
})

test('a row that zeros leave short or over says so', () => {
  const done = (row: readonly string[]) => fillZeros(sheetWith(row), { row: 1, column: 0 })
  expect(done(['8', '', '', ''])).toMatchObject({
    done: expect.stringMatching(/hàng còn lại 1\.$/),
  })
  expect(done(['8', '2', '', ''])).toMatchObject({ done: expect.stringMatching(/hàng thừa 1\.$/) })
})

test('zeros are refused in the head of the sheet and in a row without empty cells', () => {
  const refused = (row: number) =>
    fillZeros(
      [
        ['10', '', ''],
        ['8', '1', '0', '0'],
      ],
      { row, column: 0 },
    )
  expect(refused(0)).toEqual({ refused: expect.stringContaining('hàng của từng người') })
  expect(refused(1)).toEqual({ refused: expect.stringContaining('không còn ô trống') })
})

test('a block is pasted from the cell on, and says what it replaced', () => {
  const sheet = sheetWith(['1', '2', '3', '0'], OTHER, OTHER)
  expect(pasteBlock(sheet, { row: 1, column: 1 }, '2\t4\n5\t6\n')).toEqual({
    sheet: sheetWith(['1', '2', '4', '0'], ['', '5', '6', ''], OTHER),
    done: 'Đã dán 4 ô, thay 1 số đã nhập. Ctrl+Z để bỏ.',
  })
})

test.each([
  ['too wide', 1, 2, '1\t2\t3', '1 dòng × 3 cột, từ ô này chỉ còn 2 × 2.'],
  ['too high', 2, 0, '1\n2', '2 dòng × 1 cột, từ ô này chỉ còn 1 × 4.'],
  ['from the head into the rows', 0, 0, '1\n2', 'chỉ còn 1 × 3.'],
  ['one cell empty', 1, 0, '1\t\t3', 'là ô trống'],
] as const)('a block is pasted as a whole or not at all: %s', (_, row, column, text, why) => {
  const refused = pasteBlock(sheetWith(OTHER, OTHER), { row, column }, text)
  expect(refused).toEqual({ refused: expect.stringContaining(why) })
})

test('a row is full when all its cells are typed and make up the valid ballots', () => {
  const sheet = sheetWith(['8', '1', '0', '0'], ['8', '1', '0', ''], ['8', '0', '0', '0'])
  expect([0, 1, 2, 3].map((row) => isRowFull(sheet, row))).toEqual([false, true, false, false])
})

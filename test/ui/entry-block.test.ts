import { expect, test } from 'vitest'
import { readBlock } from '../../src/ui/entry-block.ts'

test.each([
  ['12', [['12']]],
  [
    '8\t2\r\n7\t3\r\n',
    [
      ['8', '2'],
      ['7', '3'],
    ],
  ],
  ['8\n7', [['8'], ['7']]],
  ['8\r7\r', [['8'], ['7']]],
  [' 8 \t0', [['8', '0']]],
  ['"8"\t"1.234"', [['8', '1234']]],
  ['1.234', [['1234']]],
  ['1 234', [['1234']]],
  ['1\u00A0234\t1\u202F234\t1.234.567', [['1234', '1234', '1234567']]],
  ['0\t007', [['0', '007']]],
])('%j is read as %j', (text, block) => {
  expect(readBlock(text)).toEqual(block)
})

test.each([
  ['', 'bảng tạm không có số nào.'],
  ['\r\n', 'bảng tạm không có số nào.'],
  ['8\t\r\n7\t3', 'dòng 1, cột 2 của phần dán là ô trống'],
  ['8\n\n7', 'dòng 2, cột 1 của phần dán là ô trống'],
  ['8\n7\n\n', 'dòng 3, cột 1 của phần dán là ô trống'],
  ['8\t2\n7', 'dòng 2 của phần dán không cùng số cột với dòng 1'],
  ['Nguyễn Văn Mẫu\t8', 'dòng 1, cột 1 của phần dán là “Nguyễn Văn Mẫu”'],
  ['"8\n7"\t2', 'dòng 1, cột 1'],
  ['8\n"7', 'dòng 2, cột 1'],
])('%j is refused: %s', (text, why) => {
  expect(readBlock(text)).toEqual(expect.stringContaining(why))
})

test.each([
  '1,234',
  '1.23',
  '1.2345',
  '12.34',
  '0.123',
  '1.234,5',
  '1.234 567',
  '1 23',
  '5,0',
  '5.0',
  '-',
  '-5',
  '+5',
  '1e3',
  '5%',
  '１２',
  '12345678',
  '12.345.678',
])('%s could be read in two ways or is no count, and is refused', (cell) => {
  expect(readBlock(cell)).toEqual(expect.stringContaining(`“${cell}”, không rõ là số nào`))
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { THREE_LEVELS } from '../../src/domain/tally.ts'
import { readPassTable } from '../../src/formats/pass-table.ts'
import { readRosterTable } from '../../src/formats/roster-table.ts'
import { readWorkbook } from '../../src/formats/spreadsheet.ts'
import { ROOT } from '../../src/program.ts'
import { utf8 } from '../formats/workbooks.ts'

const PAGE = readFileSync(`${ROOT}/docs/import.md`, 'utf8')
const [counts = '', list = '', ...others] = [...PAGE.matchAll(/```csv\n([^`]*)```/g)].map(
  (match) => match[1]!,
)

test('docs/import.md shows counts that are read without a remark', async () => {
  const read = readPassTable(await readWorkbook(utf8(counts)), THREE_LEVELS, undefined)
  expect(read.faults).toEqual([])
  expect(read.ballots).toEqual({ collected: 10, valid: 9, invalid: 1 })
  expect(read.rows.map(({ name, marks }) => [name, Object.values(marks)])).toEqual([
    ['Nguyễn Văn Một', [7, 1, 1, 0]],
    ['Trần Thị Hai', [2, 0, 6, 1]],
  ])
})

test('docs/import.md shows a list that is read without a remark', async () => {
  const { kinds, faults } = readRosterTable(await readWorkbook(utf8(list)), undefined)
  expect(faults).toEqual([])
  expect(kinds.map(({ key, people }) => [key, people.map(({ name }) => name)])).toEqual([
    ['A', ['Nguyễn Văn Một', 'Trần Thị Hai']],
    ['B', ['Uỷ Thuỷ']],
  ])
})

test('docs/import.md shows nothing else', () => {
  expect(others).toEqual([])
})

test.each([
  ['5 MB', '5_000_000'],
  ['50 sheets', 'MAX_SHEETS = 50'],
  ['2,000 rows', 'MAX_ROWS = 2_000'],
  ['60 columns', 'MAX_COLUMNS = 60'],
])('docs/import.md tells the limit of %s rightly', (words, code) => {
  expect(PAGE).toContain(words)
  expect(readFileSync(`${ROOT}/src/formats/spreadsheet.ts`, 'utf8')).toContain(code)
})

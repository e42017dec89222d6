import type { WriteSheet } from 'hucre'
import { describe, expect, test } from 'vitest'
import type { TableMapping } from '../../src/formats/column-mapping.ts'
import { looksOf } from '../../src/formats/sheet-look.ts'
import { readWorkbook } from '../../src/formats/spreadsheet.ts'
import { xlsx } from './workbooks.ts'

const WANTED = { fields: ['ordinal', 'name', 'position'], levels: [] } as const

async function looks(read: readonly TableMapping[], ...sheets: readonly WriteSheet[]) {
  return looksOf(await readWorkbook(await xlsx(...sheets)), WANTED, read)
}

describe('the sheets a user can choose from', () => {
  test('are those neither hidden nor empty, each with how it is recognised', async () => {
    const rows = [
      ['TT', 'Họ và tên'],
      [1, 'Ân'],
    ]
    const shown = await looks(
      [],
      { name: 'Một', rows },
      { name: 'Nháp', rows, hidden: true },
      { name: 'Trống', rows: [] },
      { name: 'Bìa', rows: [['Danh sách']] },
    )
    expect(shown.map(({ name, read, mapping }) => [name, read, mapping?.columns])).toEqual([
      ['Một', false, { A: 'ordinal', B: 'name' }],
      ['Bìa', false, undefined],
    ])
  })

  test('show what is read, and as it is read', async () => {
    const mapping: TableMapping = { sheet: 'Một', firstRow: 2, columns: { B: 'name' }, ballots: {} }
    const rows = [
      ['TT', 'Họ và tên'],
      [1, 'Ân'],
    ]
    expect(await looks([mapping], { name: 'Một', rows })).toMatchObject([{ read: true, mapping }])
  })

  test('have their columns from left to right: heading, first three cells below, none hidden', async () => {
    const rows = [
      ['Danh sách', null, null, null],
      [null, 'Họ và tên', 'Nháp', null],
      [null, 'Ân', 'x', null],
      [null, 'Bình', null, 5],
      [null, 'Chi', null, null],
      [null, 'Dung', null, null],
    ]
    const columns = [{}, {}, { hidden: true }, {}]
    const [sheet] = await looks([], { name: 'Một', rows, columns })
    expect(sheet!.columns).toEqual([
      {
        column: 'B',
        heading: 'Họ và tên',
        cells: [
          { row: 3, text: 'Ân' },
          { row: 4, text: 'Bình' },
          { row: 5, text: 'Chi' },
        ],
      },
      { column: 'D', heading: null, cells: [{ row: 4, text: '5' }] },
    ])
  })

  test('without a heading show their cells from the top, long ones cut', async () => {
    const [sheet] = await looks([], { name: 'Một', rows: [['a'.repeat(41)], ['a'.repeat(40)]] })
    expect(sheet!.columns[0]!.cells.map(({ text }) => text)).toEqual([
      `${'a'.repeat(39)}…`,
      'a'.repeat(40),
    ])
  })
})

import fc from 'fast-check'
import type { WriteSheet } from 'hucre'
import { describe, expect, test } from 'vitest'
import { THREE_LEVELS, TWO_LEVELS } from '../../src/domain/tally.ts'
import type { TableMapping } from '../../src/formats/column-mapping.ts'
import type { ImportFault } from '../../src/formats/import-fault.ts'
import { type ReadPass, readPassTable } from '../../src/formats/pass-table.ts'
import { readWorkbook } from '../../src/formats/spreadsheet.ts'
import { ods, utf8, xlsx } from './workbooks.ts'

const HEADINGS = ['TT', 'Họ và tên', 'Tín nhiệm cao', 'Tín nhiệm', 'Tín nhiệm thấp', 'Không hợp lệ']
const BALLOTS = 'Số phiếu thu về: 10;Số phiếu hợp lệ: 9;Số phiếu không hợp lệ: 1\n'
const HEAD = `${HEADINGS.join(';')}\n`

async function readText(text: string, mapping?: TableMapping): Promise<ReadPass> {
  return readPassTable(await readWorkbook(utf8(text)), THREE_LEVELS, mapping)
}
async function readSheets(...sheets: readonly WriteSheet[]): Promise<ReadPass> {
  return readPassTable(await readWorkbook(await xlsx(...sheets)), THREE_LEVELS, undefined)
}
const told = (faults: readonly ImportFault[]) =>
  faults.map(({ rule, row, column, value }) => `${rule} ${column ?? ''}${row ?? ''} ${value}`)

describe('a sheet of counts', () => {
  test('gives ballots and marks as they stand, each row with its place', async () => {
    const read = await readText(
      `${BALLOTS}${HEAD}1;Nguyễn Văn Một;7;1;1;0\n2;Trần Thị Hai;2;0;06;1`,
    )
    expect(read.ballots).toEqual({ collected: 10, valid: 9, invalid: 1 })
    expect(read.rows).toEqual([
      {
        name: 'Nguyễn Văn Một',
        position: null,
        marks: { high: 7, medium: 1, low: 1, invalid: 0 },
        place: { sheet: '', row: 3, column: 'B', path: null },
      },
      {
        name: 'Trần Thị Hai',
        position: null,
        marks: { high: 2, medium: 0, low: 6, invalid: 1 },
        place: { sheet: '', row: 4, column: 'B', path: null },
      },
    ])
    expect(read.faults).toEqual([])
  })

  test('an empty cell is missing, never 0, and nothing is derived from the others', async () => {
    const read = await readText(`Họ và tên;TNC;TN;TNT\nÂn;7;;2`)
    expect(read.rows[0]!.marks).toEqual({ high: 7, medium: null, low: 2, invalid: null })
    expect(read.ballots).toEqual({ collected: null, valid: null, invalid: null })
    expect(told(read.faults)).toEqual([
      'column_absent  invalid_lines',
      'column_absent  collected',
      'column_absent  valid',
      'column_absent  invalid',
    ])
  })

  test('a mark that is no count is told at its place, and missing', async () => {
    const read = await readText(`${BALLOTS}${HEAD}1;Ân;-1;1.5;1e3;-\n2;Bình;12,0;50%;x;0`)
    expect(read.rows.map(({ marks }) => Object.values(marks))).toEqual([
      [null, null, null, null],
      [null, null, null, 0],
    ])
    expect(told(read.faults)).toEqual([
      'count C3 -1',
      'count D3 1.5',
      'count E3 1e3',
      'count F3 -',
      'count C4 12,0',
      'percent_as_count D4 50%',
      'count E4 x',
    ])
  })

  test('a formula counts with its result; without one, or with another file’s, it is told, never 0', async () => {
    const read = await readSheets({
      name: 'Tập 1',
      rows: [HEADINGS, [1, 'Ân', 7, null, 1, 0]],
      cells: new Map([
        ['1,2', { formula: '3+4', value: 7, formulaResult: 7 }],
        ['1,3', { formula: 'SUM(A1:A2)' }],
        ['1,4', { formula: '[1]B!A1', value: 1, formulaResult: 1 }],
      ]),
    })
    expect(read.rows[0]!.marks).toMatchObject({ high: 7, medium: null, low: null })
    expect(told(read.faults)).toEqual(
      expect.arrayContaining(['formula_without_value D2 null', 'formula_external E2 1']),
    )
  })

  test('a share in a column of counts is told even when it is a whole number', async () => {
    const columns = [{}, {}, { numFmt: '0%' }, {}, {}, {}]
    const read = await readSheets({ name: 'A', rows: [HEADINGS, [1, 'Ân', 1, 0, 0, 0]], columns })
    expect(told(read.faults)).toContain('percent_as_count C2 1')
  })

  test('a count outside the table that cannot be read is told', async () => {
    const read = await readText(
      `Số phiếu thu về: mười;Số phiếu hợp lệ: 9 phiếu\n${HEAD}1;Ân;1;1;1;1`,
    )
    expect(read.ballots).toMatchObject({ collected: null, valid: 9 })
    expect(told(read.faults)).toContain('count A1 Số phiếu thu về: mười')
  })

  test('a count outside the table in a hidden row is told, not read', async () => {
    const read = await readSheets({
      name: 'A',
      rows: [['Số phiếu thu về', 10], HEADINGS, [1, 'Ân', 1, 1, 1, 1]],
      rowDefs: new Map([[0, { hidden: true }]]),
    })
    expect(read.ballots.collected).toBeNull()
    expect(told(read.faults)).toContain('hidden_cell B1 10')
  })

  test('a hidden person is told', async () => {
    const rows = [HEADINGS, [1, 'Ân', 1, 1, 1, 1], [2, 'Bình', 1, 1, 1, 1]]
    const read = await readSheets({ name: 'A', rows, rowDefs: new Map([[2, { hidden: true }]]) })
    expect(told(read.faults)).toContain('hidden_row B3 Bình')
  })
})

describe('rows that are nobody’s', () => {
  test.each(['Tổng', 'TỔNG CỘNG', 'Cộng:', 'Tổng số'])(
    '%s is a row of totals by rule, in whichever column it stands',
    async (word) => {
      for (const row of [`;${word};9;1;1;0`, `${word};;9;1;1;0`]) {
        const read = await readText(`${BALLOTS}${HEAD}1;Ân;9;1;1;0\n${row}`)
        expect(read.rows.map(({ name }) => name)).toEqual(['Ân'])
        expect(read.faults.map(({ rule }) => rule)).toEqual(['total_row'])
      }
    },
  )

  test('somebody with a number before the name is a person, whatever the name', async () => {
    const read = await readText(`${BALLOTS}${HEAD}1;Cộng;9;1;1;0`)
    expect(read.rows.map(({ name }) => name)).toEqual(['Cộng'])
  })

  test('headings between people and signatures below are told and not read', async () => {
    const read = await readText(
      `${BALLOTS}${HEAD}I;Khối Đảng;;;;\n1;Ân;9;1;1;0\nII;Khối Nhà nước;;;;\n2;Bình;9;1;1;0\n\n` +
        `;THƯ KÝ;;TRƯỞNG BAN\n;Nguyễn Thư Ký;;Trần Trưởng Ban\nNgày 05 tháng 02`,
    )
    expect(read.rows.map(({ name }) => name)).toEqual(['Ân', 'Bình'])
    expect(told(read.faults)).toEqual([
      'section_row A3 I',
      'section_row A5 II',
      'outside_table B8 THƯ KÝ',
      'outside_table B9 Nguyễn Thư Ký',
      'outside_table A10 Ngày 05 tháng 02',
    ])
  })

  test('a remark beside a person is not taken for a count of ballots', async () => {
    const read = await readText(
      `${HEAD.replace('\n', ';Ghi chú\n')}1;Ân;9;1;1;0;Hợp lệ\nSố phiếu hợp lệ;;9`,
    )
    expect(read.rows.map(({ name }) => name)).toEqual(['Ân'])
    expect(read.ballots).toEqual({ collected: null, valid: 9, invalid: null })
  })

  test('people after an empty row are people, with a number or figures', async () => {
    const read = await readText(`${BALLOTS}${HEAD}1;Ân;9;1;1;0\n\n2;Bình;;;;\n\n;Chi;1;2;3;4`)
    expect(read.rows.map(({ name }) => name)).toEqual(['Ân', 'Bình', 'Chi'])
  })

  test('figures without a name are told', async () => {
    const read = await readText(`${BALLOTS}${HEAD}1;Ân;9;1;1;0\n2;;9;1;1;0`)
    expect(told(read.faults)).toEqual(['name_missing 4 null'])
  })
})

describe('which table is read', () => {
  const table = (name: string, ...people: readonly string[]): WriteSheet => ({
    name,
    rows: [HEADINGS, ...people.map((person, at) => [at + 1, person, 1, 1, 1, 0])],
  })

  test('the only one, and other sheets are told', async () => {
    const read = await readSheets({ name: 'Bìa', rows: [['Biên bản']] }, table('Tập 1', 'Ân'))
    expect(read.mapping?.sheet).toBe('Tập 1')
    expect(read.faults.map(({ rule, value }) => `${rule} ${value}`)).toContain('sheet_skipped Bìa')
  })

  test('the only one with all marks', async () => {
    const list = {
      name: 'Danh sách',
      rows: [
        ['TT', 'Họ và tên'],
        [1, 'Ân'],
      ],
    }
    expect((await readSheets(list, table('Tập 1', 'Ân'))).mapping?.sheet).toBe('Tập 1')
  })

  test('never a hidden one', async () => {
    const read = await readSheets({ ...table('Nháp', 'Ân'), hidden: true }, table('Tập 1', 'Ân'))
    expect(read.mapping?.sheet).toBe('Tập 1')
    const { faults } = await readSheets({ ...table('Nháp', 'Ân'), hidden: true }, { name: 'Bìa' })
    expect(faults.map(({ rule }) => rule)).toEqual(['header_missing', 'sheet_skipped'])
  })

  test('none of several until the user says which', async () => {
    const sheets = [table('Tập 1', 'Ân'), table('Tập 2', 'Bình')]
    const { rows, mapping, faults } = await readSheets(...sheets)
    expect([rows, mapping]).toEqual([[], null])
    expect(told(faults)).toEqual(['sheet_choice  Tập 1', 'sheet_choice  Tập 2'])
    const chosen: TableMapping = {
      sheet: 'Tập 2',
      firstRow: 2,
      columns: { B: 'name', C: 'high', D: 'medium', E: 'low', F: 'invalid' },
      ballots: {},
    }
    const read = readPassTable(await readWorkbook(await xlsx(...sheets)), THREE_LEVELS, chosen)
    expect(read.rows.map(({ name }) => name)).toEqual(['Bình'])
  })

  test('the user’s choice of columns is held to the same rules', async () => {
    const columns = [{}, {}, { hidden: true }]
    const bytes = await xlsx({ ...table('Tập 1', 'Ân'), columns })
    const choice = { sheet: 'Tập 1', firstRow: 2, ballots: { valid: 'A0', collected: 'Z99' } }
    const read = readPassTable(await readWorkbook(bytes), THREE_LEVELS, {
      ...choice,
      columns: { B: 'name', C: 'high', D: 'medium', E: 'medium', F: 'block' },
    })
    expect(
      read.faults.filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
    ).toEqual(['hidden_column', 'column_twice', 'column_twice', 'column_missing'])
    const elsewhere = { ...choice, sheet: 'Tập 9', columns: {} }
    const { faults } = readPassTable(await readWorkbook(bytes), THREE_LEVELS, elsewhere)
    expect(told(faults)).toEqual(['sheet_unknown  Tập 9', 'sheet_skipped  Tập 1'])
  })

  test('a doubt goes away by a choice that settles it, never by asking again', async () => {
    const head = 'Hợp lệ: 9\nHợp lệ: 8\nHọ và tên;TNC;TN;TNT;Cao;KTN\n'
    const bytes = utf8(`${head}Ân;7;1;1;0;0`)
    const again = async (mapping: TableMapping | undefined) => {
      const read = readPassTable(await readWorkbook(bytes), THREE_LEVELS, mapping)
      const errors = read.faults.filter(({ severity }) => severity === 'error')
      return { mapping: read.mapping!, told: told(errors) }
    }
    const twice = ['column_twice B3 TNC', 'column_twice E3 Cao']
    const label = ['label_twice A1 Hợp lệ: 9', 'label_twice A2 Hợp lệ: 8']
    const level = 'level_unknown F3 KTN'
    const missing = 'column_missing  high'
    const shown = await again(undefined)
    expect(shown.told).toEqual([level, ...twice, ...label, missing])
    const { columns } = shown.mapping
    expect((await again(shown.mapping)).told).toEqual(shown.told)
    const high = { ...shown.mapping, columns: { ...columns, B: 'high' as const } }
    expect((await again(high)).told).toEqual([level, ...label])
    expect((await again({ ...high, ballots: { valid: 'A1' } })).told).toEqual([level])
  })

  test('an address that is none is told', async () => {
    const mapping: TableMapping = {
      sheet: '',
      firstRow: 2,
      columns: { B: 'name', C: 'high', D: 'medium', E: 'low', F: 'invalid' },
      ballots: { collected: 'Số 3' },
    }
    const { faults } = await readText(`${HEAD}1;Ân;1;1;1;1`, mapping)
    expect(told(faults)).toContain('cell_unknown  Số 3')
  })

  test('a table with nobody in it is told', async () => {
    expect(told((await readText(`${BALLOTS}${HEAD}`)).faults)).toEqual(['list_empty  null'])
  })
})

describe('a sheet that was written is read back as it was', () => {
  const count = fc.option(fc.integer({ min: 0, max: 1_000_000 }))
  const pass = fc.record({
    ballots: fc.record({ collected: count, valid: count, invalid: count }),
    marks: fc.array(fc.tuple(count, count, count, count), { minLength: 1, maxLength: 12 }),
  })
  const shape = fc.record({
    units: fc.boolean(),
    totals: fc.boolean(),
    texts: fc.boolean(),
    below: fc.boolean(),
    as: fc.constantFrom('xlsx', 'ods', 'text'),
  })
  type Value = string | number | null

  const labels = ({ collected, valid, invalid }: ReadPass['ballots']): Value[][] => [
    ['Số phiếu thu về', null, collected],
    ['Số phiếu hợp lệ', null, valid],
    ['Số phiếu không hợp lệ', null, invalid],
  ]

  test('in three levels, whatever the layout', async () => {
    await fc.assert(
      fc.asyncProperty(
        pass,
        shape,
        async ({ ballots, marks }, { units, totals, texts, below, as }) => {
          const shown = (value: number | null): Value =>
            texts && value !== null ? String(value) : value
          const spread = (cells: Value[], share: Value) =>
            cells.slice(0, 3).flatMap((cell) => (units ? [cell, share] : [cell]))
          const head = [
            ['TT', 'Họ và tên', ...spread(HEADINGS.slice(2, 5), null), 'Không hợp lệ'],
            ...(units ? [[null, null, ...spread(['SL', 'SL', 'SL'], '%')]] : []),
          ]
          const people = marks.map((row, at) => {
            const cells = row.map(shown)
            return [at + 1, `Người thứ ${at}`, ...spread(cells, 12.5), cells[3]!]
          })
          const total = totals ? [[null, 'Tổng cộng', ...spread([1, 2, 3], 100), 4]] : []
          const counts = labels(ballots)
          const rows = [
            ...(below ? [] : counts),
            ...head,
            ...people,
            ...total,
            ...(below ? [[], ...counts] : []),
          ]
          const csv = rows.map((row) => row.map((cell) => cell ?? '').join('\t')).join('\r\n')
          const sheet = { name: 'Tập 1', rows }
          const bytes =
            as === 'text' ? utf8(csv) : as === 'ods' ? await ods(sheet) : await xlsx(sheet)
          const read = readPassTable(await readWorkbook(bytes), THREE_LEVELS, undefined)
          expect(read.faults.filter(({ severity }) => severity === 'error')).toEqual([])
          expect(read.ballots).toEqual(ballots)
          expect(read.rows.map((row) => Object.values(row.marks))).toEqual(marks)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('in two levels', async () => {
    const text = 'TT;Họ và tên;Tín nhiệm;Không tín nhiệm;Không hợp lệ\n1;Ân;4;5;0'
    const read = readPassTable(await readWorkbook(utf8(text)), TWO_LEVELS, undefined)
    expect(read.rows[0]!.marks).toEqual({ confidence: 4, no_confidence: 5, invalid: 0 })
  })
})

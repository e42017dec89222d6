import { describe, expect, test } from 'vitest'
import { THREE_LEVELS, TWO_LEVELS } from '../../src/domain/tally.ts'
import { type Wanted, recogniseTable } from '../../src/formats/column-mapping.ts'
import { readWorkbook } from '../../src/formats/spreadsheet.ts'
import type { WriteSheet } from 'hucre'
import { utf8, xlsx } from './workbooks.ts'

const PASS: Wanted = {
  fields: ['ordinal', 'name', 'position', ...THREE_LEVELS, 'invalid'],
  levels: THREE_LEVELS,
}
const TWO: Wanted = { fields: ['ordinal', 'name', ...TWO_LEVELS, 'invalid'], levels: TWO_LEVELS }
const ROSTER: Wanted = {
  fields: ['ordinal', 'name', 'position', 'workplace', 'block', 'startedOn', 'retirementNoticeOn'],
  levels: [],
}

async function recognised(text: string, wanted = PASS) {
  return recogniseTable((await readWorkbook(utf8(text))).sheets[0]!, wanted)!
}
async function recognisedSheet(sheet: Omit<WriteSheet, 'name'>, wanted = PASS) {
  const bytes = await xlsx({ name: 'Tập 1', ...sheet })
  return recogniseTable((await readWorkbook(bytes)).sheets[0]!, wanted)!
}
const rulesOf = ({ faults }: { faults: readonly { rule: string; column: string | null }[] }) =>
  faults.map(({ rule, column }) => `${rule} ${column}`)

describe('headings in one row', () => {
  test.each([
    'TT;Họ và tên;Chức vụ;Tín nhiệm cao;Tín nhiệm;Tín nhiệm thấp;Không hợp lệ',
    'STT;HỌ VÀ TÊN;CHỨC DANH;TNC;TN;TNT;KHL',
    'Số TT;Họ, tên;Chức danh, chức vụ;SL TNC;SL TN;SL TNT;Phiếu không hợp lệ',
    'tt; ho  va ten ;Chức vụ, đơn vị công tác;Số phiếu tín nhiệm cao;Số phiếu tín nhiệm;Số phiếu tín nhiệm thấp;Số phiếu không hợp lệ',
    'Số thứ tự;Họ và tên cán bộ;Chức vụ;Tín nhiệm cao (SL);Tín nhiệm (SL);Tín nhiệm thấp (SL);Không hợp lệ đối với người này',
  ])('are known in many spellings: %s', async (line) => {
    const { mapping, faults } = await recognised(line)
    expect(mapping.columns).toEqual({
      A: 'ordinal',
      B: 'name',
      C: 'position',
      D: 'high',
      E: 'medium',
      F: 'low',
      G: 'invalid',
    })
    expect(faults).toEqual([])
    expect(mapping.firstRow).toBe(2)
  })

  test('of a vote in two levels: "Tín nhiệm" is confidence', async () => {
    const { mapping } = await recognised('TT;Họ và tên;Tín nhiệm;Không tín nhiệm', TWO)
    expect(mapping.columns).toMatchObject({ C: 'confidence', D: 'no_confidence' })
  })

  test('of marks the vote does not have are told', async () => {
    const three = await recognised('Họ và tên;Tín nhiệm;Không tín nhiệm')
    expect(rulesOf(three)).toEqual(['level_unknown C'])
    const two = await recognised('Họ và tên;Tín nhiệm cao;Tín nhiệm;Tín nhiệm thấp', TWO)
    expect(rulesOf(two)).toEqual(['level_unknown B', 'level_unknown D'])
  })

  test('of shares, sums and remarks are known and not read; strange ones are told', async () => {
    const line =
      'Họ và tên;Tín nhiệm cao (%);Tỷ lệ % TNC;Tỉ lệ;Số phiếu hợp lệ;Ghi chú;Đơn vị;Xếp loại'
    const { mapping, headings, faults } = await recognised(line)
    expect(mapping.columns).toEqual({ A: 'name' })
    expect(rulesOf({ faults })).toEqual([
      ...['B', 'C', 'D', 'E', 'F', 'G'].map((column) => `column_unused ${column}`),
      'column_unknown H',
    ])
    expect(headings.at(-1)).toEqual({ column: 'H', text: 'Xếp loại', field: null })
  })

  test('of one thing twice: neither column is taken', async () => {
    const { mapping, faults } = await recognised('Họ và tên;Tín nhiệm cao;TNC;Tín nhiệm')
    expect(mapping.columns).toEqual({ A: 'name', D: 'medium' })
    expect(rulesOf({ faults })).toEqual(['column_twice B', 'column_twice C'])
  })

  test('of a roster, with tone marks on either vowel', async () => {
    const line =
      'STT;Họ và tên;Chức vụ;Đơn vị công tác;Khối;Ngày bổ nhiệm;Ngày có thông báo nghỉ hưu;Tín nhiệm'
    const { mapping, faults } = await recognised(line, ROSTER)
    expect(Object.values(mapping.columns)).toEqual(ROSTER.fields)
    expect(rulesOf({ faults })).toEqual(['column_unused H'])
    expect((await recognised('Họ và tên;Ngày bầu', ROSTER)).mapping.columns).toMatchObject({
      B: 'startedOn',
    })
  })

  test('are found in row 30 and not below', async () => {
    const at = (row: number) => `${'\n'.repeat(row - 1)}Họ và tên;TNC\nÂn;1`
    expect((await recognised(at(30))).mapping.firstRow).toBe(31)
    expect(await recognised(at(31))).toBeUndefined()
  })

  test('are those of the table, not of a word elsewhere that looks like one', async () => {
    const { mapping } = await recognised('Họ và tên;\nTT;Họ và tên;TNC;TN;TNT\n1;Ân;1;1;1')
    expect(mapping).toMatchObject({ firstRow: 3, columns: { B: 'name', C: 'high' } })
  })

  test('may have a row of column numbers below', async () => {
    for (const numbers of ['(1);(2);(3)', '1;2;3', 'A;B;1']) {
      const { mapping } = await recognised(`TT;Họ và tên;TNC\n${numbers}\n1;Ân;5`)
      expect(mapping.firstRow).toBe(3)
    }
  })
})

describe('headings in several rows', () => {
  const COLUMNS = { A: 'ordinal', B: 'name', C: 'high', E: 'medium', G: 'low', I: 'invalid' }
  const top = [
    'TT',
    'Họ và tên',
    'Tín nhiệm cao',
    null,
    'Tín nhiệm',
    null,
    'Tín nhiệm thấp',
    null,
    'Không hợp lệ',
  ]
  const units = [null, null, 'SL', '%', 'Số lượng', 'Tỷ lệ %', 'Số phiếu', 'Tỉ lệ']
  const across = (row: number) =>
    [2, 4, 6].map((at) => ({ startRow: row, endRow: row, startCol: at, endCol: at + 1 }))
  const down = [0, 1, 8].map((at) => ({ startRow: 0, endRow: 1, startCol: at, endCol: at }))

  test('merged across and down', async () => {
    const { mapping } = await recognisedSheet({
      rows: [top, units],
      merges: [...across(0), ...down],
    })
    expect(mapping).toMatchObject({ columns: COLUMNS, firstRow: 3 })
  })

  test('without any merged cell, as they come from a CSV file', async () => {
    const { mapping } = await recognisedSheet({ rows: [top, units, [1, 'Ân', 1]] })
    expect(mapping).toMatchObject({ columns: COLUMNS, firstRow: 3 })
  })

  test('with "Họ và tên" in the lower row', async () => {
    const marks = top.map((text, at) => (at < 2 ? null : text))
    const names = ['TT', 'Họ và tên', ...units.slice(2)]
    const { mapping } = await recognisedSheet({ rows: [['Biểu'], marks, names, [1, 'Ân', 1]] })
    expect(mapping).toMatchObject({ columns: COLUMNS, firstRow: 4 })
  })

  test('in three rows under "Mức độ tín nhiệm"', async () => {
    const group = [
      'TT',
      'Họ và tên',
      'Mức độ tín nhiệm (số phiếu, tỷ lệ %)',
      ...Array(5).fill(null),
      'Không hợp lệ',
    ]
    const marks = top.map((text, at) => (at < 2 || at > 7 ? null : text))
    const merges = [
      { startRow: 0, endRow: 0, startCol: 2, endCol: 7 },
      ...across(1),
      ...down.map((merge) => ({ ...merge, endRow: 2 })),
    ]
    const { mapping } = await recognisedSheet({ rows: [group, marks, units], merges })
    expect(mapping).toMatchObject({ columns: COLUMNS, firstRow: 4 })
  })

  test('with "Cao" and "Thấp" under "Tín nhiệm"', async () => {
    const rows = [
      ['Họ và tên', 'Tín nhiệm', null, null],
      [null, 'Cao', 'Tín nhiệm', 'Thấp'],
      ['Ân', 1, 2, 3],
    ]
    const merges = [{ startRow: 0, endRow: 0, startCol: 1, endCol: 3 }]
    expect((await recognisedSheet({ rows, merges })).mapping).toMatchObject({
      columns: { A: 'name', B: 'high', C: 'medium', D: 'low' },
      firstRow: 3,
    })
  })

  test('a strange heading below a known one is not taken for a number of ballots', async () => {
    const rows = [
      ['Họ và tên', 'Tín nhiệm cao', null],
      [null, 'SL', 'Xếp hạng'],
    ]
    const merges = [
      { startRow: 0, endRow: 0, startCol: 1, endCol: 2 },
      { startRow: 0, endRow: 1, startCol: 0, endCol: 0 },
    ]
    const { mapping, faults } = await recognisedSheet({ rows, merges })
    expect(mapping.columns).toEqual({ A: 'name', B: 'high' })
    expect(rulesOf({ faults })).toEqual(['column_unknown C'])
  })

  test('a hidden column that would be read is told, not read', async () => {
    const columns = [{}, { hidden: true }, {}]
    const { mapping, faults } = await recognisedSheet({
      rows: [['Họ và tên', 'TNC', 'TN']],
      columns,
    })
    expect(mapping.columns).toEqual({ A: 'name', C: 'medium' })
    expect(rulesOf({ faults })).toEqual(['hidden_column B'])
  })
})

describe('counts of ballots outside the table', () => {
  test('stand behind a colon or in the next cell', async () => {
    const { mapping } = await recognised(
      'Số phiếu thu về: 50;;Tổng số phiếu hợp lệ;;48\nHọ và tên;TNC\nÂn;48\nSố phiếu không hợp lệ:;2',
    )
    expect(mapping.ballots).toEqual({ collected: 'A1', valid: 'E1', invalid: 'B4' })
  })

  test('said twice are told and not taken', async () => {
    const { mapping, faults } = await recognised('Số phiếu thu về: 50\nHọ và tên;TNC\nThu về;50')
    expect(mapping.ballots).toEqual({})
    expect(rulesOf({ faults })).toEqual(['label_twice A', 'label_twice B'])
  })

  test('left open to be filled by hand are not taken from the next words', async () => {
    const { mapping } = await recognised('Số phiếu hợp lệ:;;Số phiếu không hợp lệ:;2\nHọ và tên')
    expect(mapping.ballots).toEqual({ invalid: 'D1' })
  })
})

import { describe, expect, test } from 'vitest'
import type { ImportFault } from '../../src/formats/import-fault.ts'
import { hiddenGroups, rosterFingerprint } from '../../src/formats/fingerprint.ts'
import { readRosterTable } from '../../src/formats/roster-table.ts'
import { readWorkbook } from '../../src/formats/spreadsheet.ts'
import { newCode } from '../../src/identities.ts'
import { utf8, xlsx } from './workbooks.ts'

const read = async (bytes: Uint8Array) => readRosterTable(await readWorkbook(bytes), undefined)
const told = (faults: readonly ImportFault[]) =>
  faults.map(({ rule, row, column, value }) => `${rule} ${column ?? ''}${row ?? ''} ${value}`)

describe('a list of people', () => {
  test('keeps its order, spelling and days', async () => {
    const { kinds, faults } = await read(
      await xlsx({
        name: 'Ban Thường vụ',
        rows: [
          ['TT', 'Họ và tên', 'Chức vụ', 'Khối', 'Ngày bổ nhiệm', 'Ngày có thông báo nghỉ hưu'],
          [1, 'Uỷ Thuỷ'.normalize('NFD'), 'Bí thư', 'Đảng', new Date(Date.UTC(2021, 4, 3)), null],
          [2, 'An Ân', 'Phó Bí thư', null, '03/05/2021', '1/2/2026'],
        ],
      }),
    )
    expect(faults).toEqual([])
    expect(kinds).toMatchObject([
      {
        key: 'Ban Thường vụ',
        people: [
          {
            name: 'Uỷ Thuỷ',
            position: 'Bí thư',
            block: 'Đảng',
            startedOn: '2021-05-03',
            retirementNoticeOn: null,
          },
          {
            name: 'An Ân',
            position: 'Phó Bí thư',
            block: null,
            startedOn: '2021-05-03',
            retirementNoticeOn: '2026-02-01',
          },
        ],
      },
    ])
  })

  test('puts the workplace behind the position, and joins lines of a cell', async () => {
    const { kinds, faults } = await read(
      utf8('Họ và tên;Chức vụ;Đơn vị\nÂn;"Bí thư,\nChủ tịch";Đảng ủy xã\nBình;;Trường học'),
    )
    expect(kinds[0]!.people.map(({ position }) => position)).toEqual([
      'Bí thư, Chủ tịch, Đảng ủy xã',
      'Trường học',
    ])
    expect(told(faults)).toEqual(['blanks_joined B2 Bí thư, Chủ tịch'])
  })

  test('has a ballot kind for each word in its column, people in their order', async () => {
    const { kinds } = await read(utf8('Họ và tên;Loại phiếu\nÂn;A\nBình;B\nChi;A'))
    expect(kinds.map(({ key, people }) => [key, people.map(({ name }) => name)])).toEqual([
      ['A', ['Ân', 'Chi']],
      ['B', ['Bình']],
    ])
  })

  test('has a ballot kind for each sheet; hidden ones and sheets without a list are told', async () => {
    const rows = (name: string) => [['Họ và tên'], [name]]
    const { kinds, faults } = await read(
      await xlsx(
        { name: 'Đảng ủy', rows: rows('Ân') },
        { name: 'Bìa', rows: [['Danh sách']] },
        { name: 'Nháp', rows: rows('Bình'), hidden: true },
        { name: 'Ủy ban', rows: rows('Chi') },
      ),
    )
    expect(kinds.map(({ key }) => key)).toEqual(['Đảng ủy', 'Ủy ban'])
    expect(told(faults)).toEqual(['sheet_skipped  Bìa', 'sheet_skipped  Nháp'])
  })

  test('tells what is no name, no day, no kind, each at its place', async () => {
    const { faults } = await read(
      utf8('Họ và tên;Ngày bầu;Loại phiếu\nÂ\u202en;31/02/2025;A\nBình;2025;'),
    )
    expect(told(faults)).toEqual([
      'control_character A2 Â\u202en',
      'day_in_form B2 31/02/2025',
      'text_empty 3 ballotKind',
      'day_in_form B3 2025',
    ])
  })

  test('without a header, or with nobody in it, is told', async () => {
    expect(told((await read(utf8('Ân;Bí thư'))).faults)).toEqual([
      'header_missing  null',
      'sheet_skipped  ',
    ])
    expect(told((await read(utf8('Họ và tên;Chức vụ'))).faults)).toEqual(['list_empty  null'])
  })

  test('goes on after an empty row only where more than a name stands', async () => {
    const { kinds } = await read(
      utf8('Họ và tên;Chức vụ\nÂn;Bí thư\n\nBình;Phó Bí thư\n\nNgười lập biểu'),
    )
    expect(kinds[0]!.people.map(({ name }) => name)).toEqual(['Ân', 'Bình'])
  })

  test('with a hidden column is told until another one is read instead', async () => {
    const workbook = await readWorkbook(
      await xlsx({
        name: 'A',
        rows: [
          ['Họ và tên', 'Ngày có thông báo nghỉ hưu', 'Ngày báo'],
          ['Ân', '1/1/2026', '1/2/2026'],
        ],
        columns: [{}, { hidden: true }, {}],
      }),
    )
    const mapping = { sheet: 'A', firstRow: 2, columns: { A: 'name' as const }, ballots: {} }
    const hidden = 'hidden_column B1 Ngày có thông báo nghỉ hưu'
    expect(told(readRosterTable(workbook, undefined).faults)[0]).toBe(hidden)
    expect(told(readRosterTable(workbook, [mapping]).faults)).toEqual([hidden])
    const other = { ...mapping, columns: { ...mapping.columns, C: 'retirementNoticeOn' as const } }
    expect(readRosterTable(workbook, [other]).faults).toEqual([])
  })

  test('whose people have numbers tells the row that has none', async () => {
    const list = await read(utf8('TT;Họ và tên\n1;Ân\n;THƯ KÝ\n2;Bình'))
    expect(told(list.faults)).toEqual(['ordinal_missing 3 THƯ KÝ'])
    expect((await read(utf8('TT;Họ và tên\n;Ân\n;Bình'))).faults).toEqual([])
  })
})

describe('the fingerprint of a roster', () => {
  const subject = { name: 'Ân', position: 'Bí thư', block: null, startedOn: '2021-05-03' }
  const kind = { code: 'A', title: 'Ban Thường vụ', subjects: [subject] }
  const print = (...kinds: Parameters<typeof rosterFingerprint>[0]) =>
    rosterFingerprint(kinds).join(' ')

  test('is sixteen groups of four digits, the same in every program of this version', () => {
    expect(print(kind)).toMatchInlineSnapshot(
      `"1c09 6581 8197 d944 3658 2109 2068 7db7 20f0 2354 717a 8664 3a77 4336 0e24 c151"`,
    )
  })

  test('changes with every word, day, sign and place', () => {
    const other = { ...subject, name: 'Bình' }
    const prints = [
      print(kind),
      print({ ...kind, code: 'B' }),
      print({ ...kind, title: 'Ban thường vụ' }),
      print({ ...kind, subjects: [{ ...subject, name: 'An' }] }),
      print({ ...kind, subjects: [{ ...subject, position: 'Phó Bí thư' }] }),
      print({ ...kind, subjects: [{ ...subject, block: 'Đảng' }] }),
      print({ ...kind, subjects: [{ ...subject, startedOn: '2021-05-04' }] }),
      print({ ...kind, subjects: [{ ...subject, retirementNoticeOn: '2021-05-03' }] }),
      print({ ...kind, subjects: [subject, other] }),
      print({ ...kind, subjects: [other, subject] }),
      print(kind, { ...kind, code: 'B' }),
    ]
    expect(new Set(prints).size).toBe(prints.length)
  })

  test('does not depend on how letters and marks are put together, nor on what is left unsaid', () => {
    const { startedOn, ...bare } = subject
    const apart = { ...subject, name: 'Ân'.normalize('NFD') }
    expect(print({ ...kind, subjects: [apart] })).toBe(print(kind))
    const unsaid = { ...bare, startedOn, retirementNoticeOn: null }
    expect(print({ ...kind, subjects: [unsaid] })).toBe(print(kind))
  })

  test('hides two groups by chance alone, each pair in time', () => {
    const pairs = new Set(Array.from({ length: 4000 }, () => String(hiddenGroups(newCode(20)))))
    expect(pairs.size).toBe(120)
    for (const pair of pairs) {
      const [first = 0, second = 0] = pair.split(',').map(Number)
      expect(first).toBeLessThan(second)
    }
  })

  test.each(['', '5', '5555', '0G0G', 'abcd', '5-6'])('%j hides none', (challenge) => {
    expect(hiddenGroups(challenge)).toBeNull()
  })
})

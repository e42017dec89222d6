import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import {
  MAX_COLUMNS,
  MAX_ROWS,
  MAX_SHEETS,
  SPREADSHEET_LIMIT,
  readWorkbook,
} from '../../src/formats/spreadsheet.ts'
import { type Cell, columnLetters, columnNumber } from '../../src/formats/workbook.ts'
import { ods, odsOf, utf8, xlsx, zip } from './workbooks.ts'

const cellsOf = async (bytes: Uint8Array): Promise<readonly Cell[]> =>
  (await readWorkbook(bytes)).sheets.flatMap((sheet) => sheet.rows.flatMap((row) => row.cells))
const textsOf = async (bytes: Uint8Array) =>
  (await readWorkbook(bytes)).sheets[0]!.rows.map(({ number, cells }) => [
    number,
    cells.map(({ column, value }) => `${column}=${value}`),
  ])
const refusal = (code: string, detail: object = {}) => ({ code, detail })

describe.each([
  ['xlsx', xlsx],
  ['ods', ods],
] as const)('a workbook in %s', (source, write) => {
  test('gives each cell that is not empty with its row and column', async () => {
    const bytes = await write({
      name: 'Biểu 1',
      rows: [['TT', null, 'Họ và tên'], [], [1, ' ', 'Ân']],
    })
    const workbook = await readWorkbook(bytes)
    expect(workbook.source).toBe(source)
    expect(workbook.sheets).toMatchObject([{ name: 'Biểu 1', hidden: false, hiddenColumns: [] }])
    expect(await textsOf(bytes)).toEqual([
      [1, ['A=TT', 'C=Họ và tên']],
      [3, ['A=1', 'C=Ân']],
    ])
  })

  test('keeps numbers, dates and truth values apart from texts', async () => {
    const rows = [[12, '12', new Date(Date.UTC(2025, 1, 28)), true]]
    expect(await cellsOf(await write({ name: 'A', rows }))).toMatchObject([
      { column: 'A', kind: 'number', value: 12 },
      { column: 'B', kind: 'text', value: '12' },
      { column: 'C', kind: 'day', value: '2025-02-28' },
      { column: 'D', kind: 'truth', value: 'TRUE' },
    ])
  })

  test('turns letters and marks written apart into NFC and changes no letter', async () => {
    const cells = await cellsOf(await write({ name: 'A', rows: [['Thuỷ'.normalize('NFD')]] }))
    expect(cells[0]!.value).toBe('Thuỷ')
  })

  test('shows only the first cell of merged ones, whatever lies below', async () => {
    const merges = [{ startRow: 0, startCol: 0, endRow: 1, endCol: 1 }]
    const bytes = await write({
      name: 'A',
      rows: [
        ['a', 'b', 'c'],
        ['d', 5],
      ],
      merges,
    })
    expect(await textsOf(bytes)).toEqual([[1, ['A=a', 'C=c']]])
    expect((await readWorkbook(bytes)).sheets[0]!.merges).toEqual([
      { top: 1, left: 1, bottom: 2, right: 2 },
    ])
  })

  test('gives a formula the result the file keeps, and says so when it keeps none', async () => {
    const cells = new Map([
      ['0,0', { formula: '3+4', value: 7, formulaResult: 7 }],
      ['0,1', { formula: '3+4' }],
    ])
    const read = await cellsOf(await write({ name: 'A', rows: [[7, null, 'x']], cells }))
    expect(read.slice(0, 2)).toMatchObject([
      { formula: true, kind: 'number', value: 7 },
      { formula: true, kind: 'no_value', value: null },
    ])
  })
})

describe('an xlsx file', () => {
  test.each([
    ['[1]Sheet1!A1', 'external'],
    ["'[2]Tổ 2'!C5+1", 'external'],
    ['Sheet2!A1', 'number'],
    ['SUM(Bảng1[Cao])', 'number'],
    ['SUM(Bảng1[[#This Row],[2]])', 'number'],
  ])('knows by the formula %s whether its result is from another file', async (formula, kind) => {
    const cells = new Map([['0,0', { formula, value: 7, formulaResult: 7 }]])
    expect(await cellsOf(await xlsx({ name: 'A', rows: [[7]], cells }))).toMatchObject([
      { kind, value: kind === 'external' ? '7' : 7 },
    ])
  })

  test('marks hidden sheets, rows and columns', async () => {
    const rows = [
      ['a', 'b'],
      ['c', 'd'],
    ]
    const bytes = await xlsx(
      {
        name: 'Một',
        rows,
        columns: [{}, { hidden: true }],
        rowDefs: new Map([[1, { hidden: true }]]),
      },
      { name: 'Hai', rows, hidden: true },
      { name: 'Ba', rows, veryHidden: true },
    )
    const { sheets } = await readWorkbook(bytes)
    expect(sheets.map(({ hidden }) => hidden)).toEqual([false, true, true])
    expect(sheets[0]).toMatchObject({
      hiddenColumns: ['B'],
      rows: [{ hidden: false }, { hidden: true }],
    })
  })

  test.each(['0%', '0.00%', '#,##0.0%;-0%'])('knows a share by its format %s', async (numFmt) => {
    const bytes = await xlsx({ name: 'A', rows: [[0.5, 1]], columns: [{ numFmt }, {}] })
    expect((await cellsOf(bytes)).map(({ kind }) => kind)).toEqual(['percent', 'number'])
  })

  test('does not take a quoted "%" of a format for a share', async () => {
    const bytes = await xlsx({ name: 'A', rows: [[5]], columns: [{ numFmt: '0" %"' }] })
    expect((await cellsOf(bytes))[0]!.kind).toBe('number')
  })
})

describe('an ods file', () => {
  test.each([
    ["of:=['file:///C:/b.ods'#$Tập.A1]", 'external'],
    ['of:=[.B1]+[$Tập.A2]', 'number'],
  ])('knows by the formula %s whether its result is from another file', async (formula, kind) => {
    const cell =
      `<table:table-cell table:formula="${formula}" office:value-type="float" office:value="7">` +
      '<text:p>7</text:p></table:table-cell>'
    const tables = `<table:table table:name="A"><table:table-row>${cell}</table:table-row></table:table>`
    expect(await cellsOf(odsOf(tables))).toMatchObject([{ kind, formula: true }])
  })

  const row =
    '<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>'
  const table = (inside: string) => `<table:table table:name="A">${inside}</table:table>`

  test('with plain rows is read', async () => {
    expect(await textsOf(odsOf(table(row)))).toEqual([[1, ['A=a']]])
  })

  test.each([
    ['ods_groups', `<table:table-header-rows>${row}</table:table-header-rows>`],
    ['ods_groups', `<table:table-row-group>${row}</table:table-row-group>`],
    ['ods_hidden', row.replace('<table:table-row>', '<table:table-row table:visibility="filter">')],
    ['ods_hidden', `<table:table-column table:visibility="collapse"/>${row}`],
  ])('whose rows the library would lose or show (%s) is refused', async (reason, inside) => {
    await expect(readWorkbook(odsOf(table(inside)))).rejects.toMatchObject(
      refusal('spreadsheet_unreadable', { reason }),
    )
  })

  test('that would fill the memory is refused and the program goes on', async () => {
    const wide = `<table:table-row table:number-rows-repeated="300000"><table:table-cell table:number-columns-repeated="60"><text:p>a</text:p></table:table-cell></table:table-row>`
    const tables = Array.from({ length: 40 }, () => table(wide)).join('')
    await expect(readWorkbook(odsOf(tables))).rejects.toMatchObject({
      code: 'spreadsheet_unreadable',
    })
  })
})

describe('text', () => {
  const people = 'TT;Họ và tên;Tín nhiệm cao\r\n1;"Nguyễn; Văn ""Một""";7\r\n2;"Trần\r\nHai";5\r\n'

  test('by semicolons may hold the delimiter, quotation marks and line breaks in a cell', async () => {
    expect(await textsOf(utf8(people))).toEqual([
      [1, ['A=TT', 'B=Họ và tên', 'C=Tín nhiệm cao']],
      [2, ['A=1', 'B=Nguyễn; Văn "Một"', 'C=7']],
      [3, ['A=2', 'B=Trần\r\nHai', 'C=5']],
    ])
  })

  test.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${people}`)],
    ['UTF-16 LE', Buffer.from(`\ufeff${people}`, 'utf16le')],
    ['UTF-16 BE', Buffer.from(`\ufeff${people}`, 'utf16le').swap16()],
  ])('in %s reads the same', async (_, bytes) => {
    expect(await textsOf(new Uint8Array(bytes))).toEqual(await textsOf(utf8(people)))
  })

  test.each(['\t', ';', ','])('by %j is told apart by what parts most lines', async (mark) => {
    const text = ['TT', 'Họ và tên', 'Chức vụ'].join(mark) + '\n' + ['1', 'Ân', 'Bí thư'].join(mark)
    expect((await textsOf(utf8(text)))[1]).toEqual([2, ['A=1', 'B=Ân', 'C=Bí thư']])
  })

  test('by semicolons keeps the commas of its cells, and empty cells their places', async () => {
    const text = 'TT;Chức vụ;Ghi chú;\n1;Bí thư, Chủ tịch;;x\n\n2;;a, b;'
    expect(await textsOf(utf8(text))).toEqual([
      [1, ['A=TT', 'B=Chức vụ', 'C=Ghi chú']],
      [2, ['A=1', 'B=Bí thư, Chủ tịch', 'D=x']],
      [4, ['A=2', 'C=a, b']],
    ])
  })

  test.each([
    ['1,"x; y",c\n2,"z; t",d', 'x; y'],
    ['"a","b; c"\n"d","e; f"', 'b; c'],
    ['Họ và tên;Chức vụ\nÂn;Bí thư, Chủ tịch, Ủy viên', 'Chức vụ'],
    ['"1";"b, c"\n"2";"d, e"', 'b, c'],
  ])('is parted by what parts its lines alike: %j', async (text, second) => {
    const cells = await cellsOf(utf8(text))
    expect(cells.find(({ row, column }) => row === 1 && column === 'B')!.value).toBe(second)
  })

  test('in another code page is refused: it would spell names anew', async () => {
    const bytes = new Uint8Array([...Buffer.from('Nguy'), 0xea, 0xde, ...Buffer.from('n;1')])
    await expect(readWorkbook(bytes)).rejects.toMatchObject({ code: 'invalid_utf8' })
  })

  test.each([
    ['quote', 'a;"b\nc;d'],
    ['quote', 'a;"b"c;d'],
    ['markup', '<html><table><tr><td>1</td></tr></table></html>'],
    ['binary', 'a\0b'],
  ])('is refused (%s): %j', async (reason, text) => {
    await expect(readWorkbook(utf8(text))).rejects.toMatchObject(
      refusal('spreadsheet_unreadable', { reason }),
    )
  })
})

describe('limits', () => {
  test('a file of exactly the largest size is read, one byte more is not', async () => {
    const text = (size: number) => utf8(`a${' '.repeat(size - 1)}`)
    expect(await textsOf(text(SPREADSHEET_LIMIT))).toHaveLength(1)
    await expect(readWorkbook(text(SPREADSHEET_LIMIT + 1))).rejects.toMatchObject(
      refusal('too_large', { limit: SPREADSHEET_LIMIT, size: SPREADSHEET_LIMIT + 1 }),
    )
  })

  test('ten megabytes pasted are refused at once', async () => {
    await expect(readWorkbook(utf8('1\tNguyễn Văn A\n'.repeat(600_000)))).rejects.toMatchObject({
      code: 'too_large',
    })
  })

  test('the last row and column that are read, and the first that are not', async () => {
    const at = (row: number, column: number) =>
      utf8(`${'\n'.repeat(row - 1)}${';'.repeat(column - 1)}x`)
    expect(await textsOf(at(MAX_ROWS, 1))).toEqual([[MAX_ROWS, ['A=x']]])
    expect(await textsOf(at(1, MAX_COLUMNS))).toEqual([[1, ['BH=x']]])
    const refused = refusal('spreadsheet_too_large', { what: 'rows', limit: MAX_ROWS })
    await expect(readWorkbook(at(MAX_ROWS + 1, 1))).rejects.toMatchObject(refused)
    await expect(readWorkbook(at(1, MAX_COLUMNS + 1))).rejects.toMatchObject(
      refusal('spreadsheet_too_large', { what: 'columns', limit: MAX_COLUMNS }),
    )
  })

  test('rows and columns that are only formatted count for nothing', async () => {
    const rows = [['a'], ...Array.from({ length: MAX_ROWS + 5 }, () => [null])]
    const bytes = await xlsx({ name: 'A', rows, columns: [{ numFmt: '0%' }] })
    expect(await textsOf(bytes)).toEqual([[1, ['A=a']]])
  })

  test('fifty sheets are read, fifty-one are not', async () => {
    const sheets = Array.from({ length: MAX_SHEETS + 1 }, (_, at) => ({
      name: `T${at}`,
      rows: [['a']],
    }))
    expect((await readWorkbook(await xlsx(...sheets.slice(1)))).sheets).toHaveLength(MAX_SHEETS)
    await expect(readWorkbook(await xlsx(...sheets))).rejects.toMatchObject(
      refusal('spreadsheet_too_large', { what: 'sheets', limit: MAX_SHEETS }),
    )
  })

  test('an archive that unpacks to too much is refused before it is unpacked', async () => {
    const body = new Uint8Array(31_000_000)
    await expect(readWorkbook(zip([{ name: 'xl/workbook.xml', body }]))).rejects.toMatchObject({
      code: 'too_large',
    })
  })

  test('an archive that lies about its sizes is refused', async () => {
    const honest = await xlsx({ name: 'A', rows: [['a']] })
    const body = new Uint8Array(20_000_000)
    const names = ['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'content.xml']
    const bomb = zip(names.map((name) => ({ name, body, declared: 1000 })))
    await expect(readWorkbook(bomb)).rejects.toMatchObject({ code: 'spreadsheet_unreadable' })
    expect(await textsOf(honest)).toHaveLength(1)
  })

  test('an entity of its own is neither looked up nor unfolded', async () => {
    const lol = '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">'
    const own = `<!DOCTYPE d [<!ENTITY file SYSTEM "file://${import.meta.filename}">${lol}]>`
    const text = '<text:p>&file;|&c;|&amp;</text:p>'
    const cell = `<table:table-cell office:value-type="string">${text}</table:table-cell>`
    const table = `<table:table table:name="A"><table:table-row>${cell}</table:table-row></table:table>`
    expect(await textsOf(odsOf(table, own))).toEqual([[1, ['A=&file;|&c;|&']]])
  })

  test('a sheet with cells at both ends of the world is refused', async () => {
    const bytes = await xlsx({
      name: 'A',
      rows: [['a']],
      cells: new Map([['1048575,16383', { value: 1 }]]),
    })
    await expect(readWorkbook(bytes)).rejects.toBeInstanceOf(AppError)
  })
})

describe('what is no table', () => {
  test.each([
    ['old_or_encrypted', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
    ['damaged', [0x50, 0x4b, 0x03, 0x04, 1, 2, 3]],
  ])('is refused (%s)', async (reason, bytes) => {
    await expect(readWorkbook(new Uint8Array(bytes))).rejects.toMatchObject(
      refusal('spreadsheet_unreadable', { reason }),
    )
  })

  test('is refused when it is another kind of archive', async () => {
    const bytes = zip([{ name: 'word/document.xml', body: utf8('<w/>') }])
    await expect(readWorkbook(bytes)).rejects.toMatchObject(
      refusal('spreadsheet_unreadable', { reason: 'not_spreadsheet' }),
    )
  })

  test('random bytes come to a table or a refusal, never to a fault', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
        await readWorkbook(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(AppError))
      }),
    )
  })

  test('a workbook with any byte changed comes to a table or a refusal', async () => {
    const whole = await xlsx({
      name: 'A',
      rows: [
        ['TT', 'Họ và tên'],
        [1, 'Ân'],
      ],
    })
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.nat(255),
        fc.boolean(),
        async (at, byte, cut) => {
          const bytes = cut ? whole.slice(0, at) : whole.with(at, byte)
          await readWorkbook(bytes).catch((error: unknown) =>
            expect(error).toBeInstanceOf(AppError),
          )
        },
      ),
      { numRuns: 30 },
    )
  })
})

test('columns have letters and numbers', () => {
  expect([1, 26, 27, 60, 702, 703].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'BH', 'ZZ', 'AAA'])
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16_384 }), (number) => {
      expect(columnNumber(columnLetters(number))).toBe(number)
    }),
  )
})

import fc from 'fast-check'
import { readXlsx } from 'hucre'
import { describe, expect, test } from 'vitest'
import { levelsOf } from '../../src/domain/regime.ts'
import { markCount } from '../../src/domain/tally.ts'
import { readPassTable } from '../../src/formats/pass-table.ts'
import { resultsCsv, resultsSheets, resultsXlsx } from '../../src/formats/results-file.ts'
import { tallyInResults } from '../../src/formats/results-reading.ts'
import type { SessionResults } from '../../src/formats/session-results.ts'
import { readWorkbook } from '../../src/formats/spreadsheet.ts'
import { tallyText } from '../../src/formats/tally.ts'
import { OFFICE_WORDS } from '../../src/messages/office-words.ts'
import { sampleNames } from '../reports/samples.ts'
import { evaluate } from './formula-evaluator.ts'
import { resultsOf, sampleResults, tallies } from './results-samples.ts'
import { utf8 } from './workbooks.ts'

const SAMPLES = sampleNames('summary')
/** Without the one whose post is longer than the format takes. */
const READABLE = SAMPLES.filter((name) => name !== 'long-names')
const xlsxOf = (results: SessionResults) => resultsXlsx(results, OFFICE_WORDS)
const csvOf = (results: SessionResults) => resultsCsv(results, OFFICE_WORDS)
const tallyIn = async (bytes: Uint8Array) => tallyInResults(await readWorkbook(bytes), OFFICE_WORDS)

/** Every formula of a file with the result it keeps. */
async function formulasOf(bytes: Uint8Array) {
  const { sheets } = await readXlsx(bytes, { readStyles: true })
  return sheets.flatMap((sheet) =>
    [...(sheet.cells ?? [])].flatMap(([place, { formula }]) => {
      const [row, column] = place.split(',').map(Number) as [number, number]
      const kept = sheet.rows[row]?.[column] ?? ''
      return formula ? [{ place: `${sheet.name} ${place}`, formula, kept, sheet, sheets }] : []
    }),
  )
}

describe('a results file', () => {
  test.each(SAMPLES)('is the same bytes for the same results: %s', async (name) => {
    const results = sampleResults(name)
    expect(Buffer.compare(await xlsxOf(results), await xlsxOf(results))).toBe(0)
    expect(Buffer.compare(csvOf(results), csvOf(results))).toBe(0)
  })

  test.each(SAMPLES)('keeps for each formula what the formula gives: %s', async (name) => {
    const formulas = await formulasOf(await xlsxOf(sampleResults(name)))
    expect(formulas.length).toBeGreaterThan(10)
    for (const { place, formula, kept, sheet, sheets } of formulas)
      expect([place, evaluate(sheets, sheet, formula)]).toEqual([place, kept])
  })

  test('keeps for each formula what it gives, whatever was counted', async () => {
    await fc.assert(
      fc.asyncProperty(tallies, async (tally) => {
        const formulas = await formulasOf(await xlsxOf(resultsOf(tally)))
        for (const { place, formula, kept, sheet, sheets } of formulas)
          expect([place, evaluate(sheets, sheet, formula)]).toEqual([place, kept])
      }),
      { numRuns: 12 },
    )
  })

  test('has every share of the result, to the digit', async () => {
    const results = sampleResults('thirty-people')
    const { sheets } = await readXlsx(await xlsxOf(results))
    const shares = new Set(sheets.flatMap(({ rows }) => rows.flat()))
    for (const subject of results.outcome.subjects)
      for (const level of levelsOf(results.regime.regime))
        expect(shares).toContain(Number(subject[level]!.percent!.replace(',', '.')))
  })

  test('has no share, no band and no bar while the result is held', () => {
    const sheets = resultsSheets(sampleResults('held'), OFFICE_WORDS)
    const [, ...kinds] = sheets
    expect(kinds.every(({ chart }) => chart === null)).toBe(true)
    const cells = kinds.flatMap(({ rows }) => rows.flatMap((row) => row.cells))
    expect(cells.filter((cell) => cell?.kind === 'formula' && cell.as === 'percent')).toEqual([])
    const words = cells.map((cell) => cell?.value)
    expect(words).toContain(OFFICE_WORDS.labels.heldNote)
    expect(words).not.toContain(OFFICE_WORDS.labels.band)
  })

  test('says of what it is a rehearsal', () => {
    const results = { ...sampleResults('normal'), mode: 'rehearsal' as const }
    for (const { rows } of resultsSheets(results, OFFICE_WORDS))
      expect(rows[0]!.cells[0]!.value).toContain('TẬP DƯỢT')
  })

  test('draws the marks of each vote, and what is left of the base', () => {
    const series = (name: string) =>
      resultsSheets(sampleResults(name), OFFICE_WORDS)[1]!.chart!.series.map((each) => each.name)
    expect(series('normal')).toEqual(['Tín nhiệm cao', 'Tín nhiệm', 'Tín nhiệm thấp', 'Còn lại'])
    expect(series('two-levels')).toEqual(['Tín nhiệm', 'Không tín nhiệm', 'Còn lại'])
  })

  test('prints its header on every page and keeps it in sight', async () => {
    const bytes = await xlsxOf(sampleResults('normal'))
    const { sheets } = await readXlsx(bytes)
    expect(sheets.map(({ name }) => name)).toEqual(['Toàn kỳ', 'Loại phiếu A', 'Loại phiếu B'])
    expect(sheets[1]!.pageSetup).toMatchObject({
      orientation: 'landscape',
      printTitlesRow: '$12:$12',
    })
    expect(sheets[1]!.freezePane).toEqual({ rows: 12, columns: 2 })
    expect(sheets[1]!.charts).toHaveLength(1)
  })

  test('takes no text for a formula, also when it is typed over', async () => {
    const results = sampleResults('normal')
    const [kind] = results.tally.ballotKinds
    const subject = { ...kind!.subjects[0]!, name: '=HYPERLINK("x")', position: '@SUM(A1)' }
    const tally = { ...results.tally, ballotKinds: [{ ...kind!, subjects: [subject] }] }
    const { sheets } = await readXlsx(await xlsxOf(resultsOf(tally)), { readStyles: true })
    const cell = sheets[1]!.cells!.get('12,1')!
    expect(sheets[1]!.rows[12]!.slice(1, 3)).toEqual(['=HYPERLINK("x")', '@SUM(A1)'])
    expect(cell).toMatchObject({ style: { numFmt: '@' } })
    expect(cell.formula).toBeUndefined()
    const csv = new TextDecoder().decode(csvOf(resultsOf(tally)))
    expect(csv).toContain(`;"'=HYPERLINK(""x"")";'@SUM(A1);`)
  })
})

describe('what is read back', () => {
  test.each(READABLE)('is the same tally@1, from xlsx and from CSV: %s', async (name) => {
    const results = sampleResults(name)
    const text = tallyText(results.tally)
    expect(tallyText(await tallyIn(await xlsxOf(results)))).toBe(text)
    expect(tallyText(await tallyIn(csvOf(results)))).toBe(text)
  })

  test('is the same tally@1, whatever the names and counts are', async () => {
    await fc.assert(
      fc.asyncProperty(tallies, async (tally) => {
        const results = resultsOf(tally)
        const text = tallyText(tally)
        expect(tallyText(await tallyIn(await xlsxOf(results)))).toBe(text)
        expect(tallyText(await tallyIn(csvOf(results)))).toBe(text)
      }),
      { numRuns: 12 },
    )
  })

  test('counts that were changed count, shares that were changed do not', async () => {
    const csv = new TextDecoder().decode(csvOf(sampleResults('one-kind')))
    const [person] = sampleResults('one-kind').tally.ballotKinds[0]!.subjects
    const line = csv.split('\r\n').find((each) => each.includes(person!.name))!
    const cells = line.split(';')
    cells[4] = '7'
    cells[5] = '99'
    const changed = await tallyIn(utf8(csv.replace(line, cells.join(';'))))
    expect(changed.ballotKinds[0]!.subjects[0]).toEqual({ ...person, high: 7 })
  })

  test('a count that is none is refused with its place, and a foreign table as a whole', async () => {
    const csv = new TextDecoder().decode(csvOf(sampleResults('one-kind')))
    const wrong = csv.replace(/(Số phiếu thu về;;;)\d+/, '$112,5')
    await expect(tallyIn(utf8(wrong))).rejects.toMatchObject({
      code: 'invalid_input',
      detail: { issues: [{ path: '/ballotKinds/0/collected', rule: 'count' }] },
    })
    await expect(tallyIn(utf8('TT;Họ và tên\n1;Ân'))).rejects.toMatchObject({
      code: 'spreadsheet_unreadable',
      detail: { reason: 'no_results' },
    })
  })

  test.each(READABLE)('fills a sheet of ballots by the import, kind by kind: %s', async (name) => {
    const results = sampleResults(name)
    const levels = levelsOf(results.regime.regime)
    const workbook = await readWorkbook(await xlsxOf(results))
    for (const [at, kind] of results.tally.ballotKinds.entries()) {
      const sheet = workbook.sheets[at + 1]!
      const read = readPassTable(
        { ...workbook, sheets: [workbook.sheets[0]!, sheet] },
        levels,
        undefined,
      )
      const told = read.faults.filter(
        ({ rule, severity }) => severity === 'error' || rule === 'column_unknown',
      )
      expect(told).toEqual([])
      const { collected, valid, invalid } = kind
      expect(read.ballots).toEqual({ collected, valid, invalid })
      expect(read.rows.map((row) => [row.name, row.marks])).toEqual(
        kind.subjects.map((subject) => [
          subject.name,
          {
            ...Object.fromEntries(levels.map((level) => [level, markCount(subject, level)])),
            invalid: subject.invalid,
          },
        ]),
      )
    }
  })
})

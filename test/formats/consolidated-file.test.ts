import { readXlsx } from 'hucre'
import { expect, test } from 'vitest'
import { consolidatedSheets, consolidatedXlsx } from '../../src/formats/consolidated-file.ts'
import { OFFICE_WORDS } from '../../src/messages/office-words.ts'
import { evaluate } from './formula-evaluator.ts'
import { sampleResults } from './results-samples.ts'

const SESSIONS = ['normal', 'held', 'two-levels'].map(sampleResults)
const consolidation = {
  organisation: 'Ban Tổ chức',
  sessions: SESSIONS,
  madeAt: '2026-02-05T00:00:00.000Z',
  programVersion: '0.1.0',
}

test('a line for each session, then the people by the marks of their vote, in their order', () => {
  const sheets = consolidatedSheets(SESSIONS, OFFICE_WORDS)
  expect(sheets.map(({ name, rows }) => [name, rows.length - 2])).toEqual([
    ['Các kỳ', 3],
    ['Ba mức', 9],
    ['Hai mức', 3],
  ])
  const names = sheets[1]!.rows.slice(2).map(({ cells }) => cells[1]!.value)
  const people = SESSIONS.slice(0, 2).flatMap(({ tally }) =>
    tally.ballotKinds.flatMap(({ subjects }) => subjects.map(({ name }) => name)),
  )
  expect(names).toEqual(people)
})

test('every share is on the base of its own session, and what a formula gives', async () => {
  const { sheets } = await readXlsx(await consolidatedXlsx(consolidation, OFFICE_WORDS), {
    readStyles: true,
  })
  let formulas = 0
  for (const sheet of sheets)
    for (const [place, { formula }] of sheet.cells ?? []) {
      if (!formula) continue
      const [row, column] = place.split(',').map(Number) as [number, number]
      formulas += 1
      expect(evaluate(sheets, sheet, formula)).toBe(sheet.rows[row]?.[column] ?? '')
    }
  expect(formulas).toBeGreaterThan(20)
  const shares = sheets[1]!.rows.flat()
  for (const { band: _, ...subject } of SESSIONS[0]!.outcome.subjects)
    expect(shares).toContain(Number(subject.low!.percent!.replace(',', '.')))
})

test('a session that is held has its counts and no share', () => {
  const [, people] = consolidatedSheets(SESSIONS, OFFICE_WORDS)
  const held = people!.rows.filter(({ cells }) =>
    cells.some((cell) => cell?.value === OFFICE_WORDS.labels.held),
  )
  expect(held).toHaveLength(3)
  for (const { cells } of held) expect(cells.filter((cell) => cell?.kind === 'formula')).toEqual([])
})

test('the same sessions give the same bytes', async () => {
  const file = () => consolidatedXlsx(consolidation, OFFICE_WORDS)
  expect(Buffer.compare(await file(), await file())).toBe(0)
})

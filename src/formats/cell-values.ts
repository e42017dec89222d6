import { type Count, MAX_COUNT } from '../domain/tally.ts'
import { type Day, isDay } from '../domain/time.ts'
import type { ImportRule } from './import-fault.ts'
import { filledLine } from './parts.ts'
import type { Cell } from './workbook.ts'

/** What a cell says, or the rule it breaks. */
export type Reading<T> = { readonly ok: true; readonly value: T } | Broken
type Broken = { readonly ok: false; readonly rule: ImportRule }

/** Plain digits, or groups of three parted by dots as Vietnam writes thousands. No sign, comma, exponent. */
const WHOLE = /^(?:\d{1,7}|[1-9]\d{0,2}(?:\.\d{3})+)$/
const DAY_IN_TEXT = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/

/**
 * The count in a cell: a whole number 0 to 1,000,000, as a number cell or as text (12, 05, 1.234). An empty
 * cell is `null`, not entered, never 0; "12,0", "-12", "-", "1e3", a share and a date are no counts.
 *
 * Rules: `count`, `percent_as_count`, `formula_without_value`, `formula_external`, `cell_error`.
 */
export function countIn(cell: Cell | undefined): Reading<Count> {
  if (!cell) return { ok: true, value: null }
  const broken = unusable(cell)
  if (broken) return broken
  if (cell.kind === 'percent') return { ok: false, rule: 'percent_as_count' }
  if (cell.kind !== 'number' && cell.kind !== 'text') return { ok: false, rule: 'count' }
  const text = String(cell.value).trim()
  if (text.endsWith('%')) return { ok: false, rule: 'percent_as_count' }
  if (!WHOLE.test(text)) return noCount
  const count = Number(text.replaceAll('.', ''))
  const asShown = cell.kind === 'text' || count === cell.value // the number 1.234 is no 1234
  return asShown && count <= MAX_COUNT ? { ok: true, value: count } : noCount
}

const noCount: Broken = { ok: false, rule: 'count' }

/** The day in a date cell, or in text as 5/2/2026 (day, month, year) or 2026-02-05. Rule: `day_in_form`. */
export function dayIn(cell: Cell | undefined): Reading<Day | null> {
  if (!cell) return { ok: true, value: null }
  const broken = unusable(cell)
  if (broken) return broken
  const text = String(cell.value).trim()
  const [, date = '', month = '', year = ''] = DAY_IN_TEXT.exec(text) ?? []
  const day = year === '' ? text : `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const written = cell.kind === 'day' || cell.kind === 'text'
  return written && isDay(day) ? { ok: true, value: day } : { ok: false, rule: 'day_in_form' }
}

/** The text of a cell and whether blanks or line breaks in it were made one blank. */
export type SpacedText = { readonly text: string; readonly joined: boolean }

/**
 * The text in a cell, NFC, at most `most` characters, with one blank between words; empty for an empty
 * cell. A number is taken as its digits, so that a ballot kind may be called 1.
 *
 * Rules: `text` for a date or a truth value, `text_too_long`, `control_character`, and of `countIn`.
 */
export function textIn(cell: Cell | undefined, most: number): Reading<SpacedText> {
  if (!cell) return { ok: true, value: { text: '', joined: false } }
  const broken = unusable(cell)
  if (broken) return broken
  if (cell.kind !== 'text' && cell.kind !== 'number') return { ok: false, rule: 'text' }
  const raw = String(cell.value).trim()
  const text = raw.replaceAll(/\s+/gu, ' ')
  const result = filledLine(most).safeParse(text)
  if (result.success) return { ok: true, value: { text: result.data, joined: raw !== text } }
  const long = result.error.issues.some(({ message }) => message === 'text_too_long')
  return { ok: false, rule: long ? 'text_too_long' : 'control_character' }
}

function unusable({ kind }: Cell): Broken | undefined {
  if (kind === 'no_value') return { ok: false, rule: 'formula_without_value' }
  if (kind === 'external') return { ok: false, rule: 'formula_external' }
  if (kind === 'error') return { ok: false, rule: 'cell_error' }
  return undefined
}

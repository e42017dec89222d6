import { percentText } from '../domain/percent.ts'
import { type Count, addUp } from '../domain/tally.ts'
import type { OfficeCell } from './office-sheet.ts'

/** A count with the address it stands at. */
export type CountAt = { readonly at: string; readonly value: Count }

/** Shows that a formula has nothing to say, because a count is not entered. */
const NOTHING = ''

/** The sum of cells; empty while one of them is. */
export function sumCell(parts: readonly CountAt[]): OfficeCell {
  const sum = addUp(parts.map(({ value }) => value))
  const places = parts.map(({ at }) => at)
  return countOf(places, places.join('+'), sum)
}

/** What is left of the first cell without the others; empty while one of them is. */
export function restCell(whole: CountAt, parts: readonly CountAt[]): OfficeCell {
  const taken = addUp(parts.map(({ value }) => value))
  const rest = whole.value === null || taken === null ? null : whole.value - taken
  const places = [whole.at, ...parts.map(({ at }) => at)]
  return countOf(places, places.join('-'), rest)
}

/** The sum over a column from one row to another, of this sheet or another; empty while a cell of it is. */
export function columnSumCell(cells: readonly CountAt[], sheet?: string): OfficeCell {
  const range = `${sheet === undefined ? '' : `'${sheet}'!`}${cells[0]!.at}:${cells.at(-1)!.at}`
  const sum = addUp(cells.map(({ value }) => value))
  const formula = `IF(COUNT(${range})<ROWS(${range}),"",SUM(${range}))`
  return { kind: 'formula', formula, value: sum ?? NOTHING, as: 'count' }
}

/**
 * The share of the base in percent, two decimals, half up. The formula divides whole numbers only, so that
 * it gives in every program what `percentText` gives; a base of 0 leaves the cell empty.
 */
export function percentCell(count: CountAt, base: CountAt): OfficeCell {
  const text =
    count.value === null || base.value === null ? null : percentText(count.value, base.value)
  const formula = `IF(OR(COUNT(${count.at},${base.at})<2,${base.at}=0),"",INT((20000*${count.at}+${base.at})/(2*${base.at}))/100)`
  const value = text === null ? NOTHING : Number(text.replace(',', '.'))
  return { kind: 'formula', formula, value, as: 'percent' }
}

/** Words of a check: its sides are equal, are not, or one of them is not entered. */
export type CheckWords = {
  readonly agrees: string
  readonly differs: string
  readonly incomplete: string
}

/** Whether the parts make up the whole, in words. */
export function checkCell(
  parts: readonly CountAt[],
  whole: CountAt,
  { agrees, differs, incomplete }: CheckWords,
): OfficeCell {
  const places = [...parts, whole].map(({ at }) => at)
  const sum = addUp(parts.map(({ value }) => value))
  const equation = `${parts.map(({ at }) => at).join('+')}=${whole.at}`
  const formula = `IF(COUNT(${places.join(',')})<${places.length},"${incomplete}",IF(${equation},"${agrees}","${differs}"))`
  const missing = sum === null || whole.value === null
  const value = missing ? incomplete : sum === whole.value ? agrees : differs
  return { kind: 'formula', formula, value, as: 'text' }
}

function countOf(places: readonly string[], expression: string, value: Count): OfficeCell {
  const formula = `IF(COUNT(${places.join(',')})<${places.length},"",${expression})`
  return { kind: 'formula', formula, value: value ?? NOTHING, as: 'count' }
}

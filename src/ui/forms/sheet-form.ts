import type { SheetCounts } from '../../domain/entry.ts'
import { type Level, markCount } from '../../domain/tally.ts'
import { HEAD_CELLS, rowCells } from '../entry-grid.ts'
import { type Typed, countText, numberOf } from './form.ts'
import type { FieldPlace } from './refusal.ts'

/** The name of a cell in the form for its JSON pointer: `/rows/0/high` is `rows.0.high`. */
export function cellName(pointer: string): string {
  return pointer.slice(1).replaceAll('/', '.')
}

/** What was typed in the grid of those levels, for the schema to check; `subjects` in ballot order. */
export function sheetCountsOf(
  typed: Typed,
  subjects: readonly { readonly id: string }[],
  levels: readonly Level[],
) {
  const head = HEAD_CELLS.map((cell) => [cell, numberOf(typed, cell)])
  const rows = subjects.map(({ id }, at) => ({
    subject: id,
    ...Object.fromEntries(
      rowCells(levels).map((cell) => [cell, numberOf(typed, `rows.${at}.${cell}`)]),
    ),
  }))
  return { ...Object.fromEntries(head), rows } as const
}

/** Counts as they stand in the grid of those levels. */
export function sheetTyped(counts: SheetCounts, levels: readonly Level[]): Typed {
  return Object.fromEntries([
    ...HEAD_CELLS.map((cell) => [cell, countText(counts[cell])]),
    ...counts.rows.flatMap((row, at) => [
      ...levels.map((level) => [`rows.${at}.${level}`, countText(markCount(row, level))]),
      [`rows.${at}.invalid`, countText(row.invalid)],
    ]),
  ])
}

/** Where a pointer into the counts stands in the grid. */
export function sheetPlace(path: string): FieldPlace {
  return { field: cellName(path) }
}

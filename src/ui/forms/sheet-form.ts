import type { SheetCounts } from '../../domain/entry.ts'
import { HEAD_CELLS, ROW_CELLS } from '../entry-grid.ts'
import { type Typed, countText, numberOf } from './form.ts'
import type { FieldPlace } from './refusal.ts'

/** The name of a cell in the form for its JSON pointer: `/rows/0/high` is `rows.0.high`. */
export function cellName(pointer: string): string {
  return pointer.slice(1).replaceAll('/', '.')
}

/** What was typed in the grid, for the schema to check; `subjects` in ballot order. */
export function sheetCountsOf(typed: Typed, subjects: readonly { readonly id: string }[]) {
  const head = HEAD_CELLS.map((cell) => [cell, numberOf(typed, cell)])
  const rows = subjects.map(({ id }, at) => ({
    subject: id,
    ...Object.fromEntries(ROW_CELLS.map((cell) => [cell, numberOf(typed, `rows.${at}.${cell}`)])),
  }))
  return { ...Object.fromEntries(head), rows } as const
}

/** Counts as they stand in the grid. */
export function sheetTyped(counts: SheetCounts): Typed {
  return Object.fromEntries([
    ...HEAD_CELLS.map((cell) => [cell, countText(counts[cell])]),
    ...counts.rows.flatMap((row, at) =>
      ROW_CELLS.map((cell) => [`rows.${at}.${cell}`, countText(row[cell])]),
    ),
  ])
}

/** Where a pointer into the counts stands in the grid. */
export function sheetPlace(path: string): FieldPlace {
  return { field: cellName(path) }
}

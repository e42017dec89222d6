import type { Count } from '../domain/tally.ts'
import { columnLetters } from './workbook.ts'

/**
 * What a cell of an office file holds. A formula brings its result, computed exactly here; `percent` has two
 * decimals. Text is never taken for a formula, whatever it begins with.
 */
export type OfficeCell =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'count'; readonly value: Count }
  | {
      readonly kind: 'formula'
      readonly formula: string
      readonly value: number | string
      readonly as: 'count' | 'percent' | 'text'
    }

/** How a row is meant to look; `label` is words with a value beside them. */
export type RowLook = 'title' | 'label' | 'head' | 'body' | 'total' | 'note'

/** A row from column A on; `null` is an empty cell. */
export type OfficeRow = { readonly look: RowLook; readonly cells: readonly (OfficeCell | null)[] }

/** Stacked bars over rows of the sheet, rows and columns counted from 1. */
export type OfficeChart = {
  readonly title: string
  readonly names: number
  readonly firstRow: number
  readonly lastRow: number
  readonly series: readonly {
    readonly name: string
    readonly column: number
    readonly color: string
  }[]
}

/** One sheet of an office file. */
export type OfficeSheet = {
  /** At most 31 characters, without []:*?/\ and apostrophes. */
  readonly name: string
  readonly rows: readonly OfficeRow[]
  /** Widths of the columns in characters. */
  readonly widths: readonly number[]
  /** The row, from 1, that stays in sight and is printed on every page; columns that stay beside it. */
  readonly frozen: { readonly row: number; readonly columns: number } | null
  readonly chart: OfficeChart | null
}

/** A cell of text. */
export function textCell(value: string): OfficeCell {
  return { kind: 'text', value: value.normalize('NFC') }
}

/** A cell with a count; one that is not entered stays empty. */
export function countCell(value: Count): OfficeCell {
  return { kind: 'count', value }
}

/** "E12": the address of a place, both counted from 1. */
export function addressOf(row: number, column: number): string {
  return `${columnLetters(column)}${row}`
}

/** "$D$4": the same, which stays when the formula is copied. */
export function fixedAddress(row: number, column: number): string {
  return `$${columnLetters(column)}$${row}`
}

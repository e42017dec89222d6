import { type Lines, cellOf, placeOf, sheetOf } from './entry-cells.client.ts'
import {
  type Filled,
  type Place,
  type Sheet,
  fillRest,
  fillZeros,
  isRowFull,
  pasteBlock,
} from './entry-fill.ts'
import type { Teller } from './entry-teller.client.ts'

/** The signs that fill cells, and pasting: what each makes of the sheet. */
const FILLS = { '/': fillRest, '*': fillZeros } as const

/** Fills several cells at once and takes that back; every fill raises `input` on the form. */
export type Fill = {
  /** Whether the sign is one of those that fill, and has been obeyed. */
  sign(sign: string, cell: HTMLInputElement): boolean
  /** Takes back the last fill while nothing was typed since, and names the cell it was made in. */
  undo(): HTMLInputElement | undefined
}

/** `next` is where the focus goes when a row is full: the first cell of the row after it. */
export function fillOf(
  form: HTMLFormElement,
  lines: Lines,
  tell: Teller,
  next: (row: number) => HTMLElement | undefined | null,
): Fill {
  let before: { readonly sheet: Sheet; readonly cell: HTMLInputElement } | undefined
  const write = (sheet: Sheet, selected: HTMLInputElement) => {
    for (const [row, line] of lines.entries())
      for (const [column, cell] of line.entries()) cell.value = sheet[row]?.[column] ?? ''
    selected.select()
    form.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const apply = (cell: HTMLInputElement, of: (sheet: Sheet, place: Place) => Filled): boolean => {
    const sheet = sheetOf(lines)
    const filled = of(sheet, placeOf(lines, cell))
    if ('refused' in filled) {
      tell.refuse(filled.refused, cell)
      return false
    }
    write(filled.sheet, cell)
    before = { sheet, cell }
    tell.say(filled.done)
    return true
  }
  form.addEventListener('input', () => (before = undefined))
  form.addEventListener('paste', (event) => {
    const cell = cellOf(event)
    if (!cell) return
    event.preventDefault()
    const text = event.clipboardData?.getData('text/plain') ?? ''
    apply(cell, (sheet, place) => pasteBlock(sheet, place, text))
  })
  return {
    sign(sign, cell) {
      if (sign !== '/' && sign !== '*') return false
      const { row } = placeOf(lines, cell)
      if (apply(cell, FILLS[sign]) && isRowFull(sheetOf(lines), row)) next(row)?.focus()
      return true
    },
    undo() {
      if (!before) return undefined
      const { sheet, cell } = before
      write(sheet, cell)
      tell.say('Đã bỏ lần điền vừa rồi.')
      return cell
    },
  }
}

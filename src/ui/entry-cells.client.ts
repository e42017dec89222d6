import type { Place, Sheet } from './entry-fill.ts'

/** The cells line by line: the ballots of the sheet first, then each person. */
export type Lines = readonly (readonly HTMLInputElement[])[]

/** The cells of the form, in the order they are typed. */
export function linesOf(form: HTMLFormElement): Lines {
  const lines = form.querySelectorAll('.ballots, tr[data-subject]')
  return [...lines].map((line) => [...line.querySelectorAll<HTMLInputElement>('input.cell')])
}

/** What stands in the cells, exactly as typed. */
export function sheetOf(lines: Lines): Sheet {
  return lines.map((line) => line.map((cell) => cell.value))
}

/** Where the cell stands; the first line is the head of the sheet. */
export function placeOf(lines: Lines, cell: HTMLInputElement): Place {
  const row = lines.findIndex((line) => line.includes(cell))
  return { row, column: lines[row]?.indexOf(cell) ?? -1 }
}

/** The cell an event came from, if it came from one. */
export function cellOf({ target }: Event): HTMLInputElement | undefined {
  return target instanceof HTMLInputElement && target.matches('.cell') ? target : undefined
}

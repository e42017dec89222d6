import { HEAD_CELLS, cellCount, rowCells } from './entry-grid.ts'

/** The texts in the cells by their names, exactly as typed. */
export type Cells = Readonly<Record<string, string>>

export function cellInputs(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('input.cell')]
}

export function cellsOf(form: HTMLFormElement): Cells {
  return Object.fromEntries(cellInputs(form).map((cell) => [cell.name, cell.value]))
}

/** Puts the texts into the cells and says once that something was typed. */
export function fillCells(form: HTMLFormElement, cells: Cells): void {
  for (const cell of cellInputs(form)) cell.value = cells[cell.name] ?? cell.value
  form.dispatchEvent(new Event('input', { bubbles: true }))
}

/** The counts as the server takes them; what is no number is not entered. */
export function countsOf(form: HTMLFormElement) {
  const cells = cellsOf(form)
  const valueOf = (name: string) => cellCount(cells[name] ?? '') ?? null
  const head = Object.fromEntries(HEAD_CELLS.map((cell) => [cell, valueOf(cell)]))
  const names = rowCells(levelsOf(form))
  const rows = [...form.querySelectorAll<HTMLElement>('tr[data-subject]')].map((row, at) => ({
    subject: row.dataset.subject,
    ...Object.fromEntries(names.map((cell) => [cell, valueOf(`rows.${at}.${cell}`)])),
  }))
  return { ...head, rows }
}

/** The levels of the vote, as the page names them. */
export function levelsOf(form: HTMLFormElement): readonly string[] {
  return (form.dataset.levels ?? '').split(' ')
}

/** The texts of counts as the server tells them. */
export function cellsIn(counts: { readonly rows: readonly object[] }): Cells {
  const { rows, ...head } = counts
  const lines = [['', head], ...rows.map((row, at) => [`rows.${at}.`, row] as const)] as const
  return Object.fromEntries(
    lines.flatMap(([before, line]) =>
      Object.entries(line).map(([name, count]) => [`${before}${name}`, countText(count)]),
    ),
  )
}

const countText = (count: unknown) => (typeof count === 'number' ? String(count) : '')

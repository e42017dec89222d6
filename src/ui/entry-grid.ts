/** The cells of the head of a sheet and of one person's row, in the order they are typed. */
export const HEAD_CELLS = ['collected', 'valid', 'invalid'] as const

/** The cells of a person's row: a mark of each level of the vote, and the lines that do not count. */
export function rowCells(levels: readonly string[]): readonly string[] {
  return [...levels, 'invalid']
}

/** The number in a cell; `null` when it is empty, `undefined` when it holds anything but digits. */
export function cellCount(text: string): number | null | undefined {
  const typed = text.trim()
  if (typed === '') return null
  return /^\d{1,7}$/.test(typed) ? Number(typed) : undefined
}

/** How far a row is from the valid ballots of the sheet. */
export type Rest = { readonly kind: 'unknown' | 'left' | 'exact' | 'over'; readonly text: string }

/** What is left of the valid ballots after the marks typed in a row. Empty cells are not zeros. */
export function restOf(valid: string, cells: readonly string[]): Rest {
  const all = cellCount(valid)
  const counts = cells.map(cellCount)
  if (all === null || all === undefined || counts.includes(undefined))
    return { kind: 'unknown', text: '–' }
  const typed = counts.filter((count) => typeof count === 'number')
  if (typed.length === 0) return { kind: 'unknown', text: '–' }
  const left = all - typed.reduce((sum, count) => sum + count, 0)
  if (left > 0) return { kind: 'left', text: `còn lại ${left}` }
  if (left < 0) return { kind: 'over', text: `thừa ${-left}` }
  return typed.length === cells.length
    ? { kind: 'exact', text: 'đủ' }
    : { kind: 'left', text: 'đủ, còn ô trống' }
}

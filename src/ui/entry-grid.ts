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

/** How far cells are from their whole: a row from the valid ballots, the head from the ballots there. */
export type Rest = { readonly kind: 'unknown' | 'left' | 'exact' | 'over'; readonly text: string }

/** What is left of the whole after the cells that should make it up. Empty cells are not zeros. */
export function restOf(whole: string, cells: readonly string[]): Rest {
  const all = cellCount(whole)
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

/** What a column holds so far: the sum of its numbers and how many of its cells are still empty. */
export type ColumnSum = { readonly sum: number; readonly empty: number }

/** The running sum of a column; cells that are no number count neither as a sum nor as empty. */
export function columnSum(cells: readonly string[]): ColumnSum {
  const counts = cells.map(cellCount)
  return {
    sum: counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    empty: counts.filter((count) => count === null).length,
  }
}

/** How far a column is, in words. */
export function columnText({ empty }: ColumnSum): string {
  return empty === 0 ? 'đủ ô' : `còn lại ${empty} ô`
}

import { readBlock } from './entry-block.ts'
import { cellCount, restOf } from './entry-grid.ts'

/** What stands in the cells, line by line: the ballots of the sheet first, then each person. */
export type Sheet = readonly (readonly string[])[]

/** A cell: its line, 0 being the head of the sheet, and its column. */
export type Place = { readonly row: number; readonly column: number }

/** The sheet after a fill and what was done, or why nothing was. */
export type Filled = { readonly sheet: Sheet; readonly done: string } | { readonly refused: string }

/** The ballots of the sheet are counted, never computed. */
const ONLY_ROWS = 'chỉ điền được ở hàng của từng người.'

/**
 * The cell becomes what is left of the valid ballots after the other cells of its row. Only for an empty
 * cell whose row is otherwise full: an empty cell is not taken for a zero, and no number is replaced.
 */
export function fillRest(sheet: Sheet, { row, column }: Place): Filled {
  const cells = sheet[row] ?? []
  const others = cells.filter((_, at) => at !== column).map(cellCount)
  const valid = cellCount(validOf(sheet))
  if (row === 0) return refuse(ONLY_ROWS)
  if (cells[column]?.trim() !== '') return refuse('ô này đã có số.')
  if (typeof valid !== 'number') return refuse('chưa có số phiếu hợp lệ.')
  if (others.includes(undefined)) return refuse('hàng có ô không phải số.')
  const empty = others.filter((count) => count === null).length
  if (empty > 0) return refuse(`hàng còn ${empty} ô trống khác; bấm * nếu đều là 0.`)
  const left = others.reduce<number>((rest, count) => rest - (count ?? 0), valid)
  if (left < 0) return refuse(`các ô kia đã thừa ${-left}.`)
  return {
    sheet: sheet.with(row, cells.with(column, String(left))),
    done: `Đã điền ${left}, phần còn lại của hàng.`,
  }
}

/** The empty cells of a person's row become 0; only on this wish is an empty cell a zero. */
export function fillZeros(sheet: Sheet, { row }: Place): Filled {
  const cells = sheet[row] ?? []
  const empty = cells.filter((cell) => cell.trim() === '').length
  if (row === 0) return refuse(ONLY_ROWS)
  if (empty === 0) return refuse('hàng không còn ô trống.')
  const full = cells.map((cell) => (cell.trim() === '' ? '0' : cell))
  const { kind, text } = restOf(validOf(sheet), full)
  const still = kind === 'left' || kind === 'over' ? `; hàng ${text}` : ''
  return { sheet: sheet.with(row, full), done: `Đã điền 0 vào ${empty} ô trống của hàng${still}.` }
}

/** The block from this cell on, all of it or nothing; never from the head into the rows of the persons. */
export function pasteBlock(sheet: Sheet, { row, column }: Place, text: string): Filled {
  const block = readBlock(text)
  if (typeof block === 'string') return { refused: `Không dán gì: ${block}` }
  const high = block.length
  const wide = block[0]?.length ?? 0
  const highest = row === 0 ? 1 : sheet.length - row
  const widest = (sheet[row]?.length ?? 0) - column
  if (high > highest || wide > widest)
    return {
      refused: `Không dán gì: phần dán có ${high} dòng × ${wide} cột, từ ô này chỉ còn ${highest} × ${widest}.`,
    }
  let replaced = 0
  const next = sheet.map((cells, line) =>
    cells.map((old, at) => {
      const pasted = block[line - row]?.[at - column]
      if (pasted !== undefined && old.trim() !== '' && old !== pasted) replaced += 1
      return pasted ?? old
    }),
  )
  const over = replaced > 0 ? `, thay ${replaced} số đã nhập` : ''
  return { sheet: next, done: `Đã dán ${high * wide} ô${over}. Ctrl+Z để bỏ.` }
}

/** Whether the row makes up the valid ballots, every cell of it typed. */
export function isRowFull(sheet: Sheet, row: number): boolean {
  return row > 0 && restOf(validOf(sheet), sheet[row] ?? []).kind === 'exact'
}

function validOf(sheet: Sheet): string {
  return sheet[0]?.[1] ?? ''
}

function refuse(why: string): Filled {
  return { refused: `Không điền: ${why}` }
}

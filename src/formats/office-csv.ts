import { guarded } from './formula-guard.ts'
import type { OfficeCell, OfficeSheet } from './office-sheet.ts'

const BYTE_ORDER_MARK = '\ufeff'
const DELIMITER = ';'

/**
 * The sheets below each other as CSV: UTF-8 with a byte order mark, cells parted by semicolons and decimals
 * by a comma, as Vietnamese spreadsheets expect; lines end with CR LF. A formula gives its result. Text that
 * a spreadsheet program would run as a formula is guarded.
 */
export function officeCsv(sheets: readonly OfficeSheet[]): Uint8Array {
  const rows = sheets.flatMap((sheet, at) => [
    ...(at === 0 ? [] : [[]]),
    ...sheet.rows.map(({ cells }) => cells.map(cellText)),
  ])
  const width = Math.max(...rows.map((cells) => cells.length))
  // Every line has as many cells, so that nobody has to guess what parts them.
  const lines = rows.map((cells) =>
    Array.from({ length: width }, (_, at) => quoted(cells[at] ?? '')).join(DELIMITER),
  )
  return new TextEncoder().encode(`${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`)
}

function cellText(cell: OfficeCell | null): string {
  if (cell === null || cell.value === null) return ''
  if (typeof cell.value === 'string') return cell.kind === 'text' ? guarded(cell.value) : cell.value
  const isPercent = cell.kind === 'formula' && cell.as === 'percent'
  return isPercent ? cell.value.toFixed(2).replace('.', ',') : String(cell.value)
}

function quoted(text: string): string {
  return /["\r\n;,\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

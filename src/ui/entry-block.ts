/** Numbers copied from a spreadsheet, line by line, without separators of thousands. */
export type Block = readonly (readonly string[])[]

/**
 * What stands between two cells or ends a line; a cell in quotes may hold any of it. Each match is one
 * cell: its text in quotes, its text without, and what ends it.
 */
const CELL = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy

/** `1.234` and `1 234` (also with the narrow blanks spreadsheets write), the same sign throughout. */
const THOUSANDS = /^[1-9]\d{0,2}([. \u00A0\u202F])\d{3}(\1\d{3})?$/

/**
 * Reads what a spreadsheet puts on the clipboard: tabs between cells, a line end after each line, maybe
 * one after the last. All of it is taken or nothing; the answer is the block, every line as long as the
 * first, or why it is refused. An empty cell, `1,234` or `5,0` is refused because each could be read in
 * two ways.
 */
export function readBlock(text: string): Block | string {
  if (text.trim() === '') return 'bảng tạm không có số nào.'
  const block: string[][] = []
  for (const [at, cells] of splitCells(text).entries()) {
    const counts = cells.map(plainCount)
    const wrong = counts.indexOf(undefined)
    if (wrong >= 0)
      return `dòng ${at + 1}, cột ${wrong + 1} của phần dán ${foundText(cells[wrong])}.`
    if (block[0] && cells.length !== block[0].length)
      return `dòng ${at + 1} của phần dán không cùng số cột với dòng 1.`
    block.push(counts.map(String))
  }
  return block
}

function splitCells(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]]
  const body = text.replace(/(\r\n|\r|\n)$/, '')
  for (const [, quoted, bare = '', end] of body.matchAll(CELL)) {
    lines.at(-1)?.push((quoted?.replaceAll('""', '"') ?? bare).trim())
    if (end === '') break
    if (end !== '\t') lines.push([])
  }
  return lines
}

/** The digits of a whole number up to seven digits; `undefined` for anything else. */
function plainCount(cell: string): string | undefined {
  const digits = THOUSANDS.test(cell) ? cell.replaceAll(/\D/g, '') : cell
  return /^\d{1,7}$/.test(digits) ? digits : undefined
}

function foundText(cell = ''): string {
  return cell === '' ? 'là ô trống' : `là “${cell.slice(0, 24)}”, không rõ là số nào`
}

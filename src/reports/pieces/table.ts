import { type Piece, roomLeft } from '../flow.ts'
import { MM, styleOf } from '../layout.ts'
import { type Paper, addPage, frameOf } from '../paper.ts'
import {
  type Band,
  type Cell,
  bandsHeight,
  cellHeight,
  cellLines,
  drawBand,
  figureStyle,
  repeatBands,
} from './table-cells.ts'
import { type SquareGrid, squareGrid, squareLineHeight } from './square-grid.ts'
import { type TableColumn, bannerBand, headerBands } from './table-header.ts'

/** A cell, filled in. With `squares`, room to count so many ballots by hand stands in the place of the text. */
type CellText = { readonly text: string; readonly squares: number | null }

/** A line of a table, filled in: `cells` one for each column, or one text across all of them. */
export type TableRow =
  | { readonly kind: 'cells' | 'total'; readonly cells: readonly CellText[] }
  | { readonly kind: 'section'; readonly text: string }

const BEFORE = 6

/**
 * A table as wide as the page, no row of cells lower than `least` points. Its header, with the banner above, stands again, as an artifact, on every
 * page it reaches; a row is never parted (unless it is taller than a page), a section's title never left alone.
 */
export function tablePiece(
  paper: Paper,
  banner: string | null,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  least = 0,
): Piece {
  const frame = frameOf(paper)
  const shares = columns.reduce((sum, { width }) => sum + width, 0)
  const widths = columns.map(({ width }) => (width / shares) * frame.width)
  const header = [
    ...(banner === null ? [] : [bannerBand(paper, banner, columns.length, frame.width)]),
    ...headerBands(paper, columns, widths),
  ]
  const most = frame.bottom - frame.top - bandsHeight(header)
  const body = rows
    .map((row) => rowBand(paper, row, columns, widths, row.kind === 'cells' ? least : 0))
    .flatMap((band) => partTall(paper, band, most))
  return {
    before: BEFORE,
    height: bandsHeight(header) + bandsHeight(body),
    first: bandsHeight(header) + leastOf(body, 0),
    keep: false,
    draw: () => drawTable(paper, header, body),
  }
}

function rowBand(
  paper: Paper,
  row: TableRow,
  columns: readonly TableColumn[],
  widths: readonly number[],
  least: number,
): Band {
  const { cell, section } = paper.layout.table
  const style = styleOf(paper.layout, row.kind === 'cells' ? cell : section)
  const texts = row.kind === 'section' ? [{ text: row.text, squares: null }] : row.cells
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const measured = texts.map(({ text, squares }, at) => {
    const width = row.kind === 'section' ? whole : widths[at]!
    if (squares !== null) {
      const grid = squareGrid(paper, squares, width, text)
      return { width, own: style, lines: [], grid, height: gridHeight(paper, grid.lines.length) }
    }
    const own = figureStyle(paper, text, style, width)
    const lines = cellLines(paper, text, own, width)
    return { width, own, lines, grid: undefined, height: cellHeight(paper, lines.length, style) }
  })
  const height = Math.max(least, ...measured.map((each) => each.height))
  let right = 0
  const cells = measured.map(({ width, own, lines, grid }, at): Cell => {
    const x = right
    right += width
    const align = row.kind === 'section' ? 'left' : columns[at]!.align
    const spanned = row.kind === 'section' ? columns.length : 1
    return { x, width, height, lines, style: { ...own, align }, columns: spanned, rows: 1, grid }
  })
  return { height, cells, keep: row.kind === 'section' }
}

function gridHeight(paper: Paper, lines: number): number {
  return lines * squareLineHeight(paper) + 2 * paper.layout.table.padding * MM
}

/**
 * A row taller than a whole page is cut between lines, because clipping it would lose words; one with
 * squares already at half a page, so that no page stays half empty, and it says anew whose they are.
 */
function partTall(paper: Paper, band: Band, most: number): Band[] {
  const { style } = band.cells[0]!
  const room = most - 2 * paper.layout.table.padding * MM
  const fit = {
    text: Math.floor(room / style.line),
    grid: Math.max(1, Math.floor(room / squareLineHeight(paper) / 2)),
  }
  const parts = Math.max(
    ...band.cells.map(({ lines, grid }) =>
      grid ? Math.ceil(grid.lines.length / fit.grid) : Math.ceil(lines.length / fit.text),
    ),
  )
  if (parts <= 1) return [band]
  return Array.from({ length: parts }, (_, part) => {
    const cut = <Line>(lines: readonly Line[], each: number) =>
      lines.slice(part * each, (part + 1) * each)
    const cells = band.cells.map((cell): Cell => {
      const grid: SquareGrid | undefined = cell.grid && {
        ...cell.grid,
        lines: cut(cell.grid.lines, fit.grid),
      }
      const again = band.cells.some((each) => each.grid) && cell.lines.length <= fit.text
      return { ...cell, lines: again ? cell.lines : cut(cell.lines, fit.text), grid }
    })
    const height = Math.max(
      ...cells.map(({ lines, grid }) =>
        grid ? gridHeight(paper, grid.lines.length) : cellHeight(paper, lines.length, style),
      ),
    )
    return { keep: false, height, cells: cells.map((cell) => ({ ...cell, height })) }
  })
}

/** The height from a row to the first that may end a page. */
function leastOf(bands: readonly Band[], from: number): number {
  let sum = 0
  for (let at = from; at < bands.length; at++) {
    sum += bands[at]!.height
    if (!bands[at]!.keep) return sum
  }
  return sum
}

function drawTable(paper: Paper, header: readonly Band[], body: readonly Band[]): void {
  const table = paper.pdf.struct('Table')
  paper.root.add(table)
  const head = paper.pdf.struct('THead')
  table.add(head)
  header.forEach((band) => drawBand(paper, band, head, 'TH'))
  head.end()
  const rows = paper.pdf.struct('TBody')
  table.add(rows)
  body.forEach((band, at) => {
    if (leastOf(body, at) > roomLeft(paper) + 0.01) {
      addPage(paper)
      repeatBands(paper, header)
      paper.fresh = false
    }
    drawBand(paper, band, rows, 'TD')
  })
  rows.end()
  table.end()
}

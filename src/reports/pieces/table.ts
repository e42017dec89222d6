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
import { type TableColumn, headerBands } from './table-header.ts'

/** A line of a table, filled in: `cells` one for each column, or one text across all of them. */
export type TableRow =
  | { readonly kind: 'cells' | 'total'; readonly cells: readonly string[] }
  | { readonly kind: 'section'; readonly text: string }

const BEFORE = 6

/**
 * A table as wide as the page. Its header stands again, as an artifact, on every page it reaches;
 * a row is never parted (unless it is taller than a page), a section's title never left alone.
 */
export function tablePiece(
  paper: Paper,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
): Piece {
  const frame = frameOf(paper)
  const shares = columns.reduce((sum, { width }) => sum + width, 0)
  const widths = columns.map(({ width }) => (width / shares) * frame.width)
  const header = headerBands(paper, columns, widths)
  const most = frame.bottom - frame.top - bandsHeight(header)
  const body = rows
    .map((row) => rowBand(paper, row, columns, widths))
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
): Band {
  const { cell, section } = paper.layout.table
  const style = styleOf(paper.layout, row.kind === 'cells' ? cell : section)
  const texts = row.kind === 'section' ? [row.text] : row.cells
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const measured = texts.map((text, at) => {
    const width = row.kind === 'section' ? whole : widths[at]!
    const own = figureStyle(paper, text, style, width)
    return { width, own, lines: cellLines(paper, text, own, width) }
  })
  const height = Math.max(...measured.map(({ lines }) => cellHeight(paper, lines.length, style)))
  const cells = measured.map(({ width, own, lines }, at): Cell => {
    const x = measured.slice(0, at).reduce((sum, each) => sum + each.width, 0)
    const align = row.kind === 'section' ? 'left' : columns[at]!.align
    const spanned = row.kind === 'section' ? columns.length : 1
    return { x, width, height, lines, style: { ...own, align }, columns: spanned, rows: 1 }
  })
  return { height, cells, keep: row.kind === 'section' }
}

/** A row taller than a whole page is cut between lines, because clipping it would lose words. */
function partTall(paper: Paper, band: Band, most: number): Band[] {
  const { line } = band.cells[0]!.style
  const fit = Math.floor((most - 2 * paper.layout.table.padding * MM) / line)
  const lines = Math.max(...band.cells.map((cell) => cell.lines.length))
  if (lines <= fit) return [band]
  return Array.from({ length: Math.ceil(lines / fit) }, (_, part) => {
    const cells = band.cells.map((cell) => ({
      ...cell,
      lines: cell.lines.slice(part * fit, (part + 1) * fit),
    }))
    const height = cellHeight(paper, Math.max(...cells.map((cell) => cell.lines.length)), {
      ...band.cells[0]!.style,
    })
    return { keep: false, height, cells: cells.map((cell) => ({ ...cell, height })) }
  })
}

/** The height from a row to the first that may end a page. */
function leastOf(bands: readonly Band[], from: number): number {
  let sum = 0
  for (const band of bands.slice(from)) {
    sum += band.height
    if (!band.keep) return sum
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

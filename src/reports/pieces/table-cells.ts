import { MM, type Style } from '../layout.ts'
import type { TextLine } from '../lines.ts'
import { type Paper, asArtifact, drawLine, frameOf, linesIn } from '../paper.ts'
import type { StructElement } from '../pdf.ts'
import { type SquareGrid, drawSquareGrid } from './square-grid.ts'

/** One cell; `x` from the left of the table, points. */
export type Cell = {
  readonly x: number
  readonly width: number
  readonly height: number
  readonly lines: readonly TextLine[]
  readonly style: Style
  readonly columns: number
  readonly rows: number
  /** Squares in the place of text. */
  readonly grid?: SquareGrid | undefined
}

/** One row of cells. `keep`: never the last on a page. */
export type Band = {
  readonly height: number
  readonly cells: readonly Cell[]
  readonly keep: boolean
}

/** `text` broken for a cell of `width`. */
export function cellLines(
  paper: Paper,
  text: string,
  style: Style,
  width: number,
): readonly TextLine[] {
  return linesIn(paper, text, style, width - 2 * paper.layout.table.padding * MM)
}

/** `style`, made smaller until a figure fits its cell: words may be broken, figures never. */
export function figureStyle(paper: Paper, text: string, style: Style, width: number): Style {
  if (!/^[\d.,]+$/.test(text)) return style
  let { size } = style
  while (size > SMALLEST && cellLines(paper, text, { ...style, size }, width).length > 1)
    size -= 0.5
  return { ...style, size }
}

/** Points; a figure of a million still fits the narrowest column. */
const SMALLEST = 4

/** The height of a cell with so many lines. */
export function cellHeight(paper: Paper, lines: number, style: Style): number {
  return lines * style.line + 2 * paper.layout.table.padding * MM
}

/** The height of the bands together. */
export function bandsHeight(bands: readonly Band[]): number {
  return bands.reduce((sum, { height }) => sum + height, 0)
}

/** Draws one row as content: a TR in `parent` with a TH or TD for each cell. Moves `paper.y` down. */
export function drawBand(paper: Paper, band: Band, parent: StructElement, tag: 'TH' | 'TD'): void {
  const row = paper.pdf.struct('TR')
  parent.add(row)
  for (const cell of band.cells) {
    const element = paper.pdf.struct(tag, tag === 'TH' ? { scope: 'Column' } : {})
    const spans = {
      ...(cell.columns > 1 ? { ColSpan: cell.columns } : {}),
      ...(cell.rows > 1 ? { RowSpan: cell.rows } : {}),
    }
    if (Object.keys(spans).length > 0) {
      const { data } = element.dictionary
      data['A'] = { O: 'Table', ...(data['A'] as object | undefined), ...spans }
    }
    row.add(element)
    if (cell.grid) drawCellGrid(paper, cell, cell.grid, element)
    else element.add(() => drawCellText(paper, cell))
    element.end()
  }
  row.end()
  asArtifact(paper.pdf, 'Layout', () => drawBorders(paper, band))
  paper.y += band.height
}

/** Draws rows again that stand elsewhere in the structure: the header of a further page. */
export function repeatBands(paper: Paper, bands: readonly Band[]): void {
  for (const band of bands) {
    asArtifact(paper.pdf, 'Pagination', () => {
      band.cells.forEach((cell) => drawCellText(paper, cell))
      drawBorders(paper, band)
    })
    paper.y += band.height
  }
}

function drawCellGrid(paper: Paper, cell: Cell, grid: SquareGrid, parent: StructElement): void {
  const padding = paper.layout.table.padding * MM
  const { width, height } = cell
  const x = frameOf(paper).left + cell.x + padding
  drawSquareGrid(paper, grid, parent, { x, y: paper.y, width: width - 2 * padding, height })
}

function drawCellText(paper: Paper, cell: Cell): void {
  const padding = paper.layout.table.padding * MM
  const x = frameOf(paper).left + cell.x + padding
  const top = paper.y + (cell.height - cell.lines.length * cell.style.line) / 2
  cell.lines.forEach((line, at) => {
    const box = { x, y: top + at * cell.style.line, width: cell.width - 2 * padding }
    // Always with a space at the end: the next cell stands on the same line.
    drawLine(paper, line, cell.style, box, false)
  })
}

function drawBorders(paper: Paper, band: Band): void {
  const { left } = frameOf(paper)
  paper.pdf.lineWidth(paper.layout.table.border)
  for (const { x, width, height } of band.cells)
    paper.pdf.rect(left + x, paper.y, width, height).stroke()
}

import { assertGlyphs } from '../fonts.ts'
import { MM, styleOf } from '../layout.ts'
import { type Paper, drawLine, linesIn } from '../paper.ts'
import type { Pdf, StructElement } from '../pdf.ts'

/** One line of squares, and how many ballots are counted when its last one is full. */
type SquareLine = { readonly squares: number; readonly ballots: number }

/**
 * Room to count by hand: the corners of each square, whose sides and diagonal the recorder draws, one
 * stroke a ballot. `alt` says it in words.
 */
export type SquareGrid = { readonly lines: readonly SquareLine[]; readonly alt: string }

/** Ballots in one square: four sides and a diagonal. */
const STROKES = 5
/** Points, for the figure at the end of a line. */
const LABEL_WIDTH = 14
/** Length of the two ticks that make a corner, and their weight. */
const TICK = 2.6
const WEIGHT = 0.4

/** Squares for so many ballots in a cell of `width`, in lines of five squares or a multiple of five. */
export function squareGrid(paper: Paper, ballots: number, width: number, alt: string): SquareGrid {
  assertGlyphs(paper.fonts, alt, alt.slice(0, 80))
  const { table, squares } = paper.layout
  const room = width - 2 * table.padding * MM - LABEL_WIDTH
  const fit = Math.max(1, Math.floor(room / (squares.pitch * MM)))
  const perLine = fit < 5 ? fit : fit - (fit % 5)
  const total = Math.ceil(ballots / STROKES)
  const lines = Array.from({ length: Math.ceil(total / perLine) }, (_, at) => {
    const upTo = Math.min(total, (at + 1) * perLine)
    return { squares: upTo - at * perLine, ballots: upTo * STROKES }
  })
  return { lines, alt }
}

/** The height of one line of squares. */
export function squareLineHeight(paper: Paper): number {
  return paper.layout.squares.pitch * MM
}

/** Draws the grid as a figure of `parent`, in the middle of the box. */
export function drawSquareGrid(
  paper: Paper,
  { lines, alt }: SquareGrid,
  parent: StructElement,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  const { x, y, width, height } = box
  const figure = paper.pdf.struct('Figure', { alt, bbox: [x, y, x + width, y + height] })
  parent.add(figure)
  const pitch = squareLineHeight(paper)
  const top = y + (height - lines.length * pitch) / 2
  figure.add(() => {
    lines.forEach((line, at) => drawSquareLine(paper, line, x, top + at * pitch))
  })
  figure.end()
}

function drawSquareLine(paper: Paper, line: SquareLine, x: number, y: number): void {
  const { pdf, layout } = paper
  const { label } = layout.squares
  const [side, pitch] = [layout.squares.side * MM, layout.squares.pitch * MM]
  const inset = (pitch - side) / 2
  for (let at = 0; at < line.squares; at++) {
    const [left, top] = [x + at * pitch, y + inset]
    for (const [across, down] of CORNERS) drawCorner(pdf, left, top, side, across, down)
  }
  pdf.lineWidth(WEIGHT).strokeColor('#000000').stroke()
  const style = styleOf(layout, label)
  const [figure] = linesIn(paper, String(line.ballots), style, LABEL_WIDTH)
  const place = { x: x + line.squares * pitch, y: y + (pitch - style.line) / 2, width: LABEL_WIDTH }
  if (figure) drawLine(paper, figure, style, place, false)
}

function drawCorner(pdf: Pdf, left: number, top: number, side: number, across: 0 | 1, down: 0 | 1) {
  const [x, y] = [left + across * side, top + down * side]
  const [inwards, downwards] = [across === 0 ? TICK : -TICK, down === 0 ? TICK : -TICK]
  pdf
    .moveTo(x + inwards, y)
    .lineTo(x, y)
    .lineTo(x, y + downwards)
}

const CORNERS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const

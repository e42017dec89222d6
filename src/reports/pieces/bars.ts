import type { FILLS } from '../blocks.ts'
import type { Piece } from '../flow.ts'
import { MM, type Style, styleOf } from '../layout.ts'
import { type Paper, drawLine, frameOf, linesIn } from '../paper.ts'
import { drawFill } from './bar-fills.ts'

type BarFill = (typeof FILLS)[number]
export type Bar = {
  readonly label: string
  /** The number that the whole length stands for, > 0. */
  readonly base: number
  /** Counts in the order of the segments; their sum ≤ base. */
  readonly counts: readonly number[]
  /** The same in words. */
  readonly alt: string
}
export type BarSegment = { readonly fill: BarFill; readonly legend: string }

/** Keeps a count's digits inside its segment. */
const DIGITS_MARGIN = 4

/** The legend of the bars, then one stacked bar for each item; every bar has its words as alternative text. */
export function barPieces(
  paper: Paper,
  segments: readonly BarSegment[],
  bars: readonly Bar[],
): Piece[] {
  if (bars.length === 0) return []
  const style = styleOf(paper.layout, paper.layout.bars.label)
  return [
    legendPiece(paper, segments, style),
    ...bars.map((bar, at) => ({
      ...barPiece(paper, segments, bar, style),
      // No bar alone at the foot or at the top of a page.
      keep: bars.length > 1 && (at === 0 || at === bars.length - 2),
    })),
  ]
}

function legendPiece(paper: Paper, segments: readonly BarSegment[], style: Style): Piece {
  const { height: size, pitch } = paper.layout.bars
  const { left, width } = frameOf(paper)
  const share = width / segments.length
  const texts = segments.map(({ legend }) => linesIn(paper, legend, style, share - size * 3))
  const height = Math.max(pitch, ...texts.map((lines) => lines.length * style.line))
  const draw = () => {
    const element = paper.pdf.struct('P')
    paper.root.add(element)
    element.add(() => {
      segments.forEach(({ fill }, at) => {
        const x = left + at * share
        const box = { x: x + size * 2 + 4, y: paper.y, width: share }
        drawFill(paper.pdf, fill, {
          x,
          y: paper.y + (style.line - size) / 2,
          width: size * 2,
          height: size,
        })
        texts[at]!.forEach((line, row) =>
          drawLine(paper, line, style, { ...box, y: paper.y + row * style.line }, false),
        )
      })
    })
    element.end()
    paper.y += height
  }
  return { before: 6, height, first: height, keep: true, draw }
}

function barPiece(paper: Paper, segments: readonly BarSegment[], bar: Bar, style: Style): Piece {
  const { height: size, pitch, labelWidth } = paper.layout.bars
  const { left, width } = frameOf(paper)
  const lines = linesIn(paper, bar.label, style, labelWidth * MM - 4)
  linesIn(paper, bar.alt, style, width)
  const height = Math.max(pitch, lines.length * style.line + 2)
  const draw = () => {
    const { y } = paper
    const box = {
      x: left + labelWidth * MM,
      y: y + (height - size) / 2,
      width: width - labelWidth * MM,
      height: size,
    }
    const figure = paper.pdf.struct('Figure', {
      alt: bar.alt,
      bbox: [left, y, left + width, y + height],
    })
    paper.root.add(figure)
    figure.add(() => {
      const top = y + (height - lines.length * style.line) / 2
      lines.forEach((line, at) =>
        drawLine(
          paper,
          line,
          style,
          { x: left, y: top + at * style.line, width: labelWidth * MM },
          false,
        ),
      )
      drawSegments(paper, segments, bar, box, style)
    })
    figure.end()
    paper.y += height
  }
  return { before: 0, height, first: height, keep: false, draw }
}

function drawSegments(
  paper: Paper,
  segments: readonly BarSegment[],
  bar: Bar,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  style: Style,
): void {
  let x = box.x
  for (const [at, { fill }] of segments.entries()) {
    const count = bar.counts[at]!
    const width = (box.width * count) / bar.base
    if (count > 0) drawFill(paper.pdf, fill, { ...box, x, width })
    const [line] = linesIn(paper, String(count), style, box.width)
    if (count > 0 && line && line.width + DIGITS_MARGIN <= width) {
      const plate = { x: x + width / 2 - line.width / 2 - 1.5, width: line.width + 3 }
      paper.pdf
        .fillColor('#ffffff')
        .rect(plate.x, box.y + 1, plate.width, box.height - 2)
        .fill()
      paper.pdf.fillColor('#000000')
      const y = box.y + (box.height - style.line) / 2
      drawLine(paper, line, style, { x: plate.x + 1.5, y, width: line.width }, false)
    }
    x += width
  }
  paper.pdf.lineWidth(0.5).rect(box.x, box.y, box.width, box.height).stroke()
}

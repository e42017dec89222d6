import { assertGlyphs } from '../fonts.ts'
import type { Piece } from '../flow.ts'
import { MM } from '../layout.ts'
import { type Paper, frameOf } from '../paper.ts'
import type { Pdf } from '../pdf.ts'
import { qrCode } from '../qr-code.ts'
import { type ColumnText, columnHeight, drawColumn, measureColumn } from './columns.ts'

const BEFORE = 8
const GUTTER = 8

/**
 * A QR code (level M, drawn as vectors) with `alt` in words, and lines of text to its right; never parted.
 * The same content gives the same code.
 */
export function qrPiece(
  paper: Paper,
  content: string,
  alt: string,
  texts: readonly ColumnText[],
): Piece {
  assertGlyphs(paper.fonts, alt, alt.slice(0, 80))
  const side = paper.layout.qr.size * MM
  const width = frameOf(paper).width - side - GUTTER
  const column = measureColumn(paper, texts, width)
  const height = Math.max(side, columnHeight(column))
  return {
    before: BEFORE,
    height,
    first: height,
    keep: false,
    draw: () => {
      const { left } = frameOf(paper)
      const { y } = paper
      const figure = paper.pdf.struct('Figure', { alt, bbox: [left, y, left + side, y + side] })
      paper.root.add(figure)
      figure.add(() => drawModules(paper.pdf, content, { x: left, y, side }))
      figure.end()
      drawColumn(paper, column, { x: left + side + GUTTER, y, width })
      paper.y += height
    },
  }
}

function drawModules(
  pdf: Pdf,
  content: string,
  box: { readonly x: number; readonly y: number; readonly side: number },
): void {
  const { rows, size } = qrCode(content)
  const module = box.side / size
  pdf.fillColor('#000000')
  rows.forEach((row, at) => {
    for (let from = row.indexOf(true); from >= 0;) {
      const end = row.indexOf(false, from)
      const to = end < 0 ? row.length : end
      pdf.rect(box.x + from * module, box.y + at * module, (to - from) * module, module)
      from = row.indexOf(true, to)
    }
  })
  pdf.fill()
}

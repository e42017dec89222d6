import type { FILLS } from '../blocks.ts'
import type { Pdf } from '../pdf.ts'

type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Fills a box with a pattern that stays apart from the others in a black and white copy, and frames it. */
export function drawFill(pdf: Pdf, fill: (typeof FILLS)[number], box: Box): void {
  const { x, y, width, height } = box
  if (fill === 'solid') {
    pdf.fillColor('#595959').rect(x, y, width, height).fill()
    pdf.fillColor('#000000')
  } else {
    pdf.save().rect(x, y, width, height).clip()
    if (fill === 'dots') drawDots(pdf, box)
    else drawStripes(pdf, box, fill === 'cross')
    pdf.restore()
  }
  pdf.lineWidth(0.5).rect(x, y, width, height).stroke()
}

function drawStripes(pdf: Pdf, { x, y, width, height }: Box, crossed: boolean): void {
  pdf.lineWidth(0.5)
  for (let at = -height; at < width; at += 4) {
    pdf.moveTo(x + at, y + height).lineTo(x + at + height, y)
    if (crossed) pdf.moveTo(x + at, y).lineTo(x + at + height, y + height)
  }
  pdf.stroke()
}

function drawDots(pdf: Pdf, { x, y, width, height }: Box): void {
  for (let row = 0; row * 4 < height; row++)
    for (let at = row % 2 === 0 ? 2 : 4; at < width; at += 4)
      pdf.circle(x + at, y + 2 + row * 4, 0.7)
  pdf.fillColor('#000000').fill()
}

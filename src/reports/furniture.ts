import { MM, type Style, styleOf } from './layout.ts'
import { type Paper, asArtifact, drawLine, linesIn } from './paper.ts'

/**
 * Writes the page numbers and the line of identity at the foot of every page, as artifacts.
 * `footer` makes the words for a page, counted from 1; where they need several lines they grow upwards.
 */
export function drawFurniture(paper: Paper, footer: (page: number) => string): void {
  const { pageNumber, footer: foot, margins } = paper.layout
  const { start, count } = paper.pdf.bufferedPageRange()
  for (let at = 0; at < count; at++) {
    paper.pdf.switchToPage(start + at)
    const { width, height } = paper.pdf.page
    const box = { x: 20 * MM, width: width - 40 * MM }
    const style = styleOf(paper.layout, foot.style)
    asArtifact(paper.pdf, 'Pagination', () => {
      if (at + 1 >= pageNumber.fromPage) {
        const numberStyle = styleOf(paper.layout, pageNumber.style)
        drawBlock(paper, String(at + 1), numberStyle, { ...box, y: pageNumber.top * MM })
      }
      if (paper.watch) paper.watch.place = '/footer'
      const lines = linesIn(paper, footer(at + 1), style, box.width)
      const lowest = Math.min(...Object.values(margins).map(({ bottom }) => bottom)) * MM
      if (paper.watch && foot.bottom * MM + lines.length * style.line > lowest)
        paper.watch.report('/footer', 'footer_too_tall', String(lines.length))
      const y = height - foot.bottom * MM - lines.length * style.line
      drawBlock(paper, footer(at + 1), style, { ...box, y })
    })
  }
}

function drawBlock(
  paper: Paper,
  text: string,
  style: Style,
  box: { readonly x: number; readonly y: number; readonly width: number },
): void {
  const lines = linesIn(paper, text, style, box.width)
  lines.forEach((line, at) =>
    drawLine(paper, line, style, { ...box, y: box.y + at * style.line }, at === lines.length - 1),
  )
}

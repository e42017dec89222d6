import type { Piece } from '../flow.ts'
import { roomLeft } from '../flow.ts'
import { MM, type Style } from '../layout.ts'
import type { TextLine } from '../lines.ts'
import { type Paper, addPage, drawLine, frameOf, linesIn } from '../paper.ts'

/** How a text stands in the structure tree, and the bookmark that leads to it. */
export type TextRole = {
  readonly tag: 'P' | 'H1' | 'H2' | 'H3'
  readonly keep: boolean
  readonly bookmark: boolean
}

/** A paragraph or heading; a paragraph may run over pages, never with one line alone on either. */
export function textPiece(paper: Paper, text: string, style: Style, role: TextRole): Piece {
  const width = frameOf(paper).width - style.indent * MM
  const lines = linesIn(paper, text, style, width, style.firstLine * MM)
  const whole = role.keep || lines.length < 4
  return {
    before: style.before,
    height: lines.length * style.line,
    first: (whole ? lines.length : 2) * style.line,
    keep: role.keep,
    draw: () => drawParagraph(paper, lines, style, role, text),
  }
}

function drawParagraph(
  paper: Paper,
  lines: readonly TextLine[],
  style: Style,
  role: TextRole,
  text: string,
): void {
  if (role.bookmark)
    paper.pdf.outline.addItem(text, {
      top: paper.y,
      left: paper.pdf.page.width,
      fit: false,
      expanded: true,
    })
  const element = paper.pdf.struct(role.tag)
  paper.root.add(element)
  let from = 0
  while (from < lines.length) {
    const to = from + fitting(paper, lines.length - from, style.line)
    element.add(() => drawLines(paper, lines, style, from, to))
    paper.y += (to - from) * style.line
    from = to
    if (from < lines.length) addPage(paper)
  }
  element.end()
}

/** How many of the `left` lines go on this page without leaving one alone on the next. */
function fitting(paper: Paper, left: number, line: number): number {
  const fit = Math.max(1, Math.floor((roomLeft(paper) + 0.01) / line))
  if (fit >= left) return left
  return left - fit === 1 && fit > 2 ? fit - 1 : fit
}

function drawLines(
  paper: Paper,
  lines: readonly TextLine[],
  style: Style,
  from: number,
  to: number,
): void {
  const { left, width } = frameOf(paper)
  for (let at = from; at < to; at++) {
    const shift = style.indent * MM + (at === 0 ? style.firstLine * MM : 0)
    const box = { x: left + shift, y: paper.y + (at - from) * style.line, width: width - shift }
    drawLine(paper, lines[at]!, style, box, at === lines.length - 1)
  }
}

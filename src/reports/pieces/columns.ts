import type { Piece } from '../flow.ts'
import { MM, type Style } from '../layout.ts'
import type { TextLine } from '../lines.ts'
import { type Paper, asArtifact, drawLine, drawRule, frameOf, linesIn } from '../paper.ts'

/** A text of a column, filled in. `rule` is drawn below it: as long as the text, or a part of it. */
export type ColumnText = {
  readonly text: string
  readonly style: Style
  readonly rule: 'full' | 'part' | null
  /** Around the text, mm. */
  readonly frame: { readonly width: number; readonly height: number; readonly color: string } | null
}

type Measured = Omit<ColumnText, 'text'> & {
  readonly lines: readonly TextLine[]
  readonly height: number
}

/** Room below a text for its rule, and the share of the text's width that a `part` rule takes. */
const RULE_ROOM = 5
const PART = 0.4
/** Room above and below a frame, and the weight of its line. */
const FRAME_ROOM = 3
const FRAME_LINE = 1

/** Texts below each other in a column of `width`, measured. */
export function measureColumn(
  paper: Paper,
  texts: readonly ColumnText[],
  width: number,
): readonly Measured[] {
  return texts.map(({ text, style, rule, frame }) => {
    const lines = linesIn(paper, text, style, frame ? frame.width * MM : width)
    if (frame && (lines.length > 1 || style.line > frame.height * MM))
      paper.watch?.report(paper.watch.place, 'frame_too_small', text)
    const framed = frame ? frame.height * MM + 2 * FRAME_ROOM : lines.length * style.line
    return { lines, style, rule, frame, height: style.before + framed + (rule ? RULE_ROOM : 0) }
  })
}

/** The height of a measured column. */
export function columnHeight(column: readonly Measured[]): number {
  return column.reduce((sum, { height }) => sum + height, 0)
}

/** Draws a measured column, each text a paragraph of its own. */
export function drawColumn(
  paper: Paper,
  column: readonly Measured[],
  box: { readonly x: number; readonly y: number; readonly width: number },
): void {
  let y = box.y
  for (const text of column) {
    const { lines, style, rule, frame, height } = text
    const middle = frame ? (height - style.before - lines.length * style.line) / 2 : 0
    const top = y + style.before + middle
    if (frame) drawFrame(paper, frame, { ...box, y: y + style.before + FRAME_ROOM })
    const element = paper.pdf.struct('P')
    paper.root.add(element)
    element.add(() => {
      if (frame) paper.pdf.fillColor(frame.color)
      // Always with a space at the end: the other column stands on the same line.
      lines.forEach((line, at) =>
        drawLine(
          paper,
          line,
          style,
          { x: box.x, y: top + at * style.line, width: box.width },
          false,
        ),
      )
      if (frame) paper.pdf.fillColor('#000000')
    })
    element.end()
    if (rule) {
      const widest = Math.max(...lines.map(({ width }) => width))
      const length = rule === 'full' ? widest : widest * PART
      drawRule(paper, box.x + (box.width - length) / 2, y + height - RULE_ROOM + 2, length)
    }
    y += height
  }
}

function drawFrame(
  paper: Paper,
  { width, height, color }: NonNullable<ColumnText['frame']>,
  box: { readonly x: number; readonly y: number; readonly width: number },
): void {
  const x = box.x + (box.width - width * MM) / 2
  asArtifact(paper.pdf, 'Layout', () => {
    paper.pdf.lineWidth(FRAME_LINE).strokeColor(color)
    paper.pdf.rect(x, box.y, width * MM, height * MM).stroke()
    paper.pdf.strokeColor('#000000')
  })
}

/** The two columns of the head of a document, side by side. */
export function columnsPiece(
  paper: Paper,
  left: readonly ColumnText[],
  right: readonly ColumnText[],
): Piece {
  const widths = paper.layout.columns
  const [leftWidth, rightWidth] = [widths.left * MM, widths.right * MM]
  const columns = [
    measureColumn(paper, left, leftWidth),
    measureColumn(paper, right, rightWidth),
  ] as const
  const height = Math.max(...columns.map(columnHeight))
  return {
    before: 0,
    height,
    first: height,
    keep: false,
    draw: () => {
      const frame = frameOf(paper)
      drawColumn(paper, columns[0], { x: frame.left, y: paper.y, width: leftWidth })
      const x = frame.left + frame.width - rightWidth
      drawColumn(paper, columns[1], { x, y: paper.y, width: rightWidth })
      paper.y += height
    },
  }
}

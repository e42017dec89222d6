import { assertGlyphs, type Fonts } from './fonts.ts'
import { type Layout, MM, type Style } from './layout.ts'
import { type TextLine, breakEvenly, breakLines } from './lines.ts'
import type { Pdf, StructElement } from './pdf.ts'
import { textWidth } from './shapes.ts'
import { writeText } from './write-text.ts'
import { type Watch, watchLines } from './watch.ts'

type Orientation = 'portrait' | 'landscape'

/** A document being drawn: where the next block goes, and what is drawn on. Lengths in points from the top left. */
export type Paper = {
  readonly pdf: Pdf
  /** False while the paper is only laid out, on a blank document. */
  readonly drawn: boolean
  readonly fonts: Fonts
  readonly layout: Layout
  readonly root: StructElement
  /** Light grey text behind each page; empty for none. */
  readonly watermark: string
  readonly watch: Watch | null
  /** Texts that were broken already, by all that this depends on; laying out and drawing share them. */
  readonly broken: Map<string, readonly TextLine[]>
  orientation: Orientation
  y: number
  /** Nothing stands on the current page yet. */
  fresh: boolean
}

export type Frame = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly bottom: number
}

const ASCENT = 0.891
const DESCENT = 0.216
/** Justified words are moved apart by no more than this share of the type size; looser lines stay ragged. */
const LOOSEST = 0.5

/** The part of the current page inside the margins. */
export function frameOf(paper: Paper): Frame {
  const { margins, page } = paper.layout
  const { top, bottom, left, right } = margins[paper.orientation]
  const upright = paper.orientation === 'portrait'
  const [width, height] = upright ? [page.width, page.height] : [page.height, page.width]
  return {
    left: left * MM,
    top: top * MM,
    width: (width - left - right) * MM,
    bottom: (height - bottom) * MM,
  }
}

/** Begins a new page in the paper's orientation, with the watermark behind what will follow. */
export function addPage(paper: Paper): void {
  const { width, height } = paper.layout.page
  const size =
    paper.orientation === 'portrait' ? ([width, height] as const) : ([height, width] as const)
  paper.pdf.addPage({ size: [size[0] * MM, size[1] * MM], margin: 0 })
  paper.y = frameOf(paper).top
  paper.fresh = true
  if (paper.watermark !== '' && paper.drawn) drawWatermark(paper)
}

function drawWatermark(paper: Paper): void {
  const { pdf, layout } = paper
  const { style: name, color } = layout.watermark
  const style = layout.styles[name]!
  const center = [pdf.page.width / 2, pdf.page.height / 2] as const
  asArtifact(pdf, 'Pagination', () => {
    pdf.save().rotate(-45, { origin: center }).fillColor(color)
    const wide = measureWith(paper, style)(paper.watermark)
    if (wide > Math.hypot(pdf.page.width, pdf.page.height) * 0.85)
      paper.watch?.report('/watermark/text', 'watermark_too_long', paper.watermark)
    drawText(paper, paper.watermark, style, center[0] - wide / 2, center[1] - style.line / 2)
    pdf.restore().fillColor('#000000')
  })
}

/** Draws what is no content (rules, borders, page numbers), so that readers pass over it. */
export function asArtifact(pdf: Pdf, type: 'Pagination' | 'Layout', draw: () => void): void {
  pdf.markContent('Artifact', { type })
  draw()
  pdf.endMarkedContent()
}

function measureWith(paper: Paper, style: Style): (text: string) => number {
  const font = paper.fonts[style.font]
  return (text) => textWidth(font, text, style.size)
}

/** `text` broken for a column of `width`. Throws `glyph_missing`. */
export function linesIn(
  paper: Paper,
  text: string,
  style: Style,
  width: number,
  indent = 0,
): readonly TextLine[] {
  const even = style.align === 'center'
  const key = `${style.font} ${style.size} ${even} ${width} ${indent} ${text}`
  let lines = paper.broken.get(key)
  if (!lines) {
    assertGlyphs(paper.fonts, text, text.slice(0, 80))
    const measure = measureWith(paper, style)
    lines = even ? breakEvenly(text, measure, width) : breakLines(text, measure, width, indent)
    paper.broken.set(key, lines)
  }
  if (paper.watch) watchLines(paper.watch, text, lines)
  return lines
}

/**
 * Draws one line in the box that begins at `x`, `y`. Every line but the `last` ends with a space glyph,
 * so that the words of two lines are never read as one.
 */
export function drawLine(
  paper: Paper,
  line: TextLine,
  style: Style,
  box: { readonly x: number; readonly y: number; readonly width: number },
  last: boolean,
): void {
  if (!paper.drawn) return
  const free = box.width - line.width
  const tail = last ? '' : ' '
  const extra = free / Math.max(1, line.words.length - 1)
  if (style.align === 'justify' && !last && extra <= style.size * LOOSEST) {
    drawSpread(paper, line, style, box, extra)
    return
  }
  const shift = style.align === 'center' ? free / 2 : style.align === 'right' ? free : 0
  drawText(paper, line.words.join(' ') + tail, style, box.x + shift, box.y)
  if (style.underline) underline(paper, style, box.x + shift, box.y, line.width)
}

/** Justified text keeps its space glyphs: each word is placed by itself with the space that follows it. */
function drawSpread(
  paper: Paper,
  line: TextLine,
  style: Style,
  box: { readonly x: number; readonly y: number },
  extra: number,
): void {
  const measure = measureWith(paper, style)
  let x = box.x
  for (const word of line.words) {
    drawText(paper, `${word} `, style, x, box.y)
    x += measure(`${word} `) + extra
  }
}

function drawText(paper: Paper, text: string, style: Style, x: number, y: number): void {
  const lead = (style.line - (ASCENT + DESCENT) * style.size) / 2
  writeText(paper.pdf.font(style.font, style.size), text, x, y + lead)
}

function underline(paper: Paper, style: Style, x: number, y: number, width: number): void {
  const at = y + style.line / 2 + style.size * 0.46
  paper.pdf
    .lineWidth(0.6)
    .moveTo(x, at)
    .lineTo(x + width, at)
    .stroke()
}

/** A horizontal rule, not content. */
export function drawRule(paper: Paper, x: number, y: number, width: number): void {
  asArtifact(paper.pdf, 'Layout', () => {
    paper.pdf
      .lineWidth(0.75)
      .moveTo(x, y)
      .lineTo(x + width, y)
      .stroke()
  })
}

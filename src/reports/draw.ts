import type { Side } from '../domain/tally.ts'
import type { Instant } from '../domain/time.ts'
import { blankPdf } from './blank-pdf.ts'
import { composeBlocks } from './compose.ts'
import { type Fonts, assertGlyphs } from './fonts.ts'
import { drawFurniture } from './furniture.ts'
import { layoutFor, onHalfSheet } from './layout.ts'
import { type Paper, addPage } from './paper.ts'
import { type Pdf, type PdfFlavour, closePdf, openPdf } from './pdf.ts'
import { type Scope, fillText, holds } from './scope.ts'
import type { Template } from './read-template.ts'
import { countText } from './vietnamese.ts'
import type { Watch } from './watch.ts'

/** A file that travels inside the PDF. */
export type Attachment = {
  readonly name: string
  readonly description: string
  readonly bytes: Uint8Array
}

/** One paper to be drawn: its template, what the template may name, and what the file says about itself. */
export type Drawing = {
  readonly template: Template
  readonly model: Scope
  readonly side: Side
  /** The layout by its id; `null` takes the template's own for the side. */
  readonly layout: string | null
  readonly author: string
  readonly keywords: string
  readonly programVersion: string
  /** The only time in the file. */
  readonly createdAt: Instant
  /** None of them in PDF/A-1a, which forbids it. */
  readonly attachments: readonly Attachment[]
  readonly flavour?: PdfFlavour
  /** Stands at the foot of every page before the template's line. */
  readonly notice?: string | null
  /** On half the sheet of its profile. */
  readonly half?: boolean
  readonly watch?: Watch
}

/** What the papers of one drawing, laid out and drawn, have in common. */
type Means = Pick<Paper, 'fonts' | 'broken'>

/** The text says how many pages there are: laid out on nothing first, and drawn until it says the truth. */
const PASSES = 5
const FIRST_GUESS = 3

/**
 * The paper as PDF/A-3a bytes, tagged, with its empty signature fields and its attachments. The same
 * drawing gives the same bytes.
 *
 * Throws `glyph_missing` when the document font lacks a character of the model, and `layout_unknown`.
 */
export async function drawPdf(drawing: Drawing, fonts: Fonts): Promise<Uint8Array> {
  assertPrintable(fonts, drawing.model, '')
  const means: Means = { fonts, broken: new Map() }
  let pages = countPages(drawing, means)
  for (let pass = 1; pass <= PASSES; pass++) {
    const pdf = drawPages(drawing, means, pages)
    const { count } = pdf.bufferedPageRange()
    if (count === pages) return closePdf(pdf)
    pages = count
  }
  throw new RangeError('the number of pages in the text never matched the pages there are')
}

function countPages(drawing: Drawing, means: Means): number {
  const pdf = blankPdf()
  layOut(pdf, false, means, drawing, scopeOf(drawing, FIRST_GUESS))
  return pdf.bufferedPageRange().count
}

function scopeOf({ model }: Drawing, pages: number): Scope {
  return { ...model, page: { count: countText(pages) } }
}

function drawPages(drawing: Drawing, means: Means, pages: number): Pdf {
  const { template, author, keywords, programVersion, createdAt } = drawing
  const scope = scopeOf(drawing, pages)
  const pdf = openPdf(
    {
      title: fillText(template.title, scope, template.words),
      subject: fillText(template.subject, scope, template.words),
      author: author.normalize('NFC'),
      keywords,
      creator: `tin-nhiem ${programVersion}`,
      createdAt: new Date(createdAt),
    },
    means.fonts,
    drawing.flavour,
  )
  const paper = layOut(pdf, true, means, drawing, scope)
  drawFurniture(paper, (page) => footerText(drawing, scope, page, pages))
  if (drawing.flavour !== 'PDF/A-1a') attach(pdf, drawing)
  return pdf
}

function layOut(pdf: Pdf, drawn: boolean, means: Means, drawing: Drawing, scope: Scope): Paper {
  const paper = { ...openPaper(pdf, means, drawing, scope), drawn }
  addPage(paper)
  composeBlocks(paper, drawing.template.blocks, scope, drawing.template.words)
  paper.root.end()
  return paper
}

function openPaper(pdf: Pdf, means: Means, drawing: Drawing, scope: Scope): Paper {
  const { template, side, half, watch } = drawing
  const layout = layoutFor(template, side, drawing.layout)
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  const { when, text } = template.watermark
  return {
    pdf,
    ...means,
    drawn: true,
    layout: half ? onHalfSheet(layout) : layout,
    root,
    watermark: holds(when, scope) ? fillText(text, scope, template.words) : '',
    watch: watch ?? null,
    orientation: template.orientation,
    y: 0,
    fresh: true,
  }
}

function footerText(drawing: Drawing, scope: Scope, page: number, pages: number): string {
  const { template, notice } = drawing
  const inside = { ...scope, page: { number: String(page), count: String(pages) } }
  const line = template.footer.find(({ when }) => holds(when, inside))
  const text = line ? fillText(line.text, inside, template.words) : ''
  return notice ? `${notice} ${text}` : text
}

function attach(pdf: Pdf, { attachments, createdAt }: Drawing): void {
  const at = new Date(createdAt)
  for (const { name, description, bytes } of attachments) {
    pdf.file(bytes, {
      name,
      description,
      type: 'application/json',
      relationship: 'Data',
      creationDate: at,
      modifiedDate: at,
    })
  }
}

/** Names the field of the model in the error; template text is checked where it is drawn. */
function assertPrintable(fonts: Fonts, value: unknown, path: string): void {
  if (typeof value === 'string') assertGlyphs(fonts, value, path)
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value))
      assertPrintable(fonts, inner, `${path}/${name}`)
}

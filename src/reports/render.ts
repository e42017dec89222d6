import type { DocumentIdentity, Proceedings } from '../domain/proceedings.ts'
import { MODELS } from './document-models.ts'
import { composeBlocks } from './compose.ts'
import { type Fonts, assertGlyphs } from './fonts.ts'
import { drawFurniture } from './furniture.ts'
import { type Paper, addPage } from './paper.ts'
import { type Pdf, closePdf, openPdf } from './pdf.ts'
import { type Scope, fillText, holds } from './scope.ts'
import type { Template, Templates } from './template.ts'
import { countText } from './vietnamese.ts'

/** What every document is made with; built once. */
export type DocumentResources = { readonly templates: Templates; readonly fonts: Fonts }

/** A file that travels inside the document. */
type Attachment = {
  readonly name: string
  readonly description: string
  readonly bytes: Uint8Array
}

export type DocumentInput = {
  readonly proceedings: Proceedings
  readonly identity: DocumentIdentity
  readonly attachments: readonly Attachment[]
}

/** The text says how many pages there are: drawn again until it says the truth. */
const PASSES = 5
const FIRST_GUESS = 3

/**
 * The document that `identity` names as PDF/A-3a bytes, tagged, unsigned, with empty signature fields and
 * the attachments inside. The same input gives the same bytes.
 *
 * Throws `glyph_missing` when the document font lacks a character of the proceedings.
 */
export async function renderDocument(
  input: DocumentInput,
  resources: DocumentResources,
): Promise<Uint8Array> {
  const { proceedings, identity } = input
  const model = MODELS[identity.document].model(proceedings, identity)
  assertPrintable(resources.fonts, model, '')
  let pages = FIRST_GUESS
  for (let pass = 1; pass <= PASSES; pass++) {
    const pdf = drawDocument(input, resources, model, pages)
    const { count } = pdf.bufferedPageRange()
    if (count === pages) return closePdf(pdf)
    pages = count
  }
  throw new RangeError('the number of pages in the text never matched the pages there are')
}

function drawDocument(
  input: DocumentInput,
  { templates, fonts }: DocumentResources,
  model: Scope,
  pages: number,
): Pdf {
  const { identity, proceedings } = input
  const template = templates[identity.document]
  const scope = { ...model, page: { count: countText(pages) } }
  const pdf = openPdf(
    {
      title: fillText(template.title, scope, template.words),
      subject: fillText(template.subject, scope, template.words),
      author: proceedings.tally.organisation.normalize('NFC'),
      keywords: `SHA-256 ${identity.dataSha256}`,
      creator: `tin-nhiem ${identity.programVersion}`,
      createdAt: new Date(identity.createdAt),
    },
    fonts,
  )
  const paper = openPaper(pdf, fonts, template, proceedings.tally.side, scope)
  addPage(paper)
  composeBlocks(paper, template.blocks, scope, template.words)
  paper.root.end()
  drawFurniture(paper, (page) => footerText(template, scope, page, pages))
  attach(pdf, input)
  return pdf
}

function openPaper(
  pdf: Pdf,
  fonts: Fonts,
  template: Template,
  side: Proceedings['tally']['side'],
  scope: Scope,
): Paper {
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  const { when, text } = template.watermark
  return {
    pdf,
    fonts,
    layout: template.layouts[side],
    root,
    watermark: holds(when, scope) ? fillText(text, scope, template.words) : '',
    orientation: 'portrait',
    y: 0,
    fresh: true,
  }
}

function footerText(template: Template, scope: Scope, page: number, pages: number): string {
  const inside = { ...scope, page: { number: String(page), count: String(pages) } }
  const line = template.footer.find(({ when }) => holds(when, inside))
  return line ? fillText(line.text, inside, template.words) : ''
}

function attach(pdf: Pdf, { attachments, identity }: DocumentInput): void {
  const at = new Date(identity.createdAt)
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

import {
  Document,
  type FileChild,
  type ISectionOptions,
  Packer,
  PageOrientation,
  SectionType,
} from 'docx'
import type { DocumentIdentity, FigureDocument, Proceedings } from '../../domain/proceedings.ts'
import type { Instant } from '../../domain/time.ts'
import { stepsOf } from '../steps.ts'
import { MODELS } from '../document-models.ts'
import type { Fonts } from '../fonts.ts'
import { type Layout, layoutFor } from '../layout.ts'
import type { DocumentResources } from '../render.ts'
import { type Scope, fillText, holds } from '../scope.ts'
import type { Template } from '../read-template.ts'
import { docxBlock } from './docx-blocks.ts'
import { type FurnitureText, docxFurniture } from './docx-furniture.ts'
import { FIELD, MM_TWIPS, docxStyles } from './docx-text.ts'
import { withFixedDates } from './fixed-zip.ts'

export type DocxInput = {
  readonly proceedings: Proceedings
  readonly identity: DocumentIdentity<FigureDocument>
  /** Stands on every page: that this copy is for editing and does not replace the signed document. */
  readonly notice: string
}

/**
 * The document that `identity` names as a docx file to be edited: the same blocks and words as the PDF, in
 * the same layout, without signature fields and attachments. Numbers of pages are fields, for editing
 * changes them. The same input gives the same bytes.
 */
export async function renderDocx(
  { proceedings, identity, notice }: DocxInput,
  { templates, fonts }: DocumentResources,
): Promise<Uint8Array> {
  const { document, createdAt, programVersion } = identity
  const { organisation, side } = proceedings.tally
  const template = templates[document]
  const layout = layoutFor(template, side, proceedings.settings.layout)
  const model = MODELS[document].model(proceedings, identity)
  const scope: Scope = { ...model, page: { count: FIELD.pagesInWords } }
  const title = fillText(template.title, scope, template.words)
  const file = new Document({
    styles: docxStyles(layout),
    sections: sectionsOf({ template, layout, scope, notice, fonts }),
  })
  const properties = coreProperties({
    title,
    creator: organisation,
    description: `tin-nhiem ${programVersion}`,
    at: createdAt,
  })
  const packed = await Packer.toBuffer(file, undefined, [
    { path: 'docProps/core.xml', data: properties },
  ])
  return withFixedDates(new Uint8Array(packed))
}

type Setting = {
  readonly template: Template
  readonly layout: Layout
  readonly scope: Scope
  readonly notice: string
  readonly fonts: Fonts
}

type Orientation = Template['orientation']

/** The pages: a section for each turn of the paper, the first without a page number on its first page. */
function sectionsOf({ template, layout, scope, notice, fonts }: Setting): ISectionOptions[] {
  const { words } = template
  const parts: { orientation: Orientation; children: FileChild[] }[] = [
    { orientation: template.orientation, children: [] },
  ]
  for (const { block, scope: inner } of stepsOf(template.blocks, scope, template.words, layout)) {
    const part = parts.at(-1)!
    if (block.block !== 'page')
      part.children.push(
        ...docxBlock(block, inner, { layout, fonts, words, width: frameWidth(layout, part) }),
      )
    else if (part.children.length > 0) parts.push({ orientation: block.orientation, children: [] })
    else part.orientation = block.orientation
  }
  const furniture = docxFurniture(layout, furnitureText(template, scope, notice))
  return parts.map((part, at) => ({
    ...furniture,
    children: part.children,
    properties: {
      type: SectionType.NEXT_PAGE,
      titlePage: at === 0 && layout.pageNumber.fromPage > 1,
      page: pageOf(layout, part.orientation),
    },
  }))
}

function frameWidth({ page, margins }: Layout, { orientation }: { orientation: Orientation }) {
  const { left, right } = margins[orientation]
  const width = orientation === 'portrait' ? page.width : page.height
  return Math.round((width - left - right) * MM_TWIPS)
}

function pageOf({ page, margins, pageNumber, footer }: Layout, orientation: Orientation) {
  const { top, bottom, left, right } = margins[orientation]
  const twips = (mm: number) => Math.round(mm * MM_TWIPS)
  const upright = orientation === 'portrait'
  return {
    // The library turns the sides round by itself when the page lies.
    size: {
      width: twips(page.width),
      height: twips(page.height),
      orientation: upright ? PageOrientation.PORTRAIT : PageOrientation.LANDSCAPE,
    },
    margin: {
      top: twips(top),
      bottom: twips(bottom),
      left: twips(left),
      right: twips(right),
      header: twips(pageNumber.top),
      footer: twips(footer.bottom),
    },
  }
}

function furnitureText(template: Template, scope: Scope, notice: string): FurnitureText {
  const inside = { ...scope, page: { number: FIELD.page, count: FIELD.pages } }
  const line = template.footer.find(({ when }) => holds(when, inside))
  const { when, text } = template.watermark
  return {
    notice,
    footer: line ? fillText(line.text, inside, template.words) : '',
    watermark: holds(when, scope) ? fillText(text, scope, template.words) : '',
  }
}

type About = {
  readonly title: string
  readonly creator: string
  readonly description: string
  readonly at: Instant
}

/** Written here, for the library would put the time of writing. */
function coreProperties({ title, creator, description, at }: About): string {
  const escaped = (text: string) =>
    text.normalize('NFC').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const time = (name: string) =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${at.slice(0, 19)}Z</dcterms:${name}>`
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties' +
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(creator)}</dc:creator>` +
    `<dc:description>${escaped(description)}</dc:description>${time('created')}${time('modified')}` +
    '</cp:coreProperties>'
  )
}

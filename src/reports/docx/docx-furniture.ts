import { Footer, Header, ImportedXmlComponent, Paragraph } from 'docx'
import { type Layout, styleOf } from '../layout.ts'
import { FIELD, docxParagraph } from './docx-text.ts'

export type FurnitureText = {
  /** That the copy does not replace the signed document. */
  readonly notice: string
  /** The line of identity, with fields for the page and the number of pages. */
  readonly footer: string
  /** Behind every page; empty for none. */
  readonly watermark: string
}

/** What stands on every page: the page number, the notice and the line of identity, the watermark. */
export function docxFurniture(layout: Layout, text: FurnitureText) {
  const number = docxParagraph(FIELD.page, layout.pageNumber.style)
  const foot = layout.footer.style
  const notice = docxParagraph(text.notice, foot, { bold: true })
  const identity = docxParagraph(text.footer, foot)
  const mark = text.watermark === '' ? [] : [watermark(layout, text.watermark)]
  const headed = (children: readonly Paragraph[]) =>
    new Header({ children: [...children, ...mark] })
  const footer = new Footer({ children: [notice, identity] })
  return {
    headers: {
      default: headed([number]),
      first: headed(mark.length > 0 ? [] : [new Paragraph({})]),
    },
    footers: { default: footer, first: footer },
  }
}

/** Light words across the page, as office programs draw a watermark. */
function watermark(layout: Layout, text: string): Paragraph {
  const { style, color } = layout.watermark
  const { size } = styleOf(layout, style)
  const wide = Math.round(size * text.length * 0.62)
  const shape =
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"' +
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>' +
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"' +
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>' +
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>' +
    '<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>' +
    '<v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/>' +
    '<v:textpath on="t" fitshape="t"/></v:shapetype>' +
    `<v:shape type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:${wide}pt;` +
    `height:${size}pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;` +
    'mso-position-horizontal-relative:page;mso-position-vertical:center;mso-position-vertical-relative:page"' +
    ` fillcolor="${color}" stroked="f"><v:textpath style="font-family:&quot;Times New Roman&quot;;` +
    `font-size:1pt;font-weight:bold" string="${escaped(text)}"/></v:shape></w:pict></w:r>`
  const paragraph = new Paragraph({})
  paragraph.addChildElement(ImportedXmlComponent.fromXmlString(shape))
  return paragraph
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

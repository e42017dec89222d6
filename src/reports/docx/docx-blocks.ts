import { type FileChild, LineRuleType, Paragraph } from 'docx'
import { unreachable } from '../../errors.ts'
import type { BarsBlock, Line, QrBlock, SignaturesBlock } from '../blocks.ts'
import { tableContent } from '../compose.ts'
import { type Step, scopesOf } from '../steps.ts'
import type { Fonts } from '../fonts.ts'
import { type Layout, styleOf } from '../layout.ts'
import { type Scope, type Words, fillText, listAt, numberAt } from '../scope.ts'
import { docxQr } from './docx-qr.ts'
import { docxSideBySide, docxTable } from './docx-tables.ts'
import { MM_TWIPS, TWIP, docxParagraph, docxRule } from './docx-text.ts'

/** What blocks are set with; `width` is that of the page between its margins, in twips. */
export type DocxSetting = {
  readonly layout: Layout
  readonly fonts: Fonts
  readonly words: Words
  readonly width: number
}

/** Between the code and the lines beside it, mm. */
const QR_GUTTER = 3

type Drawn = Exclude<Step['block'], { block: 'page' }>

/** A block of a template in the parts of an office document. */
export function docxBlock(block: Drawn, scope: Scope, setting: DocxSetting): FileChild[] {
  const { layout, words, width } = setting
  switch (block.block) {
    case 'paragraph':
      return [docxParagraph(fillText(block.text, scope, words), block.style, { keep: block.keep })]
    case 'heading':
      return [
        docxParagraph(fillText(block.text, scope, words), block.style, {
          keep: true,
          heading: block.level,
        }),
      ]
    case 'columns': {
      const sides = layout.columns
      const right = Math.round(sides.right * MM_TWIPS)
      const left = Math.round(sides.left * MM_TWIPS)
      return [
        docxSideBySide([
          { width: left, paragraphs: linesOf(block.left, scope, setting, left) },
          ...(width > left + right ? [{ width: width - left - right, paragraphs: [] }] : []),
          { width: right, paragraphs: linesOf(block.right, scope, setting, right) },
        ]),
      ]
    }
    case 'table':
      return [gap(6), docxTable(layout, tableContent(block, scope, words), width), gap(1)]
    case 'bars':
      return barsTable(block, scope, setting)
    case 'signatures':
      return signatureRows(block, scope, setting)
    case 'qr':
      return qrRow(block, scope, setting)
    default:
      return unreachable(block)
  }
}

/** An empty paragraph so many points high, kept with what follows: tables that touch become one. */
function gap(points: number): Paragraph {
  return new Paragraph({
    keepNext: true,
    spacing: { before: 0, after: 0, line: points * TWIP, lineRule: LineRuleType.EXACT },
  })
}

function linesOf(
  lines: readonly Line[],
  scope: Scope,
  { layout, fonts, words }: DocxSetting,
  width: number,
): Paragraph[] {
  return lines.flatMap((line) =>
    scopesOf(line, scope).flatMap((inner) => {
      const text = fillText(line.text, inner, words)
      const style = styleOf(layout, line.style)
      const paragraph = docxParagraph(text, line.style)
      return line.rule ? [paragraph, docxRule(text, style, line.rule, width, fonts)] : [paragraph]
    }),
  )
}

/** The bars as figures: a line for each bar, a column for each of its parts. */
function barsTable(block: BarsBlock, scope: Scope, { layout, words, width }: DocxSetting) {
  const rows = listAt(scope, block.rows).map((row) => ({ ...scope, row }))
  if (rows.length === 0) return []
  const column = (header: string, share: number, align: 'left' | 'center') => {
    return { header, group: undefined, width: share, align }
  }
  const table = docxTable(
    layout,
    {
      banner: null,
      columns: [
        column('', 3, 'left'),
        ...block.segments.map(({ legend }) => column(fillText(legend, scope, words), 1, 'center')),
      ],
      rows: rows.map((inside) => ({
        kind: 'cells',
        cells: [
          { text: fillText(block.label, inside, words), squares: null },
          ...block.segments.map(({ count }) => {
            return { text: String(numberAt(inside, count)), squares: null }
          }),
        ],
      })),
    },
    width,
  )
  return [gap(6), table, gap(1)]
}

function signatureRows(block: SignaturesBlock, scope: Scope, setting: DocxSetting): FileChild[] {
  const cells = block.cells.flatMap((cell) =>
    scopesOf(cell, scope).map((inner) => ({ cell, inner })),
  )
  const rows = Array.from({ length: Math.ceil(cells.length / block.perRow) }, (_, at) =>
    cells.slice(at * block.perRow, (at + 1) * block.perRow),
  )
  return rows.flatMap((row) => {
    const width = Math.floor(setting.width / row.length)
    return [
      gap(12),
      docxSideBySide(
        row.map(({ cell, inner }) => ({
          width,
          paragraphs: [
            ...linesOf(cell.lines, inner, setting, width),
            ...(cell.space > 0 ? [gap(Math.round((cell.space * MM_TWIPS) / TWIP))] : []),
            ...linesOf(cell.below, inner, setting, width),
          ],
        })),
      ),
    ]
  })
}

/** The code as a picture as large as in the PDF, and the lines to its right. */
function qrRow(block: QrBlock, scope: Scope, setting: DocxSetting): FileChild[] {
  const { layout, words } = setting
  const content = fillText([{ path: block.content, filters: [] }], scope, words)
  const picture = docxQr(content, fillText(block.alt, scope, words), layout.qr.size)
  const left = Math.round((layout.qr.size + QR_GUTTER) * MM_TWIPS)
  const right = setting.width - left
  return [
    gap(8),
    docxSideBySide([
      { width: left, paragraphs: [picture] },
      { width: right, paragraphs: linesOf(block.lines, scope, setting, right) },
    ]),
  ]
}

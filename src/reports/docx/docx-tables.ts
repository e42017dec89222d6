import {
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { Layout, Style } from '../layout.ts'
import type { TableRow as ContentRow } from '../pieces/table.ts'
import type { TableColumn } from '../pieces/table-header.ts'
import { MM_TWIPS, docxParagraph } from './docx-text.ts'

export type TableText = {
  readonly banner: string | null
  readonly columns: readonly TableColumn[]
  readonly rows: readonly ContentRow[]
}

type Aligned = Style['align']

/** A table as wide as the page, its header repeated on every page, rows never parted. */
export function docxTable(
  layout: Layout,
  { banner, columns, rows }: TableText,
  width: number,
): Table {
  const shares = columns.reduce((sum, column) => sum + column.width, 0)
  const widths = columns.map((column) => Math.round((column.width / shares) * width))
  const { head, cell, section } = layout.table
  const cellFor = (text: string, style: string, align: Aligned, spans: Spans) =>
    docxCell(layout, docxParagraph(text, style, { align }), spans)
  const across = { columns: columns.length, width }
  const bannerRow = banner === null ? [] : [[cellFor(banner, section, 'left', across)]]
  const headerRows = headerCells(columns, widths).map((cells) =>
    cells.map(({ text, ...spans }) => cellFor(text, head, 'center', spans)),
  )
  return new Table({
    width: { size: width, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    rows: [
      ...[...bannerRow, ...headerRows].map(
        (cells) => new TableRow({ tableHeader: true, cantSplit: true, children: cells }),
      ),
      ...rows.map((row) => {
        const children =
          row.kind === 'section'
            ? [cellFor(row.text, section, 'left', across)]
            : row.cells.map(({ text }, at) =>
                cellFor(text, row.kind === 'total' ? section : cell, columns[at]!.align, {
                  columns: 1,
                  width: widths[at]!,
                }),
              )
        return new TableRow({ cantSplit: true, children })
      }),
    ],
  })
}

type Spans = { readonly columns: number; readonly width: number; readonly rows?: number }
type HeadCell = Spans & { readonly text: string }

/** The header's cells row by row: one row, or two where columns are grouped. */
function headerCells(columns: readonly TableColumn[], widths: readonly number[]): HeadCell[][] {
  const grouped = columns.some(({ group }) => group !== undefined)
  const upper: HeadCell[] = []
  const lower: HeadCell[] = []
  columns.forEach(({ header, group }, at) => {
    const width = widths[at]!
    if (group === undefined) {
      upper.push({ text: header, columns: 1, width, rows: grouped ? 2 : 1 })
      return
    }
    const last = upper.at(-1)
    if (at > 0 && columns[at - 1]!.group === group && last)
      upper.splice(-1, 1, { ...last, columns: last.columns + 1, width: last.width + width })
    else upper.push({ text: group, columns: 1, width })
    lower.push({ text: header, columns: 1, width })
  })
  return grouped ? [upper, lower] : [upper]
}

function docxCell(layout: Layout, paragraph: Paragraph, spans: Spans): TableCell {
  const padding = Math.round(layout.table.padding * MM_TWIPS)
  const size = Math.max(2, Math.round(layout.table.border * 8))
  const border = { style: BorderStyle.SINGLE, size, color: '000000' }
  return new TableCell({
    children: [paragraph],
    columnSpan: spans.columns,
    rowSpan: spans.rows ?? 1,
    width: { size: spans.width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: padding, bottom: padding, left: padding, right: padding },
    borders: { top: border, bottom: border, left: border, right: border },
  })
}

const NO_BORDER = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const NO_BORDERS = { top: NO_BORDER, bottom: NO_BORDER, left: NO_BORDER, right: NO_BORDER }

/** Paragraphs side by side without lines between them, never parted; widths in twips. */
export function docxSideBySide(
  cells: readonly { readonly width: number; readonly paragraphs: readonly Paragraph[] }[],
): Table {
  return new Table({
    width: { size: cells.reduce((sum, { width }) => sum + width, 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: cells.map(({ width }) => width),
    borders: { ...NO_BORDERS, insideHorizontal: NO_BORDER, insideVertical: NO_BORDER },
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          ({ width, paragraphs }) =>
            new TableCell({
              children: paragraphs.length > 0 ? [...paragraphs] : [new Paragraph({})],
              width: { size: width, type: WidthType.DXA },
              borders: NO_BORDERS,
              margins: { left: 60, right: 60 },
            }),
        ),
      }),
    ],
  })
}

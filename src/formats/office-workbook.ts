import {
  type Cell as LibraryCell,
  type CellStyle,
  type SheetChart,
  type WriteSheet,
  writeXlsx,
} from 'hucre'
import type { Instant } from '../domain/time.ts'
import type { OfficeCell, OfficeChart, OfficeRow, OfficeSheet, RowLook } from './office-sheet.ts'
import { fixedAddress } from './office-sheet.ts'

/** What a file says of itself; `footer` is printed small on every page, `madeAt` its only time. */
export type OfficeAbout = {
  readonly title: string
  readonly author: string
  readonly footer: string
  readonly madeAt: Instant
}

/** Whoever writes the sheets as an xlsx file: `officeWorkbook`, here or in another thread. */
export type WorkbookWriter = typeof officeWorkbook

/** How the office reads it: the type of the documents this program prints. */
const FONT = 'Times New Roman'
const SIZE = 11
/** Columns over which the words of a title or a note run. */
const WORDS_OVER = 12

/**
 * The sheets as an xlsx file: A4 landscape, as wide as the page, frozen and repeated header, results of
 * formulas kept, text cells that stay text when they are typed over. The same sheets give the same bytes.
 */
export function officeWorkbook(
  sheets: readonly OfficeSheet[],
  { title, author, footer, madeAt }: OfficeAbout,
): Promise<Uint8Array> {
  const at = new Date(madeAt)
  return writeXlsx({
    sheets: sheets.map((sheet) => sheetFrom(sheet, footer)),
    // Given here and not with the page: the library does not quote the sheet's name there.
    namedRanges: sheets.flatMap(({ name, frozen }) =>
      frozen
        ? [
            {
              name: '_xlnm.Print_Titles',
              range: `'${name}'!$${frozen.row}:$${frozen.row}`,
              scope: name,
            },
          ]
        : [],
    ),
    defaultFont: { name: FONT, size: SIZE },
    properties: { title, creator: author, created: at, modified: at },
  })
}

function sheetFrom(sheet: OfficeSheet, footer: string): WriteSheet {
  const cells = new Map<string, Partial<LibraryCell>>()
  sheet.rows.forEach(({ look, cells: row }, at) =>
    row.forEach((cell, column) => {
      if (cell !== null || look === 'head' || look === 'body' || look === 'total')
        cells.set(`${at},${column}`, cellFrom(cell, look, column))
    }),
  )
  return {
    name: sheet.name,
    rows: sheet.rows.map(({ cells: row }) => row.map(() => null)),
    cells,
    columns: sheet.widths.map((width) => ({ width })),
    rowDefs: new Map(sheet.rows.map((row, at) => [at, { height: heightOf(row, sheet.widths) }])),
    merges: sheet.rows.flatMap(mergesOf),
    ...(sheet.frozen
      ? { freezePane: { rows: sheet.frozen.row, columns: sheet.frozen.columns } }
      : {}),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { top: 0.7, bottom: 0.7, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
    },
    headerFooter: {
      oddFooter: `&L&"${FONT}"&8${footer.replaceAll('&', '&&')}&R&"${FONT}"&8&P/&N`,
    },
    charts: sheet.chart ? [chartFrom(sheet.name, sheet.rows.length, sheet.chart)] : [],
  }
}

function cellFrom(cell: OfficeCell | null, look: RowLook, column: number): Partial<LibraryCell> {
  const style = styleOf(cell, look, column)
  if (cell === null || cell.value === null) return { value: null, style }
  if (cell.kind === 'formula')
    return { value: null, type: 'formula', formula: cell.formula, formulaResult: cell.value, style }
  if (cell.kind === 'count') return { value: cell.value, type: 'number', style }
  return { value: escaped(cell.value), type: 'string', style }
}

/** Office programs read "_x0041_" in a text as the letter it numbers; written so, they read it as it stands. */
function escaped(text: string): string {
  return text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}

const THIN = { style: 'thin', color: { rgb: '7F7F7F' } } as const
const BOX = { top: THIN, right: THIN, bottom: THIN, left: THIN }
const BOLD: readonly RowLook[] = ['title', 'head', 'total']
const BOXED: readonly RowLook[] = ['head', 'body', 'total']

function styleOf(cell: OfficeCell | null, look: RowLook, column: number): CellStyle {
  const isText = cell?.kind === 'text'
  const boxed = BOXED.includes(look)
  const middle = look === 'head' || (boxed && (!isText || column === 0))
  const size = look === 'title' ? SIZE + 2 : look === 'note' ? SIZE - 1 : SIZE
  return {
    font: {
      name: FONT,
      size,
      bold: BOLD.includes(look) || (look === 'label' && column > 0),
      italic: look === 'note',
    },
    alignment: {
      horizontal: middle ? 'center' : 'left',
      vertical: look === 'label' ? 'top' : 'center',
      wrapText: true,
    },
    ...(boxed ? { border: BOX } : {}),
    ...(look === 'head'
      ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EDEDED' } } }
      : {}),
    numFmt: formatOf(cell),
  }
}

/** "@" keeps a text a text, also when somebody types it over with a sign of a formula before it. */
function formatOf(cell: OfficeCell | null): string {
  if (cell?.kind === 'text' || (cell?.kind === 'formula' && cell.as === 'text')) return '@'
  return cell?.kind === 'formula' && cell.as === 'percent' ? '0.00' : '#,##0'
}

/** Words of a title, a note or a label run on over the empty cells behind them. */
function mergesOf({ look, cells }: OfficeRow, row: number) {
  return cells.flatMap((cell, from) => {
    const to = lastColumnOf(look, cells, from)
    if (cell === null || to === from) return []
    return [{ startRow: row, startCol: from, endRow: row, endCol: to }]
  })
}

function lastColumnOf(look: RowLook, cells: OfficeRow['cells'], from: number): number {
  if (BOXED.includes(look)) return from
  const next = cells.findIndex((cell, at) => at > from && cell !== null)
  return Math.max(from, (next === -1 ? WORDS_OVER : next) - 1)
}

/** Points for a line of text, and the share of a column's width that is surely filled before it breaks. */
const LINE = 15.5
const FILLED = 0.9

/** Room for every line of the fullest cell: not every program makes room for wrapped text by itself. */
function heightOf({ look, cells }: OfficeRow, widths: readonly number[]): number {
  const lines = cells.map((cell, from) => {
    const last = lastColumnOf(look, cells, from)
    const width = widths.slice(from, last + 1).reduce((sum, each) => sum + each, 0)
    const length = typeof cell?.value === 'string' ? cell.value.length : 0
    return Math.max(1, Math.ceil(length / (width * FILLED)))
  })
  return LINE * Math.max(1, ...lines) + (look === 'title' || look === 'head' ? 4 : 0)
}

const ROWS_OF_A_BAR = 1.6
const ROWS_BESIDE = 6
const CHART_COLUMNS = 10

function chartFrom(sheet: string, below: number, chart: OfficeChart): SheetChart {
  const range = (column: number) =>
    `'${sheet}'!${fixedAddress(chart.firstRow, column)}:${fixedAddress(chart.lastRow, column)}`
  const bars = chart.lastRow - chart.firstRow + 1
  const height = Math.ceil(bars * ROWS_OF_A_BAR) + ROWS_BESIDE
  return {
    type: 'bar',
    title: chart.title,
    barGrouping: 'stacked',
    gapWidth: 40,
    overlap: 100,
    series: chart.series.map(({ name, column, color }) => ({
      name,
      values: range(column),
      categories: range(chart.names),
      color,
    })),
    axes: { x: { reverse: true, labelFontFamily: FONT }, y: { labelFontFamily: FONT } },
    legend: 'top',
    legendFontFamily: FONT,
    titleFontFamily: FONT,
    titleFontSize: 13,
    anchor: {
      from: { row: below + 1, col: 0 },
      to: { row: below + 1 + height, col: CHART_COLUMNS },
    },
  }
}

import { type Style, styleOf } from '../layout.ts'
import type { Paper } from '../paper.ts'
import { type Band, type Cell, cellHeight, cellLines } from './table-cells.ts'

export type TableColumn = {
  readonly header: string
  /** The header over this column and its neighbours of the same group. */
  readonly group: string | undefined
  /** Share of the table's width. */
  readonly width: number
  readonly align: 'left' | 'center' | 'right'
}

/** One row across all columns, above the header. */
export function bannerBand(paper: Paper, text: string, columns: number, width: number): Band {
  const style = styleOf(paper.layout, paper.layout.table.section)
  const lines = cellLines(paper, text, style, width)
  const height = cellHeight(paper, lines.length, style)
  return { height, cells: [{ x: 0, width, height, lines, style, columns, rows: 1 }], keep: true }
}

type Head = Cell & { readonly group: string | undefined }

/** The header: one row, or two where columns are grouped; a column without group spans both. */
export function headerBands(
  paper: Paper,
  columns: readonly TableColumn[],
  widths: readonly number[],
): Band[] {
  const style: Style = { ...styleOf(paper.layout, paper.layout.table.head), align: 'center' }
  const heads = columns.map(({ header, group }, at): Head => {
    const lines = cellLines(paper, header, style, widths[at]!)
    const height = cellHeight(paper, lines.length, style)
    const x = widths.slice(0, at).reduce((sum, width) => sum + width, 0)
    return { x, width: widths[at]!, height, lines, style, columns: 1, rows: 1, group }
  })
  const groups = groupsOf(paper, heads, style)
  const upper = Math.max(0, ...groups.map(({ height }) => height))
  const lower = Math.max(
    ...heads.map(({ group, height }) => (group === undefined ? height - upper : height)),
  )
  const single = heads
    .filter(({ group }) => group === undefined)
    .map((head) => ({ ...head, height: upper + lower, rows: upper > 0 ? 2 : 1 }))
  const first = [...single, ...groups.map((group) => ({ ...group, height: upper }))]
  const second = heads
    .filter(({ group }) => group !== undefined)
    .map((head) => ({ ...head, height: lower }))
  const inOrder = first.toSorted((a, b) => a.x - b.x)
  if (upper === 0) return [{ height: lower, cells: inOrder, keep: true }]
  return [
    { height: upper, cells: inOrder, keep: true },
    { height: lower, cells: second, keep: true },
  ]
}

/** One cell over each run of neighbours with the same group. */
function groupsOf(paper: Paper, heads: readonly Head[], style: Style): Cell[] {
  const runs: Head[][] = []
  for (const head of heads) {
    const run = runs.at(-1)
    if (run && run[0]!.group === head.group) run.push(head)
    else runs.push([head])
  }
  return runs.flatMap((run): Cell[] => {
    const { group, x } = run[0]!
    if (group === undefined) return []
    const width = run.reduce((sum, head) => sum + head.width, 0)
    const lines = cellLines(paper, group, style, width)
    const height = cellHeight(paper, lines.length, style)
    return [{ x, width, height, lines, style, columns: run.length, rows: 1 }]
  })
}

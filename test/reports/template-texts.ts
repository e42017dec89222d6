import type { Line } from '../../src/reports/blocks.ts'
import { tableContent } from '../../src/reports/compose.ts'
import type { Layout } from '../../src/reports/layout.ts'
import { type Scope, fillText, listAt, numberAt } from '../../src/reports/scope.ts'
import { scopesOf, stepsOf } from '../../src/reports/steps.ts'
import type { Template } from '../../src/reports/read-template.ts'

/** Every text a template says of a model, in the order it is read: block by block, tables row by row. */
export function templateTexts(
  { blocks, words }: Template,
  layout: Layout,
  scope: Scope,
): readonly string[] {
  const lines = (all: readonly Line[], inner: Scope) =>
    all.flatMap((line) => scopesOf(line, inner).map((own) => fillText(line.text, own, words)))
  return stepsOf(blocks, scope, words, layout).flatMap(({ block, scope: inner }): string[] => {
    if (block.block === 'paragraph' || block.block === 'heading')
      return [fillText(block.text, inner, words)]
    if (block.block === 'columns')
      return [...lines(block.left, inner), ...lines(block.right, inner)]
    if (block.block === 'qr') return lines(block.lines, inner)
    if (block.block === 'signatures')
      return block.cells.flatMap((cell) =>
        scopesOf(cell, inner).flatMap((own) => [
          ...lines(cell.lines, own),
          ...lines(cell.below, own),
        ]),
      )
    if (block.block === 'bars') {
      const rows = listAt(inner, block.rows).map((row) => ({ ...inner, row }))
      if (rows.length === 0) return []
      return [
        ...block.segments.map(({ legend }) => fillText(legend, inner, words)),
        ...rows.flatMap((own) => [
          fillText(block.label, own, words),
          ...block.segments.map(({ count }) => String(numberAt(own, count))),
        ]),
      ]
    }
    if (block.block !== 'table') return []
    const { banner, columns, rows } = tableContent(block, inner, words)
    const upper = columns.flatMap(({ header, group }, at) => {
      if (group === undefined) return [header]
      return columns[at - 1]?.group === group ? [] : [group]
    })
    const lower = columns.flatMap(({ header, group }) => (group === undefined ? [] : [header]))
    return [
      ...(banner === null ? [] : [banner]),
      ...upper,
      ...lower,
      ...rows.flatMap((row) =>
        row.kind === 'section' ? [row.text] : row.cells.map(({ text }) => text),
      ),
    ]
  })
}

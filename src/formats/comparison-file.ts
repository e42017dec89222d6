import type { FactPair } from '../domain/session-comparison.ts'
import { officeCsv } from './office-csv.ts'
import { type OfficeRow, countCell, textCell } from './office-sheet.ts'

/** How a comparison is told in words; `names` are those of its two columns. */
export type ComparisonWords = {
  readonly columns: Readonly<Record<'group' | 'fact' | 'relation', string>>
  readonly group: (group: FactPair['group']) => string
  readonly fact: (pair: FactPair) => string
  readonly side: (side: FactPair['left'], group: FactPair['group']) => string
  readonly relation: (
    pair: FactPair,
    names: { readonly left: string; readonly right: string },
  ) => string
}

/** The comparison as CSV, a row for each fact; nothing is added up. Text a spreadsheet would run is guarded. */
export function comparisonCsv(
  facts: readonly FactPair[],
  names: { readonly left: string; readonly right: string },
  words: ComparisonWords,
): Uint8Array {
  const { columns } = words
  const head = [columns.group, columns.fact, names.left, names.right, columns.relation]
  const rows = facts.map((pair): OfficeRow => ({
    look: 'body',
    cells: [
      textCell(words.group(pair.group)),
      textCell(words.fact(pair)),
      sideCell(pair, 'left', words),
      sideCell(pair, 'right', words),
      textCell(words.relation(pair, names)),
    ],
  }))
  return officeCsv([
    {
      name: columns.fact,
      rows: [{ look: 'head', cells: head.map(textCell) }, ...rows],
      widths: [],
      frozen: { row: 1, columns: 2 },
      chart: null,
    },
  ])
}

function sideCell(pair: FactPair, of: 'left' | 'right', words: ComparisonWords) {
  const side = pair[of]
  const counted = side.state === 'recorded' && side.value.as === 'count' ? side.value.count : null
  return counted === null ? textCell(words.side(side, pair.group)) : countCell(counted)
}

import { levelsOf } from '../domain/regime.ts'
import { type BallotKindTally, type Count, markCount } from '../domain/tally.ts'
import { kindColumns } from './kind-columns.ts'
import { HEAD_ROW } from './kind-papers.ts'
import { columnSumCell } from './office-formulas.ts'
import { type OfficeRow, addressOf, countCell, textCell } from './office-sheet.ts'
import type { OfficeWords } from './office-words.ts'
import type { SessionResults } from './session-results.ts'

/** The marks of neighbours of one block added up, in the order of the ballots; none where nobody has one. */
export function blockRows(
  { tally, regime, outcome }: SessionResults,
  kindNames: readonly string[],
  { labels, levels: names }: OfficeWords,
): readonly OfficeRow[] {
  if (!tally.ballotKinds.some(({ subjects }) => subjects.some(({ block }) => block))) return []
  const levels = levelsOf(regime.regime)
  const columns = kindColumns(levels, outcome.status === 'computed')
  const runs = tally.ballotKinds.flatMap((kind, at) => {
    return runsOf(kind).map((run) => ({ kind, ...run, sheet: kindNames[at]! }))
  })
  const heads = [labels.ballotKind, labels.byBlock, labels.subjects]
  return [
    { look: 'body', cells: [] },
    {
      look: 'head',
      cells: [...heads, ...levels.map((level) => names[level]), names.invalid].map(textCell),
    },
    ...runs.map(({ kind, sheet, from, people }): OfficeRow => {
      const sum = (number: number, valueOf: (person: (typeof people)[number]) => Count) =>
        columnSumCell(
          people.map((person, at) => ({
            at: addressOf(HEAD_ROW + 1 + from + at, number),
            value: valueOf(person),
          })),
          sheet,
        )
      return {
        look: 'body',
        cells: [
          textCell(kind.id),
          textCell(people[0]!.block ?? labels.noBlock),
          countCell(people.length),
          ...columns.levels.map(({ level, count }) =>
            sum(count, (person) => markCount(person, level)),
          ),
          sum(columns.invalid, ({ invalid }) => invalid),
        ],
      }
    }),
  ]
}

type Run = { readonly from: number; readonly people: BallotKindTally['subjects'] }

function runsOf({ subjects }: BallotKindTally): readonly Run[] {
  const starts = subjects.flatMap(({ block }, at) =>
    at === 0 || subjects[at - 1]!.block !== block ? [at] : [],
  )
  return starts.map((from, at) => ({ from, people: subjects.slice(from, starts[at + 1]) }))
}

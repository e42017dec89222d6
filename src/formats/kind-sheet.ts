import { levelsOf } from '../domain/regime.ts'
import {
  type BallotKindTally,
  type Count,
  type Level,
  type SubjectTally,
  markCount,
} from '../domain/tally.ts'
import { type KindColumns, kindColumns, kindHeadings, kindWidths } from './kind-columns.ts'
import { HEAD_ROW, baseAt, paperRows, validAt } from './kind-papers.ts'
import {
  type CountAt,
  checkCell,
  columnSumCell,
  percentCell,
  restCell,
  sumCell,
} from './office-formulas.ts'
import {
  type OfficeCell,
  type OfficeChart,
  type OfficeRow,
  type OfficeSheet,
  addressOf,
  countCell,
  textCell,
} from './office-sheet.ts'
import type { OfficeWords } from './office-words.ts'
import type { SessionResults } from './session-results.ts'

/** Dark to light and apart in hue: told apart in a grey copy as well. */
const COLORS: Readonly<Record<Level, string>> = {
  high: '1F4E79',
  medium: '9DC3E6',
  low: 'C55A11',
  confidence: '1F4E79',
  no_confidence: 'C55A11',
}
const REST_COLOR = 'D9D9D9'

/**
 * One ballot kind: the account of its papers, then a line for each person in the order of the ballot with
 * shares, sums and checks as formulas, and stacked bars. Counts stand as they were entered; no share, band
 * or bar while the result is held.
 */
export function kindSheet(
  name: string,
  kind: BallotKindTally,
  results: SessionResults,
  words: OfficeWords,
): OfficeSheet {
  const computed = results.outcome.status === 'computed'
  const columns = kindColumns(levelsOf(results.regime.regime), computed)
  const filled = kind.subjects.length > 0
  const headings = kindHeadings(columns, words)
  return {
    name,
    rows: [
      ...paperRows(kind, results, words),
      { look: 'head', cells: headings.map(textCell) },
      ...kind.subjects.map((subject, at) => personRow(at, subject, kind, results, words)),
      ...(filled ? [totalRow(kind, columns, words.labels.total, headings.length)] : []),
      ...notesOf(results, words),
    ],
    widths: kindWidths(columns),
    frozen: { row: HEAD_ROW, columns: 2 },
    chart: computed && filled ? chartOf(kind, columns, words) : null,
  }
}

function personRow(
  at: number,
  subject: SubjectTally,
  kind: BallotKindTally,
  results: SessionResults,
  words: OfficeWords,
): OfficeRow {
  const outcome = results.outcome.subjects.find(
    (each) => each.ballotKind === kind.id && each.id === subject.id,
  )
  const columns = kindColumns(
    levelsOf(results.regime.regime),
    results.outcome.status === 'computed',
  )
  const cells = [
    countCell(at + 1),
    textCell(subject.name),
    textCell(subject.position),
    subject.block === null ? null : textCell(subject.block),
    ...figureCells(HEAD_ROW + 1 + at, subject, columns, baseAt(kind, results)),
    checkCell(marksAt(HEAD_ROW + 1 + at, subject, columns), validAt(kind), words.labels),
    ...(outcome
      ? [
          textCell(words.band(outcome.band, results.regime.regime)),
          outcome.provision === null ? null : textCell(outcome.provision),
        ]
      : []),
    textCell(subject.id),
  ]
  return { look: 'body', cells }
}

/** The marks of all levels and the lines that are not valid, where they stand. */
function marksAt(row: number, subject: SubjectTally, columns: KindColumns): readonly CountAt[] {
  const at = (column: number, value: Count) => ({ at: addressOf(row, column), value })
  return [
    ...columns.levels.map(({ level, count }) => at(count, markCount(subject, level))),
    at(columns.invalid, subject.invalid),
  ]
}

function figureCells(
  row: number,
  subject: SubjectTally,
  columns: KindColumns,
  base: CountAt,
): readonly OfficeCell[] {
  const marks = marksAt(row, subject, columns)
  const levels = marks.slice(0, -1)
  const rest = restCell(base, levels)
  return [
    ...levels.flatMap((mark, at) =>
      columns.levels[at]!.share === null
        ? [countCell(mark.value)]
        : [countCell(mark.value), percentCell(mark, base)],
    ),
    countCell(subject.invalid),
    ...(columns.rest === null
      ? []
      : [rest, percentCell({ at: addressOf(row, columns.rest), value: countIn(rest) }, base)]),
    sumCell(marks),
  ]
}

function totalRow(
  kind: BallotKindTally,
  columns: KindColumns,
  total: string,
  width: number,
): OfficeRow {
  const sum = (column: number, countOf: (subject: SubjectTally) => Count) =>
    columnSumCell(
      kind.subjects.map((subject, at) => ({
        at: addressOf(HEAD_ROW + 1 + at, column),
        value: countOf(subject),
      })),
    )
  return {
    look: 'total',
    cells: [
      textCell(total),
      null,
      null,
      null,
      ...columns.levels.flatMap(({ level, count, share }) => {
        const cell = sum(count, (subject) => markCount(subject, level))
        return share === null ? [cell] : [cell, null]
      }),
      sum(columns.invalid, (subject) => subject.invalid),
      ...Array.from({ length: width - columns.invalid }, () => null),
    ],
  }
}

function notesOf({ outcome }: SessionResults, { labels }: OfficeWords): readonly OfficeRow[] {
  const notes =
    outcome.status === 'computed' ? [labels.shareNote, labels.bandNote] : [labels.heldNote]
  return notes.map((words) => ({ look: 'note', cells: [textCell(words)] }))
}

function chartOf(kind: BallotKindTally, columns: KindColumns, words: OfficeWords): OfficeChart {
  return {
    title: `${words.labels.chart}: ${kind.title || kind.id}`,
    names: 2,
    firstRow: HEAD_ROW + 1,
    lastRow: HEAD_ROW + kind.subjects.length,
    series: [
      ...columns.levels.map(({ level, count }) => {
        return { name: words.levels[level], column: count, color: COLORS[level] }
      }),
      ...(columns.rest === null
        ? []
        : [{ name: words.labels.rest, column: columns.rest, color: REST_COLOR }]),
    ],
  }
}

function countIn({ value }: OfficeCell): Count {
  return typeof value === 'number' ? value : null
}

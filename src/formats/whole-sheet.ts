import type { BallotKindTally, Count } from '../domain/tally.ts'
import type { Day } from '../domain/time.ts'
import { blockRows } from './block-rows.ts'
import { findingRows } from './finding-rows.ts'
import { headline, labelRow } from './kind-papers.ts'
import { checkCell, columnSumCell, percentCell, restCell } from './office-formulas.ts'
import {
  type OfficeRow,
  type OfficeSheet,
  addressOf,
  countCell,
  fixedAddress,
  textCell,
} from './office-sheet.ts'
import type { OfficeWords } from './office-words.ts'
import type { SessionResults } from './session-results.ts'

/** Rows of the counts of voters, and the column of the values; from 1. */
const VALUE_COLUMN = 4
const VOTERS = { members: 10, summoned: 11, present: 12 } as const
const WIDTHS = [14, 30, 12, 14, 12, 14, 12, 14, 12, 12, 12, 12]

/**
 * The session as a whole: what it is, who was there, the papers of every kind, marks added up by block, and
 * what was found in the figures.
 */
export function wholeSheet(
  results: SessionResults,
  kindNames: readonly string[],
  words: OfficeWords,
): OfficeSheet {
  const { tally, outcome } = results
  const above = [...sessionRows(results, words), ...voterRows(results, words)]
  const kinds = kindRows(tally.ballotKinds, above.length + 2, words)
  return {
    name: words.labels.whole,
    rows: [
      ...above,
      EMPTY,
      ...kinds,
      ...blockRows(results, kindNames, words),
      EMPTY,
      ...findingRows(outcome.findings, tally, words),
    ],
    widths: WIDTHS,
    frozen: null,
    chart: null,
  }
}

const EMPTY: OfficeRow = { look: 'body', cells: [] }

function sessionRows(results: SessionResults, { labels, sides }: OfficeWords): OfficeRow[] {
  const { tally, regime, session, outcome, mode } = results
  return [
    { look: 'title', cells: [textCell(headline(labels.results, results, labels.rehearsal))] },
    labelRow(labels.title, textCell(tally.title)),
    labelRow(labels.organisation, textCell(tally.organisation)),
    labelRow(labels.heldOn, textCell(dayText(tally.heldOn))),
    labelRow(labels.side, textCell(sides[tally.side])),
    labelRow(labels.regime, ...(tally.regime === null ? [] : [textCell(tally.regime)])),
    labelRow(labels.regimeName, textCell(regime.regime.number)),
    labelRow(labels.session, textCell(session ?? (mode === 'rehearsal' ? labels.rehearsal : '–'))),
    labelRow(
      labels.status,
      textCell(outcome.status === 'computed' ? labels.computed : labels.held),
    ),
  ]
}

function voterRows({ tally, outcome }: SessionResults, { labels }: OfficeWords): OfficeRow[] {
  const { members, summoned, present } = tally.voters
  const at = (row: number, value: Count) => ({ at: fixedAddress(row, VALUE_COLUMN), value })
  const [called, here] = [at(VOTERS.summoned, summoned), at(VOTERS.present, present)]
  const { quorum } = outcome
  return [
    labelRow(labels.members, countCell(members)),
    labelRow(labels.summoned, countCell(summoned)),
    labelRow(labels.present, countCell(present)),
    labelRow(labels.absent, restCell(called, [here])),
    labelRow(labels.presentShare, percentCell(here, called)),
    ...(quorum
      ? [
          labelRow(
            `${labels.quorum} ${quorum.required}`,
            textCell(quorum.met ? labels.quorumMet : labels.quorumNotMet),
          ),
        ]
      : []),
  ]
}

/** "05/12/2023": a day as offices write it, and as the import reads it. */
export function dayText(day: Day): string {
  return day.split('-').reverse().join('/')
}

/** Papers of every kind with their checks; the header stands in row `head`. */
function kindRows(
  kinds: readonly BallotKindTally[],
  head: number,
  { labels }: OfficeWords,
): readonly OfficeRow[] {
  const heads = [
    labels.ballotKind,
    labels.kindTitle,
    labels.subjects,
    labels.issued,
    labels.collected,
    labels.unreturned,
    labels.valid,
    labels.invalid,
    labels.check,
  ]
  const column = (number: number, valueOf: (kind: BallotKindTally) => Count) =>
    columnSumCell(
      kinds.map((kind, at) => ({ at: addressOf(head + 1 + at, number), value: valueOf(kind) })),
    )
  return [
    { look: 'head', cells: heads.map(textCell) },
    ...kinds.map((kind, index): OfficeRow => {
      const at = (number: number, value: Count) => ({
        at: addressOf(head + 1 + index, number),
        value,
      })
      const [issued, collected] = [at(4, kind.issued), at(5, kind.collected)]
      return {
        look: 'body',
        cells: [
          textCell(kind.id),
          textCell(kind.title),
          countCell(kind.subjects.length),
          countCell(kind.issued),
          countCell(kind.collected),
          restCell(issued, [collected]),
          countCell(kind.valid),
          countCell(kind.invalid),
          checkCell([at(7, kind.valid), at(8, kind.invalid)], collected, labels),
        ],
      }
    }),
    {
      look: 'total',
      cells: [
        textCell(labels.total),
        null,
        column(3, (kind) => kind.subjects.length),
        column(4, (kind) => kind.issued),
        column(5, (kind) => kind.collected),
        null,
        column(7, (kind) => kind.valid),
        column(8, (kind) => kind.invalid),
        null,
      ],
    },
  ]
}

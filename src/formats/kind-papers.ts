import { baseOf } from '../domain/regime.ts'
import type { BallotKindTally, Count } from '../domain/tally.ts'
import { type CountAt, checkCell, restCell, sumCell } from './office-formulas.ts'
import {
  type OfficeCell,
  type OfficeRow,
  addressOf,
  countCell,
  fixedAddress,
  textCell,
} from './office-sheet.ts'
import type { OfficeWords } from './office-words.ts'
import type { SessionResults } from './session-results.ts'

/** Where the value of a label stands, and the rows of the counts; from 1. */
const VALUE_COLUMN = 4
const ROWS = { issued: 5, collected: 6, valid: 8, invalid: 9, base: 11 } as const

/** The first row below the account of the papers: the header of the table. */
export const HEAD_ROW = 12

/** A row of words with values from column D on. */
export function labelRow(words: string, ...cells: readonly OfficeCell[]): OfficeRow {
  return { look: 'label', cells: [textCell(words), null, null, ...cells] }
}

/** What shares are taken of, at the place every share names; not entered where nothing says so. */
export function baseAt(kind: BallotKindTally, { regime, tally }: SessionResults): CountAt {
  const base = baseOf(regime.regime)?.rule.base
  const known = base === 'members' ? tally.voters.members : kind.collected
  return { at: fixedAddress(ROWS.base, VALUE_COLUMN), value: base ? known : null }
}

/** The valid ballots, which the marks of everybody must add up to. */
export function validAt(kind: BallotKindTally): CountAt {
  return { at: fixedAddress(ROWS.valid, VALUE_COLUMN), value: kind.valid }
}

/** The account of one kind's papers above its table: words, and the counts that are checked. */
export function paperRows(
  kind: BallotKindTally,
  results: SessionResults,
  { labels, bases }: OfficeWords,
): readonly OfficeRow[] {
  const at = (row: number, value: Count): CountAt => ({ at: addressOf(row, VALUE_COLUMN), value })
  const collected = at(ROWS.collected, kind.collected)
  const parts = [at(ROWS.valid, kind.valid), at(ROWS.invalid, kind.invalid)]
  const base = baseOf(results.regime.regime)?.rule.base
  const { organisation, title } = results.tally
  return [
    { look: 'title', cells: [textCell(headline(labels.results, results, labels.rehearsal))] },
    { look: 'note', cells: [textCell([organisation, title].filter(Boolean).join('. '))] },
    labelRow(labels.ballotKind, textCell(kind.id)),
    labelRow(labels.kindTitle, textCell(kind.title)),
    labelRow(labels.issued, countCell(kind.issued)),
    labelRow(labels.collected, countCell(kind.collected)),
    labelRow(labels.unreturned, restCell(at(ROWS.issued, kind.issued), [collected])),
    labelRow(labels.valid, countCell(kind.valid)),
    labelRow(labels.invalid, countCell(kind.invalid)),
    labelRow(labels.check, checkCell(parts, collected, labels)),
    labelRow(
      base ? `${labels.base} (${bases[base]})` : labels.base,
      base === 'collected'
        ? sumCell([collected])
        : countCell(base ? results.tally.voters.members : null),
    ),
  ]
}

/** The words at the head of a sheet; a rehearsal says so. */
export function headline(
  words: string,
  { mode }: Pick<SessionResults, 'mode'>,
  rehearsal: string,
): string {
  return mode === 'rehearsal' ? `${words} – ${rehearsal}` : words
}

import type { SheetCounts } from './entry.ts'
import type { Count } from './tally.ts'

/** Người được lấy phiếu tín nhiệm as printed on the ballot; order is the order of the ballot. */
export type Subject = {
  readonly id: string
  readonly name: string
  readonly position: string
  readonly block: string | null
}

/** Tập phiếu: a numbered bundle of ballots of one kind. Numbers run through the whole session. */
export type Sheet = { readonly id: string; readonly number: number; readonly ballots: number }

/** Ballots of one kind as the committee counted them before the marks. */
export type BallotAccount = {
  readonly ballotKind: string
  readonly printed: Count
  readonly issued: Count
  readonly collected: Count
  readonly invalidReasons: string | null
}

/** Loại phiếu with its subjects and its sheets. `code` is what stands in a tally file: "A". */
export type BallotKind = {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly account: BallotAccount
  readonly subjects: readonly Subject[]
  readonly sheets: readonly Sheet[]
}

/** Whose names stand on which ballots, and how the ballots are bundled. */
export type Roster = { readonly ballotKinds: readonly BallotKind[] }

/** Valid and invalid ballots of a kind, and each subject's marks, added up over sheets. */
export type KindTotals = Pick<SheetCounts, 'valid' | 'invalid' | 'rows'> & {
  readonly collected: Count
}

/** The sums over the sheets; a count missing on any sheet is missing in the sum. */
export function sumSheets(kind: BallotKind, sheets: readonly SheetCounts[]): KindTotals {
  const rowsOf = (subject: string) =>
    sheets.map((sheet) => sheet.rows.find((row) => row.subject === subject))
  return {
    collected: sum(sheets.map((sheet) => sheet.collected)),
    valid: sum(sheets.map((sheet) => sheet.valid)),
    invalid: sum(sheets.map((sheet) => sheet.invalid)),
    rows: kind.subjects.map(({ id }) => ({
      subject: id,
      high: sum(rowsOf(id).map((row) => row?.high ?? null)),
      medium: sum(rowsOf(id).map((row) => row?.medium ?? null)),
      low: sum(rowsOf(id).map((row) => row?.low ?? null)),
      invalid: sum(rowsOf(id).map((row) => row?.invalid ?? null)),
    })),
  }
}

function sum(counts: readonly Count[]): Count {
  return counts.reduce<Count>((all, one) => (all === null || one === null ? null : all + one), 0)
}

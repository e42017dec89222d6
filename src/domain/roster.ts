import type { SheetCounts } from './entry.ts'
import type { Tenure } from './exemption.ts'
import type { SpecialBallots } from './invalidity.ts'
import type { ExemptionReason } from './rule.ts'
import { type Count, type Level, addUp, markCount } from './tally.ts'

/** Somebody who holds a post the regulation puts to the vote, as typed by the secretary. */
export type Official = Tenure & {
  readonly name: string
  readonly position: string
  readonly block: string | null
}

/** Người được lấy phiếu tín nhiệm as printed on the ballot; order is the order of the ballot. */
export type Subject = Official & {
  readonly id: string
  /** The same human being in other sessions; `null` while nobody has said so. */
  readonly person: string | null
}

/** Somebody left off the ballot by the regulation: the reason, its provision, and the place in the list. */
export type LeftOut = Official & {
  readonly ordinal: number
  readonly reason: ExemptionReason
  readonly provision: string
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
  /** Papers that are wrong in a way the regulation names, or is silent about. */
  readonly special: readonly SpecialBallots[]
}

/** Loại phiếu with its subjects and its sheets. `code` is what stands in a tally file: "A". */
export type BallotKind = {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly account: BallotAccount
  readonly subjects: readonly Subject[]
  readonly leftOut: readonly LeftOut[]
  readonly sheets: readonly Sheet[]
}

/** Everybody of the list as it was typed: those on the ballot and those left off, each at their place. */
export function officialsOf(kind: Pick<BallotKind, 'subjects' | 'leftOut'>): readonly Official[] {
  const all: Official[] = [...kind.subjects]
  for (const each of [...kind.leftOut].sort((a, b) => a.ordinal - b.ordinal))
    all.splice(each.ordinal - 1, 0, each)
  return all
}

/** Whose names stand on which ballots, and how the ballots are bundled. */
export type Roster = { readonly ballotKinds: readonly BallotKind[] }

/** Valid and invalid ballots of a kind, and each subject's marks, added up over sheets. */
export type KindTotals = Pick<SheetCounts, 'valid' | 'invalid' | 'rows'> & {
  readonly collected: Count
}

/** The sums over the sheets, in the levels of the vote; a count missing on any sheet is missing in the sum. */
export function sumSheets(
  kind: BallotKind,
  sheets: readonly SheetCounts[],
  levels: readonly Level[],
): KindTotals {
  return {
    collected: addUp(sheets.map((sheet) => sheet.collected)),
    valid: addUp(sheets.map((sheet) => sheet.valid)),
    invalid: addUp(sheets.map((sheet) => sheet.invalid)),
    rows: kind.subjects.map(({ id }) => {
      const rows = sheets.map((sheet) => sheet.rows.find((row) => row.subject === id))
      const sum = (level: Level) => addUp(rows.map((row) => (row ? markCount(row, level) : null)))
      return {
        subject: id,
        ...Object.fromEntries(levels.map((level) => [level, sum(level)])),
        invalid: addUp(rows.map((row) => row?.invalid ?? null)),
      }
    }),
  }
}

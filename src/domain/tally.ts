import type { Day } from './time.ts'

/**
 * Every mark a ballot can bear, those of one vote together and in its order: tín nhiệm cao, tín nhiệm, tín
 * nhiệm thấp of lấy phiếu; tín nhiệm, không tín nhiệm of bỏ phiếu.
 */
export const LEVELS = ['high', 'medium', 'low', 'confidence', 'no_confidence'] as const
export type Level = (typeof LEVELS)[number]

/** The marks of lấy phiếu tín nhiệm. */
export const THREE_LEVELS = ['high', 'medium', 'low'] as const satisfies readonly Level[]
/** The marks of bỏ phiếu tín nhiệm. */
export const TWO_LEVELS = ['confidence', 'no_confidence'] as const satisfies readonly Level[]

/** The sets of marks a vote can be taken in; no vote mixes them. */
export const LEVEL_SETS: readonly (readonly Level[])[] = [THREE_LEVELS, TWO_LEVELS]

/** Which law the vote stands under: quy định của Đảng or luật của Nhà nước. */
export type Side = 'party' | 'state'

/** A number of ballots or people, 0 to 1,000,000. `null` is "not entered yet" and never means 0. */
export type Count = number | null

export const MAX_COUNT = 1_000_000

/** Thành phần ghi phiếu: how many people belong to the body, were summoned, and were present. */
export type Voters = { readonly members: Count; readonly summoned: Count; readonly present: Count }

/** Who did not come, with leave and without. */
export type Absences = { readonly absentExcused: Count; readonly absentUnexcused: Count }

/**
 * The marks beside one name: a count for each level of the vote and for no other. `invalid` = dòng không
 * hợp lệ: left blank or marked twice.
 */
export type Marks = LevelCounts & { readonly invalid: Count }
type LevelCounts = { readonly [level in Level]?: Count | undefined }

/** How many ballots bear that mark beside the name; a count that is not there is not entered. */
export function markCount(marks: LevelCounts, level: Level): Count {
  return marks[level] ?? null
}

/** The sum; not entered as soon as one of the counts is not. */
export function addUp(counts: readonly Count[]): Count {
  return counts.reduce<Count>((all, one) => (all === null || one === null ? null : all + one), 0)
}

/** Người được lấy phiếu tín nhiệm with the marks counted for that person. */
export type SubjectTally = Marks & {
  readonly id: string
  readonly name: string
  readonly position: string
  readonly block: string | null
}

/** Loại phiếu: issued = phát ra, collected = thu về, valid + invalid = hợp lệ + không hợp lệ. */
export type BallotKindTally = {
  readonly id: string
  readonly title: string
  readonly issued: Count
  readonly collected: Count
  readonly valid: Count
  readonly invalid: Count
  readonly subjects: readonly SubjectTally[]
}

/** What was counted at one conference; the content of a `tin-nhiem/tally@1` file. */
export type Tally = {
  readonly regime: string | null
  readonly side: Side
  readonly heldOn: Day
  readonly title: string
  readonly organisation: string
  readonly voters: Voters
  readonly ballotKinds: readonly BallotKindTally[]
}

import type { Day } from './time.ts'

/** The three marks of a ballot: tín nhiệm cao, tín nhiệm, tín nhiệm thấp. */
export const LEVELS = ['high', 'medium', 'low'] as const
export type Level = (typeof LEVELS)[number]

/** Which law the vote stands under: quy định của Đảng or luật của Nhà nước. */
export type Side = 'party' | 'state'

/** A number of ballots or people, 0 to 1,000,000. `null` is "not entered yet" and never means 0. */
export type Count = number | null

export const MAX_COUNT = 1_000_000

/** Thành phần ghi phiếu: how many people belong to the body, were summoned, and were present. */
export type Voters = { readonly members: Count; readonly summoned: Count; readonly present: Count }

/** The marks beside one name. `invalid` = dòng không hợp lệ: left blank or marked twice. */
export type Marks = {
  readonly high: Count
  readonly medium: Count
  readonly low: Count
  readonly invalid: Count
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

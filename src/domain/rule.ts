import type { Level, Side } from './tally.ts'

/** What each share is a share of: phiếu thu về or tổng số đại biểu. */
export type BaseName = 'collected' | 'members'

/** A limit on a share, written as in the law: `gt` trên, `ge` từ … trở lên, `lt` dưới, `le` đến. */
export type Limits = {
  readonly gt?: string | undefined
  readonly ge?: string | undefined
  readonly lt?: string | undefined
  readonly le?: string | undefined
}

export type BandRule = Limits & {
  readonly kind: 'band'
  readonly id: string
  readonly level: Level
  /** The consequence in the regulation's words, shown as information only. */
  readonly consequence: string
}
/** The marks of the vote, one of the sets in `LEVEL_SETS`; a regulation without this rule has three. */
type LevelsRule = { readonly kind: 'levels'; readonly levels: readonly Level[] }
export type BaseRule = { readonly kind: 'base'; readonly base: BaseName }
type QuorumRule = { readonly kind: 'quorum'; readonly ge: string }
type ConservationRule = { readonly kind: 'conservation' }
type PresenceRule = { readonly kind: 'presence'; readonly meeting: 'in_person' }

/** A person is voted on in at most `most` places. */
export type VenuesRule = { readonly kind: 'venues'; readonly most: number }
/** Results of two places are looked at together and never added or averaged. */
type SideBySideRule = { readonly kind: 'side_by_side' }
/** Posts elected or approved by a National Assembly or People's Council go by the law of side `to`. */
type ReferralRule = { readonly kind: 'referral'; readonly to: Side }

export const TIERS = ['central', 'province', 'district', 'commune', 'agency', 'enterprise'] as const
/** Trung ương, tỉnh, huyện (đến 6/2025), xã, cơ quan – đơn vị, doanh nghiệp nhà nước. */
export type Tier = (typeof TIERS)[number]
/** One line of the catalogue of titles: who is voted on and by whom, at one place or two. */
export type TitleRule = {
  readonly kind: 'title'
  readonly id: string
  readonly tier: Tier
  readonly title: string
  readonly venues: readonly { readonly side: Side; readonly voters: string }[]
}

export const EXEMPTION_REASONS = [
  'retirement_notice',
  'started_in_vote_year',
  'short_service',
] as const
/** Chờ nghỉ hưu; được bổ nhiệm, bầu trong năm lấy phiếu; giữ chức vụ chưa đủ số tháng. */
export type ExemptionReason = (typeof EXEMPTION_REASONS)[number]
/** Who is left off the list. `months` in post are asked by `short_service` only. */
export type ExemptionRule = {
  readonly kind: 'exemption'
  readonly reason: ExemptionReason
  readonly months?: number | undefined
}

/**
 * The vote stands in year `year` of the term. `counting` says which calendar year is year 1: the one in
 * which the term starts, or the one after it.
 */
export type TermYearRule = {
  readonly kind: 'term_year'
  readonly year: number
  readonly counting: 'from_start_year' | 'after_start_year'
}
export const EARLIER_EVENTS = ['council_vote', 'half_year_review'] as const
/** What has to come before the vote: HĐND lấy phiếu; sơ kết 6 tháng đầu năm thứ 3. */
export type EarlierEvent = (typeof EARLIER_EVENTS)[number]
export type PrecedenceRule = { readonly kind: 'precedence'; readonly earlier: EarlierEvent }

/** Step `step` of the procedure is due `daysBefore` civil days before the day of the vote. */
export type DeadlineRule = {
  readonly kind: 'deadline'
  readonly step: string
  readonly daysBefore: number
}
/** Tiêu chí: the provision's own words are the criterion; it is read, never scored. */
type CriterionRule = { readonly kind: 'criterion' }

export const PHASES = ['preparation', 'conference', 'after'] as const
/** Chuẩn bị, hội nghị, sau hội nghị. */
export type Phase = (typeof PHASES)[number]
/** A step of the procedure, done once for the session or once for each person voted on. */
export type StepRule = {
  readonly kind: 'step'
  readonly id: string
  readonly phase: Phase
  readonly per: 'session' | 'person'
  /** Counting does not open before it is done; a step that is no condition only warns. */
  readonly condition: boolean
  /** Not every session has it: it never warns. */
  readonly ifAsked?: boolean | undefined
  readonly name: string
}

export const INVALID_CASES = [
  'not_issued',
  'name_struck',
  'single_name_marks',
  'line_marks',
  'name_added',
  'text_added',
  'no_stamp',
  'collected_over_issued',
] as const
/**
 * Ways a paper can be wrong: không do ban kiểm phiếu phát ra; gạch xóa họ tên; phiếu một người không
 * đánh dấu hoặc đánh dấu nhiều ô; một dòng như vậy trên phiếu nhiều người; ghi thêm tên người ngoài danh
 * sách; viết thêm nội dung khác; không có dấu; thu về nhiều hơn phát ra.
 */
export type InvalidCase = (typeof INVALID_CASES)[number]
/** The paper is void, only the line is, or the regulation is silent and the committee decides. */
export type InvalidityRule = {
  readonly kind: 'invalidity'
  readonly case: InvalidCase
  readonly effect: 'ballot' | 'line' | 'committee'
}

/** A use the competent level may make of a result: đánh giá, quy hoạch, … */
export type UseRule = { readonly kind: 'use'; readonly id: string; readonly name: string }
/** What the regulation says follows for people in band `band`, each to be decided and recorded by hand. */
export type FollowUpRule = {
  readonly kind: 'follow_up'
  readonly id: string
  readonly band: string
  readonly name: string
}
/** How many working days a body has to propose, or the competent level to decide, a follow-up. */
export type TimeLimitRule = {
  readonly kind: 'time_limit'
  readonly act: 'propose' | 'decide'
  readonly workingDays: number
}

/** What a condition over several votes of one place counts: lần lấy phiếu, or năm. */
export const RUNNING_UNITS = ['votes', 'years'] as const
/**
 * A condition that holds when the share of `level` is within the limits `times` votes, or years, running in
 * one place: "hai năm liên tiếp". It is asked of a person's record, never of one session.
 */
export type RunningRule = Limits & {
  readonly kind: 'running'
  readonly id: string
  readonly level: Level
  readonly times: number
  readonly unit: (typeof RUNNING_UNITS)[number]
  /** The consequence in the regulation's words, shown as information only. */
  readonly consequence: string
}

/** The closed vocabulary of what a provision can decide; there is no expression language. */
export type Rule =
  | LevelsRule
  | BandRule
  | BaseRule
  | QuorumRule
  | ConservationRule
  | PresenceRule
  | VenuesRule
  | SideBySideRule
  | ReferralRule
  | TitleRule
  | ExemptionRule
  | TermYearRule
  | PrecedenceRule
  | DeadlineRule
  | CriterionRule
  | StepRule
  | InvalidityRule
  | UseRule
  | FollowUpRule
  | TimeLimitRule
  | RunningRule

import { type Regime, type Sourced, isWithin, rulesOf } from './regime.ts'
import type { RunningRule } from './rule.ts'
import type { Level } from './tally.ts'
import { type Day, yearOf } from './time.ts'

/** One counted vote on a person in one place, as a condition over several votes looks at it. */
export type RunningVote = {
  readonly session: string
  readonly heldOn: Day
  readonly regime: Regime
  /** `null` when that vote gave no result: it is held, or nothing could be computed. */
  readonly result: {
    readonly base: number
    readonly counts: { readonly [level in Level]?: number | undefined }
  } | null
}

/** Why nothing can be said: about the vote, or the year, at `at` of the finding's links. */
export type RunningReason = 'no_earlier_vote' | 'other_regulation' | 'several_votes' | 'no_result'

/** One vote, or one year, of the condition. `reached` is `null` where `reason` says why that is not known. */
export type RunningLink = {
  readonly year: number
  readonly session: string | null
  readonly heldOn: Day | null
  readonly count: number | null
  readonly base: number | null
  readonly reached: boolean | null
  readonly reason: RunningReason | null
}

/** Whether a condition over several votes holds at the vote `session`; `links` from that vote backwards. */
export type RunningFinding = {
  readonly rule: Sourced<RunningRule>
  readonly session: string
  readonly heldOn: Day
  readonly links: readonly RunningLink[]
  readonly answer: 'met' | 'not_met' | 'unclear'
}

/**
 * Every condition over several votes running that the regulation of each vote has, at that vote. `votes` are
 * those of one person in one place, all real or all rehearsals, in any order. A condition is asked
 * of the regulation the last of its votes stood under; a vote under another regulation leaves it unclear,
 * and so does one that is missing. One link that is known not to reach the share is enough for "not met".
 * It is a finding: nothing follows from it here.
 *
 * @law 35-2012-qh13-2 Điều 11.1.đ, Điều 11.2.d
 */
export function runningFindings(votes: readonly RunningVote[]): readonly RunningFinding[] {
  const byDay = votes.toSorted((a, b) => (a.heldOn < b.heldOn ? -1 : a.heldOn > b.heldOn ? 1 : 0))
  return byDay.flatMap((vote, at) =>
    rulesOf(vote.regime, 'running').map((rule): RunningFinding => {
      const links =
        rule.rule.unit === 'years'
          ? yearLinks(rule.rule, vote, byDay)
          : voteLinks(rule.rule, vote, byDay.slice(0, at))
      return { rule, session: vote.session, heldOn: vote.heldOn, links, answer: answerOf(links) }
    }),
  )
}

function answerOf(links: readonly RunningLink[]): RunningFinding['answer'] {
  if (links.some(({ reached }) => reached === false)) return 'not_met'
  return links.every(({ reached }) => reached) ? 'met' : 'unclear'
}

/** This vote and those just before it, as many as the rule asks for. */
function voteLinks(rule: RunningRule, vote: RunningVote, before: readonly RunningVote[]) {
  return Array.from({ length: rule.times }, (_, back) => {
    if (back === 0) return linkOf(rule, vote, vote)
    const earlier = before.at(-back)
    return earlier ? linkOf(rule, earlier, vote) : missing(yearOf(vote.heldOn) - back)
  })
}

/** This year and those just before it; of a year with several votes all have to say the same. */
function yearLinks(rule: RunningRule, vote: RunningVote, all: readonly RunningVote[]) {
  return Array.from({ length: rule.times }, (_, back) => {
    if (back === 0) return linkOf(rule, vote, vote)
    const year = yearOf(vote.heldOn) - back
    const links = all
      .filter(({ heldOn }) => yearOf(heldOn) === year)
      .map((each) => linkOf(rule, each, vote))
    const last = links.at(-1)
    if (!last) return missing(year)
    if (links.every(({ reached }) => reached === last.reached)) return last
    return { ...missing(year), reason: 'several_votes' as const }
  })
}

function linkOf(
  rule: RunningRule,
  { heldOn, session, regime, result }: RunningVote,
  asked: RunningVote,
) {
  const year = yearOf(heldOn)
  const count = result?.counts[rule.level] ?? null
  const base = result?.base ?? null
  const link = { year, session, heldOn, count, base }
  const unknown = (reason: RunningReason): RunningLink => ({ ...link, reached: null, reason })
  if (!isSameRegulation(regime, asked.regime)) return unknown('other_regulation')
  if (count === null || base === null || base === 0) return unknown('no_result')
  return { ...link, reached: isWithin(rule, count, base), reason: null }
}

function missing(year: number): RunningLink {
  const nothing = { session: null, heldOn: null, count: null, base: null, reached: null }
  return { year, ...nothing, reason: 'no_earlier_vote' }
}

/** Whether two files are the same regulation, read once more or not: its number, issuer and day. */
export function isSameRegulation(a: Regime, b: Regime): boolean {
  return a.number === b.number && a.issuer === b.issuer && a.issuedOn === b.issuedOn
}

import { type Acknowledgement, isExplainable, unsettledFindings } from './acknowledgement.ts'
import type { Finding } from './finding.ts'
import type { MinutesFacts } from './proceedings.ts'
import type { Count } from './tally.ts'

/** The ballots of one kind on both sides: as recorded, and as the sheets hold them. */
export type ClosingBallots = {
  /** As it stands in a tally: "A". */
  readonly code: string
  readonly issued: Count
  readonly collected: Count
  /** `null` until every sheet of the kind is definitive and says how many ballots it holds. */
  readonly onSheets: Count
}

/** A step by its id, its name in the regulation's words, and the provision that asks for it. */
type MissingStep = { readonly step: string; readonly name: string; readonly provision: string }

/** Everything that decides whether the count of a session may be closed. */
export type ClosingFacts = {
  readonly sheets: readonly { readonly number: number; readonly definitive: boolean }[]
  /** Ballot kinds whose ballots do not lie in any sheet yet, by code. */
  readonly uncovered: readonly string[]
  readonly ballots: readonly ClosingBallots[]
  readonly voters: { readonly summoned: Count; readonly present: Count }
  /** On the sums of the session; `null` while there are no sums. */
  readonly findings: readonly Finding[] | null
  readonly acknowledgements: readonly Acknowledgement[]
  readonly recheck: {
    /** 0 where the session asks for none. */
    readonly size: number
    readonly drawn: boolean
    /** Numbers of the drawn sheets still to be looked at. */
    readonly open: readonly number[]
  }
  /** Steps the regulation makes a condition of counting that are not recorded. */
  readonly missingSteps: readonly MissingStep[]
  readonly minutesFacts: MinutesFacts
}

export const CLOSING_POINTS = [
  'sheets',
  'ballots',
  'voters',
  'findings',
  'recheck',
  'steps',
  'minutes_facts',
] as const
export type ClosingPoint = (typeof CLOSING_POINTS)[number]

/** Facts for the minutes that are still empty; the minutes leave blanks for them. */
export type EmptyFact = Exclude<keyof MinutesFacts, 'committeeWord'>

/** The checklist of closing. Only what is `open` keeps the count open; a `hint` never does. */
export type Closing = {
  readonly status: Readonly<Record<ClosingPoint, 'done' | 'open' | 'hint'>>
  /** Every point that is asked for is done. */
  readonly ready: boolean
  /** Numbers of the sheets that are not definitive. */
  readonly missingSheets: readonly number[]
  readonly uncovered: readonly string[]
  readonly ballots: readonly (ClosingBallots & { readonly addUp: boolean })[]
  readonly voters: ClosingFacts['voters']
  /** Findings neither answered nor explained, answered ones, and errors explained; each in their order. */
  readonly open: readonly Finding[]
  readonly answered: readonly Finding[]
  readonly explained: readonly Finding[]
  readonly recheck: ClosingFacts['recheck']
  readonly missingSteps: readonly MissingStep[]
  readonly emptyFacts: readonly EmptyFact[]
}

/**
 * What closing the count needs, point by point: the checklist people read and the rule that refuses are
 * this one function. Ballots and people that do not add up are done with once their findings are answered or
 * explained; an explained error goes on holding the outcome.
 *
 * @law 96-qd-tw-2023 Điều 6.3, Điều 9.1
 */
export function closingOf(facts: ClosingFacts): Closing {
  const { findings, acknowledgements, recheck, uncovered, missingSteps } = facts
  const missingSheets = facts.sheets.filter((each) => !each.definitive).map(({ number }) => number)
  const open = unsettledFindings(findings ?? [], acknowledgements)
  const settled = (findings ?? []).filter((each) => !open.includes(each))
  const about = (part: string) => open.some(({ path }) => path.startsWith(part))
  const aboutBallots = open.some(
    ({ path }) => path.startsWith('/ballotKinds') && !path.includes('/subjects'), // people are another point
  )
  const summed = findings !== null
  const emptyFacts = emptyFactsOf(facts.minutesFacts)
  const done = {
    sheets: missingSheets.length === 0 && uncovered.length === 0 && facts.sheets.length > 0,
    ballots: summed && !aboutBallots,
    voters: summed && !about('/voters'),
    findings: summed && open.length === 0,
    recheck: recheck.size === 0 || (recheck.drawn && recheck.open.length === 0),
    steps: missingSteps.length === 0,
  }
  const mark = (point: keyof typeof done) => (done[point] ? 'done' : 'open')
  return {
    status: {
      sheets: mark('sheets'),
      ballots: mark('ballots'),
      voters: mark('voters'),
      findings: mark('findings'),
      recheck: mark('recheck'),
      steps: mark('steps'),
      minutes_facts: emptyFacts.length === 0 ? 'done' : 'hint',
    },
    ready: Object.values(done).every(Boolean),
    missingSheets,
    uncovered,
    ballots: facts.ballots.map((each) => ({ ...each, addUp: addUp(each) })),
    voters: { summoned: facts.voters.summoned, present: facts.voters.present },
    open,
    answered: settled.filter((each) => !isExplainable(each)),
    explained: settled.filter(isExplainable),
    recheck,
    missingSteps,
    emptyFacts,
  }
}

/** As many were collected as lie in the sheets, and no more than were issued. */
function addUp({ issued, collected, onSheets }: ClosingBallots): boolean {
  return issued !== null && collected !== null && collected === onSheets && collected <= issued
}

function emptyFactsOf(facts: MinutesFacts): readonly EmptyFact[] {
  const { committeeWord: _, ...asked } = facts
  return (Object.keys(asked) as EmptyFact[]).filter((name) => {
    const value = asked[name]
    return value === null || (Array.isArray(value) && value.length === 0)
  })
}

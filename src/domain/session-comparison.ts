import type { Day } from './time.ts'

/** What two sessions are compared by, in the order in which an auditor reads. */
export const FACT_GROUPS = [
  'basis',
  'list',
  'voters',
  'procedure',
  'course',
  'ballots',
  'entry',
  'documents',
  'retention',
] as const
export type FactGroup = (typeof FACT_GROUPS)[number]

/** A post and how many people on the list hold it. */
export type PostCount = { readonly post: string; readonly people: number }

/** A day something was done on, and how it lies to the vote, to its last day and to what came before it. */
export type DoneOn = {
  readonly on: Day
  /** In days, negative before the vote. */
  readonly fromVote: number
  /** Days after its last day; `null` in time, or where the regulation sets none. */
  readonly late: number | null
  /** Days since what came before it in the same order; `null` for the first. */
  readonly sincePrevious: number | null
  /** How often it was done, of how often it is asked for: once, or for each person. */
  readonly done: number
  readonly asked: number
}

/** One recorded fact; `code` is a word of the group `of`, `part` so many of so many, not reduced. */
export type FactValue =
  | { readonly as: 'text'; readonly text: string }
  | { readonly as: 'code'; readonly of: CodeGroup; readonly code: string }
  | { readonly as: 'truth'; readonly value: boolean }
  | { readonly as: 'count' | 'days' | 'months'; readonly count: number }
  | { readonly as: 'part'; readonly count: number; readonly of: number }
  | { readonly as: 'day'; readonly on: Day }
  | { readonly as: 'posts'; readonly posts: readonly PostCount[] }
  | ({ readonly as: 'done' } & DoneOn)
/** The words a code is looked up in. */
export const CODE_GROUPS = ['modes', 'sides', 'states', 'entryModes', 'retentionClosings'] as const
type CodeGroup = (typeof CODE_GROUPS)[number]

/** What can be told of a session beside the steps of its own regulation. */
export const FACTS = [
  'organisation',
  'title',
  'heldOn',
  'mode',
  'side',
  'state',
  'regime',
  'regimeFile',
  'regimeReason',
  'passesRequired',
  'recheckSize',
  'entryMode',
  'sheetCodeRequired',
  'secondPerson',
  'people',
  'leftOut',
  'posts',
  'members',
  'summoned',
  'present',
  'absentExcused',
  'absentUnexcused',
  'attendance',
  'step',
  'ready',
  'counting',
  'entered',
  'reconciled',
  'computed',
  'issued',
  'signed',
  'published',
  'cancelled',
  'printed',
  'ballotsIssued',
  'collected',
  'valid',
  'invalid',
  'returned',
  'validPart',
  'sheets',
  'submissions',
  'retyped',
  'differingSheets',
  'differingCells',
  'chosen',
  'sentBack',
  'rechecked',
  'disagreed',
  'acknowledged',
  'decided',
  'explained',
  'reopened',
  'made',
  'openFields',
  'daysToSign',
  'scans',
  'copies',
  'months',
  'closed',
  'lastDay',
  'destroyed',
] as const
export type FactName = (typeof FACTS)[number]

/** One fact of one session. */
export type SessionFact = {
  readonly group: FactGroup
  readonly fact: FactName
  /** Which one: the code of a ballot kind, a step, a document; `null` where there is one only. */
  readonly of: string | null
  /** What people call that one; of the session on the left where both have it. */
  readonly name: string | null
  /** `null`: it is asked for, and nobody recorded it. */
  readonly value: FactValue | null
  /** Of what nobody recorded: days since its last day, where that has passed. */
  readonly overdue?: number | undefined
}

/** One side of a row; `not_asked` where that session has no such ballot kind, step or document. */
export type FactSide =
  | { readonly state: 'recorded'; readonly value: FactValue }
  | { readonly state: 'not_recorded'; readonly overdue: number | null }
  | { readonly state: 'not_asked' }

/** How two sides stand to each other: the same, two values, recorded on one side only, or on neither. */
export const RELATIONS = ['same', 'differs', 'left_only', 'right_only', 'neither'] as const
export type Relation = (typeof RELATIONS)[number]

/** One fact of two sessions. */
export type FactPair = Pick<SessionFact, 'group' | 'fact' | 'of' | 'name'> & {
  readonly left: FactSide
  readonly right: FactSide
  readonly relation: Relation
}

/**
 * Every fact of two sessions side by side, group by group: those of the left in their order, then those only
 * the right has. Nothing is added up and nobody ranked: a row says what each recorded.
 */
export function compareSessions(
  left: readonly SessionFact[],
  right: readonly SessionFact[],
): readonly FactPair[] {
  const known = new Map(right.map((each) => [keyOf(each), each]))
  const own = new Set(left.map(keyOf))
  return FACT_GROUPS.flatMap((group) => [
    ...left
      .filter((each) => each.group === group)
      .map((each) => pairOf(each, each, known.get(keyOf(each)))),
    ...right
      .filter((each) => each.group === group && !own.has(keyOf(each)))
      .map((each) => pairOf(each, undefined, each)),
  ])
}

function keyOf({ group, fact, of }: SessionFact): string {
  return JSON.stringify([group, fact, of])
}

function pairOf(
  { group, fact, of, name }: SessionFact,
  one: SessionFact | undefined,
  two: SessionFact | undefined,
): FactPair {
  const [left, right] = [sideOf(one), sideOf(two)]
  return { group, fact, of, name, left, right, relation: relationOf(left, right) }
}

function sideOf(found: SessionFact | undefined): FactSide {
  if (!found) return { state: 'not_asked' }
  if (found.value) return { state: 'recorded', value: found.value }
  return { state: 'not_recorded', overdue: found.overdue ?? null }
}

function relationOf(left: FactSide, right: FactSide): Relation {
  if (left.state !== 'recorded') return right.state === 'recorded' ? 'right_only' : 'neither'
  if (right.state !== 'recorded') return 'left_only'
  return JSON.stringify(left.value) === JSON.stringify(right.value) ? 'same' : 'differs'
}

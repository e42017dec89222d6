import type { Outcome, SubjectOutcome } from './outcome.ts'
import type { BallotKindTally, SubjectTally, Tally } from './tally.ts'

/** What was counted at one time, and what followed. */
export type Counted = { readonly tally: Tally; readonly outcome: Outcome }

/** Whose figure it is: of the whole session, of a ballot kind, or of a person on its ballots. */
export type FigurePlace = {
  readonly ballotKind: Pick<BallotKindTally, 'id' | 'title'> | null
  readonly subject: Pick<SubjectTally, 'id' | 'name'> | null
}

/** One figure at both times. */
export type FigurePair<Figure, Value> = FigurePlace & {
  readonly figure: Figure
  readonly old: Value
  readonly now: Value
}

/** The figures of each kind of place, always the same and in the same order; of somebody who is not there as well. */
export type FigureReaders<Figure, Value> = {
  readonly whole: (counted: Counted) => readonly (readonly [Figure, Value])[]
  readonly kind: (kind: BallotKindTally | undefined) => readonly (readonly [Figure, Value])[]
  readonly person: (
    subject: SubjectTally | undefined,
    outcome: SubjectOutcome | undefined,
  ) => readonly (readonly [Figure, Value])[]
}

/**
 * Every figure at both times: of the session, then of each ballot kind and its people in the order of the
 * ballots now; whoever was only there before comes last.
 */
export function pairFigures<Figure, Value>(
  old: Counted,
  now: Counted,
  read: FigureReaders<Figure, Value>,
): readonly FigurePair<Figure, Value>[] {
  const whole = { ballotKind: null, subject: null }
  return [
    ...pairs(whole, read.whole(old), read.whole(now)),
    ...byId(old.tally.ballotKinds, now.tally.ballotKinds).flatMap(([before, after]) => {
      const { id, title } = (after ?? before)!
      const ballotKind = { id, title }
      const people = byId(before?.subjects ?? [], after?.subjects ?? [])
      return [
        ...pairs({ ballotKind, subject: null }, read.kind(before), read.kind(after)),
        ...people.flatMap(([earlier, later]) => {
          const person = (later ?? earlier)!
          return pairs(
            { ballotKind, subject: { id: person.id, name: person.name } },
            read.person(earlier, outcomeIn(old, id, person.id)),
            read.person(later, outcomeIn(now, id, person.id)),
          )
        }),
      ]
    }),
  ]
}

function pairs<Figure, Value>(
  place: FigurePlace,
  old: readonly (readonly [Figure, Value])[],
  now: readonly (readonly [Figure, Value])[],
): readonly FigurePair<Figure, Value>[] {
  return now.map(([figure, value], at) => ({ ...place, figure, old: old[at]![1], now: value }))
}

/** Those of now in their order with what they were, then those that are no more. */
function byId<T extends { readonly id: string }>(
  old: readonly T[],
  now: readonly T[],
): readonly (readonly [T | undefined, T | undefined])[] {
  return [
    ...now.map((each) => [old.find(({ id }) => id === each.id), each] as const),
    ...old
      .filter((each) => !now.some(({ id }) => id === each.id))
      .map((each) => [each, undefined] as const),
  ]
}

function outcomeIn({ outcome }: Counted, kind: string, subject: string) {
  return outcome.subjects.find((each) => each.ballotKind === kind && each.id === subject)
}

import type { Outcome, SubjectOutcome } from './outcome.ts'
import type { FigureDocument } from './proceedings.ts'
import {
  type BallotKindTally,
  type Count,
  LEVELS,
  type Level,
  type SubjectTally,
  type Tally,
  markCount,
} from './tally.ts'
import type { Instant } from './time.ts'

const VOTER_FIGURES = ['members', 'summoned', 'present'] as const
const KIND_FIGURES = ['issued', 'collected', 'valid', 'invalid'] as const
/** Every figure that can be corrected; `line` is a person's lines that are not valid, `clause` the provision of the band. */
export const FIGURES = [
  ...VOTER_FIGURES,
  ...KIND_FIGURES,
  ...LEVELS,
  'line',
  ...LEVELS.map((level) => `${level}_percent` as const),
  'clause',
] as const
export type Figure = (typeof FIGURES)[number]

/** A count; a percentage as printed, "92,31"; the reference of a provision; `null` for none. */
type FigureValue = Count | string

/** One figure that is another one now; people of one session and counts of one kind have a place. */
export type CorrectedFigure = {
  /** Title of the ballot kind; `null` for a figure of the whole session. */
  readonly ballotKind: string | null
  /** Name of the person; `null` for a count of ballots or voters. */
  readonly subject: string | null
  readonly figure: Figure
  readonly old: FigureValue
  readonly now: FigureValue
}

/** What was counted at one time, and what followed. */
export type Counted = { readonly tally: Tally; readonly outcome: Outcome }

/** What a corrigendum corrects, and why. */
export type Correction = {
  readonly earlier: {
    readonly revision: number
    /** SHA-256 of the earlier `tally@1` bytes. */
    readonly dataSha256: string
    /** No result was computed then. */
    readonly held: boolean
    /** The last versions of what was issued then. */
    readonly documents: readonly {
      readonly name: FigureDocument
      readonly version: number
      readonly sha256: string
    }[]
  }
  /** Each reopening since, in its order. */
  readonly reopened: readonly { readonly at: Instant; readonly reason: string }[]
  readonly figures: readonly CorrectedFigure[]
}

/**
 * Every figure that differs between two counts of one session, and no other: voters, then each ballot kind
 * and its people in the order of the ballots; shares and clauses differ with the counts they follow from.
 */
export function correctedFigures(old: Counted, now: Counted): readonly CorrectedFigure[] {
  return [...voterFigures(old, now), ...kindFigures(old, now)].filter(
    (each) => each.old !== each.now,
  )
}

function voterFigures(old: Counted, now: Counted): readonly CorrectedFigure[] {
  return VOTER_FIGURES.map((figure) => ({
    ballotKind: null,
    subject: null,
    figure,
    old: old.tally.voters[figure],
    now: now.tally.voters[figure],
  }))
}

function kindFigures(old: Counted, now: Counted): readonly CorrectedFigure[] {
  return now.tally.ballotKinds.flatMap((kind): readonly CorrectedFigure[] => {
    const before = old.tally.ballotKinds.find(({ id }) => id === kind.id)
    const counts = KIND_FIGURES.map((figure) => ({
      ballotKind: kind.title,
      subject: null,
      figure,
      old: before?.[figure] ?? null,
      now: kind[figure],
    }))
    const people = kind.subjects.flatMap((subject) =>
      personFigures(
        figuresOf(
          before?.subjects.find(({ id }) => id === subject.id),
          outcomeOf(old, kind, subject),
        ),
        figuresOf(subject, outcomeOf(now, kind, subject)),
      ).map((each) => ({ ...each, ballotKind: kind.title, subject: subject.name })),
    )
    return [...counts, ...people]
  })
}

function outcomeOf(
  { outcome }: Counted,
  kind: BallotKindTally,
  { id }: SubjectTally,
): SubjectOutcome | undefined {
  return outcome.subjects.find((each) => each.ballotKind === kind.id && each.id === id)
}

type Figures = readonly (readonly [Figure, FigureValue])[]

function figuresOf(
  subject: SubjectTally | undefined,
  outcome: SubjectOutcome | undefined,
): Figures {
  const percent = (level: Level) => outcome?.[level]?.percent ?? null
  return [
    ...LEVELS.map((level) => [level, subject ? markCount(subject, level) : null] as const),
    ['line', subject?.invalid ?? null],
    ...LEVELS.map((level) => [`${level}_percent` as const, percent(level)] as const),
    ['clause', outcome?.provision ?? null],
  ]
}

function personFigures(old: Figures, now: Figures) {
  return now.map(([figure, value], at) => ({ figure, old: old[at]?.[1] ?? null, now: value }))
}

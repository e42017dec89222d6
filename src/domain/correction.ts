import { type Counted, type FigureReaders, pairFigures } from './figure-comparison.ts'
import type { FigureDocument } from './proceedings.ts'
import { type Count, LEVELS, type Level, markCount } from './tally.ts'
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
  return pairFigures<Figure, FigureValue>(old, now, READERS)
    .filter((each) => each.old !== each.now)
    .map(({ ballotKind, subject, ...figure }) => ({
      ...figure,
      ballotKind: ballotKind?.title ?? null,
      subject: subject?.name ?? null,
    }))
}

const READERS: FigureReaders<Figure, FigureValue> = {
  whole: ({ tally }) => VOTER_FIGURES.map((figure) => [figure, tally.voters[figure]]),
  kind: (kind) => KIND_FIGURES.map((figure) => [figure, kind?.[figure] ?? null]),
  person: (subject, outcome) => {
    const percent = (level: Level) => outcome?.[level]?.percent ?? null
    return [
      ...LEVELS.map((level) => [level, subject ? markCount(subject, level) : null] as const),
      ['line', subject?.invalid ?? null],
      ...LEVELS.map((level) => [`${level}_percent` as const, percent(level)] as const),
      ['clause', outcome?.provision ?? null],
    ]
  },
}

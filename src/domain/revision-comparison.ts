import {
  type Counted,
  type FigurePair,
  type FigurePlace,
  type FigureReaders,
  pairFigures,
} from './figure-comparison.ts'
import { type Count, LEVELS, type Level, markCount } from './tally.ts'

const VOTER_FIGURES = ['members', 'summoned', 'present'] as const
const KIND_FIGURES = ['issued', 'collected', 'valid', 'invalid'] as const
/** Every figure two revisions are compared by; `line` is a person's lines that are not valid. */
export const COMPARED_FIGURES = [
  'status',
  ...VOTER_FIGURES,
  ...KIND_FIGURES,
  ...LEVELS,
  'line',
  ...LEVELS.map((level) => `${level}_share` as const),
  'band',
  'clause',
] as const
export type ComparedFigureName = (typeof COMPARED_FIGURES)[number]

/** So many of so many, not reduced; `of` may be 0. */
export type PartOf = { readonly count: number; readonly of: number }

/** A count, a share, a word (`status`, `band`) or the reference of a provision; `null` for none. */
export type ComparedValue = Count | PartOf | string

/** Now less then: a whole number of a count, a reduced fraction "−3/52" of a share; `null` where there is none. */
export type ValueDifference = number | string | null

/** One figure of two revisions. */
export type ComparedFigure = FigurePlace & {
  readonly figure: ComparedFigureName
  readonly old: ComparedValue
  readonly now: ComparedValue
  readonly difference: ValueDifference
  readonly changed: boolean
}

/**
 * Every figure of two revisions of one session side by side: the session, then each ballot kind and its
 * people in the order of the ballots. Marks neither vote has are left out.
 */
export function compareRevisions(old: Counted, now: Counted): readonly ComparedFigure[] {
  return pairFigures(old, now, READERS)
    .filter(isAsked)
    .map((each) => ({
      ...each,
      difference: differenceOf(each.old, each.now),
      changed: !isSameValue(each.old, each.now),
    }))
}

const READERS: FigureReaders<ComparedFigureName, ComparedValue> = {
  whole: ({ tally, outcome }) => [
    ['status', outcome.status],
    ...VOTER_FIGURES.map((figure) => [figure, tally.voters[figure]] as const),
  ],
  kind: (kind) => KIND_FIGURES.map((figure) => [figure, kind?.[figure] ?? null]),
  person: (subject, outcome) => {
    const share = (level: Level): PartOf | null => {
      const count = outcome?.[level]?.count
      return count === undefined || !outcome ? null : { count, of: outcome.base.value }
    }
    return [
      ...LEVELS.map((level) => [level, subject ? markCount(subject, level) : null] as const),
      ['line', subject?.invalid ?? null],
      ...LEVELS.map((level) => [`${level}_share` as const, share(level)] as const),
      ['band', outcome?.band ?? null],
      ['clause', outcome?.provision ?? null],
    ]
  },
}

/** A level's count or share that neither revision has is a mark of another kind of vote. */
function isAsked({ figure, old, now }: FigurePair<ComparedFigureName, ComparedValue>): boolean {
  const ofLevel = LEVELS.some((level) => figure === level || figure === `${level}_share`)
  return !ofLevel || old !== null || now !== null
}

/** Whether both say the same; a share is the same only of the same base. */
export function isSameValue(a: ComparedValue, b: ComparedValue): boolean {
  if (isPart(a) && isPart(b)) return a.count === b.count && a.of === b.of
  return a === b
}

/** `now` less `old`, exact; `null` unless both are counts, or both are shares of something. */
export function differenceOf(old: ComparedValue, now: ComparedValue): ValueDifference {
  if (typeof old === 'number' && typeof now === 'number') return now - old
  if (!isPart(old) || !isPart(now) || old.of === 0 || now.of === 0) return null
  const num = BigInt(now.count) * BigInt(old.of) - BigInt(old.count) * BigInt(now.of)
  const den = BigInt(old.of) * BigInt(now.of)
  const size = num < 0n ? -num : num
  const common = greatestCommon(size, den)
  return num === 0n ? '0' : `${num < 0n ? '−' : ''}${size / common}/${den / common}`
}

function isPart(value: ComparedValue): value is PartOf {
  return typeof value === 'object' && value !== null
}

function greatestCommon(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommon(b, a % b)
}

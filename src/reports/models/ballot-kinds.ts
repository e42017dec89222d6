import { z } from 'zod'
import type { BallotNote, Proceedings } from '../../domain/proceedings.ts'
import type { SubjectOutcome } from '../../domain/outcome.ts'
import { LEVELS, type BallotKindTally, type Count, type SubjectTally } from '../../domain/tally.ts'
import { counted, entered, named, printed, rest, tabulated } from './printed.ts'

/** The ballots of one kind, as prose writes them ("06"). */
const ballotsSchema = z.object({
  printed: printed,
  /** Printed and not issued; `null` unless both are stated. */
  notIssued: printed,
  issued: printed,
  collected: printed,
  unreturned: printed,
  valid: printed,
  invalid: printed,
  invalidReasons: printed,
})

/** One person's line of a result table. Percentages without the sign, "92,31"; `null` while held. */
export const rowSchema = z.object({
  number: z.string(),
  name: z.string(),
  position: printed,
  /** Valid ballots less the lines that are not valid for this person. */
  counted: printed,
  high: printed,
  highPercent: printed,
  medium: printed,
  mediumPercent: printed,
  low: printed,
  lowPercent: printed,
  invalid: printed,
})
export type Row = z.infer<typeof rowSchema>

/** A ballot kind: its account of ballots. Numbers run from 1 in the order of the tally. */
export const kindShape = {
  number: z.string(),
  title: z.string(),
  subjectCount: z.string(),
  ballots: ballotsSchema,
  /** The same counts as tables write them. */
  tabulated: z.object({ issued: printed, collected: printed, valid: printed, invalid: printed }),
}
const kindSchema = z.object(kindShape)
export type Kind = z.infer<typeof kindSchema>

/** Ballots of all kinds together; only when there are several, and each count only if all are stated. */
export const totalsSchema = z.object({
  issued: printed,
  collected: printed,
  unreturned: printed,
  valid: printed,
  invalid: printed,
})

/** The account of one kind of ballots. */
export function kindModel(kind: BallotKindTally, at: number, notes: readonly BallotNote[]): Kind {
  const note = notes.find(({ ballotKind }) => ballotKind === kind.id)
  const papers = note?.printed ?? null
  return {
    number: String(at + 1),
    title: named(kind.title),
    subjectCount: counted(kind.subjects.length) ?? '',
    ballots: {
      printed: counted(papers),
      notIssued: counted(rest(papers, kind.issued)),
      issued: counted(kind.issued),
      collected: counted(kind.collected),
      unreturned: counted(rest(kind.issued, kind.collected)),
      valid: counted(kind.valid),
      invalid: counted(kind.invalid),
      invalidReasons: entered(note?.invalidReasons ?? null),
    },
    tabulated: {
      issued: tabulated(kind.issued),
      collected: tabulated(kind.collected),
      valid: tabulated(kind.valid),
      invalid: tabulated(kind.invalid),
    },
  }
}

/** The sums over all kinds, one element when there are several kinds, else none. */
export function totalsModel(
  kinds: readonly BallotKindTally[],
): readonly z.infer<typeof totalsSchema>[] {
  if (kinds.length < 2) return []
  const sum = (name: 'issued' | 'collected' | 'valid' | 'invalid') =>
    sumOf(kinds.map((kind) => kind[name]))
  return [
    {
      issued: counted(sum('issued')),
      collected: counted(sum('collected')),
      unreturned: counted(rest(sum('issued'), sum('collected'))),
      valid: counted(sum('valid')),
      invalid: counted(sum('invalid')),
    },
  ]
}

/** The sum, or `null` as soon as one count is not stated. */
export function sumOf(counts: readonly Count[]): Count {
  return counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0)
}

/** A person's line: the counts as entered, the shares as computed. */
export function rowModel(
  subject: SubjectTally,
  at: number,
  outcome: SubjectOutcome | undefined,
): Row {
  const marks = sumOf(LEVELS.map((level) => subject[level]))
  return {
    number: String(at + 1),
    name: named(subject.name),
    position: entered(subject.position),
    counted: outcome ? tabulated(marks) : null,
    high: tabulated(subject.high),
    highPercent: outcome?.high.percent ?? null,
    medium: tabulated(subject.medium),
    mediumPercent: outcome?.medium.percent ?? null,
    low: tabulated(subject.low),
    lowPercent: outcome?.low.percent ?? null,
    invalid: tabulated(subject.invalid),
  }
}

/** The outcome of one person on one kind of ballot; `undefined` while the outcome is held. */
export function outcomeFor(
  { outcome }: Pick<Proceedings, 'outcome'>,
  kind: BallotKindTally,
  subject: SubjectTally,
): SubjectOutcome | undefined {
  return outcome.subjects.find((each) => each.ballotKind === kind.id && each.id === subject.id)
}

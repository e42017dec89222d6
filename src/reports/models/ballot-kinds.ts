import { z } from 'zod'
import type { Proceedings } from '../../domain/proceedings.ts'
import type { SubjectOutcome } from '../../domain/outcome.ts'
import {
  type BallotKindTally,
  type Count,
  LEVELS,
  type Level,
  type SubjectTally,
  addUp,
  markCount,
} from '../../domain/tally.ts'
import { decisionSchema, decisionsOnKind } from './decisions.ts'
import { counted, entered, named, printed, rest, tabulated } from './printed.ts'
import { specialModel, specialSchema } from './special-ballots.ts'

/** The ballots of one kind, as prose writes them ("06"). */
const ballotsSchema = z.object({
  printed: printed,
  /** Printed and not issued; `null` unless both are stated. */
  notIssued: printed,
  issued: printed,
  collected: printed,
  unreturned: printed,
  /** More were collected than issued: no number is unreturned. */
  over: z.boolean(),
  valid: printed,
  invalid: printed,
  invalidReasons: printed,
})

/**
 * One person's line of a result table. Percentages without the sign, "92,31"; `null` while held. The marks
 * of the other kind of vote are `null`.
 */
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
  confidence: printed,
  confidencePercent: printed,
  noConfidence: printed,
  noConfidencePercent: printed,
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
  /** Papers that were wrong in a named way. */
  special: z.array(specialSchema),
  /** Errors about these ballots that the committee let stand. */
  decisions: z.array(decisionSchema),
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
  /** More papers of some kind were collected than issued: no number of papers is unreturned. */
  over: z.boolean(),
})

/** The account of one kind of ballots. */
export function kindModel(kind: BallotKindTally, at: number, proceedings: Proceedings): Kind {
  const note = proceedings.ballotNotes.find(({ ballotKind }) => ballotKind === kind.id)
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
      over: isOver(kind.issued, kind.collected),
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
    special: specialModel(note?.special ?? [], proceedings.regime.regime),
    decisions: decisionsOnKind(proceedings, at),
  }
}

function isOver(issued: Count, collected: Count): boolean {
  return issued !== null && collected !== null && collected > issued
}

/** The sums over all kinds, one element when there are several kinds, else none. */
export function totalsModel(
  kinds: readonly BallotKindTally[],
): readonly z.infer<typeof totalsSchema>[] {
  if (kinds.length < 2) return []
  const unreturned = addUp(kinds.map((kind) => rest(kind.issued, kind.collected)))
  const sum = (name: 'issued' | 'collected' | 'valid' | 'invalid') =>
    addUp(kinds.map((kind) => kind[name]))
  return [
    {
      issued: counted(sum('issued')),
      collected: counted(sum('collected')),
      unreturned: counted(unreturned),
      valid: counted(sum('valid')),
      invalid: counted(sum('invalid')),
      over: kinds.some(({ issued, collected }) => isOver(issued, collected)),
    },
  ]
}

/** A person's line: the counts as entered, the shares as computed. */
export function rowModel(
  subject: SubjectTally,
  at: number,
  outcome: SubjectOutcome | undefined,
): Row {
  const counted = addUp(LEVELS.flatMap((level) => outcome?.[level]?.count ?? []))
  const count = (level: Level) => tabulated(markCount(subject, level))
  const percent = (level: Level) => outcome?.[level]?.percent ?? null
  return {
    number: String(at + 1),
    name: named(subject.name),
    position: entered(subject.position),
    counted: outcome ? tabulated(counted) : null,
    high: count('high'),
    highPercent: percent('high'),
    medium: count('medium'),
    mediumPercent: percent('medium'),
    low: count('low'),
    lowPercent: percent('low'),
    confidence: count('confidence'),
    confidencePercent: percent('confidence'),
    noConfidence: count('no_confidence'),
    noConfidencePercent: percent('no_confidence'),
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

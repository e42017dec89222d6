import { z } from 'zod'
import type { SubjectOutcome } from '../domain/outcome.ts'
import type { BallotKindTally, SubjectTally, Voters } from '../domain/tally.ts'
import { outcomeSubject } from './outcome.ts'
import { count, line } from './parts.ts'
import { tallySubject } from './tally.ts'

/** The figures of one person in one stored result. */
export type RecordedLine = {
  readonly voters: Voters
  readonly kind: Pick<BallotKindTally, 'title' | 'issued' | 'collected' | 'valid' | 'invalid'>
  readonly line: SubjectTally
  /** `null` when the result is held: nobody has a share or a band. */
  readonly outcome: SubjectOutcome | null
}

// Only what is taken out is looked at: a record reads one line each of many results.
const tallyFile = z.object({
  voters: z.object({ members: count, summoned: count, present: count }),
  ballotKinds: z.array(z.object({ id: z.string(), subjects: z.array(z.unknown()) }).loose()),
})
const kindHead = z.object({
  title: line(500),
  issued: count,
  collected: count,
  valid: count,
  invalid: count,
})
const outcomeFile = z.object({
  status: z.enum(['computed', 'held']),
  subjects: z.array(z.unknown()),
})
const whose = z.object({ ballotKind: z.string(), id: z.string() })

/**
 * The line `at` (from 1) of the ballot kind `kind` in the stored texts of a result. `name` is who has to stand
 * there: figures of somebody else are never given, and a text without that line is our mistake and throws.
 */
export function recordedLine(
  texts: { readonly tally: string; readonly outcome: string },
  place: { readonly kind: string; readonly at: number; readonly name: string },
): RecordedLine {
  const { voters, ballotKinds } = tallyFile.parse(JSON.parse(texts.tally))
  const before = ballotKinds.findIndex(({ id }) => id === place.kind)
  const kind = ballotKinds[before]
  const line = tallySubject.parse(kind?.subjects[place.at - 1])
  if (line.name !== place.name)
    throw new Error(`line ${place.at} of ballot kind ${place.kind} is of somebody else`)
  const { status, subjects } = outcomeFile.parse(JSON.parse(texts.outcome))
  // People stand in the outcome in the order of the ballots.
  const first = ballotKinds.slice(0, before).reduce((sum, each) => sum + each.subjects.length, 0)
  const found = status === 'held' ? null : subjects[first + place.at - 1]
  const is = found === null ? null : whose.parse(found)
  if (is && (is.ballotKind !== place.kind || is.id !== line.id))
    throw new Error(`the outcome has somebody else at line ${place.at} of ${place.kind}`)
  return {
    voters,
    kind: kindHead.parse(kind),
    line,
    outcome: found === null ? null : outcomeSubject.parse(found),
  }
}

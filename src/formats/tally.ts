import { z } from 'zod'
import { type Level, type SubjectTally, type Tally, markCount } from '../domain/tally.ts'
import { requireFormat } from './format.ts'
import { checked } from './issues.ts'
import { jsonText, parseJson } from './json.ts'
import { foreignLevels, levelSetOf } from './level-sets.ts'
import { count, day, fileId, filledLine, line, wholeCount } from './parts.ts'

/** The version of the format this program reads and writes. */
export const TALLY_FORMAT = 'tin-nhiem/tally@1'

/** The largest tally file read, in bytes: far above 1,000 subjects. */
export const TALLY_LIMIT = 4_000_000

const MAX_KINDS = 50
const MAX_SUBJECTS = 1000

// Which of these a person may have, and that a missing one is `null`, depends on the whole file.
const mark = wholeCount.nullable().optional()

/** The line of one person, as it stands in a tally. */
export const tallySubject = z.strictObject({
  id: fileId,
  name: filledLine(200),
  position: line(500).default(''),
  block: line(200).nullable().default(null),
  high: mark,
  medium: mark,
  low: mark,
  confidence: mark,
  no_confidence: mark,
  invalid: count,
})

const ballotKind = z.strictObject({
  id: fileId,
  title: line(500),
  issued: count,
  collected: count,
  valid: count,
  invalid: count,
  subjects: z.array(tallySubject),
})

const ballotKinds = z
  .array(ballotKind)
  .min(1, 'list_empty')
  .max(MAX_KINDS, 'list_too_long')
  .superRefine((kinds, context) => {
    const seen = new Set<string>()
    for (const [at, { id }] of kinds.entries()) {
      if (seen.has(id))
        context.addIssue({ code: 'custom', path: [at, 'id'], message: 'duplicate_id' })
      seen.add(id)
    }
    if (kinds.reduce((sum, { subjects }) => sum + subjects.length, 0) > MAX_SUBJECTS)
      context.addIssue({ code: 'custom', message: 'too_many_subjects' })
    const levels = levelSetOf(kinds.flatMap(({ subjects }) => subjects))
    for (const [at, { subjects }] of kinds.entries())
      for (const [row, person] of subjects.entries())
        for (const level of foreignLevels(person, levels)) {
          const path = [at, 'subjects', row, level]
          context.addIssue({ code: 'custom', path, message: 'levels_mixed' })
        }
  })

/**
 * The shape of a `tin-nhiem/tally@1` file. A missing count is `null`; keys keep the file's order. All
 * people are counted in the marks of one kind of vote: three levels, or two.
 */
export const tallySchema = z.strictObject({
  format: z.literal(TALLY_FORMAT),
  regime: fileId.nullable().default(null),
  side: z.enum(['party', 'state'], 'choice'),
  heldOn: day,
  title: line(500),
  organisation: line(500),
  voters: z.strictObject({ members: count, summoned: count, present: count }),
  ballotKinds,
})

/** The tally written in a `tin-nhiem/tally@1` file; refusals of `parseJson` and `tallyFromJson`. */
export function parseTally(bytes: Uint8Array): Tally {
  return tallyFromJson(parseJson(bytes, TALLY_LIMIT))
}

/**
 * The tally in a parsed JSON document. Counts that contradict each other are no fault of shape and pass.
 *
 * Refused: `unknown_format` {found, expected}, `invalid_input` {issues}.
 */
export function tallyFromJson(value: unknown): Tally {
  requireFormat(value, TALLY_FORMAT)
  const { format: _, ...tally } = checked(tallySchema, value)
  const levels = levelSetOf(tally.ballotKinds.flatMap(({ subjects }) => subjects))
  const ballotKinds = tally.ballotKinds.map((kind) => ({
    ...kind,
    subjects: kind.subjects.map((subject) => subjectIn(levels, subject)),
  }))
  return { ...tally, ballotKinds }
}

/** The person in the order of the contract, with a count for each of the levels and no other. */
function subjectIn(levels: readonly Level[], subject: SubjectTally): SubjectTally {
  const { id, name, position, block, invalid } = subject
  const marks = Object.fromEntries(levels.map((level) => [level, markCount(subject, level)]))
  return { id, name, position, block, ...marks, invalid }
}

/** The canonical `tin-nhiem/tally@1` file: every key, the contract's order, NFC, final newline. */
export function tallyText(tally: Tally): string {
  const { regime, side, heldOn, title, organisation, voters } = tally
  const { members, summoned, present } = voters
  const levels = levelSetOf(tally.ballotKinds.flatMap(({ subjects }) => subjects))
  return jsonText({
    format: TALLY_FORMAT,
    regime,
    side,
    heldOn,
    title,
    organisation,
    voters: { members, summoned, present },
    ballotKinds: tally.ballotKinds.map(
      ({ id, title, issued, collected, valid, invalid, ...kind }) => ({
        id,
        title,
        issued,
        collected,
        valid,
        invalid,
        subjects: kind.subjects.map((subject) => subjectIn(levels, subject)),
      }),
    ),
  })
}

import { z } from 'zod'
import type { Tally } from '../domain/tally.ts'
import { requireFormat } from './format.ts'
import { checked } from './issues.ts'
import { jsonText, parseJson } from './json.ts'
import { count, day, fileId, filledLine, line } from './parts.ts'

/** The version of the format this program reads and writes. */
export const TALLY_FORMAT = 'tin-nhiem/tally@1'

/** The largest tally file read, in bytes: far above 1,000 subjects. */
export const TALLY_LIMIT = 4_000_000

const MAX_KINDS = 50
const MAX_SUBJECTS = 1000

const subject = z.strictObject({
  id: fileId,
  name: filledLine(200),
  position: line(500).default(''),
  block: line(200).nullable().default(null),
  high: count,
  medium: count,
  low: count,
  invalid: count,
})

const ballotKind = z.strictObject({
  id: fileId,
  title: line(500),
  issued: count,
  collected: count,
  valid: count,
  invalid: count,
  subjects: z.array(subject),
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
  })

/** The shape of a `tin-nhiem/tally@1` file. A missing count is `null`; keys keep the file's order. */
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
  return tally
}

/** The canonical `tin-nhiem/tally@1` file: every key, the contract's order, NFC, final newline. */
export function tallyText(tally: Tally): string {
  const { regime, side, heldOn, title, organisation, voters } = tally
  const { members, summoned, present } = voters
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
        subjects: kind.subjects.map(
          ({ id, name, position, block, high, medium, low, invalid }) => ({
            id,
            name,
            position,
            block,
            high,
            medium,
            low,
            invalid,
          }),
        ),
      }),
    ),
  })
}

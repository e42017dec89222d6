import { z } from '@hono/zod-openapi'
import { PERSON_ACTS } from '../domain/person-change.ts'
import { outcomeSubject } from '../formats/outcome.ts'
import { filledLine } from '../formats/parts.ts'
import { tallySubject } from '../formats/tally.ts'
import * as schemas from './schemas.ts'

const { id, mode, side } = schemas
const reason = filledLine(1000)

/** Which names on ballots, and why. */
export const personChange = z.strictObject({
  subjects: z.array(id).min(1, 'list_empty').max(200, 'list_too_long'),
  reason,
})
export const undoing = z.strictObject({ reason })
export const joined = z.object({ person: id })

const where = {
  session: id,
  shortId: z.string(),
  title: z.string(),
  heldOn: z.string(),
  state: z.string(),
  organisation: id,
  organisationName: z.string(),
  side,
  subject: id,
  name: z.string(),
  position: z.string(),
}
export const foundNames = z.array(
  z.object({ ...where, mode, person: id.nullable(), own: z.boolean() }),
)

/** A regulation by what identifies it; its text is at `/regimes`. */
const regime = z.object({
  regime: z.object({ id: z.string(), number: z.string() }),
  sha256: z.string(),
})
const ballots = z.int().nullable()
const figures = z.object({
  revision: z.int(),
  voters: z.object({ members: ballots, summoned: ballots, present: ballots }),
  kind: z.object({
    title: z.string(),
    issued: ballots,
    collected: ballots,
    valid: ballots,
    invalid: ballots,
  }),
  line: tallySubject,
  outcome: outcomeSubject.nullable(),
  dataSha256: z.string(),
  corrigendum: z.boolean(),
})
const running = z.object({
  rule: z.object({
    rule: z.object({ id: z.string(), consequence: z.string() }),
    provision: z.object({ ref: z.string(), text: z.string(), evidence: z.string() }),
  }),
  session: id,
  heldOn: z.string(),
  answer: z.enum(['met', 'not_met', 'unclear']),
  links: z.array(
    z.object({
      year: z.int(),
      session: id.nullable(),
      heldOn: z.string().nullable(),
      count: ballots,
      base: ballots,
      reached: z.boolean().nullable(),
      reason: z.string().nullable(),
    }),
  ),
})

/** Places beside each other, each vote on its own base; nothing is added up, and nothing is decided. */
export const personRecord = z.object({
  id,
  mode,
  name: z.string(),
  names: z.array(z.string()),
  venues: z.array(
    z.object({
      organisation: id,
      name: z.string(),
      side,
      votes: z.array(z.object({ ...where, regime, counted: figures, earlier: z.array(figures) })),
      running: z.array(running),
    }),
  ),
  decisions: z
    .array(
      z.object({
        id,
        session: id,
        heldOn: z.string(),
        organisationName: z.string(),
        useName: z.string(),
        provision: z.string().nullable(),
        decision: z.string(),
        number: z.string().nullable(),
        decidedOn: z.string().nullable(),
        decidedBy: z.string(),
        dueOn: z.string().nullable(),
        recordedAt: z.string(),
      }),
    )
    .nullable(),
  changes: z.array(
    z.object({
      id,
      act: z.enum(PERSON_ACTS),
      reason: z.string(),
      changedAt: z.string(),
      names: z.array(
        z.object({
          name: z.string(),
          position: z.string(),
          organisationName: z.string(),
          heldOn: z.string(),
          came: z.boolean(),
        }),
      ),
      standing: z.boolean(),
    }),
  ),
})

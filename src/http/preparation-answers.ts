import { z } from '@hono/zod-openapi'
import { PHASES } from '../domain/rule.ts'
import { finding } from './finding-answers.ts'
import { id } from './schemas.ts'

/** Where the regulation says so, and how surely. */
export const provision = z.object({ ref: z.string(), text: z.string(), evidence: z.string() })
const stepRecord = z.object({
  subject: id.nullable(),
  doneOn: z.string().nullable(),
  file: z.string().nullable(),
  account: z.string(),
  recordedAt: z.string(),
})
export const preparation = z.object({
  plan: z.array(
    z.object({
      step: z.string(),
      name: z.string(),
      due: z.string(),
      daysBefore: z.int(),
      provision,
    }),
  ),
  steps: z.array(
    z.object({
      rule: z.object({
        id: z.string(),
        name: z.string(),
        phase: z.enum(PHASES),
        per: z.enum(['session', 'person']),
        condition: z.boolean(),
        ifAsked: z.boolean().optional(),
      }),
      provision,
      due: z.object({ on: z.string(), provision }).nullable(),
      done: z.array(stepRecord),
      missing: z.array(z.string()),
      complete: z.boolean(),
    }),
  ),
  warnings: z.array(finding),
  criteria: z.array(provision),
})

const standing = z.object({
  subject: id,
  name: z.string(),
  position: z.string(),
  session: id,
  organisation: id,
  organisationName: z.string(),
  heldOn: z.string(),
})
export const namesakes = z.array(
  z.object({
    subject: z.object({ id, name: z.string(), position: z.string() }),
    elsewhere: z.array(standing.extend({ same: z.boolean() })),
    before: z.array(standing.extend({ same: z.boolean() })),
  }),
)
/** Places side by side; each result keeps its own base, and nothing is added up. */
export const personVenues = z.object({
  name: z.string(),
  venues: z.array(z.object({ standing, result: z.any().nullable() })),
  provisions: z.array(provision),
})

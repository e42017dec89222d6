import { z } from '@hono/zod-openapi'
import { provision } from './preparation-answers.ts'
import { id } from './schemas.ts'

export const use = z.object({
  id,
  subject: id,
  use: z.string(),
  decision: z.string(),
  number: z.string().nullable(),
  decidedOn: z.string().nullable(),
  decidedBy: z.string(),
  dueOn: z.string().nullable(),
  supersedes: id.nullable(),
})
const recordedUse = use.extend({ account: z.string(), recordedAt: z.string() })
const named = z.object({ rule: z.object({ id: z.string(), name: z.string() }), provision })
export const uses = z.object({
  held: z.boolean(),
  uses: z.array(named),
  people: z.array(
    z.object({
      subject: z.object({ id, name: z.string(), position: z.string() }),
      band: z
        .object({ rule: z.object({ id: z.string(), consequence: z.string() }), provision })
        .nullable(),
      followUps: z.array(named),
      records: z.array(recordedUse.extend({ overdue: z.boolean() })),
    }),
  ),
  history: z.array(recordedUse),
  suggested: z.array(
    z.object({
      limit: z.object({
        rule: z.object({ act: z.enum(['propose', 'decide']), workingDays: z.int() }),
        provision,
      }),
      day: z.string(),
    }),
  ),
})

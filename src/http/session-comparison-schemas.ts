import { z } from '@hono/zod-openapi'
import { CODE_GROUPS, FACTS, FACT_GROUPS, RELATIONS } from '../domain/session-comparison.ts'
import { SESSION_STATES } from '../domain/session.ts'
import { id, mode, side } from './schemas.ts'

/** Which two sessions. */
export const sessionsQuery = z.object({ left: id, right: id })

const count = z.int()
const value = z.discriminatedUnion('as', [
  z.object({ as: z.literal('text'), text: z.string() }),
  z.object({ as: z.literal('code'), of: z.enum(CODE_GROUPS), code: z.string() }),
  z.object({ as: z.literal('truth'), value: z.boolean() }),
  z.object({ as: z.enum(['count', 'days', 'months']), count }),
  z.object({ as: z.literal('part'), count, of: count }),
  z.object({ as: z.literal('day'), on: z.string() }),
  z.object({
    as: z.literal('posts'),
    posts: z.array(z.object({ post: z.string(), people: count })),
  }),
  z.object({
    as: z.literal('done'),
    on: z.string(),
    fromVote: count,
    late: count.nullable(),
    sincePrevious: count.nullable(),
    done: count,
    asked: count,
  }),
])
const factSide = z.discriminatedUnion('state', [
  z.object({ state: z.literal('recorded'), value }),
  z.object({ state: z.literal('not_recorded'), overdue: count.nullable() }),
  z.object({ state: z.literal('not_asked') }),
])
const compared = z.object({
  session: z.object({
    id,
    shortId: z.string(),
    organisation: id,
    mode,
    side,
    title: z.string(),
    heldOn: z.string(),
    state: z.enum(SESSION_STATES),
  }),
  organisationName: z.string(),
})

/** Two sessions side by side, fact by fact; nothing is added up and nobody ranked. */
export const sessionComparison = z.object({
  left: compared,
  right: compared,
  facts: z.array(
    z.object({
      group: z.enum(FACT_GROUPS),
      fact: z.enum(FACTS),
      of: z.string().nullable(),
      name: z.string().nullable(),
      left: factSide,
      right: factSide,
      relation: z.enum(RELATIONS),
    }),
  ),
})

import { z } from '@hono/zod-openapi'
import { type SessionTimeline, getTimeline } from '../actions/session-timeline.ts'
import type { Context } from '../context.ts'
import { ROLES } from '../domain/roles.ts'
import { actorOf } from './log-in.ts'
import { answers, route, router } from './routes.ts'
import * as schemas from './schemas.ts'
import { filterOf, timelineQuery } from './timeline-query.ts'

const path = z.array(z.union([z.string(), z.int()]))
const place = z.int()
const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changed'), path, old: z.unknown(), new: z.unknown() }),
  z.object({ kind: z.literal('added'), path, at: place, new: z.unknown() }),
  z.object({ kind: z.literal('removed'), path, at: place, old: z.unknown() }),
  z.object({ kind: z.literal('moved'), path, from: place, to: place, item: z.unknown() }),
])
const entry = z.object({
  seq: z.int(),
  at: z.string(),
  actor: z.object({ account: z.string(), role: z.enum(ROLES) }).nullable(),
  event: z.looseObject({ type: z.string() }),
})
const timeline = z.object({
  total: z.int(),
  hits: z.int(),
  previous: z.int().nullable(),
  next: z.int().nullable(),
  withheld: z.boolean(),
  entries: z.array(
    entry.extend({
      place: z.int(),
      differences: z.array(
        z.object({ field: z.string(), since: z.int().nullable(), changes: z.array(change) }),
      ),
      proof: z.object({
        hash: z.string(),
        prevHash: z.string(),
        journalHash: z.string(),
        journalPrevHash: z.string(),
        stored: z.string().nullable(),
      }),
    }),
  ),
  program: z.array(entry),
})

/** The entries of one session, for whoever audits it. */
export function sessionJournalRoutes(ctx: Context) {
  return router().openapi(
    route('read_session_journal', {
      method: 'get',
      path: '/sessions/{id}/journal',
      tags: ['Nhật ký'],
      summary: 'Nhật ký của một kỳ theo thứ tự ghi, kèm thay đổi từng trường và dấu băm',
      request: { params: schemas.idParam, query: timelineQuery },
      responses: answers('Một phần nhật ký', timeline),
    }),
    async (c) => {
      const { after, limit, ...asked } = c.req.valid('query')
      const { id } = c.req.valid('param')
      const found = await getTimeline(ctx, actorOf(c), id, filterOf(asked), { after, limit })
      return c.json(timeline.parse(found satisfies SessionTimeline), 200)
    },
  )
}

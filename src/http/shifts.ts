import { z } from '@hono/zod-openapi'
import { getShifts } from '../actions/shifts.ts'
import type { Context } from '../context.ts'
import { LEVELS } from '../domain/tally.ts'
import { actorOf } from './log-in.ts'
import { answers, route, router } from './routes.ts'
import { id, idParam as params } from './schemas.ts'

const share = z.object({ count: z.int(), base: z.int() })
const shifts = z.object({
  points: z.int().nullable(),
  compared: z.int(),
  subjects: z.int(),
  people: z.array(
    z.object({
      subject: id,
      name: z.string(),
      position: z.string(),
      before: z.object({ session: id, title: z.string(), heldOn: z.string() }),
      levels: z
        .array(
          z.object({ level: z.enum(LEVELS), earlier: share, now: share, reached: z.boolean() }),
        )
        .nullable(),
    }),
  ),
})

/** Whose shares moved since the last vote. */
export function shiftRoutes(ctx: Context) {
  return router().openapi(
    route('read_shifts', {
      method: 'get',
      path: '/sessions/{id}/shifts',
      tags: ['Kỳ lấy phiếu'],
      summary: 'Người nên xem lại trên phiếu: tỉ lệ thay đổi nhiều so với kỳ trước',
      request: { params },
      responses: answers('So với kỳ trước', shifts),
    }),
    async (c) => {
      const found = await getShifts(ctx, actorOf(c), c.req.valid('param').id)
      return c.json(shifts.parse(found), 200)
    },
  )
}

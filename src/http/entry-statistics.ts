import { z } from '@hono/zod-openapi'
import { getEntryStatistics } from '../actions/entry-statistics.ts'
import type { Context } from '../context.ts'
import { COUNTERS, type Counter } from '../domain/sheet-statistics.ts'
import { actorOf } from './log-in.ts'
import { answers, route, router } from './routes.ts'
import { idParam as params } from './schemas.ts'

const counters = Object.fromEntries(COUNTERS.map((name) => [name, z.int()])) as Record<
  Counter,
  z.ZodInt
>
const statistics = z.object({
  passesRequired: z.int(),
  sheets: z.array(
    z.object({
      number: z.int(),
      kind: z.string(),
      planned: z.int(),
      ...counters,
      passes: z.array(
        z.object({
          passNo: z.int(),
          submitted: z.int(),
          thrown: z.int(),
          clockSeconds: z.array(z.int().nullable()),
        }),
      ),
    }),
  ),
  totals: z.object(counters),
  mostDiffering: z.array(z.int()),
  hours: z.array(
    z.object({ hour: z.string(), taken: z.int(), submitted: z.int(), thrown: z.int() }),
  ),
})

/** How much work of entry each sheet took. */
export function entryStatisticsRoutes(ctx: Context) {
  return router().openapi(
    route('read_entry_statistics', {
      method: 'get',
      path: '/sessions/{id}/entry-statistics',
      tags: ['Kiểm tra – giám sát'],
      summary: 'Thống kê nhập phiếu theo tập: lượt nộp, phần bỏ đi, chỗ khác nhau, giờ làm',
      request: { params },
      responses: answers('Thống kê', statistics),
    }),
    async (c) => {
      const found = await getEntryStatistics(ctx, actorOf(c), c.req.valid('param').id)
      return c.json(statistics.parse(found.statistics), 200)
    },
  )
}

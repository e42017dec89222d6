import { z } from '@hono/zod-openapi'
import { getClosing } from '../actions/closing.ts'
import type { Context } from '../context.ts'
import { CLOSING_POINTS, type EmptyFact } from '../domain/closing.ts'
import { finding } from './finding-answers.ts'
import { actorOf } from './log-in.ts'
import { answers, route, router } from './routes.ts'
import { idParam, typedCount } from './schemas.ts'

const EMPTY_FACTS = [
  'committee',
  'chair',
  'witnesses',
  'venue',
  'countingStarted',
  'countingEnded',
  'handedOverTo',
  'copies',
] as const satisfies readonly EmptyFact[]

const status = z.enum(['done', 'open', 'hint'])
const points = Object.fromEntries(CLOSING_POINTS.map((point) => [point, status]))
const closing = z.object({
  status: z.object(points as Record<(typeof CLOSING_POINTS)[number], typeof status>),
  ready: z.boolean(),
  missingSheets: z.array(z.int()),
  uncovered: z.array(z.string()),
  ballots: z.array(
    z.object({
      code: z.string(),
      issued: typedCount,
      collected: typedCount,
      onSheets: typedCount,
      addUp: z.boolean(),
    }),
  ),
  voters: z.object({ summoned: typedCount, present: typedCount }),
  open: z.array(finding),
  answered: z.array(finding),
  explained: z.array(finding),
  recheck: z.object({ size: z.int(), drawn: z.boolean(), open: z.array(z.int()) }),
  missingSteps: z.array(z.object({ step: z.string(), name: z.string(), provision: z.string() })),
  emptyFacts: z.array(z.enum(EMPTY_FACTS)),
})

/** The checklist of closing the count. */
export function closingRoutes(ctx: Context) {
  return router().openapi(
    route('read_closing', {
      method: 'get',
      path: '/sessions/{id}/closing',
      tags: ['Kỳ lấy phiếu'],
      summary: 'Những việc phải xong trước khi khóa số liệu',
      request: { params: idParam },
      responses: answers('Từng việc: xong, chưa xong, hoặc chỉ nhắc', closing),
    }),
    async (c) => {
      const found = await getClosing(ctx, actorOf(c), c.req.valid('param').id)
      return c.json(closing.parse(found.closing), 200)
    },
  )
}

import { z } from '@hono/zod-openapi'
import { checkJournal } from '../actions/journal.ts'
import type { Context } from '../context.ts'
import { actorOf } from './log-in.ts'
import { answers, route, router } from './routes.ts'

const head = z.object({ seq: z.int(), hash: z.string() })

/** The journal, for auditors. */
export function journalRoutes(ctx: Context) {
  return router().openapi(
    route('read_journal', {
      method: 'get',
      path: '/journal/verification',
      tags: ['Nhật ký'],
      summary:
        'Chỉ tính lại chuỗi băm của nhật ký, không xét niêm phong và bảng; đủ mọi bước: POST /journal/verifications',
      responses: answers(
        'Số mục, mục cuối và chỗ đứt chuỗi nếu có',
        z.object({
          entries: z.int(),
          head,
          broken: z.object({ seq: z.int(), what: z.enum(['gap', 'link', 'hash']) }).nullable(),
        }),
      ),
    }),
    async (c) => c.json(await checkJournal(ctx, actorOf(c)), 200),
  )
}

import { z } from '@hono/zod-openapi'
import { getConsolidatedTable, getConsolidatedWorkbook } from '../actions/consolidated.ts'
import type { Context } from '../context.ts'
import { day } from '../formats/parts.ts'
import { OFFICE_WORDS } from '../messages/office-words.ts'
import { actorOf } from './log-in.ts'
import { XLSX } from './office-downloads.ts'
import { file, route, router } from './routes.ts'

/** Which sessions are put together; real ones unless rehearsals are asked for. */
export const campaignQuery = z.object({
  from: day,
  to: day,
  regime: z.string('text').min(1, 'required').max(100, 'text_too_long'),
  mode: z.enum(['real', 'rehearsal']).default('real'),
})

/** The results of many sessions in one table. */
export function consolidatedRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_consolidated', {
        method: 'get',
        path: '/consolidated.pdf',
        tags: ['Giấy tờ để in'],
        summary:
          'Biểu tổng hợp đợt: kết quả các kỳ trong phạm vi của tài khoản, không cộng các nơi',
        request: { query: campaignQuery },
        responses: file('Tệp PDF', 'application/pdf'),
      }),
      async (c) => {
        const table = await getConsolidatedTable(ctx, actorOf(c), c.req.valid('query'))
        return c.body(new Uint8Array(table.bytes), 200, {
          'content-type': 'application/pdf',
          'content-disposition': `attachment; filename="${table.fileName}"`,
        })
      },
    )
    .openapi(
      route('read_consolidated', {
        method: 'get',
        path: '/consolidated.xlsx',
        tags: ['Giấy tờ để in'],
        summary: 'Cùng các kỳ ấy thành bảng tính, không cộng các nơi',
        request: { query: campaignQuery },
        responses: file('Bảng tính', XLSX),
      }),
      async (c) => {
        const query = c.req.valid('query')
        const book = await getConsolidatedWorkbook(ctx, actorOf(c), query, OFFICE_WORDS)
        return c.body(new Uint8Array(book.bytes), 200, {
          'content-type': XLSX,
          'content-disposition': `attachment; filename="${book.fileName}"`,
        })
      },
    )
}

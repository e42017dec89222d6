import { getRevisionComparison } from '../actions/revision-comparison.ts'
import { getSessionComparison, getSessionComparisonCsv } from '../actions/session-comparison.ts'
import type { Context } from '../context.ts'
import { COMPARISON_WORDS } from '../messages/comparison-words.ts'
import { actorOf } from './log-in.ts'
import { revisionComparison, revisionsQuery } from './revision-schemas.ts'
import { answers, file, route, router } from './routes.ts'
import { idParam as params } from './schemas.ts'
import { sessionComparison, sessionsQuery } from './session-comparison-schemas.ts'

const tags = ['Kiểm tra – giám sát']

/** What an auditor lays side by side. */
export function comparisonRoutes(ctx: Context) {
  return router()
    .openapi(
      route('compare_revisions', {
        method: 'get',
        path: '/sessions/{id}/revisions/compare',
        tags,
        summary: 'Hai lần tính của một kỳ, đặt cạnh nhau',
        request: { params, query: revisionsQuery },
        responses: answers('Hai lần tính', revisionComparison),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const found = await getRevisionComparison(ctx, actorOf(c), id, c.req.valid('query'))
        return c.json(revisionComparison.parse(found), 200)
      },
    )
    .openapi(
      route('compare_sessions', {
        method: 'get',
        path: '/compare',
        tags,
        summary:
          'Cách làm của hai kỳ trong phạm vi của tài khoản, đặt cạnh nhau, không cộng, không xếp hạng',
        request: { query: sessionsQuery },
        responses: answers('Hai kỳ', sessionComparison),
      }),
      async (c) => {
        const found = await getSessionComparison(ctx, actorOf(c), c.req.valid('query'))
        return c.json(sessionComparison.parse(found), 200)
      },
    )
    .openapi(
      route('compare_sessions', {
        method: 'get',
        path: '/compare.csv',
        tags,
        summary: 'Cùng hai kỳ ấy thành bảng CSV',
        request: { query: sessionsQuery },
        responses: file('Bảng CSV', 'text/csv; charset=utf-8'),
      }),
      async (c) => {
        const asked = c.req.valid('query')
        const table = await getSessionComparisonCsv(ctx, actorOf(c), asked, COMPARISON_WORDS)
        return c.body(new Uint8Array(table.bytes), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="${table.fileName}"`,
        })
      },
    )
}

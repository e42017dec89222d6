import { drawRecheck, getRecheck, recordRecheck } from '../actions/rechecks.ts'
import type { Context } from '../context.ts'
import { actorOf } from './log-in.ts'
import { answers, body, done, route, router } from './routes.ts'
import * as shown from './finding-answers.ts'
import * as schemas from './schemas.ts'

const tags = ['Kiểm lại ngẫu nhiên']
const params = schemas.idParam

/** The random second look at sheets before a count is closed. */
export function recheckRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_findings', {
        method: 'get',
        path: '/sessions/{id}/recheck',
        tags,
        summary: 'Các tập được bốc để kiểm lại',
        request: { params },
        responses: answers('Kiểm lại', shown.recheck),
      }),
      async (c) => {
        const found = await getRecheck(ctx, actorOf(c), c.req.valid('param').id)
        return c.json(shown.recheck.parse(found), 200)
      },
    )
    .openapi(
      route('recheck_sheets', {
        method: 'post',
        path: '/sessions/{id}/recheck',
        tags,
        summary: 'Bốc tập kiểm lại từ số xúc xắc của người chứng kiến',
        request: { params, ...body(schemas.recheckDraw) },
        responses: done('Đã bốc'),
      }),
      async (c) => {
        await drawRecheck(ctx, actorOf(c), c.req.valid('param').id, c.req.valid('json').dice)
        return c.body(null, 204)
      },
    )
    .openapi(
      route('recheck_sheets', {
        method: 'post',
        path: '/sessions/{id}/recheck/results',
        tags,
        summary: 'Ghi kết quả kiểm lại một tập',
        request: { params, ...body(schemas.recheckResult) },
        responses: done('Đã ghi'),
      }),
      async (c) => {
        await recordRecheck(ctx, actorOf(c), c.req.valid('param').id, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
}

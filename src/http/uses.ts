import { getUses, recordUse } from '../actions/uses.ts'
import type { Context } from '../context.ts'
import { actorOf } from './log-in.ts'
import { answers, body, route, router } from './routes.ts'
import * as shown from './use-answers.ts'
import * as schemas from './schemas.ts'

const tags = ['Sử dụng kết quả']
const params = schemas.idParam

/** The register of what the competent level decided on the results. */
export function useRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_uses', {
        method: 'get',
        path: '/sessions/{id}/uses',
        tags,
        summary: 'Sổ theo dõi việc sử dụng kết quả',
        request: { params },
        responses: answers('Sổ', shown.uses),
      }),
      async (c) => {
        const found = await getUses(ctx, actorOf(c), c.req.valid('param').id)
        return c.json(shown.uses.parse(found), 200)
      },
    )
    .openapi(
      route('record_use', {
        method: 'post',
        path: '/sessions/{id}/uses',
        tags,
        summary: 'Ghi quyết định của cấp có thẩm quyền, hoặc sửa bản ghi trước',
        request: { params, ...body(schemas.newUse) },
        responses: answers('Đã ghi', shown.use),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const made = await recordUse(ctx, actorOf(c), id, c.req.valid('json'))
        return c.json(shown.use.parse(made), 200)
      },
    )
}

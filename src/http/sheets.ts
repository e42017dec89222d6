import { z } from '@hono/zod-openapi'
import { listSheets } from '../actions/sheets.ts'
import { getDifferences, settleDifference } from '../actions/reconcile.ts'
import type { Context } from '../context.ts'
import { confirmationHeader, confirmed } from './confirmations.ts'
import { actorOf } from './log-in.ts'
import { answers, body, done, route, router } from './routes.ts'
import * as shown from './entry-schemas.ts'
import * as schemas from './schemas.ts'

const tags = ['Nhập phiếu']
const params = schemas.idParam

/** Sheets: progress, differences and their settlement. */
export function sheetRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_sheets', {
        method: 'get',
        path: '/sessions/{id}/sheets',
        tags,
        summary: 'Tiến độ các tập phiếu; không có số liệu nào',
        request: { params },
        responses: answers('Tiến độ', z.array(shown.sheetProgress)),
      }),
      async (c) => {
        const found = await listSheets(ctx, actorOf(c), c.req.valid('param').id)
        return c.json(shown.sheetProgress.array().parse(found), 200)
      },
    )
    .openapi(
      route('read_differences', {
        method: 'get',
        path: '/sheets/{id}/differences',
        tags,
        summary: 'Những ô mà các lượt nhập khác nhau, và có thể gõ nhầm thế nào',
        request: { params },
        responses: answers('Khác nhau', shown.sheetDifferences),
      }),
      async (c) => {
        const found = await getDifferences(ctx, actorOf(c), c.req.valid('param').id)
        return c.json(shown.sheetDifferences.parse(found), 200)
      },
    )
    .openapi(
      route('settle_difference', {
        method: 'post',
        path: '/sheets/{id}/settlements',
        tags,
        summary: 'Chọn một lượt (có thể như trên giấy), trả lại một lượt, hoặc trả lại tất cả',
        request: { params, headers: confirmationHeader, ...body(schemas.settlement) },
        responses: done('Đã ghi'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const sure = await confirmed(ctx, c, 'settle', id)
        await settleDifference(sure, actorOf(c), id, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
}

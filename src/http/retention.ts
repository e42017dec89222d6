import { z } from '@hono/zod-openapi'
import { confirmDestruction } from '../actions/destroy.ts'
import { getDestruction, proposeDestruction } from '../actions/destructions.ts'
import { listRetention, setRetention } from '../actions/retention.ts'
import type { Context } from '../context.ts'
import { confirmationHeader, confirmed } from './confirmations.ts'
import * as documents from './document-schemas.ts'
import { actorOf } from './log-in.ts'
import {
  destructionStanding,
  newProposal,
  newRetention,
  standingAnswer,
  unitAnswer,
  unitRetention,
} from './retention-schemas.ts'
import { answers, body, done, route, router } from './routes.ts'
import { idParam } from './schemas.ts'

const tags = ['Lưu giữ và hủy phiếu']
const stored = documents.document.omit({ current: true })

/** How long units keep ballots, and what is destroyed after that. */
export function retentionRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_retention', {
        method: 'get',
        path: '/retention',
        tags,
        summary: 'Thời hạn giữ phiếu của từng đơn vị, và các kỳ đã hết thời hạn',
        responses: answers('Các đơn vị', z.array(unitRetention)),
      }),
      async (c) => c.json((await listRetention(ctx, actorOf(c))).map(unitAnswer), 200),
    )
    .openapi(
      route('set_retention', {
        method: 'put',
        path: '/retention/{id}',
        tags,
        summary: 'Đặt thời hạn giữ phiếu của đơn vị, tính bằng tháng; null: chưa đặt',
        request: { params: idParam, ...body(newRetention) },
        responses: done('Đã ghi'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await setRetention(ctx, actorOf(c), id, c.req.valid('json').months)
        return c.body(null, 204)
      },
    )
    .openapi(
      route('read_destruction', {
        method: 'get',
        path: '/sessions/{id}/destruction',
        tags,
        summary: 'Những gì sẽ hủy hoặc đã hủy của kỳ, đề nghị của thư ký, vì sao chưa hủy được',
        request: { params: idParam },
        responses: answers('Việc hủy của kỳ', destructionStanding),
      }),
      async (c) => {
        const found = await getDestruction(ctx, actorOf(c), c.req.valid('param').id)
        return c.json(standingAnswer(found), 200)
      },
    )
    .openapi(
      route('propose_destruction', {
        method: 'post',
        path: '/sessions/{id}/destruction/proposal',
        tags,
        summary: 'Thư ký đề nghị hủy dữ liệu từng lá phiếu khi hết thời hạn',
        request: { params: idParam, ...body(newProposal) },
        responses: done('Đã ghi đề nghị'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await proposeDestruction(ctx, actorOf(c), id, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .openapi(
      route('confirm_destruction', {
        method: 'post',
        path: '/sessions/{id}/destruction',
        tags,
        summary: 'Chủ trì xác nhận: hủy dữ liệu từng lá phiếu và lập biên bản hủy',
        request: { params: idParam, headers: confirmationHeader },
        responses: answers('Biên bản hủy vừa lập', stored),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const sure = await confirmed(ctx, c, 'destroy', id)
        return c.json(stored.parse(await confirmDestruction(sure, actorOf(c), id)), 200)
      },
    )
}

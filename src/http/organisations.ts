import { z } from '@hono/zod-openapi'
import * as organisations from '../actions/organisations.ts'
import type { Context } from '../context.ts'
import { actorOf } from './log-in.ts'
import { answers, body, route, router } from './routes.ts'
import * as shown from './account-answers.ts'
import * as schemas from './schemas.ts'

const tags = ['Tổ chức']

/** The tree of organisations. */
export function organisationRoutes(ctx: Context) {
  return router()
    .openapi(
      route('read_organisations', {
        method: 'get',
        path: '/organisations',
        tags,
        summary: 'Các tổ chức trong phạm vi của tài khoản',
        responses: answers('Danh sách', z.array(shown.organisation)),
      }),
      async (c) => c.json([...(await organisations.listOrganisations(ctx, actorOf(c)))], 200),
    )
    .openapi(
      route('manage_organisations', {
        method: 'post',
        path: '/organisations',
        tags,
        summary: 'Thêm tổ chức',
        request: body(schemas.newOrganisation),
        responses: answers('Tổ chức mới', shown.organisation),
      }),
      async (c) =>
        c.json(await organisations.createOrganisation(ctx, actorOf(c), c.req.valid('json')), 200),
    )
}

import { z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { confirmAct, confirmAsSecond, getConfirmation } from '../actions/confirmations.ts'
import { withToken } from '../actions/confirmed-context.ts'
import { setSecondPerson } from '../actions/second-person.ts'
import type { Context } from '../context.ts'
import { CONFIRMED_ACTS, type FinalAct, FINAL_ACT_NAMES, SECOND_ACTS } from '../domain/final-act.ts'
import { SESSION_STATES } from '../domain/session.ts'
import type { WebEnv } from './env.ts'
import { actorOf, tokenOf } from './log-in.ts'
import { answers, body, done, route, router } from './routes.ts'
import { id, idParam, mode, role } from './schemas.ts'

const tags = ['Xác nhận việc không lấy lại được']
const act = z.enum(FINAL_ACT_NAMES, 'choice')
const digest = z.string('hash').regex(/^[0-9a-f]{64}$/, 'hash')
const secret = z.string('text').min(1, 'required').max(200, 'text_too_long')
const proof = z.union([
  z.strictObject({ password: secret }),
  z.strictObject({ code: secret.max(20, 'text_too_long') }),
])
const given = z.strictObject({ act, target: id, digest, proof })

const shown = z.object({
  act,
  target: id,
  session: id,
  shortId: z.string(),
  mode,
  revision: z.int(),
  state: z.enum(SESSION_STATES),
  facts: z.array(
    z.object({
      fact: z.string(),
      values: z.record(z.string(), z.union([z.string(), z.int(), z.null()])),
    }),
  ),
  digest: z.string(),
  code: z.string(),
  second: z.object({ roles: z.array(role), confirmed: z.boolean() }).nullable(),
})

/** What every final act takes besides: the token given for it by `POST /confirmations`. */
export const confirmationHeader = z.object({
  confirmation: z
    .string()
    .max(100)
    .optional()
    .openapi({ description: 'Mã xác nhận lấy ở POST /confirmations; thiếu thì 428' }),
})

/** The context in which the request does that final act; refused as of `withToken`. */
export function confirmed(
  ctx: Context,
  c: HonoContext<WebEnv>,
  name: FinalAct,
  target: string,
): Promise<Context> {
  const token = c.req.header('confirmation')
  return withToken(ctx, actorOf(c), { act: name, target }, { token, login: tokenOf(c) ?? '' })
}

/** Looking at what a final act is about, and confirming it, for oneself or beside the one who does it. */
export function confirmationRoutes(ctx: Context) {
  return router()
    .openapi(
      route('set_second_person', {
        method: 'put',
        path: '/sessions/{id}/second-person',
        tags: ['Kỳ lấy phiếu'],
        summary: 'Việc khóa, lập, công bố, mở lại, hủy có phải chờ người thứ hai xác nhận không',
        request: { params: idParam, ...body(z.strictObject({ required: z.boolean('truth') })) },
        responses: done('Đã ghi'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await setSecondPerson(ctx, actorOf(c), id, c.req.valid('json').required)
        return c.body(null, 204)
      },
    )
    .openapi(
      route([...CONFIRMED_ACTS, ...SECOND_ACTS], {
        method: 'get',
        path: '/confirmations/{act}/{target}',
        tags,
        summary: 'Những gì sắp khóa: số liệu, mã băm, mã đối chiếu; target là kỳ, tập hoặc văn bản',
        request: {
          params: z.object({ act, target: id }),
          query: z.object({ as: z.enum(['first', 'second'], 'choice').default('first') }),
        },
        responses: answers('Những gì sắp khóa', shown),
      }),
      async (c) => {
        const asked = c.req.valid('param')
        const found = await getConfirmation(ctx, actorOf(c), asked, c.req.valid('query').as)
        return c.json(shown.parse(found), 200)
      },
    )
    .openapi(
      route(CONFIRMED_ACTS, {
        method: 'post',
        path: '/confirmations',
        tags,
        summary: 'Xác nhận một việc; mã trả về gửi kèm việc ấy, một lần, trong hai phút',
        request: body(given),
        responses: answers('Mã xác nhận', z.object({ token: z.string(), expiresAt: z.string() })),
      }),
      async (c) => {
        const login = tokenOf(c) ?? ''
        const made = await confirmAct(ctx, actorOf(c), { ...c.req.valid('json'), login })
        return c.json(made, 200)
      },
    )
    .openapi(
      route(SECOND_ACTS, {
        method: 'post',
        path: '/confirmations/second',
        tags,
        summary: 'Người thứ hai xác nhận việc của người khác, giữ trong 15 phút',
        request: body(given),
        responses: done('Đã xác nhận'),
      }),
      async (c) => {
        await confirmAsSecond(ctx, actorOf(c), c.req.valid('json'))
        return c.body(null, 204)
      },
    )
}

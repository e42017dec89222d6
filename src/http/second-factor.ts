import { z } from '@hono/zod-openapi'
import * as factor from '../actions/second-factor.ts'
import type { Context } from '../context.ts'
import * as shown from './account-answers.ts'
import { actorOf, setLogInCookie, tokenOf } from './log-in.ts'
import { here, startedAs } from './own-account.ts'
import { answers, body, done, route, router } from './routes.ts'
import * as schemas from './schemas.ts'

const tags = ['Đăng nhập']

/** One's own second factor: set up, shown, taken away. */
export function secondFactorRoutes(ctx: Context) {
  return router()
    .openapi(
      route('anyone_logged_in', {
        method: 'get',
        path: '/me/second-factor',
        tags,
        summary: 'Xác thực hai lớp của mình',
        responses: answers('Từ bao giờ, còn bao nhiêu mã khôi phục', shown.factorState),
      }),
      async (c) => {
        const { confirmedAt, recoveryCodes } = await factor.getSecondFactor(ctx, actorOf(c))
        return c.json({ confirmedAt, recoveryCodes }, 200)
      },
    )
    .openapi(
      route('anyone_logged_in', {
        method: 'post',
        path: '/me/second-factor/draft',
        tags,
        summary: 'Tạo khóa bí mật mới cho ứng dụng xác thực',
        responses: answers('Khóa, và địa chỉ để đưa vào mã QR', shown.factorDraft),
      }),
      async (c) => c.json(await factor.draftSecondFactor(ctx, actorOf(c)), 200),
    )
    .openapi(
      route('anyone_logged_in', {
        method: 'post',
        path: '/me/second-factor',
        tags,
        summary: 'Dùng khóa vừa tạo, bằng một mã đầu tiên',
        request: body(schemas.factorCode),
        responses: answers('Mã khôi phục, chỉ hiện một lần', schemas.recoveryCodes),
      }),
      async (c) => {
        const { who, token } = here(actorOf(c), tokenOf(c))
        const { code } = c.req.valid('json')
        const { recoveryCodes, ...started } = await factor.confirmSecondFactor(
          ctx,
          who,
          token,
          code,
        )
        setLogInCookie(c, started)
        return c.json({ recoveryCodes: [...recoveryCodes] }, 200)
      },
    )
    .openapi(
      route('anyone_logged_in', {
        method: 'post',
        path: '/me/second-factor/proof',
        tags,
        summary: 'Nhập mã xác thực lớp thứ hai',
        request: body(schemas.factorCode),
        responses: answers('Phiên tiếp tục với cookie mới', shown.loggedIn),
      }),
      async (c) => {
        const { who, token } = here(actorOf(c), tokenOf(c))
        const { code } = c.req.valid('json')
        const started = await factor.proveSecondFactor(ctx, who, token, code)
        setLogInCookie(c, started)
        return c.json(await startedAs(ctx, started), 200)
      },
    )
    .openapi(
      route('anyone_logged_in', {
        method: 'post',
        path: '/me/second-factor/remove',
        tags,
        summary: 'Gỡ xác thực hai lớp của mình',
        request: body(z.strictObject({ current: z.string().max(200) })),
        responses: done('Đã gỡ'),
      }),
      async (c) => {
        await factor.removeOwnSecondFactor(ctx, actorOf(c), c.req.valid('json').current)
        return c.body(null, 204)
      },
    )
}

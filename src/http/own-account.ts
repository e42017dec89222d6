import { z } from '@hono/zod-openapi'
import {
  type LoggedIn,
  type StartedLogIn,
  logIn,
  logOut,
  logOutEverywhere,
  whoIs,
} from '../actions/log-in.ts'
import { changePassword } from '../actions/own-password.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import * as shown from './account-answers.ts'
import { clientAddress } from './client-address.ts'
import { actorOf, clearLogInCookie, setLogInCookie, tokenOf } from './log-in.ts'
import { answers, body, done, route, router } from './routes.ts'
import * as schemas from './schemas.ts'

const tags = ['Đăng nhập']

/** Log-in, log-out, and one's own password. */
export function ownAccountRoutes(ctx: Context) {
  return router()
    .openapi(
      route('public', {
        method: 'post',
        path: '/login',
        tags,
        summary: 'Đăng nhập; phiên nằm trong cookie',
        request: body(schemas.credentials),
        responses: answers(
          'Tài khoản vừa đăng nhập, và việc phải làm trước nếu có',
          shown.loggedIn,
        ),
      }),
      async (c) => {
        const address = clientAddress(c, ctx.trustedProxies)
        const started = await logIn(ctx, c.req.valid('json'), address)
        setLogInCookie(c, started)
        return c.json(await startedAs(ctx, started), 200)
      },
    )
    .openapi(
      route('anyone_logged_in', {
        method: 'post',
        path: '/logout',
        tags,
        summary: 'Đăng xuất',
        responses: done('Phiên đã kết thúc'),
      }),
      async (c) => {
        await logOut(ctx, actorOf(c), tokenOf(c) ?? '')
        clearLogInCookie(c)
        return c.body(null, 204)
      },
    )
    .openapi(
      route('anyone_logged_in', {
        method: 'get',
        path: '/me',
        tags,
        summary: 'Tài khoản đang đăng nhập',
        responses: answers('Tài khoản', shown.loggedIn),
      }),
      async (c) => c.json(told(actorOf(c)), 200),
    )
    .openapi(
      route('anyone_logged_in', {
        method: 'get',
        path: '/me/log-in',
        tags,
        summary: 'Phiên đăng nhập này',
        responses: answers('Phiên', shown.ownLogIn),
      }),
      async (c) => {
        const { startedAt, expiresAt, seenAt } = actorOf(c)
        return c.json({ startedAt, expiresAt, seenAt }, 200)
      },
    )
    .openapi(
      route('anyone_logged_in', {
        method: 'post',
        path: '/me/end-log-ins',
        tags,
        summary: 'Đăng xuất ở mọi nơi',
        responses: done('Mọi phiên đã kết thúc'),
      }),
      async (c) => {
        await logOutEverywhere(ctx, actorOf(c))
        clearLogInCookie(c)
        return c.body(null, 204)
      },
    )
    .openapi(
      route('anyone_logged_in', {
        method: 'post',
        path: '/me/password',
        tags,
        summary: 'Đổi mật khẩu của mình',
        request: body(
          z.strictObject({
            current: z.string().max(200).nullable(),
            password: schemas.newPassword,
          }),
        ),
        responses: answers('Phiên tiếp tục với cookie mới', shown.loggedIn),
      }),
      async (c) => {
        const { who, token } = here(actorOf(c), tokenOf(c))
        const started = await changePassword(ctx, who, token, c.req.valid('json'))
        setLogInCookie(c, started)
        return c.json(await startedAs(ctx, started), 200)
      },
    )
}

/** Who acts and the token of that log-in, which is there when somebody is. */
export function here<T>(who: T, token: string | undefined): { who: T; token: string } {
  if (token === undefined) throw new AppError('not_authenticated')
  return { who, token }
}

function told({ account, username, fullName, role, organisation, standing }: LoggedIn) {
  return { account, username, fullName, role, organisation, standing }
}

/** What is told of a log-in that has just begun or come further. */
export async function startedAs(ctx: Context, { token }: StartedLogIn) {
  const who = await whoIs(ctx, token)
  if (!who) throw new AppError('not_authenticated')
  return told(who)
}

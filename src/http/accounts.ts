import { createRoute, z } from '@hono/zod-openapi'
import * as accounts from '../actions/accounts.ts'
import { logIn, logOut } from '../actions/log-in.ts'
import type { Context } from '../context.ts'
import { actorOf, clearLogInCookie, setLogInCookie, tokenOf } from './log-in.ts'
import { answers, body, done, router } from './routes.ts'
import * as shown from './answer-schemas.ts'
import * as schemas from './schemas.ts'

const tags = ['Tài khoản']

/** Log-in, log-out and the accounts an administrator keeps. */
export function accountRoutes(ctx: Context) {
  return router()
    .openapi(
      createRoute({
        method: 'post',
        path: '/login',
        tags,
        summary: 'Đăng nhập; phiên nằm trong cookie',
        request: body(
          z.strictObject({ username: z.string().max(64), password: z.string().max(200) }),
        ),
        responses: answers('Tài khoản vừa đăng nhập', shown.account),
      }),
      async (c) => {
        const { token, expiresAt, account } = await logIn(ctx, c.req.valid('json'))
        setLogInCookie(c, token, expiresAt)
        return c.json(account, 200)
      },
    )
    .openapi(
      createRoute({
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
      createRoute({
        method: 'get',
        path: '/me',
        tags,
        summary: 'Tài khoản đang đăng nhập',
        responses: answers('Tài khoản', shown.account.omit({ disabled: true })),
      }),
      async (c) => {
        const { account, username, fullName, role, organisation } = actorOf(c)
        return c.json({ account, username, fullName, role, organisation }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/accounts',
        tags,
        summary: 'Mọi tài khoản',
        responses: answers('Danh sách', z.array(shown.account)),
      }),
      async (c) => c.json([...(await accounts.listAccounts(ctx, actorOf(c)))], 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/accounts',
        tags,
        summary: 'Tạo tài khoản',
        request: body(schemas.newAccount),
        responses: answers('Mã tài khoản mới', z.object({ account: schemas.id })),
      }),
      async (c) => {
        const account = await accounts.createAccount(ctx, actorOf(c), c.req.valid('json'))
        return c.json({ account }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/accounts/{id}/disable',
        tags,
        summary: 'Khóa tài khoản',
        request: { params: schemas.idParam },
        responses: done('Đã khóa'),
      }),
      async (c) => {
        await accounts.disableAccount(ctx, actorOf(c), c.req.valid('param').id)
        return c.body(null, 204)
      },
    )
}

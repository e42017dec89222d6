import { z } from '@hono/zod-openapi'
import * as accounts from '../actions/accounts.ts'
import type { Context } from '../context.ts'
import { actorOf } from './log-in.ts'
import { answers, body, done, route, router } from './routes.ts'
import * as shown from './account-answers.ts'
import * as schemas from './schemas.ts'

const tags = ['Tài khoản']

/** The accounts an administrator keeps. */
export function accountRoutes(ctx: Context) {
  return router()
    .openapi(
      route('manage_accounts', {
        method: 'get',
        path: '/accounts',
        tags,
        summary: 'Mọi tài khoản',
        responses: answers('Danh sách', z.array(shown.managedAccount)),
      }),
      async (c) => c.json([...(await accounts.listAccounts(ctx, actorOf(c)))], 200),
    )
    .openapi(
      route('manage_accounts', {
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
      route('disable_account', {
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
    .openapi(
      route('manage_accounts', {
        method: 'post',
        path: '/accounts/{id}/password',
        tags,
        summary: 'Đặt lại mật khẩu; lần đăng nhập tới phải đổi',
        request: {
          params: schemas.idParam,
          ...body(z.strictObject({ password: schemas.newPassword })),
        },
        responses: done('Đã đặt lại'),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await accounts.resetPassword(ctx, actorOf(c), id, c.req.valid('json').password)
        return c.body(null, 204)
      },
    )
    .openapi(
      route('manage_accounts', {
        method: 'post',
        path: '/accounts/{id}/unlock',
        tags,
        summary: 'Cho đăng nhập lại ngay sau nhiều lần gõ sai',
        request: { params: schemas.idParam },
        responses: done('Đã mở khóa'),
      }),
      async (c) => {
        await accounts.unlockAccount(ctx, actorOf(c), c.req.valid('param').id)
        return c.body(null, 204)
      },
    )
    .openapi(
      route('manage_accounts', {
        method: 'post',
        path: '/accounts/{id}/end-log-ins',
        tags,
        summary: 'Kết thúc phiên đăng nhập',
        request: { params: schemas.idParam },
        responses: done('Đã kết thúc'),
      }),
      async (c) => {
        await accounts.endLogIns(ctx, actorOf(c), c.req.valid('param').id)
        return c.body(null, 204)
      },
    )
    .openapi(
      route('manage_accounts', {
        method: 'post',
        path: '/accounts/{id}/remove-second-factor',
        tags,
        summary: 'Gỡ xác thực hai lớp',
        request: { params: schemas.idParam },
        responses: done('Đã gỡ'),
      }),
      async (c) => {
        await accounts.removeSecondFactor(ctx, actorOf(c), c.req.valid('param').id)
        return c.body(null, 204)
      },
    )
}

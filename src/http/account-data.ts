import { z } from '@hono/zod-openapi'
import { eraseAccount, exportAccountData } from '../actions/account-data.ts'
import type { Context } from '../context.ts'
import { phrase } from '../messages/message.ts'
import * as shown from './account-answers.ts'
import { actorOf } from './log-in.ts'
import { answers, done, route, router } from './routes.ts'
import * as schemas from './schemas.ts'

const tags = ['Tài khoản']

const act = z.object({ seq: z.int(), at: z.string(), type: z.string() })
const accountData = z.object({
  format: z.literal('tin-nhiem/account-data@1'),
  madeAt: z.string(),
  account: shown.account.extend({ organisationName: z.string(), erased: z.boolean() }),
  logIns: z.array(z.object({ startedAt: z.string(), expiresAt: z.string() })).readonly(),
  identity: z.object({ issuer: z.string(), subject: z.string(), linkedAt: z.string() }).nullable(),
  rows: z.record(z.string(), z.int()),
  counts: z.record(z.string(), z.int()),
  acts: z.array(act).readonly(),
  comments: z
    .array(
      z.object({
        session: z.string(),
        thread: z.int(),
        number: z.int(),
        text: z.string(),
        at: z.string(),
      }),
    )
    .readonly(),
  about: z.array(act).readonly(),
})

/** The name that stands where the one of an erased account stood. */
export function erasedName(code: string): string {
  return phrase('accounts', 'erased', { code })
}

/** What is held about an account, and its erasure. */
export function accountDataRoutes(ctx: Context) {
  return router()
    .openapi(
      route(['read_own_data', 'manage_accounts'], {
        method: 'post',
        path: '/accounts/{id}/export',
        tags,
        summary: 'Mọi dữ liệu đang giữ về tài khoản, cho chính người đó hoặc quản trị',
        request: { params: schemas.idParam },
        responses: answers('Dữ liệu', accountData),
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        return c.json({ ...(await exportAccountData(ctx, actorOf(c), id)) }, 200)
      },
    )
    .openapi(
      route('erase_account', {
        method: 'post',
        path: '/accounts/{id}/erase',
        tags,
        summary: 'Xóa tên và thông tin đăng nhập của tài khoản đã khóa',
        request: { params: schemas.idParam },
        responses: done('Đã xóa'),
      }),
      async (c) => {
        await eraseAccount(ctx, actorOf(c), c.req.valid('param').id, erasedName)
        return c.body(null, 204)
      },
    )
}

import { Hono } from 'hono'
import { eraseAccount, exportAccountData, getAccountData } from '../../actions/account-data.ts'
import type { Context } from '../../context.ts'
import { erasedName } from '../../http/account-data.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { AccountDataPage } from '../pages/account-data.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'

const READS = asks(['read_own_data', 'manage_accounts'])

/** What is held about an account: to be read, taken away, and, by administrators, erased. */
export function accountDataPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/accounts/:id/data', READS, async (c) => {
      const data = await getAccountData(ctx, actorOf(c), c.req.param('id'))
      return show(c, <AccountDataPage visitor={visitorOf(c)} data={data} />)
    })
    .post('/accounts/:id/export', READS, async (c) => {
      const data = await exportAccountData(ctx, actorOf(c), c.req.param('id'))
      return c.body(`${JSON.stringify(data, null, 2)}\n`, 200, {
        'content-type': 'application/json',
        'content-disposition': 'attachment; filename="tai-khoan.json"',
      })
    })
    .post('/accounts/:id/erase', asks('erase_account'), async (c) => {
      const id = c.req.param('id')
      const refusal = await refusalFrom(() => eraseAccount(ctx, actorOf(c), id, erasedName))
      if (!refusal) return sendOn(c, '/accounts', 'account_erased')
      const data = await getAccountData(ctx, actorOf(c), id)
      const page = <AccountDataPage visitor={visitorOf(c)} data={data} refusal={refusal} />
      return show(c, page, refusal.status)
    })
}

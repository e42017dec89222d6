import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import * as accounts from '../../actions/accounts.ts'
import type { Context } from '../../context.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import * as schemas from '../../http/schemas.ts'
import type { FormState } from '../components/fields.tsx'
import { readForm } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { ManagedAccountPage } from '../pages/managed-account.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'
import { requireSamePassword } from './log-in.tsx'

const newPassword = z.object({ password: schemas.newPassword })

/** One account, for administrators: password, lock, log-ins, second factor. */
export function accountPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/accounts/:id', asks('manage_accounts'), (c) => showAccount(ctx, c, { typed: {} }))
    .post('/accounts/:id/password', asks('manage_accounts'), async (c) => {
      const { typed } = await readForm(c)
      const refusal = await refusalFrom(() => {
        requireSamePassword(typed)
        const { password } = checked(newPassword, { password: typed.password ?? '' })
        return accounts.resetPassword(ctx, actorOf(c), c.req.param('id'), password)
      })
      if (refusal) return showAccount(ctx, c, { typed: {}, refusal })
      return sendOn(c, `/accounts/${c.req.param('id')}`, 'password_reset')
    })
    .post('/accounts/:id/unlock', asks('manage_accounts'), async (c) => {
      await accounts.unlockAccount(ctx, actorOf(c), c.req.param('id'))
      return sendOn(c, `/accounts/${c.req.param('id')}`, 'log_in_unlocked')
    })
    .post('/accounts/:id/end-log-ins', asks('manage_accounts'), async (c) => {
      await accounts.endLogIns(ctx, actorOf(c), c.req.param('id'))
      return sendOn(c, `/accounts/${c.req.param('id')}`, 'log_ins_ended')
    })
    .post('/accounts/:id/remove-second-factor', asks('manage_accounts'), async (c) => {
      await accounts.removeSecondFactor(ctx, actorOf(c), c.req.param('id'))
      return sendOn(c, `/accounts/${c.req.param('id')}`, 'second_factor_removed')
    })
}

/** The page of one account, with what was refused on it. */
export async function showAccount(ctx: Context, c: HonoContext<WebEnv>, form: FormState) {
  const account = await accounts.getAccount(ctx, actorOf(c), c.req.param('id') ?? '')
  return show(
    c,
    <ManagedAccountPage
      {...form}
      visitor={visitorOf(c)}
      account={account}
      provider={ctx.identityProvider}
    />,
    form.refusal?.status,
  )
}

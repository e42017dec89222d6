import { Hono } from 'hono'
import { getAccount } from '../../actions/accounts.ts'
import * as links from '../../actions/identity-links.ts'
import type { Context } from '../../context.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { readForm, textOf } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { LinkIdentityPage } from '../pages/identity.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'
import { showAccount } from './accounts.tsx'

/** Which identity opens an account, for administrators. */
export function identityLinkPages(ctx: Context) {
  return new Hono<WebEnv>()
    .post('/accounts/:id/identity', asks('manage_accounts'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const code = textOf(typed, 'identityCode')
      let identity: links.WaitingIdentity | undefined
      const refusal = await refusalFrom(async () => {
        identity = await links.findWaitingIdentity(ctx, actorOf(c), id, code)
      })
      if (refusal || !identity) return showAccount(ctx, c, { typed: {}, refusal })
      const account = await getAccount(ctx, actorOf(c), id)
      const props = { visitor: visitorOf(c), account, identity, code }
      return show(c, <LinkIdentityPage {...props} />)
    })
    .post('/accounts/:id/identity/link', asks('manage_accounts'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const refusal = await refusalFrom(() =>
        links.linkIdentity(ctx, actorOf(c), id, textOf(typed, 'code')),
      )
      if (refusal) return showAccount(ctx, c, { typed: {}, refusal })
      return sendOn(c, `/accounts/${id}`, 'identity_linked')
    })
    .post('/accounts/:id/identity/remove', asks('manage_accounts'), async (c) => {
      await links.unlinkIdentity(ctx, actorOf(c), c.req.param('id'))
      return sendOn(c, `/accounts/${c.req.param('id')}`, 'identity_unlinked')
    })
    .post('/accounts/:id/remove-password', asks('manage_accounts'), async (c) => {
      const id = c.req.param('id')
      const refusal = await refusalFrom(() => links.removePassword(ctx, actorOf(c), id))
      if (refusal) return showAccount(ctx, c, { typed: {}, refusal })
      return sendOn(c, `/accounts/${id}`, 'password_removed')
    })
}

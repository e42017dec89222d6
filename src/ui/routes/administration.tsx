import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import * as accounts from '../../actions/accounts.ts'
import * as organisations from '../../actions/organisations.ts'
import { getTemplateState } from '../../actions/template-faults.ts'
import type { Context } from '../../context.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import * as schemas from '../../http/schemas.ts'
import type { FormState } from '../components/fields.tsx'
import { type Typed, readForm, textOf, textOrNull } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { AccountsPage } from '../pages/accounts.tsx'
import { OrganisationsPage } from '../pages/organisations.tsx'
import { TemplatesPage } from '../pages/templates.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'
import { requireSamePassword } from './log-in.tsx'

/** Organisations, accounts and the state of the templates, for administrators. */
export function administrationRoutes(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/organisations', asks('read_organisations'), (c) =>
      showOrganisations(ctx, c, { typed: {} }),
    )
    .post('/organisations', asks('manage_organisations'), async (c) => {
      const { typed } = await readForm(c)
      const refusal = await refusalFrom(() =>
        organisations.createOrganisation(
          ctx,
          actorOf(c),
          checked(schemas.newOrganisation, organisationOf(typed)),
        ),
      )
      if (refusal) return showOrganisations(ctx, c, { typed, refusal })
      return sendOn(c, '/organisations', 'organisation_created')
    })
    .get('/templates', asks('read_template_faults'), (c) => {
      const state = getTemplateState(ctx, actorOf(c))
      return show(c, <TemplatesPage {...state} visitor={visitorOf(c)} />)
    })
    .get('/accounts', asks('manage_accounts'), (c) =>
      showAccounts(ctx, c, { typed: { role: 'secretary' } }),
    )
    .post('/accounts', asks('manage_accounts'), async (c) => {
      const { typed } = await readForm(c)
      const refusal = await refusalFrom(() => {
        requireSamePassword(typed)
        return accounts.createAccount(
          ctx,
          actorOf(c),
          checked(schemas.newAccount, accountOf(typed)),
        )
      })
      if (refusal) return showAccounts(ctx, c, { typed, refusal })
      return sendOn(c, '/accounts', 'account_created')
    })
    .post('/accounts/:id/disable', asks('disable_account'), async (c) => {
      await accounts.disableAccount(ctx, actorOf(c), c.req.param('id'))
      return sendOn(c, '/accounts', 'account_disabled')
    })
}

function organisationOf(typed: Typed) {
  return {
    name: textOf(typed, 'name'),
    side: textOf(typed, 'side'),
    parent: textOrNull(typed, 'parent'),
    superior: textOrNull(typed, 'superior'),
    locality: textOrNull(typed, 'locality'),
    symbol: textOrNull(typed, 'symbol'),
  }
}

function accountOf(typed: Typed) {
  return {
    username: textOf(typed, 'username'),
    fullName: textOf(typed, 'fullName'),
    role: textOf(typed, 'role'),
    organisation: textOf(typed, 'organisation'),
    password: typed.password ?? '',
  }
}

async function showOrganisations(ctx: Context, c: HonoContext<WebEnv>, form: FormState) {
  const actor = actorOf(c)
  const all = await organisations.listOrganisations(ctx, actor)
  return show(
    c,
    <OrganisationsPage {...form} visitor={visitorOf(c)} organisations={all} />,
    form.refusal?.status,
  )
}

async function showAccounts(ctx: Context, c: HonoContext<WebEnv>, form: FormState) {
  const actor = actorOf(c)
  const all = await accounts.listAccounts(ctx, actor)
  const places = await organisations.listOrganisations(ctx, actor)
  return show(
    c,
    <AccountsPage {...form} visitor={visitorOf(c)} accounts={all} organisations={places} />,
    form.refusal?.status,
  )
}

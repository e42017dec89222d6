import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import { logOutEverywhere } from '../../actions/log-in.ts'
import { listOrganisations } from '../../actions/organisations.ts'
import { changePassword } from '../../actions/own-password.ts'
import { getSecondFactor } from '../../actions/second-factor.ts'
import type { Context } from '../../context.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf, clearLogInCookie, setLogInCookie, tokenOf } from '../../http/log-in.ts'
import { here } from '../../http/own-account.ts'
import { asks } from '../../http/permissions.ts'
import * as schemas from '../../http/schemas.ts'
import type { FormState } from '../components/fields.tsx'
import { readForm } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { OwnAccountPage } from '../pages/own-account.tsx'
import { OwnPasswordPage } from '../pages/own-password.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'
import { requireSamePassword } from './log-in.tsx'

const newPassword = z.object({ password: schemas.newPassword })

/** One's own account: its log-in and its password. */
export function ownAccountPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/account', asks('anyone_logged_in'), async (c) => {
      const who = actorOf(c)
      const places = await listOrganisations(ctx, who)
      const organisation = places.find((each) => each.id === who.organisation)?.name ?? '—'
      const factor = await getSecondFactor(ctx, who)
      const props = { visitor: visitorOf(c), who, organisation, factor }
      return show(c, <OwnAccountPage {...props} />)
    })
    .post('/account/end-log-ins', asks('anyone_logged_in'), async (c) => {
      await logOutEverywhere(ctx, actorOf(c))
      clearLogInCookie(c)
      return sendOn(c, '/login', 'logged_out_everywhere')
    })
    .get('/account/password', asks('anyone_logged_in'), (c) => showPassword(c, { typed: {} }))
    .post('/account/password', asks('anyone_logged_in'), async (c) => {
      const { typed } = await readForm(c)
      const refusal = await refusalFrom(async () => {
        requireSamePassword(typed)
        const { password } = checked(newPassword, { password: typed.password ?? '' })
        const { who, token } = here(actorOf(c), tokenOf(c))
        const input = { current: typed.current ?? null, password }
        setLogInCookie(c, await changePassword(ctx, who, token, input))
      })
      if (refusal) return showPassword(c, { typed: {}, refusal })
      return sendOn(c, '/', 'password_changed')
    })
}

function showPassword(c: HonoContext<WebEnv>, form: FormState) {
  const demanded = actorOf(c).standing === 'password_change'
  return show(
    c,
    <OwnPasswordPage {...form} visitor={visitorOf(c)} demanded={demanded} />,
    form.refusal?.status,
  )
}

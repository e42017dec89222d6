import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { whoIs } from '../../actions/log-in.ts'
import * as factors from '../../actions/second-factor.ts'
import type { Context } from '../../context.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf, setLogInCookie, tokenOf } from '../../http/log-in.ts'
import { here } from '../../http/own-account.ts'
import { asks } from '../../http/permissions.ts'
import type { FormState } from '../components/fields.tsx'
import { readForm, textOf } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { RecoveryCodesPage, SecondFactorPage, ShowFactorPage } from '../pages/second-factor.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'

/** Setting up one's second factor, and showing it at the log-in. */
export function secondFactorPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/account/second-factor', asks('anyone_logged_in'), (c) =>
      showFactor(ctx, c, { typed: {} }),
    )
    .get('/account/second-factor/qr.svg', asks('anyone_logged_in'), async (c) => {
      const picture = await factors.secondFactorPicture(ctx, actorOf(c))
      return c.body(picture, 200, { 'content-type': 'image/svg+xml' })
    })
    .post('/account/second-factor/draft', asks('anyone_logged_in'), async (c) => {
      await factors.draftSecondFactor(ctx, actorOf(c))
      return sendOn(c, '/account/second-factor')
    })
    .post('/account/second-factor', asks('anyone_logged_in'), async (c) => {
      const { typed } = await readForm(c)
      let codes: readonly string[] = []
      const refusal = await refusalFrom(async () => {
        const { who, token } = here(actorOf(c), tokenOf(c))
        const { recoveryCodes, ...started } = await factors.confirmSecondFactor(
          ctx,
          who,
          token,
          textOf(typed, 'code'),
        )
        setLogInCookie(c, started)
        c.set('actor', await whoIs(ctx, started.token))
        codes = recoveryCodes
      })
      if (refusal) return showFactor(ctx, c, { typed: {}, refusal })
      return show(c, <RecoveryCodesPage visitor={visitorOf(c)} codes={codes} />)
    })
    .post('/account/second-factor/remove', asks('anyone_logged_in'), async (c) => {
      const { typed } = await readForm(c)
      const refusal = await refusalFrom(() =>
        factors.removeOwnSecondFactor(ctx, actorOf(c), typed.current ?? ''),
      )
      if (refusal) return showFactor(ctx, c, { typed: {}, refusal })
      return sendOn(c, '/account/second-factor', 'second_factor_removed')
    })
    .get('/login/second-factor', asks('anyone_logged_in'), (c) => showProof(c, { typed: {} }))
    .post('/login/second-factor', asks('anyone_logged_in'), async (c) => {
      const { typed } = await readForm(c)
      const refusal = await refusalFrom(async () => {
        const { who, token } = here(actorOf(c), tokenOf(c))
        const code = textOf(typed, 'code')
        setLogInCookie(c, await factors.proveSecondFactor(ctx, who, token, code))
      })
      return refusal ? showProof(c, { typed: {}, refusal }) : sendOn(c, '/')
    })
}

async function showFactor(ctx: Context, c: HonoContext<WebEnv>, form: FormState) {
  const who = actorOf(c)
  const props = {
    ...form,
    visitor: visitorOf(c),
    demanded: who.standing === 'second_factor_setup',
    factor: await factors.getSecondFactor(ctx, who),
  }
  return show(c, <SecondFactorPage {...props} />, form.refusal?.status)
}

function showProof(c: HonoContext<WebEnv>, form: FormState) {
  if (actorOf(c).standing !== 'second_factor') return sendOn(c, '/')
  return show(c, <ShowFactorPage {...form} visitor={visitorOf(c)} />, form.refusal?.status)
}

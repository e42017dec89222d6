import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { beginIdentityLogIn, finishIdentityLogIn } from '../../actions/identity-log-in.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { clientAddress } from '../../http/client-address.ts'
import type { WebEnv } from '../../http/env.ts'
import { setLogInCookie } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { setUnderWay, takeUnderWay } from '../../http/identity-log-in.ts'
import { refusalOf } from '../forms/refusal.ts'
import { ContinuePage, UnlinkedPage } from '../pages/identity.tsx'
import { LogInPage } from '../pages/log-in.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'
import { localPath } from './log-in.tsx'

/** Log-in at the identity provider of the unit: the way there and the way back. */
export function identityLogInRoutes(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/login/oidc', asks('public'), async (c) => {
      const next = localPath(c.req.query('next'))
      if (c.get('actor')) return sendOn(c, next)
      try {
        const { address, sealed, seconds } = await beginIdentityLogIn(ctx, next)
        setUnderWay(c, sealed, seconds)
        return c.redirect(address, 303)
      } catch (error) {
        return refused(ctx, c, next, error)
      }
    })
    .get('/login/oidc/callback', asks('public'), async (c) => {
      const { searchParams } = new URL(c.req.url)
      const address = clientAddress(c, ctx.trustedProxies)
      try {
        const came = await finishIdentityLogIn(ctx, searchParams, takeUnderWay(c), address)
        if (came.kind === 'unlinked')
          return await show(c, <UnlinkedPage visitor={visitorOf(c)} code={came.code} />, 403)
        setLogInCookie(c, came.started)
        return await show(c, <ContinuePage visitor={visitorOf(c)} next={came.next} />)
      } catch (error) {
        return refused(ctx, c, '/', error)
      }
    })
}

/** The log-in page with why nothing came of it; what is not the provider's matter is thrown on. */
function refused(ctx: Context, c: HonoContext<WebEnv>, next: string, error: unknown) {
  if (!(error instanceof AppError) || error.code === 'not_found') throw error
  const { code, detail } = error
  ctx.log.warn({ code, ...detail }, 'log-in at the identity provider came to nothing')
  const refusal = refusalOf(error)
  const props = { visitor: visitorOf(c), next, typed: {}, refusal, provider: ctx.identityProvider }
  return show(c, <LogInPage {...props} />, refusal.status)
}

import { type Context as HonoContext, Hono } from 'hono'
import { z } from 'zod'
import { logIn, logOut } from '../../actions/log-in.ts'
import { isSetUp, setUp } from '../../actions/setup.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { checked } from '../../formats/issues.ts'
import { filledLine } from '../../formats/parts.ts'
import { clientAddress } from '../../http/client-address.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf, clearLogInCookie, setLogInCookie, tokenOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import * as schemas from '../../http/schemas.ts'
import { type Typed, readForm, textOf } from '../forms/form.ts'
import { refusalFrom, refuseField } from '../forms/refusal.ts'
import { LogInPage } from '../pages/log-in.tsx'
import { SetupPage } from '../pages/setup.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'

const setupInput = z.object({
  code: filledLine(60),
  organisation: filledLine(300),
  side: schemas.side,
  username: schemas.username,
  fullName: schemas.name,
  password: schemas.newPassword,
})

const logInInput = z.object({ username: filledLine(64), password: z.string().max(200) })

/** Set-up, log-in, log-out. */
export function logInRoutes(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/setup', asks('public'), async (c) => {
      if (await isSetUp(ctx)) return sendOn(c, '/login')
      return show(c, <SetupPage visitor={visitorOf(c)} typed={{ side: 'party' }} />)
    })
    .post('/setup', asks('public'), async (c) => {
      const { typed } = await readForm(c)
      const refusal = await refusalFrom(() => {
        requireSamePassword(typed)
        return setUp(ctx, checked(setupInput, trimmed(typed)))
      })
      if (!refusal) return sendOn(c, '/login', 'set_up')
      return show(
        c,
        <SetupPage visitor={visitorOf(c)} typed={typed} refusal={refusal} />,
        refusal.status,
      )
    })
    .get('/login', asks('public'), (c) => {
      const next = localPath(c.req.query('next'))
      if (c.get('actor')) return sendOn(c, next)
      return show(
        c,
        <LogInPage visitor={visitorOf(c)} next={next} typed={{}} provider={ctx.identityProvider} />,
      )
    })
    .post('/login', asks('public'), async (c) => {
      const { typed } = await readForm(c)
      const next = localPath(typed.next)
      const refusal = await refusalFrom(async () => {
        const address = clientAddress(c, ctx.trustedProxies)
        const tried = logIn(ctx, checked(logInInput, trimmed(typed)), address)
        setLogInCookie(c, await tried.catch((error: unknown) => tellWait(c, error)))
      })
      if (!refusal) return sendOn(c, next)
      const visitor = visitorOf(c)
      const form = { typed, refusal }
      return show(
        c,
        <LogInPage {...form} visitor={visitor} next={next} provider={ctx.identityProvider} />,
        refusal.status,
      )
    })
    .post('/logout', asks('anyone_logged_in'), async (c) => {
      await logOut(ctx, actorOf(c), tokenOf(c) ?? '')
      clearLogInCookie(c)
      return sendOn(c, '/login', 'logged_out')
    })
}

/** Tells programs too how long nothing is tried, and lets the refusal go on. */
function tellWait(c: HonoContext<WebEnv>, error: unknown): never {
  if (error instanceof AppError && error.code === 'too_many_attempts')
    c.header('retry-after', String(error.detail['seconds']))
  throw error
}

/** Refuses at the second field when the password was not typed alike twice. */
export function requireSamePassword({ password, again }: Typed): void {
  if (password !== again) refuseField('/again', 'password_differs')
}

/** Every text without blanks around it, save the passwords. */
export function trimmed(typed: Typed): Typed {
  const { password } = typed
  const texts = Object.fromEntries(Object.keys(typed).map((name) => [name, textOf(typed, name)]))
  return { ...texts, ...(password === undefined ? {} : { password }) }
}

/** The path if it leads to a page of this site, else the first page. */
export function localPath(path: string | undefined): string {
  const base = 'http://here.invalid'
  if (!path?.startsWith('/') || !URL.canParse(path, base)) return '/'
  const url = new URL(path, base)
  const local = `${url.pathname}${url.search}`
  // of `/.//other.example` the path alone would name another site
  return url.origin === base && !local.startsWith('//') ? local : '/'
}

import type { Context as HonoContext } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { type LoggedIn, type StartedLogIn, whoIs, whoWorks, whyEnded } from '../actions/log-in.ts'
import type { Context } from '../context.ts'
import type { Standing } from '../domain/standing.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import { isEncrypted } from './client-address.ts'
import type { WebEnv } from './env.ts'

/** The name of the log-in's cookie. */
export const COOKIE = 'tin-nhiem'

/** What a page asks for by itself while nobody works: it keeps no log-in alive. */
const BY_ITSELF = [/\/progress(\/stream)?$/, /^\/hall\//, /\/pass\/window$/, /^\/static\//]

/** Whether a page asks for that path by itself, again and again, while nobody works. */
export function isAskedByPages(path: string): boolean {
  return BY_ITSELF.some((each) => each.test(path))
}

/** Puts the account of the log-in cookie on the request, if there is a valid one, or why there is none. */
export function recogniseActor(ctx: Context) {
  return createMiddleware<WebEnv>(async (c, next) => {
    c.set('encrypted', isEncrypted(c, ctx.trustedProxies))
    const token = tokenOf(c)
    const idle = isAskedByPages(c.req.path)
    const who = token && (await (idle ? whoIs : whoWorks)(ctx, token))
    c.set('actor', who || undefined)
    c.set('ended', token && !who ? await whyEnded(ctx, token) : null)
    await next()
  })
}

/** Who is logged in; `not_authenticated` for nobody, `log_in_replaced` where the account is elsewhere now. */
export function actorOf(c: HonoContext<WebEnv>): LoggedIn {
  const actor = c.get('actor')
  if (actor) return actor
  const because = c.get('ended')
  if (because === 'elsewhere') throw new AppError('log_in_replaced')
  throw new AppError('not_authenticated', because === null ? {} : { because })
}

/** What is open before a log-in stands in full: the pages and routes of the one thing to be done next. */
export const OPEN_BEFORE: Readonly<
  Record<Exclude<Standing, 'full'>, { code: ErrorCode; page: string; routes: readonly string[] }>
> = {
  password_change: {
    code: 'password_change_required',
    page: '/account/password',
    routes: ['GET /account/password', 'POST /account/password', 'POST /api/v1/me/password'],
  },
  second_factor: {
    code: 'second_factor_required',
    page: '/login/second-factor',
    routes: [
      'GET /login/second-factor',
      'POST /login/second-factor',
      'POST /api/v1/me/second-factor/proof',
    ],
  },
  second_factor_setup: {
    code: 'second_factor_setup_required',
    page: '/account/second-factor',
    routes: [
      'GET /account/second-factor',
      'GET /account/second-factor/qr.svg',
      'POST /account/second-factor/draft',
      'POST /account/second-factor',
      'POST /api/v1/me/second-factor/draft',
      'POST /api/v1/me/second-factor',
    ],
  },
}
const ALWAYS_OPEN = ['POST /logout', 'POST /api/v1/logout']

/** Lets a log-in that does not stand in full to nothing but the one thing to be done next, and to log-out. */
export function requireStanding() {
  return createMiddleware<WebEnv>(async (c, next) => {
    const standing = c.get('actor')?.standing ?? 'full'
    if (standing === 'full' || c.req.path.startsWith('/static/')) return next()
    const { code, page, routes } = OPEN_BEFORE[standing]
    if ([...ALWAYS_OPEN, ...routes].includes(`${c.req.method} ${c.req.path}`)) return next()
    const forMachines = c.req.path.startsWith('/api/') || c.req.path === '/openapi.json'
    if (forMachines) throw new AppError(code)
    return c.redirect(page, 303)
  })
}

/** The log-in's token as the browser sent it. */
export function tokenOf(c: HonoContext<WebEnv>): string | undefined {
  return c.get('encrypted') ? getCookie(c, COOKIE, 'host') : getCookie(c, COOKIE)
}

/** Hands the token to the browser: never to scripts, never to other sites, under TLS to this host alone. */
export function setLogInCookie(c: HonoContext<WebEnv>, { token, expiresAt }: StartedLogIn): void {
  const rules = { httpOnly: true, sameSite: 'Strict', expires: new Date(expiresAt) } as const
  setCookie(c, COOKIE, token, c.get('encrypted') ? { ...rules, prefix: 'host' } : rules)
}

/**
 * Takes the token back, and has the browser drop what it keeps of pages. What was typed and not yet sent
 * stays in its database: it belongs to whoever typed it and would be lost.
 */
export function clearLogInCookie(c: HonoContext<WebEnv>): void {
  deleteCookie(c, COOKIE, c.get('encrypted') ? { prefix: 'host', secure: true } : {})
  c.header('clear-site-data', '"cache"')
}

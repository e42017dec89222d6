import type { Context as HonoContext } from 'hono'
import { createMiddleware } from 'hono/factory'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { whoIs } from '../actions/log-in.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { AppError } from '../errors.ts'
import type { WebEnv } from './env.ts'

const COOKIE = 'tin-nhiem'

/** Puts the account of the log-in cookie on the request, if there is a valid one. */
export function recogniseActor(ctx: Context) {
  return createMiddleware<WebEnv>(async (c, next) => {
    const token = getCookie(c, COOKIE)
    c.set('actor', token ? await whoIs(ctx, token) : undefined)
    await next()
  })
}

/** Who is logged in; `not_authenticated` for nobody. */
export function actorOf(c: HonoContext<WebEnv>): Actor & { readonly username: string } {
  const actor = c.get('actor')
  if (!actor) throw new AppError('not_authenticated')
  return actor
}

/** The log-in's token as the browser sent it. */
export function tokenOf(c: HonoContext<WebEnv>): string | undefined {
  return getCookie(c, COOKIE)
}

/** Hands the token to the browser: never to scripts, never to other sites. */
export function setLogInCookie(c: HonoContext<WebEnv>, token: string, expiresAt: string): void {
  setCookie(c, COOKIE, token, {
    httpOnly: true,
    sameSite: 'Strict',
    secure: new URL(c.req.url).protocol === 'https:',
    path: '/',
    expires: new Date(expiresAt),
  })
}

/** Takes the token back. */
export function clearLogInCookie(c: HonoContext<WebEnv>): void {
  deleteCookie(c, COOKIE, { path: '/' })
}

import type { Context as HonoContext } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { WebEnv } from './env.ts'

const COOKIE = 'tin-nhiem-oidc'

/**
 * Hands the browser what it has to bring back from the identity provider, sealed. `Lax`, unlike the log-in's
 * cookie: the way back is another site's step.
 */
export function setUnderWay(c: HonoContext<WebEnv>, sealed: string, seconds: number): void {
  const rules = { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: seconds } as const
  setCookie(c, COOKIE, sealed, c.get('encrypted') ? { ...rules, prefix: 'host' } : rules)
}

/** What the browser brought back; it is good for one answer, whatever comes of it. */
export function takeUnderWay(c: HonoContext<WebEnv>): string | undefined {
  const encrypted = c.get('encrypted')
  const sealed = encrypted ? getCookie(c, COOKIE, 'host') : getCookie(c, COOKIE)
  deleteCookie(c, COOKIE, encrypted ? { prefix: 'host', secure: true } : {})
  return sealed
}

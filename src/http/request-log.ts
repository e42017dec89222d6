import type { Context as HonoContext } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Context } from '../context.ts'
import type { WebEnv } from './env.ts'
import { HALL_TOKEN } from './headers.ts'
import { isAskedByPages } from './log-in.ts'

/** Nobody working gets these: no log-in, no right, another site, a body of no use, too often. */
const REFUSED = new Set([400, 401, 403, 413, 415, 421, 429])
const READING = new Set(['GET', 'HEAD'])

/**
 * One line a request: which route, how it went, how long it took; no names, no addresses. Refusals are told at
 * `warn`, the level that is on by default, with the id of the account that asked.
 */
export function logRequests(ctx: Context) {
  return createMiddleware<WebEnv>(async (c, next) => {
    const from = performance.now()
    await next()
    const ms = Math.round(performance.now() - from)
    const { method } = c.req
    const path = c.req.path.replace(HALL_TOKEN, '$1…') // whoever reads the log shall not watch
    const line = { requestId: c.get('requestId'), method, path, status: c.res.status, ms }
    if (isRefused(c)) ctx.log.warn({ ...line, account: c.get('actor')?.account }, 'refused')
    else ctx.log.info(line)
  })
}

/**
 * What is out of somebody's reach is said not to be there; for a stranger that looks, nothing is. A page left
 * open after its log-in has ended goes on asking, which says nothing about anybody.
 */
function isRefused(c: HonoContext<WebEnv>): boolean {
  const { status } = c.res
  if (status === 401 && isAskedByPages(c.req.path)) return false
  if (status === 404) return c.get('actor') !== undefined || !READING.has(c.req.method)
  return REFUSED.has(status)
}

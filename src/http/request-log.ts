import { createMiddleware } from 'hono/factory'
import type { Context } from '../context.ts'
import type { WebEnv } from './env.ts'
import { HALL_TOKEN } from './headers.ts'

/** One line a request: which route, how it went, how long it took; no names, no addresses. */
export function logRequests(ctx: Context) {
  return createMiddleware<WebEnv>(async (c, next) => {
    const from = performance.now()
    await next()
    const ms = Math.round(performance.now() - from)
    const { method } = c.req
    const path = c.req.path.replace(HALL_TOKEN, '$1…') // whoever reads the log shall not watch
    ctx.log.info({ requestId: c.get('requestId'), method, path, status: c.res.status, ms })
  })
}

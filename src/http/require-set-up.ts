import { createMiddleware } from 'hono/factory'
import { isSetUp } from '../actions/setup.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { WebEnv } from './env.ts'

/** Until the first administrator exists, nothing but the set-up pages and their style is served. */
export function requireSetUp(ctx: Context) {
  let done = ctx.setupCode === null
  return createMiddleware<WebEnv>(async (c, next) => {
    done ||= await isSetUp(ctx)
    const open = /^\/setup(?:\/|$)/.test(c.req.path) || c.req.path.startsWith('/static/')
    if (done || open) return next()
    if (c.req.path.startsWith('/api/')) throw new AppError('setup_required')
    return c.redirect('/setup', 303)
  })
}

import { createMiddleware } from 'hono/factory'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { WebEnv } from './env.ts'

/** What changes nothing, or only who looks. */
const ALLOWED = /^(?:\/api\/v1)?\/(?:login|logout)(?:\/|$)/

/**
 * Puts on each request what pages tell of backups: to administrators that the last one failed, to everybody that another
 * machine goes on with this database. From then on nothing is changed here: `taken_over_elsewhere`.
 */
export function watchBackups({ backups: { state } }: Context) {
  return createMiddleware<WebEnv>(async (c, next) => {
    const { fault, elsewhere } = state
    const told = c.get('actor')?.role === 'admin' ? fault : null
    if (told || elsewhere) c.set('backups', { fault: told, elsewhere })
    const reading = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (elsewhere && !reading && !ALLOWED.test(c.req.path))
      throw new AppError('taken_over_elsewhere', { seq: elsewhere.seq })
    await next()
  })
}

import { createMiddleware } from 'hono/factory'
import { AppError } from '../errors.ts'
import type { WebEnv } from './env.ts'

/** Serves nothing under an address with a zero byte in it: no database, no file system has such a name. */
export const requireWholeAddress = createMiddleware<WebEnv>(async (c, next) => {
  if (/%00|\0/.test(c.req.url)) throw new AppError('not_found', { what: 'page' })
  await next()
})

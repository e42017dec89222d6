import { createMiddleware } from 'hono/factory'
import { AppError } from '../errors.ts'
import type { WebEnv } from './env.ts'
import type { Gate } from './gate.ts'

/**
 * Serves only requests that name a host of ours, else `host_unknown`: a page of another site whose name was
 * pointed at this machine (DNS rebinding) gets nothing.
 */
export function requireOwnHost(gate: Gate) {
  return createMiddleware<WebEnv>(async (c, next) => {
    if (!gate.isOurs(new URL(c.req.url).hostname)) throw new AppError('host_unknown')
    await next()
  })
}

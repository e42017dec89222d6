import { createMiddleware } from 'hono/factory'
import { AppError } from '../errors.ts'
import type { WebEnv } from './env.ts'
import type { Gate } from './gate.ts'

/**
 * Puts on each request what is seen of a network beyond the LAN, for the pages to warn of; where the setting
 * says so nothing but the style of the page that tells it is served: `network_beyond`.
 */
export function watchAirGap({ airGap }: Gate) {
  return createMiddleware<WebEnv>(async (c, next) => {
    const beyond = airGap.seen()
    c.set('beyond', beyond)
    if (airGap.locks && beyond.length > 0 && !c.req.path.startsWith('/static/'))
      throw new AppError('network_beyond', { signs: beyond })
    await next()
  })
}

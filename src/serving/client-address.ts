import type { HttpBindings } from '@hono/node-server'
import type { Gate } from '../http/gate.ts'

/**
 * The address a request comes from: the socket's, or behind a proxy on this machine the last one of
 * `X-Forwarded-For`, which that proxy wrote. The earlier ones are what the client claims.
 */
export function clientAddress(behindProxy: boolean): Gate['addressOf'] {
  return (c) => {
    const { incoming } = c.env as HttpBindings
    const own = incoming.socket.remoteAddress ?? ''
    if (!behindProxy) return own
    return c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() || own
  }
}

import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createAdaptorServer } from '@hono/node-server'
import type { HttpBindings } from '@hono/node-server'
import { AppError } from '../errors.ts'
import type { TlsMaterial } from './tls-material.ts'

/** How long a server waits for a client, in milliseconds, and how much it takes of one before it reads a request. */
export type Patience = {
  /** Until the head of a request is whole. */
  readonly headersTimeout: number
  /** Until the whole request is there: a scan of 20 MB over a weak wireless network. */
  readonly requestTimeout: number
  /** Between two requests. */
  readonly keepAliveTimeout: number
  /** How often those who wait too long are looked for. */
  readonly connectionsCheckingInterval: number
  /** Bytes of a request's head. */
  readonly maxHeaderSize: number
  readonly maxConnections: number
}

export const PATIENCE: Patience = {
  headersTimeout: 10_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
  maxConnections: 2_000,
}
const HANDSHAKE_MS = 10_000

/** TLS from 1.2, with forward secrecy and authenticated encryption only; the server's order counts. */
const TLS_RULES = {
  minVersion: 'TLSv1.2',
  honorCipherOrder: true,
  ciphers: [
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_GCM_SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
  ].join(':'),
} as const

/** What a server serves, where, and over which TLS, if any. */
export type Served = {
  readonly fetch: (request: Request, env: HttpBindings) => Response | Promise<Response>
  readonly host: string
  readonly port: number
  readonly tls: TlsMaterial | null
  /** A proxy on this machine ended TLS, so every request counts as one over TLS. */
  readonly behindProxy?: boolean
  readonly patience?: Patience
}

/** A server that listens; `renew` shows another certificate to whoever connects from now on. */
export type Listening = {
  readonly port: number
  renew(tls: TlsMaterial): void
  /** Takes no new requests; those under way are cut off after `graceMs`. */
  close(graceMs: number): Promise<void>
}

/** Listens, and comes back once it does. `port_in_use` {port}. */
export async function listen(served: Served): Promise<Listening> {
  const { host, port, tls, behindProxy = false, patience = PATIENCE } = served
  const { maxConnections, ...options } = patience
  const fetch = (request: Request, env: unknown) => {
    const { incoming } = env as HttpBindings
    // of two the parser drops one, and a proxy in between may have looked at the other
    if (countOf(incoming.rawHeaders, 'host') > 1) return new Response(null, { status: 400 })
    return served.fetch(request, env as HttpBindings)
  }
  const server = createAdaptorServer({
    fetch,
    ...(tls === null
      ? { createServer, serverOptions: options }
      : {
          createServer: createSecureServer,
          serverOptions: {
            ...options,
            ...tls,
            ...TLS_RULES,
            handshakeTimeout: HANDSHAKE_MS,
          },
        }),
  }) as Server
  server.maxConnections = maxConnections
  if (behindProxy)
    // the adapter takes a request's scheme from here
    server.on('connection', (socket) => Object.defineProperty(socket, 'encrypted', { value: true }))
  const bound = await new Promise<number>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new AppError('port_in_use', { port }, error) : error),
    )
    server.listen(port, host, () => resolve(portOf(server)))
  })
  return {
    port: bound,
    renew: (fresh) => {
      if ('setSecureContext' in server && typeof server.setSecureContext === 'function')
        server.setSecureContext({ ...fresh, ...TLS_RULES })
    },
    close: (graceMs) =>
      new Promise((closed) => {
        setTimeout(() => server.closeAllConnections(), graceMs).unref()
        server.close(() => closed())
      }),
  }
}

/** How often a header stands among names and values in turn. */
function countOf(rawHeaders: readonly string[], name: string): number {
  return rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === name).length
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('not a port')
  return address.port
}

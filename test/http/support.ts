import type { App } from '../../src/app.ts'
import { createApp } from '../../src/app.ts'
import type { Context } from '../../src/context.ts'

/** What a request came back with. */
export type Answer = {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

/**
 * Sends JSON as that account would: logged in, same origin, naming the revision of a pass it was last told
 * unless `headers` name another.
 */
export type Client = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>

/** What a path of a pass being typed starts with. */
const PASS = /^\/sheets\/[^/]+\/pass(?=\/|$)/

export type Browser = {
  readonly app: App
  /** A client without a log-in. */
  readonly stranger: Client
  /** Logs the account in and gives its client. */
  logIn(username: string, password: string): Promise<Client>
}

/** The whole web program over a context, spoken to without a port. */
export function browse(ctx: Context): Browser {
  const app = createApp(ctx)
  const client = (cookie: string | null): Client => {
    const revisions = new Map<string, string>()
    return async (method, path, body, headers = {}) => {
      const pass = PASS.exec(path)?.[0] ?? ''
      const seen = method === 'GET' ? undefined : revisions.get(pass)
      const response = await app.request(`/api/v1${path}`, {
        method,
        headers: {
          origin: 'http://localhost',
          ...(cookie ? { cookie } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(seen === undefined ? {} : { 'if-match': seen }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const told = response.headers.get('etag')
      if (told !== null) revisions.set(pass, told)
      const text = await response.text()
      const type = response.headers.get('content-type') ?? ''
      return {
        status: response.status,
        body: type.includes('json') ? (JSON.parse(text) as unknown) : text,
        headers: response.headers,
      }
    }
  }
  return {
    app,
    stranger: client(null),
    async logIn(username, password) {
      const { status, headers } = await client(null)('POST', '/login', { username, password })
      if (status !== 200) throw new Error(`log-in of ${username} answered ${status}`)
      return client(headers.get('set-cookie')!.split(';')[0]!)
    },
  }
}

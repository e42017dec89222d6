import type { App } from '../../src/app.ts'
import { createApp } from '../../src/app.ts'
import type { Context } from '../../src/context.ts'
import { confirmationFor } from './confirm.ts'

/** What a request came back with. */
export type Answer = {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

/**
 * Sends JSON as that account would: logged in, same origin, naming the revision of a pass it was last told
 * unless `headers` name another, and confirming a final act first unless `headers` bring a `confirmation`,
 * which is none where it is empty.
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
  /** The cookie of the account, logged in once. */
  cookieOf(username: string, password: string): Promise<string>
  /** The client of the account, logged in once: another log-in would end the first. */
  logIn(username: string, password: string): Promise<Client>
}

/** The whole web program over a context, spoken to without a port. */
export function browse(ctx: Context): Browser {
  const app = createApp(ctx)
  const cookies = logInsOf(ctx)
  const client = (cookie: string | null, password = ''): Client => {
    const revisions = new Map<string, string>()
    return async (method, path, body, named = {}) => {
      const { confirmation: own, ...others } = named
      const proof = own
        ? { confirmation: own }
        : own === undefined && cookie !== null
          ? await confirmationFor(app, { method, path, cookie, password })
          : {}
      const headers = { ...proof, ...others }
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
  const cookieOf = async (username: string, password: string) => {
    const old = cookies.get(username)
    if (old && (await client(old)('GET', '/me')).status === 200) return old
    const { status, headers } = await client(null)('POST', '/login', { username, password })
    if (status !== 200) throw new Error(`log-in of ${username} answered ${status}`)
    const cookie = headers.get('set-cookie')!.split(';')[0]!
    cookies.set(username, cookie)
    return cookie
  }
  return {
    app,
    stranger: client(null),
    cookieOf,
    logIn: async (username, password) => client(await cookieOf(username, password), password),
  }
}

/** The cookies of whoever is logged in to the program over that database. */
function logInsOf({ store }: Context): Map<string, string> {
  const known = cookiesOf.get(store) ?? new Map<string, string>()
  cookiesOf.set(store, known)
  return known
}

const cookiesOf = new WeakMap<Context['store'], Map<string, string>>()

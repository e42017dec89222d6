import { z } from 'zod'
import { AppError } from '../errors.ts'

/** What the server wants signed: `digest` is, as it says, the SHA-256 of the prepared file. */
export type Preparation = {
  readonly preparation: string
  readonly field: string
  readonly digest: Uint8Array
  readonly expiresAt: string
}
/** The server the signer is logged in at. */
export type SigningServer = {
  /** The document as it is stored, and the name it is downloaded under. */
  download(document: string): Promise<{ readonly bytes: Uint8Array; readonly fileName: string }>
  /** Looks, too, at what the server shows of the signing: that is what `complete` confirms with the password. */
  prepare(document: string, field: string | null, commonName: string): Promise<Preparation>
  /** The prepared file, which lacks the signature itself. */
  prepared(document: string, preparation: string): Promise<Uint8Array>
  /** The SHA-256 of the signed file as the server stored it. */
  complete(document: string, preparation: string, cms: Uint8Array): Promise<string>
  logOut(): Promise<void>
}
type Headers = Readonly<Record<string, string>>
type Call = (
  method: 'GET' | 'POST',
  path: string,
  body?: object,
  headers?: Headers,
) => Promise<Response>

/** As long as the server itself may wait for a timestamp, and some. */
const TIMEOUT_MS = 200_000
const MAX_PDF = 30_000_000
const preparation = z.object({
  preparation: z.string().min(1).max(100),
  field: z.string(),
  digest: z.hex().length(64),
  expiresAt: z.string(),
})
const shown = z.object({ digest: z.hex().length(64) })
const given = z.object({ token: z.string().min(1).max(100) })
const stored = z.object({ sha256: z.hex().length(64) })
const problem = z.object({ title: z.string() })

/**
 * The address of a server one may send a password to: https, or this very machine; with `insecure` any http. AppError
 * `insecure_server`, `invalid_input`.
 */
export function serverAddress(text: string, insecure: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  const known = url !== null && /^https?:$/.test(url.protocol)
  if (!known || url.username !== '' || url.password !== '')
    throw new AppError('invalid_input', { issues: [{ path: '--server', rule: 'address' }] })
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
  if (url.protocol === 'http:' && !isLoopback && !insecure)
    throw new AppError('insecure_server', { server: url.host })
  return url
}

const loggedIn = z.object({ standing: z.string().optional() })

/**
 * Logs in; `askCode` is asked where the account has a second factor. Throws, as what is called afterwards does, AppError `server_refused` with the server's own sentence (detail.said,
 * detail.status) and `server_unreachable` (detail.server; detail.reason network, redirect, answer).
 */
export async function logInAt(
  url: URL,
  account: { readonly username: string; readonly password: string },
  askCode: () => Promise<string>,
): Promise<SigningServer> {
  const api = new URL('/api/v1/', url)
  const first = await callWith(api, null)('POST', 'login', account)
  const call = callWith(api, cookieOf(api, first))
  const { standing } = await answerOf(api, first, loggedIn)
  if (standing !== 'second_factor') return serverOf(api, call, account.password)
  const proven = await call('POST', 'me/second-factor/proof', { code: await askCode() })
  return serverOf(api, callWith(api, cookieOf(api, proven)), account.password)
}

function cookieOf(api: URL, response: Response): string {
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw unreachable(api, 'answer')
  return cookie
}

function serverOf(api: URL, call: Call, password: string): SigningServer {
  const seen = new Map<string, string>()
  const at = (document: string) => `documents/${encodeURIComponent(document)}`
  const preparedAt = (document: string, id: string) =>
    `${at(document)}/signatures/prepared/${encodeURIComponent(id)}`
  return {
    async download(document) {
      const response = await call('GET', `${at(document)}/content`)
      const name = /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '')
      if (!name?.[1]) throw unreachable(api, 'answer')
      return { bytes: await fileOf(api, response), fileName: name[1] }
    },
    async prepare(document, field, commonName) {
      const body = { field, commonName }
      const response = await call('POST', `${at(document)}/signatures/prepared`, body)
      const read = await answerOf(api, response, preparation)
      const sign = await call('GET', `confirmations/sign/${encodeURIComponent(document)}`)
      seen.set(document, (await answerOf(api, sign, shown)).digest)
      return { ...read, digest: new Uint8Array(Buffer.from(read.digest, 'hex')) }
    },
    async prepared(document, id) {
      return fileOf(api, await call('GET', preparedAt(document, id)))
    },
    async complete(document, id, cms) {
      const asked = {
        act: 'sign',
        target: document,
        digest: seen.get(document),
        proof: { password },
      }
      const { token } = await answerOf(api, await call('POST', 'confirmations', asked), given)
      const body = { cms: Buffer.from(cms).toString('base64') }
      const response = await call('POST', preparedAt(document, id), body, { confirmation: token })
      return (await answerOf(api, response, stored)).sha256
    },
    async logOut() {
      await call('POST', 'logout')
    },
  }
}

function callWith(api: URL, cookie: string | null): Call {
  return async (method, path, body, own = {}) => {
    const response = await fetch(new URL(path, api), {
      method,
      headers: {
        origin: api.origin,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(cookie ? { cookie } : {}),
        ...own,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      redirect: 'manual', // what is sent is meant for this server and no other
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((cause: unknown) => {
      throw unreachable(api, 'network', cause)
    })
    if (response.ok) return response
    if (response.status < 400) throw unreachable(api, 'redirect')
    const { title } = await answerOf(api, response, problem)
    throw new AppError('server_refused', { said: plainText(title), status: response.status })
  }
}

/** What another machine says, without anything that could steer this terminal. */
export function plainText(text: string): string {
  return text.replaceAll(/\p{C}/gu, '').slice(0, 500)
}

async function fileOf(api: URL, response: Response): Promise<Uint8Array> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length > MAX_PDF) throw unreachable(api, 'answer')
  return bytes
}

async function answerOf<S extends z.ZodType>(
  api: URL,
  response: Response,
  schema: S,
): Promise<z.output<S>> {
  const read = schema.safeParse(await response.json().catch(() => null))
  if (!read.success) throw unreachable(api, 'answer', read.error)
  return read.data
}

function unreachable(api: URL, reason: string, cause?: unknown): AppError {
  return new AppError('server_unreachable', { server: api.host, reason }, cause)
}

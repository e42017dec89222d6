import { request as plainRequest } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { request as secureRequest } from 'node:https'

/** What a server answered. */
export type Told = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
}

type Asking = {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** The authority (PEM) that is trusted, and nobody else. */
  readonly ca?: string
  /** Ends as soon as the head of the answer is there: for streams, which have no end. */
  readonly headOnly?: boolean
}

/** Asks over HTTP or TLS, with any headers, following nothing. */
export function ask(url: string, asking: Asking = {}): Promise<Told> {
  const { method = 'GET', headers, body, ca, headOnly = false } = asking
  const options = { method, ...(headers && { headers }), agent: false as const }
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:')
      ? secureRequest(url, { ...options, ...(ca && { ca }) })
      : plainRequest(url, options)
    request.once('error', reject)
    request.once('response', (response) => {
      const parts: Buffer[] = []
      const told = () => ({
        status: response.statusCode ?? 0,
        headers: response.headers,
        bytes: Buffer.concat(parts),
      })
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('end', () => resolve(told()))
      response.once('error', reject)
      if (!headOnly) return
      resolve(told())
      response.destroy()
    })
    request.end(body)
  })
}

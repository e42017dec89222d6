import type { App } from '../../src/app.ts'
import { finalActAt } from '../support/final-path.ts'

/**
 * The header that goes with the request, where it is a final act that can be confirmed now; nothing else. As
 * the pages do: looks at what is shown, and proves it with the password.
 */
export async function confirmationFor(
  app: App,
  {
    method,
    path,
    cookie,
    password,
  }: Readonly<Record<'method' | 'path' | 'cookie' | 'password', string>>,
): Promise<{ readonly confirmation?: string }> {
  const asked = method === 'POST' ? finalActAt(path) : undefined
  if (!asked) return {}
  const headers = { origin: 'http://localhost', cookie, 'content-type': 'application/json' }
  const at = '/api/v1/confirmations'
  const shown = await app.request(`${at}/${asked.act}/${asked.target}`, { headers })
  if (shown.status !== 200) return {}
  const { digest } = (await shown.json()) as { digest: string }
  const body = JSON.stringify({ ...asked, digest, proof: { password } })
  const given = await app.request(at, { method: 'POST', headers, body })
  const { token } = (await given.json()) as { token: string }
  return { confirmation: token }
}

import type { Secrets } from './context.ts'
import type { KeyProtection } from './serving/local-ca.ts'

const PURPOSE = 'private-key'

/**
 * Keys as base64 of what the machine's key seals, so that a copy of the folder without that key opens nothing.
 * `open` throws `secret_unreadable`, also for a key that stands there in clear.
 */
export function keysSealedBy(secrets: Pick<Secrets, 'seal' | 'open'>): KeyProtection {
  return {
    seal: (pem) =>
      `${Buffer.from(secrets.seal(Buffer.from(pem, 'utf8'), PURPOSE)).toString('base64')}\n`,
    open: (stored) =>
      Buffer.from(secrets.open(Buffer.from(stored, 'base64'), PURPOSE)).toString('utf8'),
  }
}

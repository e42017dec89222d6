import { createHash } from 'node:crypto'

/** SHA-256 of the bytes, or of the text as UTF-8, in 64 hex digits. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

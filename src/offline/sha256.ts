import { digestOf } from './node/hash.ts'

/** SHA-256 of bytes, or of a text in UTF-8, in lower-case hexadecimal. */
export function sha256(data: Uint8Array | string): string {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
  return Array.from(digestOf('sha256', bytes), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
}

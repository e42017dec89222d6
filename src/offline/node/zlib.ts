import { Buffer } from 'node:buffer'
import { Inflate, constants as codes } from 'pako'

export const constants = { Z_SYNC_FLUSH: codes.Z_SYNC_FLUSH } as const

/**
 * As `inflateSync` of Node with `finishFlush: Z_SYNC_FLUSH`: what breaks off is unpacked as far as it goes, what is broken throws,
 * and so does what is longer than `maxOutputLength`, with `code` ERR_BUFFER_TOO_LARGE.
 */
export function inflateSync(
  packed: Uint8Array,
  { maxOutputLength }: { readonly maxOutputLength: number },
): Buffer {
  const inflate = new Inflate({ chunkSize: 65_536 })
  const parts: Uint8Array[] = []
  let length = 0
  inflate.onData = (part) => {
    length += part.length
    if (length > maxOutputLength)
      throw Object.assign(new RangeError('too large'), { code: 'ERR_BUFFER_TOO_LARGE' })
    parts.push(part)
  }
  inflate.push(packed, codes.Z_SYNC_FLUSH)
  if (inflate.err < 0) throw new Error(inflate.msg)
  return Buffer.concat(parts)
}

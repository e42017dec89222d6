import { constants, inflateSync } from 'node:zlib'
import { AppError } from '../errors.ts'

/** Beyond these a file is no document of a conference, and looking at it would only take time and memory. */
const MAX_BYTES = 30_000_000
const MAX_REVISIONS = 200
const MAX_STREAM = 16_000_000
const MAX_STREAMS_TOGETHER = 96_000_000
/** A stream may be packed this many times over. */
const MAX_LAYERS = 4

/**
 * Throws AppError `too_large` for a file of more than 30 MB, and `pdf_too_complex` (detail.reason: revisions, stream, filter)
 * for one with more than 200 revisions, with a stream that unpacks to more than 16 MB, or all of them to more than 96 MB, or
 * packed in a way that unpacks without measure. Nothing of the file is parsed for that.
 */
export function assertWithinLimits(file: Uint8Array): void {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.length > MAX_BYTES)
    throw new AppError('too_large', { size: bytes.length, limit: MAX_BYTES })
  const text = bytes.toString('latin1')
  if (text.split('%%EOF').length > MAX_REVISIONS) throw tooComplex('revisions')
  // LZW, its letters written out or as #xx (ISO 32000-1 §7.3.5)
  if (/\/(?:L|#4[Cc])(?:Z|#5[Aa])(?:W|#57)/.test(text)) throw tooComplex('filter')
  let together = 0
  for (const { 0: word, index } of text.matchAll(/stream\r?\n/g)) {
    together += unpackedSize(bytes.subarray(index + word.length))
    if (together > MAX_STREAMS_TOGETHER) throw tooComplex('stream')
  }
}

/** How large the packed bytes at the start become at most, through all their layers; 0 for what is not packed. */
function unpackedSize(packed: Buffer): number {
  let [size, layer] = [0, packed]
  for (let depth = 0; isPacked(layer); depth += 1) {
    if (depth >= MAX_LAYERS) throw tooComplex('filter')
    layer = unpack(layer)
    size = Math.max(size, layer.length)
  }
  return size
}

/** The two bytes that open zlib data (RFC 1950 §2.2): deflate, and a check that they divide by 31. */
function isPacked(bytes: Buffer): boolean {
  return bytes.length > 2 && (bytes[0]! & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0
}

/** What zlib data unpacks to, without the rest where it is broken. */
function unpack(packed: Buffer): Buffer {
  try {
    const finishFlush = constants.Z_SYNC_FLUSH
    return inflateSync(packed, { maxOutputLength: MAX_STREAM, finishFlush })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw tooComplex('stream', error)
    return Buffer.alloc(0)
  }
}

function tooComplex(reason: 'revisions' | 'stream' | 'filter', cause?: unknown): AppError {
  return new AppError('pdf_too_complex', { reason }, cause)
}

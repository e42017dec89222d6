import { crc32, inflateSync } from 'node:zlib'
import { AppError } from '../errors.ts'

/** The size of a picture in pixels. */
export type PngSize = { readonly width: number; readonly height: number }

const MAGIC = Buffer.from('89504e470d0a1a0a', 'hex')
const MAX_BYTES = 500_000
const MAX_PIXELS = 2000
/** Samples of a pixel by colour type: grey, red green blue, palette, grey with alpha, red green blue with alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

type Chunk = { readonly type: string; readonly data: Buffer }

/**
 * The size of a PNG of at most 2000 × 2000 pixels and 500 kB that is whole: every part has its checksum, and the pixels are
 * as many as it says. AppError `image_unreadable`: detail.reason too_long, not_png, too_many_pixels, unsupported (interlaced,
 * or not 8 bits a sample), damaged.
 */
export function readPng(bytes: Uint8Array): PngSize {
  if (bytes.length > MAX_BYTES) throw refused('too_long')
  const file = Buffer.from(bytes)
  if (!file.subarray(0, 8).equals(MAGIC)) throw refused('not_png')
  const chunks = readChunks(file)
  const header = chunks[0]
  if (header?.type !== 'IHDR' || header.data.length !== 13 || chunks.at(-1)?.type !== 'IEND')
    throw refused('damaged')
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)]
  if (width === 0 || height === 0) throw refused('damaged')
  if (width > MAX_PIXELS || height > MAX_PIXELS) throw refused('too_many_pixels')
  const [depth, colour, compression, filter, interlace] = header.data.subarray(8)
  const samples = SAMPLES[colour ?? -1]
  if (depth !== 8 || samples === undefined || interlace !== 0) throw refused('unsupported')
  if (compression !== 0 || filter !== 0) throw refused('unsupported')
  const palette = chunks.find(({ type }) => type === 'PLTE')?.data.length ?? 0
  if (colour === 3 && (palette === 0 || palette % 3 !== 0 || palette > 768))
    throw refused('damaged')
  checkRows(chunks, height, 1 + width * samples)
  return { width, height }
}

function readChunks(file: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = []
  for (let at = MAGIC.length; at < file.length;) {
    if (at + 12 > file.length) throw refused('damaged')
    const length = file.readUInt32BE(at)
    const end = at + 12 + length
    if (end > file.length) throw refused('damaged')
    const typed = file.subarray(at + 4, end - 4)
    if (crc32(typed) !== file.readUInt32BE(end - 4)) throw refused('damaged')
    chunks.push({ type: typed.toString('latin1', 0, 4), data: typed.subarray(4) })
    at = end
  }
  return chunks
}

/** The pixels, unpacked no further than they may be: as many rows as said, each with one of the five filters. */
function checkRows(chunks: readonly Chunk[], height: number, rowLength: number): void {
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)
  const expected = height * rowLength
  let rows: Buffer
  try {
    rows = inflateSync(Buffer.concat(packed), { maxOutputLength: expected })
  } catch (cause) {
    throw refused('damaged', cause)
  }
  if (rows.length !== expected) throw refused('damaged')
  for (let row = 0; row < height; row++) if (rows[row * rowLength]! > 4) throw refused('damaged')
}

function refused(reason: string, cause?: unknown): AppError {
  return new AppError('image_unreadable', { reason }, cause)
}

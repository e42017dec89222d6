import { crc32, deflateSync } from 'node:zlib'

/** A PNG of that size, half of it transparent; `spoilt` changes what it says of itself. */
export function makePng(
  { width, height }: { readonly width: number; readonly height: number },
  spoilt: {
    readonly depth?: number
    readonly colour?: number
    readonly interlace?: number
    readonly rows?: Buffer
    readonly before?: readonly Buffer[]
  } = {},
): Buffer {
  const { depth = 8, colour = 6, interlace = 0, before = [] } = spoilt
  const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colour] ?? 4
  const row = Buffer.from([0, ...Array.from({ length: width * samples }, (_, at) => (at % 8) * 32)])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, colour, 0, 0, interlace], 8)
  const rows = spoilt.rows ?? Buffer.concat(Array.from({ length: height }, () => row))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...before,
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** One part of a PNG with its checksum. */
export function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, sum])
}

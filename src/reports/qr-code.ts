import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'uqr'

/** Modules of white around the code, as the standard asks. */
const QUIET = 4
/** Pixels of a module's side in a picture. */
const SCALE = 8

/** The modules of a QR code (level M) row by row, `true` for dark, with the white around them. */
export type QrCode = { readonly rows: readonly (readonly boolean[])[]; readonly size: number }

/** The code of a text; the same text gives the same code. */
export function qrCode(content: string): QrCode {
  const { data, size } = encode(content, { ecc: 'M', boostEcc: false, border: QUIET })
  return { rows: data, size }
}

/** The code of a text as a PNG in grey. */
export function qrPicture(content: string): Uint8Array {
  const { rows, size } = qrCode(content)
  const side = size * SCALE
  const pixels = rows.flatMap((row) => {
    const line = Buffer.alloc(1 + side) // each line says first that it is not filtered
    row.forEach((dark, at) => line.fill(dark ? 0 : 255, 1 + at * SCALE, 1 + (at + 1) * SCALE))
    return Array.from({ length: SCALE }, () => line)
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.writeUInt8(8, 8) // bits of a sample; the rest says grey and nothing special
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(pixels))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, sum])
}

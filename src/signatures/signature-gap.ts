import { createHash } from 'node:crypto'
import type { PdfObject } from '@libpdf/core'

/** Bytes kept free for one CMS; with a chain and a timestamp 5.4 to 5.8 KB were seen. */
const RESERVED = 12_288
const BYTE_RANGE_WIDTH = 48

/**
 * A file in which everything is in place but the signature itself: `/Contents` is all zeros. `digest` is the SHA-256 of
 * the byte range, which is everything else.
 */
export type PreparedSignature = {
  readonly bytes: Uint8Array
  readonly byteRange: readonly [number, number, number, number]
  readonly digest: Uint8Array
}

/** The two entries of a signature dictionary whose values are known only after the file is laid out. */
export type SignatureGap = {
  readonly entries: { readonly ByteRange: PdfObject; readonly Contents: PdfObject }
  /** The saved file with its byte range written and digested; `file` itself is changed. */
  close(file: Uint8Array): PreparedSignature
}

/** Room for a /ByteRange and a /Contents, to be put into one dictionary and closed once the file is saved. */
export function openGap(): SignatureGap {
  const places = { byteRange: -1, contents: -1 }
  return {
    entries: {
      ByteRange: placeholder(' '.repeat(BYTE_RANGE_WIDTH), (at) => (places.byteRange = at)),
      Contents: placeholder(`<${'0'.repeat(RESERVED * 2)}>`, (at) => (places.contents = at)),
    },
    close(file) {
      const gapEnd = places.contents + RESERVED * 2 + 2
      const byteRange = [0, places.contents, gapEnd, file.length - gapEnd] as const
      const text = `[${byteRange.join(' ')}]`
      if (text.length > BYTE_RANGE_WIDTH) throw new RangeError('file too long for its ByteRange')
      file.set(Buffer.from(text, 'latin1'), places.byteRange)
      const hash = createHash('sha256')
      for (const piece of signedPieces(file, byteRange)) hash.update(piece)
      return { bytes: file, byteRange, digest: new Uint8Array(hash.digest()) }
    },
  }
}

/** The bytes a byte range covers: before and after the gap. */
export function signedPieces(
  file: Uint8Array,
  [start, before, gapEnd, after]: PreparedSignature['byteRange'],
): readonly Uint8Array[] {
  return [file.subarray(start, start + before), file.subarray(gapEnd, gapEnd + after)]
}

/**
 * A copy of the prepared file with the DER in its gap. RangeError when it takes more room than is kept, or when the gap
 * is not empty.
 */
export function fillGap({ bytes, byteRange }: PreparedSignature, der: Uint8Array): Uint8Array {
  const [, gapStart, gapEnd] = byteRange
  const gap = Buffer.from(bytes.subarray(gapStart, gapEnd)).toString('latin1')
  if (!/^<0+>$/.test(gap)) throw new RangeError('the gap is not empty')
  if (der.length > roomIn(byteRange))
    throw new RangeError(`the signature takes ${der.length} bytes, ${roomIn(byteRange)} are kept`)
  const filled = Uint8Array.from(bytes)
  filled.set(Buffer.from(Buffer.from(der).toString('hex'), 'latin1'), gapStart + 1)
  return filled
}

/** How many bytes of DER the gap holds. */
export function roomIn([, gapStart, gapEnd]: PreparedSignature['byteRange']): number {
  return (gapEnd - gapStart - 2) / 2
}

/** Raw text in the file that tells where it was written. */
function placeholder(text: string, written: (at: number) => void): PdfObject {
  const bytes = Buffer.from(text, 'latin1')
  return {
    type: 'raw',
    bytes,
    toBytes(writer) {
      written(writer.position)
      writer.writeBytes(bytes)
    },
  }
}

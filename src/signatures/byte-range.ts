import type { VerificationReason } from './verdict.ts'

/** The bytes a signature signs: from 0 to `gapStart` and from `gapEnd` to `end` (ends excluded). */
export type SignedRange = {
  readonly gapStart: number
  readonly gapEnd: number
  readonly end: number
  /** What the gap says, read from the hexadecimal in the file. */
  readonly contents: Uint8Array
}

const HEX_GAP = /^<[0-9A-Fa-f]*>$/

/**
 * The signed range for the four numbers of a /ByteRange, or why they may not be trusted.
 *
 * `contents` is the dictionary's own /Contents: the gap must be its hexadecimal and directly follow its key, so that
 * nothing else of the file stays unsigned and the gap is no other signature's.
 */
export function readSignedRange(
  file: Uint8Array,
  numbers: readonly number[],
  contents: Uint8Array,
): SignedRange | VerificationReason {
  const [start = NaN, gapStart = NaN, gapEnd = NaN, length = NaN] = numbers
  const end = gapEnd + length
  const whole = numbers.length === 4 && numbers.every((n) => Number.isSafeInteger(n) && n >= 0)
  if (!whole || gapStart >= gapEnd || end > file.length) return 'malformed_range'
  if (start !== 0) return 'not_from_start'
  const gap = Buffer.from(file.subarray(gapStart, gapEnd)).toString('latin1')
  const before = Buffer.from(file.subarray(Math.max(0, gapStart - 16), gapStart)).toString('latin1')
  if (!HEX_GAP.test(gap) || gap.length % 2 !== 0 || !/\/Contents[\s\0]*$/.test(before))
    return 'gap_not_contents'
  const written = Buffer.from(gap.slice(1, -1), 'hex')
  if (!written.equals(contents)) return 'gap_not_contents'
  return { gapStart, gapEnd, end, contents: written }
}

/** /ByteRange texts anywhere in the file whose gap is a hexadecimal string: each is or was a signature. */
export function findWrittenRanges(file: Uint8Array): readonly (readonly number[])[] {
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1')
  const matches = text.matchAll(/\/ByteRange\s*\[\s*0\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/g)
  return [...matches]
    .map(([, gapStart, gapEnd, length]) => [0, Number(gapStart), Number(gapEnd), Number(length)])
    .filter(([, gapStart = 0, gapEnd = 0]) => text[gapStart] === '<' && text[gapEnd - 1] === '>')
}

import type { SignatureDictionary } from './signature-dictionary.ts'
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
 * The signed range that a dictionary's /ByteRange names, or why it may not be trusted.
 *
 * The gap must be the hexadecimal of the dictionary's own /Contents and directly follow its key, so that nothing else of the
 * file stays unsigned and the gap is no other signature's; and it must stand in the very object that the field refers to,
 * where neither key is written twice, so that no reader can take another range or another content for the signed one.
 */
export function readSignedRange(
  file: Uint8Array,
  { byteRange, contents, objectNumber }: SignatureDictionary,
): SignedRange | VerificationReason {
  const [start = NaN, gapStart = NaN, gapEnd = NaN, length = NaN] = byteRange
  const end = gapEnd + length
  const whole = byteRange.length === 4 && byteRange.every((n) => Number.isSafeInteger(n) && n >= 0)
  if (!whole || gapStart >= gapEnd || end > file.length) return 'malformed_range'
  if (start !== 0) return 'not_from_start'
  const gap = latin1(file, gapStart, gapEnd)
  const before = latin1(file, Math.max(0, gapStart - 16), gapStart)
  if (!HEX_GAP.test(gap) || gap.length % 2 !== 0 || !/\/Contents[\s\0]*$/.test(before))
    return 'gap_not_contents'
  const written = Buffer.from(gap.slice(1, -1), 'hex')
  if (Buffer.compare(written, contents) !== 0) return 'gap_not_contents'
  const around = objectAround(file, gapStart, gapEnd)
  if (objectNumber !== null && around.number !== objectNumber) return 'wrapped_signature'
  if (around.hasTwice) return 'second_contents'
  return { gapStart, gapEnd, end, contents: written }
}

/** How far from the gap the rest of its dictionary is looked for. */
const REACH = 20_000
/** Strings in parentheses nest; deeper than this nobody writes. */
const MAX_NESTED = 8

/** The number of the object the gap stands in, and whether its text has one of the two keys twice. */
function objectAround(
  file: Uint8Array,
  gapStart: number,
  gapEnd: number,
): { readonly number: number | null; readonly hasTwice: boolean } {
  const before = latin1(file, Math.max(0, gapStart - REACH), gapStart)
  const behind = latin1(file, gapEnd, Math.min(file.length, gapEnd + REACH))
  const head = [
    ...before.matchAll(/(?:^|[\s\0])(\d{1,10})[\s\0]+\d{1,5}[\s\0]+obj(?![A-Za-z])/g),
  ].at(-1)
  const rest = behind.slice(0, Math.max(0, behind.search(/endobj/)))
  const text = withoutStrings(`${before.slice(head?.index ?? 0)}${rest}`)
  const count = (key: RegExp) => text.match(key)?.length ?? 0
  const hasTwice =
    count(/\/Contents(?![A-Za-z0-9])/g) > 1 || count(/\/ByteRange(?![A-Za-z0-9])/g) > 1
  return { number: head ? Number(head[1]) : null, hasTwice }
}

/** The text without its literal strings, the names in it written out (ISO 32000-1 §7.3.5). */
function withoutStrings(text: string): string {
  const inner = /\((?:[^()\\]|\\.)*\)/gs
  let bare = text
  for (let depth = 0; depth < MAX_NESTED && bare.search(inner) >= 0; depth += 1)
    bare = bare.replaceAll(inner, '')
  return bare.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  )
}

function latin1(file: Uint8Array, from: number, to: number): string {
  return Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1', from, to)
}

/** /ByteRange texts anywhere in the file whose gap is a hexadecimal string: each is or was a signature. */
export function findWrittenRanges(file: Uint8Array): readonly (readonly number[])[] {
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1')
  const matches = text.matchAll(/\/ByteRange\s*\[\s*0\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/g)
  return [...matches]
    .map(([, gapStart, gapEnd, length]) => [0, Number(gapStart), Number(gapEnd), Number(length)])
    .filter(([, gapStart = 0, gapEnd = 0]) => text[gapStart] === '<' && text[gapEnd - 1] === '>')
}

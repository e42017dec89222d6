import { AppError } from '../errors.ts'
import { readJson } from './json-reader.ts'

/**
 * The value of one JSON document. Every string and key comes back in NFC; a byte order mark is skipped.
 *
 * Refused: `too_large` {limit, size} in bytes, `invalid_utf8` {offset} of the first wrong byte,
 * `invalid_json` {line, column, reason}, `duplicate_key` {path} as a JSON pointer. A number is refused
 * when reading it would turn a fraction into a whole number.
 */
export function parseJson(bytes: Uint8Array, limit: number): unknown {
  if (bytes.length > limit) throw new AppError('too_large', { limit, size: bytes.length })
  return readJson(decodeUtf8(bytes))
}

/** `value` as the one JSON text we write: keys as they stand, two spaces, NFC, a final newline. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(
    value,
    (_key, each: unknown) => (typeof each === 'string' ? each.normalize('NFC') : each),
    2,
  )
  return `${text}\n`
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('invalid_utf8', { offset: wrongByte(bytes) }, cause)
  }
}

/** Where the first byte stands that no UTF-8 text can have there; the length when the text breaks off. */
function wrongByte(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length + 1
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (startsAsUtf8(bytes.subarray(0, middle))) good = middle
    else bad = middle
  }
  return good
}

function startsAsUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

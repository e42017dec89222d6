import { z } from 'zod'
import { MAX_COUNT } from '../domain/tally.ts'
import { isDay } from '../domain/time.ts'

/**
 * Signs that are not printed but change what is: controls, line ends, zero-width marks, text direction.
 * The joiners U+200C and U+200D stay out: some names need them.
 */
const UNPRINTED = /^[^\p{Cc}\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*$/u

const PRINTED_LINES =
  /^(?:\n|[^\p{Cc}\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff])*$/u

/** A line of text in NFC without control characters, at most `most` characters, possibly empty. */
export function line(most: number) {
  return z
    .string('text')
    .normalize('NFC')
    .max(most, 'text_too_long')
    .regex(UNPRINTED, 'control_character')
}

/** A line of 1 to `most` characters that is not all blanks. */
export function filledLine(most: number) {
  return line(most).regex(/\S/u, 'text_empty')
}

/**
 * A text of one or more lines, 1 to `most` characters: NFC, line ends as `\n`, no blanks around it, and no other sign that
 * is not printed.
 */
export function filledText(most: number) {
  return z
    .string('text')
    .normalize('NFC')
    .overwrite((text) => text.replaceAll(/\r\n?/g, '\n').trim())
    .max(most, 'text_too_long')
    .regex(PRINTED_LINES, 'control_character')
    .regex(/\S/u, 'text_empty')
}

/** An identity inside a file: 1 to 64 characters. */
export const fileId = filledLine(64)

/** A whole number 0 to 1,000,000; `-0` is 0. The range is one check: a draft holds hundreds of counts. */
export const wholeCount = z
  .int('count')
  .check((payload) => {
    const { value } = payload
    if (value >= 0 && value <= MAX_COUNT) payload.value = value + 0
    else payload.issues.push({ code: 'custom', message: 'count', input: value })
  })
  .meta({ minimum: 0, maximum: MAX_COUNT })

/** A count; `null` or a missing key is "not entered" and stays `null`. */
export const count = wholeCount.nullable().default(null)

/** A day that exists, `YYYY-MM-DD`. */
export const day = z.string('day').refine(isDay, 'day').meta({ format: 'date' })

/** SHA-256 in lower-case hexadecimal. */
export const sha256 = z.string('hash').regex(/^[0-9a-f]{64}$/, 'hash')

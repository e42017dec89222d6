import { z } from 'zod'
import type { Count } from '../../domain/tally.ts'
import { countText, numberText } from '../vietnamese.ts'

/** A text ready to print, or `null` for "not stated", which prints as a dotted blank. */
export const printed = z.string().nullable()
export type Printed = z.infer<typeof printed>

/** A number that counts through a list from 1: the only thing a repeated signature field may be named by. */
export const ordinal = z.string().regex(/^[1-9][0-9]*$/)

/** What a user entered, as one line in NFC; empty text is "not stated". */
export function entered(text: string | null): Printed {
  const line = (text ?? '')
    .normalize('NFC')
    .replace(/[ \t\r\n]+/g, ' ')
    .trim()
  return line === '' ? null : line
}

/** What a user entered and the domain promises to be there; may be empty. */
export function named(text: string): string {
  return entered(text) ?? ''
}

/** A count in prose: "06". */
export function counted(count: Count): Printed {
  return count === null ? null : countText(count)
}

/** A count in a table: "6". */
export function tabulated(count: Count): Printed {
  return count === null ? null : numberText(count)
}

/** `whole − part`, or `null` when one is not stated or they contradict each other. */
export function rest(whole: Count, part: Count): Count {
  return whole === null || part === null || part > whole ? null : whole - part
}

/** Why somebody decided so, without the full stop at its end: the form sets its own. */
export function reasonText(reason: string | null): Printed {
  return entered(reason)?.replace(/\.$/, '') ?? null
}

/** The first 16 hex digits of a digest in fours. */
export function shortDigest(digest: string): string {
  return (digest.slice(0, 16).match(/.{4}/g) ?? []).join(' ')
}

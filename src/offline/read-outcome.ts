import {
  hasShape,
  isCount,
  isListOf,
  isText,
  isWhole,
  readAnyJson,
  readCanonicalJson,
} from './canonical-json.ts'
import { MARKS, type Mark } from './read-tally.ts'

/** A share as the file states it. */
export type StatedShare = {
  readonly count: number
  readonly fraction: string
  readonly percent: string | null
}

/** What a `tin-nhiem/outcome@1` file states of one person. */
export type StatedSubject = {
  readonly ballotKind: string
  readonly id: string
  readonly base: { readonly name: string; readonly value: number }
  readonly band: string
  readonly provision: string | null
} & { readonly [mark in Mark]?: StatedShare }

/** What a `tin-nhiem/outcome@1` file states; nothing of it is believed. */
export type OutcomeFile = {
  readonly regime: { readonly id: string; readonly sha256: string }
  readonly status: 'computed' | 'held'
  readonly quorum: Quorum | null
  readonly subjects: readonly StatedSubject[]
}
export type Quorum = {
  readonly present: number | null
  readonly summoned: number | null
  readonly required: string
  readonly met: boolean
}

/** The outcome in the bytes and their text; `exact` where they are, byte for byte, as the program writes one. */
export type ReadOutcome = {
  readonly outcome: OutcomeFile
  readonly text: string
  readonly exact: boolean
}

/** The outcome in the bytes; null for what is none. */
export function readOutcome(bytes: Uint8Array | undefined): ReadOutcome | null {
  const read = readAnyJson(bytes)
  if (!read || !MARKS.some((marks) => isOutcome(read.value, marks, true))) return null
  const exact =
    readCanonicalJson(bytes) !== null && MARKS.some((marks) => isOutcome(read.value, marks, false))
  return { outcome: read.value as OutcomeFile, text: read.text, exact }
}

function isOutcome(whole: unknown, marks: readonly Mark[], anyOrder: boolean): boolean {
  type Shape = Parameters<typeof hasShape>[1]
  const object = (shape: Shape) => (value: unknown) => hasShape(value, shape, anyOrder)
  const orNull = (check: Shape[string]) => (value: unknown) => value === null || check(value)
  const share = object({ count: isWhole, fraction: isText, percent: orNull(isText) })
  const subject = object({
    ballotKind: isText,
    id: isText,
    base: object({ name: isText, value: isWhole }),
    ...Object.fromEntries(marks.map((mark) => [mark, share])),
    band: isText,
    provision: orNull(isText),
    distance: object({ toNext: orNull(object({ band: isText, votes: isWhole })) }),
  })
  const finding = object({
    code: isText,
    severity: (severity) => severity === 'error' || severity === 'warning',
    path: isText,
    numbers: (numbers) => typeof numbers === 'object' && numbers !== null,
    provision: orNull(isText),
  })
  const quorum = object({
    present: isCount,
    summoned: isCount,
    required: isText,
    met: (met) => typeof met === 'boolean',
  })
  return object({
    format: (format) => format === 'tin-nhiem/outcome@1',
    regime: object({ id: isText, sha256: isDigest }),
    status: (status) => status === 'computed' || status === 'held',
    findings: (findings) => isListOf(findings, finding),
    quorum: orNull(quorum),
    subjects: (subjects) => isListOf(subjects, subject),
  })(whole)
}

function isDigest(value: unknown): boolean {
  return isText(value) && /^[0-9a-f]{64}$/.test(value)
}

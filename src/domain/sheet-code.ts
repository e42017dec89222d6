import type { BallotKind, Roster } from './roster.ts'
import type { Session } from './session.ts'

/** SHA-256 of a text as UTF-8, in 64 hex digits; handed in, because the domain has no packages. */
export type Sha256 = (text: string) => string

/** 0–9 and A–Z without I, L, O, U: what people read aloud and type. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BASE = 32
/** Below 32², prime: a wrong character, or two neighbours that changed places, always shows. */
const MODULUS = 1021

/**
 * The code of every planned sheet (tập phiếu) by its number, as printed on its tally sheet:
 * "KP-7Q4M2K · 03 · 5F2A-9C". The middle is the sheet, then come 20 bits of a digest over what stands on
 * the paper (session, ballot kind, planned ballots, people in ballot order), then two check characters.
 * The sheet's id is left out: saving the same plan again does not make printed papers old.
 */
export function sheetCodes(
  session: Pick<Session, 'id' | 'shortId' | 'mode'>,
  roster: Roster,
  sha256: Sha256,
): ReadonlyMap<number, string> {
  const codes = roster.ballotKinds.flatMap((kind) =>
    kind.sheets.map(({ number, ballots }) => {
      const digest = digestOf(session, kind, number, ballots, sha256)
      return [number, codeText(session.shortId, number, digest)] as const
    }),
  )
  return new Map(codes)
}

function digestOf(
  session: Pick<Session, 'id' | 'mode'>,
  { id, subjects }: BallotKind,
  number: number,
  ballots: number,
  sha256: Sha256,
): string {
  const people = subjects.map((each) => [each.id, each.name, each.position])
  const text = JSON.stringify([session.id, id, number, ballots, people])
  const bits = Number.parseInt(
    sha256(`${codeDomain('sheet-code', session)}\n${text}`).slice(0, 5),
    16,
  )
  return digits(bits, 4)
}

/** What the digest of a printed code begins with: a rehearsal's codes are never those of a real session. */
export function codeDomain(name: string, { mode }: Pick<Session, 'mode'>): string {
  return mode === 'real' ? `tin-nhiem/${name}@1` : `tin-nhiem/${name}/${mode}@1`
}

function codeText(shortId: string, number: number, digest: string): string {
  return `${shortId} · ${numberText(number)} · ${digest}-${checkOf(shortId, number, digest)}`
}

function numberText(number: number): string {
  return String(number).padStart(2, '0')
}

function checkOf(shortId: string, number: number, digest: string): string {
  const signs = compact(shortId) + numberText(number) + digest
  const sum = Array.from(signs).reduce(
    (rest, sign) => (rest * BASE + DIGITS.indexOf(sign)) % MODULUS,
    1,
  )
  return digits(sum, 2)
}

/** `value` written in `length` of the 32 signs that are read aloud and typed, the last ones of it. */
export function digits(value: number, length: number): string {
  if (length === 0) return ''
  return digits(Math.floor(value / BASE), length - 1) + DIGITS.charAt(value % BASE)
}

/** Capitals and digits only, what looks alike taken for the digit. */
function compact(text: string): string {
  return text
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-Z]/g, '')
}

/**
 * What a typed code says: a sheet of this session; a sheet of another session; a paper from before the list
 * or the sheets were changed; or nothing, because it was mistyped.
 */
type ReadSheetCode =
  | { readonly is: 'sheet'; readonly number: number }
  | { readonly is: 'old'; readonly number: number }
  | { readonly is: 'other_session'; readonly shortId: string }
  | { readonly is: 'mistyped' }

/** Reads a code as typed, in any case, with or without the signs between, against the codes that hold. */
export function readSheetCode(
  typed: string,
  session: Pick<Session, 'shortId'>,
  codes: ReadonlyMap<number, string>,
): ReadSheetCode {
  const read = parseCode(typed, session.shortId)
  if (!read) return { is: 'mistyped' }
  const { shortId, number, digest } = read
  if (compact(shortId) !== compact(session.shortId)) return { is: 'other_session', shortId }
  if (codes.get(number) !== codeText(session.shortId, number, digest)) return { is: 'old', number }
  return { is: 'sheet', number }
}

/** What a typed code is beside one sheet: its own, that of another sheet, or as of `readSheetCode`. */
export type SheetCodeVerdict =
  | { readonly is: 'ok' }
  | { readonly is: 'other_sheet'; readonly number: number }
  | Exclude<ReadSheetCode, { is: 'sheet' }>

/** Judges a code typed for the sheet of that number. */
export function checkSheetCode(
  typed: string,
  number: number,
  session: Pick<Session, 'shortId'>,
  codes: ReadonlyMap<number, string>,
): SheetCodeVerdict {
  const read = readSheetCode(typed, session, codes)
  if (read.is !== 'sheet') return read
  return read.number === number ? { is: 'ok' } : { is: 'other_sheet', number: read.number }
}

type ReadCode = { readonly shortId: string; readonly number: number; readonly digest: string }

/** The parts of a code whose check characters are right. Every session's identity is as long as this one's. */
function parseCode(typed: string, like: string): ReadCode | undefined {
  const signs = compact(typed)
  const dash = like.indexOf('-')
  const length = compact(like).length
  const match = /^(\d{2,6})([0-9A-Z]{4})([0-9A-Z]{2})$/.exec(signs.slice(length))
  if (!match || signs.includes('U')) return undefined
  const [, middle = '', digest = '', check = ''] = match
  const [head, number] = [signs.slice(0, length), Number(middle)]
  const shortId = dash < 0 ? head : `${head.slice(0, dash)}-${head.slice(dash)}`
  const whole = numberText(number) === middle && checkOf(shortId, number, digest) === check
  return whole ? { shortId, number, digest } : undefined
}

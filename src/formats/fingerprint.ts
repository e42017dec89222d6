import { createHash } from 'node:crypto'
import type { Official } from '../domain/roster.ts'

/** How many groups of four hexadecimal digits a fingerprint has. */
const GROUPS = 16

/** A ballot kind as far as its fingerprint goes: what is printed, and what decides who is on the ballot. */
export type PrintedKind = {
  readonly code: string
  readonly title: string
  readonly subjects: readonly (Pick<Official, 'name' | 'position' | 'block'> &
    Partial<Pick<Official, 'startedOn' | 'retirementNoticeOn'>>)[]
}

/**
 * The fingerprint of a roster: SHA-256 of its kinds and people in their order, as 16 groups of 4 digits.
 * It is the roster's, not a file's: the same list saved in another way has the same one.
 */
export function rosterFingerprint(kinds: readonly PrintedKind[]): readonly string[] {
  const list = kinds.map(({ code, title, subjects }) => [
    code,
    title,
    subjects.map(({ name, position, block, startedOn = null, retirementNoticeOn = null }) => [
      name,
      position,
      block,
      startedOn,
      retirementNoticeOn,
    ]),
  ])
  const text = `tin-nhiem/roster-fingerprint@1\n${JSON.stringify(list)}`.normalize('NFC')
  return createHash('sha256').update(text).digest('hex').match(/.{4}/g)!
}

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Which two groups are hidden, by a random code (of `newCode`) and by nothing else: ascending, from 0, every
 * pair equally likely. `null` for a text in which no two places come up.
 */
export function hiddenGroups(challenge: string): readonly [number, number] | null {
  const signs = Array.from(challenge, (sign) => DIGITS.indexOf(sign))
  if (signs.includes(-1)) return null
  const [first, ...others] = signs.map((sign) => sign % GROUPS)
  const second = others.find((place) => place !== first)
  if (first === undefined || second === undefined) return null
  return first < second ? [first, second] : [second, first]
}

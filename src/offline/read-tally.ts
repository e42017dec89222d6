import { hasShape, isCount, isListOf, isText, readCanonicalJson } from './canonical-json.ts'

/** A count, or null where none was entered. */
export type Count = number | null

/** What was counted, as a `tin-nhiem/tally@1` file has it. */
export type TallyFile = {
  readonly side: 'party' | 'state'
  readonly heldOn: string
  readonly title: string
  readonly organisation: string
  readonly voters: { readonly members: Count; readonly summoned: Count; readonly present: Count }
  readonly ballotKinds: readonly BallotKind[]
}
export type BallotKind = {
  readonly id: string
  readonly title: string
  readonly issued: Count
  readonly collected: Count
  readonly valid: Count
  readonly invalid: Count
  readonly subjects: readonly Subject[]
}
export type Subject = {
  readonly id: string
  readonly name: string
  readonly position: string
  readonly invalid: Count
}

/** The marks of the two kinds of vote, in their order. */
export const MARKS = [
  ['high', 'medium', 'low'],
  ['confidence', 'no_confidence'],
] as const
export type Mark = (typeof MARKS)[number][number]

/** The tally in the bytes and their text; null unless they are, byte for byte, as the program writes one. */
export function readTally(
  bytes: Uint8Array | undefined,
): { readonly tally: TallyFile; readonly text: string } | null {
  const read = readCanonicalJson(bytes)
  if (!read) return null
  const fits = MARKS.some((marks) => isTally(read.value, marks))
  return fits ? { tally: read.value as TallyFile, text: read.text } : null
}

function isTally(value: unknown, marks: readonly Mark[]): boolean {
  const isSubject = (subject: unknown) =>
    hasShape(subject, {
      id: isFilled,
      name: isFilled,
      position: isText,
      block: (block) => block === null || isText(block),
      ...Object.fromEntries(marks.map((mark) => [mark, isCount])),
      invalid: isCount,
    })
  const isKind = (kind: unknown) =>
    hasShape(kind, {
      id: isFilled,
      title: isText,
      issued: isCount,
      collected: isCount,
      valid: isCount,
      invalid: isCount,
      subjects: (subjects) => isListOf(subjects, isSubject),
    })
  return hasShape(value, {
    format: (format) => format === 'tin-nhiem/tally@1',
    regime: (regime) => regime === null || isFilled(regime),
    side: (side) => side === 'party' || side === 'state',
    heldOn: (day) => isText(day) && /^\d{4}-\d\d-\d\d$/.test(day),
    title: isText,
    organisation: isText,
    voters: (voters) => hasShape(voters, { members: isCount, summoned: isCount, present: isCount }),
    ballotKinds: (kinds) => isListOf(kinds, isKind) && (kinds as unknown[]).length > 0,
  })
}

function isFilled(value: unknown): boolean {
  return isText(value) && /\S/u.test(value)
}

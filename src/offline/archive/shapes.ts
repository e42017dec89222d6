import { hasShape, isListOf, isText } from '../canonical-json.ts'
import type { Json } from './replay.ts'

type Check = (value: unknown) => boolean

const object = (shape: Readonly<Record<string, Check>>) => (value: unknown) =>
  hasShape(value, shape)
const list = (check: Check) => (value: unknown) => isListOf(value, check)
const orNull = (check: Check) => (value: unknown) => value === null || check(value)
const oneOf =
  (...words: readonly string[]) =>
  (value: unknown) =>
    isText(value) && words.includes(value)

const text: Check = (value) => isText(value) && value.length <= 20_000
const id: Check = (value) => isText(value) && /^[^\p{Cc}]{1,64}$/u.test(value) && /\S/u.test(value)
const digest: Check = (value) => isText(value) && /^[0-9a-f]{64}$/.test(value)
const day: Check = (value) => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value)
const instant: Check = (value) => isText(value) && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
const whole: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0
const ordinal: Check = (value) => whole(value) && value !== 0
const truth: Check = (value) => typeof value === 'boolean'
const numbers: Check = (value) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((each) => each === null || typeof each === 'number')

const person = { name: text, position: text }
const clock = object({ day, hour: whole, minute: whole })
const head = object({ seq: whole, hash: digest })
/** Papers from before they named the seal have a head without it. */
const sealedHead = object({ seq: whole, hash: digest, sealId: digest })
const count = orNull(whole)

const session = object({
  session: object({
    id,
    shortId: text,
    organisation: id,
    mode: oneOf('real', 'rehearsal'),
    side: oneOf('party', 'state'),
    title: text,
    heldOn: day,
    regime: id,
    regimeSha256: digest,
    regimeReason: orNull(text),
    timing: object({
      termStartYear: orNull(Number.isSafeInteger),
      earlier: object({ council_vote: orNull(day), half_year_review: orNull(day) }),
    }),
    passesRequired: ordinal,
    recheckSize: whole,
    entryMode: text,
    sheetCodeRequired: truth,
    shiftPoints: orNull(Number.isFinite),
    secondPerson: truth,
    state: text,
    revision: ordinal,
    voters: object({
      members: count,
      summoned: count,
      present: count,
      absentExcused: count,
      absentUnexcused: count,
    }),
    minutesFacts: object({
      committeeWord: text,
      committee: list(object({ ...person, duty: text })),
      chair: orNull(object(person)),
      witnesses: list(object(person)),
      venue: orNull(text),
      countingStarted: orNull(clock),
      countingEnded: orNull(clock),
      handedOverTo: orNull(object(person)),
      copies: count,
    }),
    documentSettings: object({
      layout: orNull(text),
      secrecy: orNull(text),
      copying: orNull(oneOf('allowed', 'forbidden')),
      copiesIssued: count,
      drafter: orNull(text),
      recipients: list(text),
      membersSign: truth,
      seal: truth,
    }),
  }),
  organisation: object({
    id,
    side: oneOf('party', 'state'),
    name: text,
    superior: orNull(text),
    locality: orNull(text),
    symbol: orNull(text),
  }),
  authors: list(object({ account: id, fullName: text, role: text })),
  acknowledgements: list(
    object({ code: text, path: text, numbers, reason: text, account: id, at: instant }),
  ),
  recheck: object({
    draw: orNull(object({ dice: text, journalHead: head })),
    sheets: list(
      object({ number: whole, agrees: orNull(truth), corrected: truth, note: orNull(text) }),
    ),
  }),
})

const official = {
  ...person,
  block: orNull(text),
  startedOn: orNull(day),
  retirementNoticeOn: orNull(day),
}
const roster = object({
  ballotKinds: list(
    object({
      id,
      code: text,
      title: text,
      account: object({
        ballotKind: id,
        printed: count,
        issued: count,
        collected: count,
        invalidReasons: orNull(text),
        special: list(
          object({
            case: text,
            ballots: whole,
            ruling: orNull(oneOf('valid', 'invalid')),
            reason: orNull(text),
          }),
        ),
      }),
      subjects: list(object({ id, ...official, person: orNull(id) })),
      leftOut: list(object({ ...official, ordinal: whole, reason: text, provision: text })),
      sheets: list(object({ id, number: whole, ballots: whole })),
    }),
  ),
})

const ROW = ['subject', 'high', 'medium', 'low', 'confidence', 'no_confidence', 'invalid']
/** Counts of one person on one sheet: whose, the marks there are in their order, and what was invalid. */
const row: Check = (value) => {
  if (typeof value !== 'object' || value === null) return false
  const { subject, ...counts } = value as Json
  const keys = Object.keys(value)
  const inOrder = ROW.filter((key) => keys.includes(key)).join() === keys.join()
  return inOrder && id(subject) && 'invalid' in counts && Object.values(counts).every(count)
}
const passes = object({
  sheets: list(
    object({
      id,
      number: whole,
      ballotKind: id,
      ballots: whole,
      attempts: list(
        object({
          id,
          passNo: ordinal,
          attempt: ordinal,
          account: id,
          at: instant,
          counts: object({ collected: count, valid: count, invalid: count, rows: list(row) }),
        }),
      ),
      settlements: list(
        object({
          decision: oneOf('choose', 'return'),
          passNo: ordinal,
          passIds: list(id),
          asOnPaper: truth,
          reason: text,
          account: id,
          at: instant,
        }),
      ),
    }),
  ),
})

const documents = object({
  documents: list(
    object({
      id,
      revision: ordinal,
      name: text,
      version: ordinal,
      supersedes: orNull(id),
      signedField: orNull(text),
      openFields: list(text),
      sha256: digest,
      createdAt: instant,
      way: orNull(text),
      signer: orNull(text),
      path: text,
      drawn: orNull(
        object({
          program: text,
          issuedOn: orNull(day),
          journalHead: (value) => head(value) || sealedHead(value),
          replaces: orNull(object({ revision: whole, sha256: digest })),
          template: text,
          layout: text,
        }),
      ),
    }),
  ),
  scans: list(
    object({
      id,
      document: id,
      fields: list(text),
      mediaType: oneOf('application/pdf', 'image/png', 'image/jpeg'),
      sha256: digest,
      supersedes: orNull(id),
      reason: orNull(text),
      account: id,
      filedAt: instant,
      path: text,
    }),
  ),
})

const SHAPES = { session, roster, passes, documents } as const

/** The files of facts, in the order they are read. */
export const FACTS = ['session', 'roster', 'passes', 'documents'] as const
export type FactName = (typeof FACTS)[number]

/** Whether it is that file of an archive of the first version, with the keys of ours in their order and no other. */
export function isFactFile(name: FactName, value: unknown): value is Json {
  const { format, ...facts } = (value ?? {}) as Json
  const first = typeof value === 'object' && Object.keys(value ?? {})[0] === 'format'
  return first && format === `tin-nhiem/archived-${name}@1` && SHAPES[name](facts)
}

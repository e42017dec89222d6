import { z } from 'zod'
import { DUTIES } from '../../domain/proceedings.ts'
import { EXEMPTION_REASONS, INVALID_CASES } from '../../domain/rule.ts'
import { ROLES } from '../../domain/roles.ts'
import { SECRECY_LEVELS } from '../../domain/document-settings.ts'
import { count, day, fileId, line, sha256, wholeCount } from '../parts.ts'

/** Shapes that several files of an archive share; they say what the facts of a stored session are. */

/** Text as it was typed, possibly over several lines; longer than any field of the program. */
export const typed = z.string('text').max(20_000, 'text_too_long')
export const instant = z.iso.datetime('text')
export const place = z.int('count').min(0, 'count')
export const head = z.strictObject({ seq: place, hash: sha256 })
/** A head as papers have it; of documents from before they named the seal, without it. */
export const sealedHead = head.extend({ sealId: sha256.optional() })
export const counted = wholeCount.nullable()

const person = z.strictObject({ name: typed, position: typed })
const clockTime = z.strictObject({
  day,
  hour: z.int('count').min(0, 'count').max(23, 'count'),
  minute: z.int('count').min(0, 'count').max(59, 'count'),
})

/** What the secretary noted for the minutes. */
export const minutesFacts = z.strictObject({
  committeeWord: typed,
  committee: z.array(person.extend({ duty: z.enum(DUTIES, 'choice') }), 'list'),
  chair: person.nullable(),
  witnesses: z.array(person, 'list'),
  venue: typed.nullable(),
  countingStarted: clockTime.nullable(),
  countingEnded: clockTime.nullable(),
  handedOverTo: person.nullable(),
  copies: place.nullable(),
})

/** What the unit set for its papers. */
export const documentSettings = z.strictObject({
  layout: line(200).nullable(),
  secrecy: z.enum(SECRECY_LEVELS, 'choice').nullable(),
  copying: z.enum(['allowed', 'forbidden'], 'choice').nullable(),
  copiesIssued: place.nullable(),
  drafter: typed.nullable(),
  recipients: z.array(typed, 'list'),
  membersSign: z.boolean('truth'),
  seal: z.boolean('truth'),
})

/** The term, and what had to come before the vote. */
export const timing = z.strictObject({
  termStartYear: z.int('count').nullable(),
  earlier: z.strictObject({ council_vote: day.nullable(), half_year_review: day.nullable() }),
})

/** Who worked on it: the account that entries name, and whose it was. */
export const author = z.strictObject({
  account: fileId,
  fullName: typed,
  role: z.enum(ROLES, 'choice'),
})

const official = {
  name: typed,
  position: typed,
  block: typed.nullable(),
  startedOn: day.nullable(),
  retirementNoticeOn: day.nullable(),
}

/** A ballot kind with its people and bundles. */
export const ballotKind = z.strictObject({
  id: fileId,
  code: line(64),
  title: typed,
  account: z.strictObject({
    ballotKind: fileId,
    printed: count,
    issued: count,
    collected: count,
    invalidReasons: typed.nullable(),
    special: z.array(
      z.strictObject({
        case: z.enum(INVALID_CASES, 'choice'),
        ballots: wholeCount,
        ruling: z.enum(['valid', 'invalid'], 'choice').nullable(),
        reason: typed.nullable(),
      }),
      'list',
    ),
  }),
  subjects: z.array(z.strictObject({ id: fileId, ...official, person: fileId.nullable() }), 'list'),
  leftOut: z.array(
    z.strictObject({
      ...official,
      ordinal: place,
      reason: z.enum(EXEMPTION_REASONS, 'choice'),
      provision: typed,
    }),
    'list',
  ),
  sheets: z.array(z.strictObject({ id: fileId, number: place, ballots: wholeCount }), 'list'),
})

const mark = counted.optional()
/** What one person read off one sheet. */
export const sheetCounts = z.strictObject({
  collected: counted,
  valid: counted,
  invalid: counted,
  rows: z.array(
    z.strictObject({
      subject: fileId,
      high: mark,
      medium: mark,
      low: mark,
      confidence: mark,
      no_confidence: mark,
      invalid: counted,
    }),
    'list',
  ),
})

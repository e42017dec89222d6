import { z } from '@hono/zod-openapi'
import type { SheetCounts } from '../domain/entry.ts'
import { FINDING_CODES } from '../domain/finding.ts'
import { DUTIES, type MinutesFacts } from '../domain/proceedings.ts'
import { ROLES } from '../domain/roles.ts'
import { INVALID_CASES } from '../domain/rule.ts'
import { ENTRY_MODES } from '../domain/session.ts'
import type { Timing } from '../domain/timing.ts'
import type { UseRecord } from '../domain/use.ts'
import { day, filledLine, line, wholeCount } from '../formats/parts.ts'

export const id = z.string().min(1).max(64).openapi({ example: 'b3T1kQ' })
export const idParam = z.object({ id })

/** A mark as it is typed; which of them a row has, is the regulation's. */
const typedMark = wholeCount.nullable().optional()

/** A count as it is typed: a whole number or `null` for "not entered"; never left out. */
export const typedCount = wholeCount.nullable()

export const role = z.enum(ROLES, 'choice')
export const side = z.enum(['party', 'state'], 'choice')
export const mode = z.enum(['real', 'rehearsal'], 'choice')
export const username = z.string('text').regex(/^[a-z0-9._-]{3,64}$/, 'username')
const LEAST_PASSWORD = 13
/** Blanks in a row count as one: nobody guesses longer for them. */
const withoutBlanks = (text: string) => text.replaceAll(/\s+/g, ' ')
export const newPassword = z
  .string('text')
  .min(LEAST_PASSWORD, 'text_too_short')
  .max(128, 'text_too_long')
  .refine(
    (text) => text.length < LEAST_PASSWORD || withoutBlanks(text).length >= LEAST_PASSWORD,
    'text_too_short',
  )
export const credentials = z.strictObject({
  username: z.string().max(64),
  password: z.string().max(200),
})
export const factorCode = z.strictObject({ code: z.string().max(40) })
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })
export const name = filledLine(200)
const optionalLine = line(300).transform((text) => (text.trim() === '' ? null : text))

export const person = z.strictObject({ name, position: line(300) })
export const clockTime = z.strictObject({
  day,
  hour: z.int('number').min(0).max(23),
  minute: z.int('number').min(0).max(59),
})

/** Persons, place and times for the minutes. */
export const minutesFacts = z.strictObject({
  committeeWord: filledLine(60),
  committee: z.array(person.extend({ duty: z.enum(DUTIES, 'choice') })).max(60),
  chair: person.nullable(),
  witnesses: z.array(person).max(20),
  venue: optionalLine.nullable(),
  countingStarted: clockTime.nullable(),
  countingEnded: clockTime.nullable(),
  handedOverTo: person.nullable(),
  copies: z.int('number').min(1).max(100).nullable(),
}) satisfies z.ZodType<MinutesFacts>

export const voters = z.strictObject({
  members: typedCount,
  summoned: typedCount,
  present: typedCount,
  absentExcused: typedCount,
  absentUnexcused: typedCount,
})

const regimeId = z.string('regime_id').min(1, 'regime_id').max(64, 'regime_id')

export const newSession = z.strictObject({
  mode,
  title: filledLine(500),
  heldOn: day,
  meeting: z.enum(['in_person', 'online'], 'choice'),
  passesRequired: z.int('number').min(1).max(3),
  recheckSize: z.int('number').min(0, 'number').max(500, 'number').default(0),
  entryMode: z.enum(ENTRY_MODES, 'choice').default('totals'),
  sheetCodeRequired: z.boolean('truth').default(false),
  shiftPoints: z.int('number').min(1, 'number').max(100, 'number').nullable().default(null),
  regime: regimeId.nullable().default(null),
  regimeReason: filledLine(500).nullable().default(null),
})

export const regimeChoice = z.strictObject({
  regime: regimeId.nullable(),
  reason: filledLine(500).nullable(),
})

export const timing = z.strictObject({
  termStartYear: z.int('number').min(1945, 'number').max(2999, 'number').nullable(),
  earlier: z.strictObject({ council_vote: day.nullable(), half_year_review: day.nullable() }),
}) satisfies z.ZodType<Timing>

/** Steps of the procedure as done on a day, or taken back. */
export const stepRecords = z
  .array(
    z.strictObject({
      step: line(64),
      subject: id.nullable(),
      doneOn: day.nullable(),
      file: optionalLine.nullable(),
    }),
  )
  .max(1000, 'list_too_long')

export const recheckDraw = z.strictObject({ dice: filledLine(200) })
export const recheckResult = z.strictObject({
  sheet: id,
  agrees: z.boolean('truth'),
  note: optionalLine.nullable(),
})

export const recognition = z.strictObject({ subject: id, other: id, same: z.boolean('truth') })

/** What the competent level decided; nothing of it is ever filled by the program. */
export const newUse = z.strictObject({
  subject: id,
  use: line(64),
  decision: filledLine(1000),
  number: optionalLine.nullable(),
  decidedOn: day.nullable(),
  decidedBy: filledLine(300),
  dueOn: day.nullable(),
  supersedes: id.nullable(),
}) satisfies z.ZodType<Omit<UseRecord, 'id'>>

export const newBallotKinds = z
  .array(
    z.strictObject({
      code: filledLine(20),
      title: filledLine(300),
      subjects: z
        .array(
          z.strictObject({
            name,
            position: line(300),
            block: filledLine(200).nullable(),
            startedOn: day.nullable().default(null),
            retirementNoticeOn: day.nullable().default(null),
          }),
        )
        .min(1, 'list_empty')
        .max(200, 'list_too_long'),
    }),
  )
  .min(1, 'list_empty')
  .max(50, 'list_too_long')
  .refine((kinds) => new Set(kinds.map((kind) => kind.code)).size === kinds.length, 'duplicate_id')

export const ballotRecords = z
  .array(
    z.strictObject({
      ballotKind: id,
      printed: typedCount,
      issued: typedCount,
      collected: typedCount,
      invalidReasons: optionalLine.nullable(),
      special: z
        .array(
          z
            .strictObject({
              case: z.enum(INVALID_CASES, 'choice'),
              ballots: wholeCount,
              ruling: z.enum(['valid', 'invalid'], 'choice').nullable(),
              reason: optionalLine.nullable(),
            })
            .refine(({ ruling, reason }) => ruling === null || reason !== null, {
              path: ['reason'],
              error: 'text_empty',
            }),
        )
        .max(20, 'list_too_long')
        .refine((all) => new Set(all.map((each) => each.case)).size === all.length, 'duplicate_id')
        .default([]),
      sheets: z.array(z.int('sheet_sizes').min(1, 'sheet_sizes').max(10_000)).max(500).nullable(),
    }),
  )
  .min(1, 'list_empty')
  .max(50, 'list_too_long')
  .refine(
    (records) => new Set(records.map((each) => each.ballotKind)).size === records.length,
    'duplicate_id',
  )

export const sheetCounts = z.strictObject({
  collected: typedCount,
  valid: typedCount,
  invalid: typedCount,
  rows: z
    .array(
      z.strictObject({
        subject: id,
        high: typedMark,
        medium: typedMark,
        low: typedMark,
        confidence: typedMark,
        no_confidence: typedMark,
        invalid: typedCount,
      }),
    )
    .max(200),
}) satisfies z.ZodType<SheetCounts>

/** Both sides of a finding's equation by name. */
export const numbers = z.record(z.string(), z.int().nullable())

export const settlement = z.strictObject({
  decision: z.enum(['choose', 'return', 'return_all'], 'choice'),
  passNo: z.int('number').min(1).max(3).nullable().default(null),
  passIds: z.array(id).min(1).max(3),
  asOnPaper: z.boolean('truth').default(false),
  reason: filledLine(500),
})

export const acknowledgement = z.strictObject({
  code: z.enum(FINDING_CODES, 'choice'),
  path: line(200),
  numbers,
  reason: filledLine(500),
})

export const newOrganisation = z.strictObject({
  parent: id.nullable(),
  side,
  name: filledLine(300),
  superior: filledLine(300).nullable(),
  locality: filledLine(100).nullable(),
  symbol: filledLine(20).nullable(),
})

/** The first organisation and its administrator, whose password the machine makes. */
export const firstOnes = z.strictObject({
  organisation: filledLine(300),
  side,
  username,
  fullName: name,
})

export const newAccount = z.strictObject({
  username,
  fullName: name,
  role,
  organisation: id,
  password: newPassword,
})

import { z } from '@hono/zod-openapi'
import { ABOUT_KINDS, COMMENT_LIMIT, TURN_ACTS } from '../domain/comment.ts'
import { STORED_NAMES } from '../domain/proceedings.ts'
import { filledText } from '../formats/parts.ts'
import { id, role } from './schemas.ts'

/** What is written in a thread: 1 to 2,000 characters, plain text. */
const text = filledText(COMMENT_LIMIT)
/** A number in a session or thread, from 1. */
const number = z.int('number').min(1, 'number').max(1_000_000, 'number')
/** The number of the last turn that was read. */
const seen = number

/** What a thread is about: the session without an id, everything else by its id or, an entry of the journal, its place. */
export const about = z
  .strictObject({ kind: z.enum(ABOUT_KINDS, 'choice'), id: id.nullable() })
  .refine((each) => (each.kind === 'session') === (each.id === null), 'choice')

export const newThread = z.strictObject({ about, text })
export const newComment = z.strictObject({ text, seen })
export const seenThread = z.strictObject({ seen })
export const withdrawal = z.strictObject({ number })

/** A number as it stands in an address. */
const numberInPath = z
  .string()
  .regex(/^[1-9]\d{0,6}$/, 'number')
  .transform(Number)
export const threadParams = z.object({ id, thread: numberInPath })

const turn = z.object({
  number: z.int(),
  act: z.enum(TURN_ACTS),
  text: z.string().nullable(),
  withdraws: z.int().nullable(),
  account: z.string(),
  role,
  at: z.string(),
})
const aboutTold = z.object({
  kind: z.enum(ABOUT_KINDS),
  id: id.nullable(),
  sheet: z.int().nullable(),
  person: z.string().nullable(),
  document: z
    .object({ name: z.enum(STORED_NAMES), revision: z.int(), version: z.int() })
    .nullable(),
  entry: z.object({ type: z.string(), at: z.string() }).nullable(),
})
export const place = z.object({ session: id, thread: z.int() })
export const thread = z.object({
  number: z.int(),
  about: aboutTold,
  settled: z.boolean(),
  /** Who has the next word; `null` in a settled thread. */
  awaited: z.enum(['auditor', 'organisation']).nullable(),
  turns: z.array(turn).readonly(),
})
export const threads = z.object({ threads: z.array(thread).readonly() })

import { z } from '@hono/zod-openapi'
import { WINDOW_ACTS } from '../actions/drafts.ts'
import { SLIPS } from '../domain/diagnosis.ts'
import { SHEET_STATES } from '../domain/entry.ts'
import { FINDING_CODES } from '../domain/finding.ts'
import { LEVELS } from '../domain/tally.ts'
import { line } from '../formats/parts.ts'
import { finding } from './finding-answers.ts'
import { id, numbers, sheetCounts, typedCount } from './schemas.ts'

/** The name a window gives itself. */
const tab = z.string('text').regex(/^[\w-]{8,64}$/, 'tab_name')
const answered = z.strictObject({
  code: z.enum(FINDING_CODES, 'choice'),
  path: line(200),
  numbers,
})
export const seenWarnings = z.array(answered).max(1000, 'list_too_long')
export const draft = sheetCounts.extend({
  cursor: line(40).nullable().default(null),
  seen: seenWarnings.optional(),
  tab: tab.nullable().default(null),
})
export const submission = sheetCounts.extend({ seen: seenWarnings.optional() })
export const ballotsSubmission = z.strictObject({ seen: seenWarnings.optional() })
export const ballot = z.strictObject({ marks: line(200), tab: tab.nullable().default(null) })
export const hold = z.strictObject({ tab, act: z.enum(WINDOW_ACTS, 'choice') })
const place = z.coerce.number('number').int('number').min(1).max(10_000)
export const ballotParams = z.object({ id, place })
export const ballotQuery = z.object({ tab: tab.optional() })
export const passParams = z.object({ id, passNo: z.coerce.number('number').int().min(1).max(3) })
/** The revision that was seen, as the last save's `ETag` said it. */
export const ifMatch = z.object({ 'if-match': z.string().max(20).optional() })

const sheetState = z.enum(SHEET_STATES)
export const sheetProgress = z.object({
  id,
  number: z.int(),
  ballotKind: id,
  ballots: z.int(),
  state: sheetState,
  passes: z.array(
    z.object({
      passNo: z.int(),
      account: id,
      status: z.enum(['typing', 'idle', 'has_errors', 'submitted', 'returned']),
    }),
  ),
})
export const ownPass = z.object({
  sheet: sheetProgress,
  passNo: z.int(),
  levels: z.array(z.enum(LEVELS)),
  counts: sheetCounts,
  ballots: z.array(z.string()).nullable(),
  open: z.boolean(),
  emptied: z.array(z.string()),
  revision: z.int(),
  cursor: z.string().nullable(),
  seen: seenWarnings,
})
export const submittedPass = z.object({
  state: sheetState,
  passNo: z.int(),
  findings: z.array(finding),
})
export const saved = z.object({ revision: z.int(), savedAt: z.string() })
export const held = z.object({ here: z.boolean(), since: z.string(), revision: z.int() })
export const sheetDifferences = z.object({
  sheet: id,
  number: z.int(),
  state: sheetState,
  passes: z.array(
    z.object({
      id,
      passNo: z.int(),
      account: z.string(),
      sound: z.boolean(),
      errors: z.array(finding),
    }),
  ),
  complete: z.boolean(),
  cells: z.array(
    z.object({
      path: z.string(),
      values: z.array(z.object({ passNo: z.int(), value: typedCount })),
    }),
  ),
  slips: z.array(
    z.object({
      slip: z.enum(SLIPS),
      paths: z.array(z.string()),
      suspect: z.int().nullable(),
    }),
  ),
})

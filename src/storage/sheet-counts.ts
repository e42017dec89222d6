import { z } from 'zod'
import type { SheetCounts } from '../domain/entry.ts'
import { MAX_COUNT } from '../domain/tally.ts'

const count = z.int().min(0).max(MAX_COUNT).nullable()
// Which levels a row has was checked against the regulation before it was stored.
const mark = count.optional()
/** Counts of a sheet as they are stored. */
export const storedCounts = z.strictObject({
  collected: count,
  valid: count,
  invalid: count,
  rows: z.array(
    z.strictObject({
      subject: z.string(),
      high: mark,
      medium: mark,
      low: mark,
      confidence: mark,
      no_confidence: mark,
      invalid: count,
    }),
  ),
}) satisfies z.ZodType<SheetCounts>

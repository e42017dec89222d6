import { z } from '@hono/zod-openapi'
import { EVENT_GROUPS, EVENT_TYPES } from '../domain/event-catalogue.ts'
import { ROLES } from '../domain/roles.ts'
import type { TimelineFilter } from '../domain/timeline.ts'
import { day } from '../formats/parts.ts'
import { id } from './schemas.ts'

/** Most entries of a part. */
const MOST = 500

/** Which entries of a session are asked for, and from which place on. */
export const timelineQuery = z.object({
  what: z.enum([...EVENT_GROUPS, ...EVENT_TYPES]).optional(),
  account: id.optional(),
  role: z.enum(ROLES).optional(),
  sheet: id.optional(),
  subject: id.optional(),
  from: day.optional(),
  to: day.optional(),
  after: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(MOST).default(50),
})

/** What is asked for, as the filter of a time-line. */
export function filterOf(query: Partial<z.output<typeof timelineQuery>>): TimelineFilter {
  return {
    what: query.what ?? null,
    account: query.account ?? null,
    role: query.role ?? null,
    sheet: query.sheet ?? null,
    subject: query.subject ?? null,
    from: query.from ?? null,
    to: query.to ?? null,
  }
}

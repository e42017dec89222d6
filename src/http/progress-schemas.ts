import { z } from '@hono/zod-openapi'
import { SHEET_STATES } from '../domain/entry.ts'
import { SHEET_GROUPS } from '../domain/progress.ts'
import { SESSION_STATES } from '../domain/session.ts'
import { id, mode } from './schemas.ts'

const counted = {
  state: z.enum(SESSION_STATES),
  sheets: z.strictObject(Object.fromEntries(SHEET_GROUPS.map((group) => [group, z.int()]))),
  total: z.int(),
  ballotsDefinitive: z.int(),
  ballotsPlanned: z.int(),
  seq: z.int(),
  changedAt: z.string(),
}

/** How far a session is, for whoever reads it. */
export const progress = z.strictObject({
  session: id,
  ...counted,
  states: z.array(z.strictObject({ id, number: z.int(), state: z.enum(SHEET_STATES) })).nullable(),
})

/** How far a session is, for witnesses: without a log-in. */
export const hallProgress = z.strictObject({ ...counted, title: z.string(), mode })

/** Where a witness page stands, and until when. */
export const hallLink = z.strictObject({ path: z.string(), expiresAt: z.string() })
export const openHalls = z.array(z.strictObject({ openedAt: z.string(), expiresAt: z.string() }))

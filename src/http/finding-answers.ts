import { z } from '@hono/zod-openapi'
import { FINDING_CODES } from '../domain/finding.ts'
import { acknowledgement, id, numbers } from './schemas.ts'

export const finding = z.object({
  code: z.enum(FINDING_CODES),
  severity: z.enum(['error', 'warning']),
  path: z.string(),
  numbers,
  provision: z.string().nullable(),
})

export const findings = z.object({
  findings: z.array(finding),
  acknowledgements: z.array(acknowledgement),
  open: z.array(finding),
})

/** How the random second look stands; no count of any sheet. */
export const recheck = z.object({
  size: z.int(),
  draw: z
    .object({
      dice: z.string(),
      journalHead: z.object({ seq: z.int(), hash: z.string() }),
      drawnAt: z.string(),
    })
    .nullable(),
  sheets: z.array(
    z.object({
      sheet: id,
      number: z.int(),
      open: z.boolean(),
      agrees: z.boolean().nullable(),
      note: z.string().nullable(),
    }),
  ),
  done: z.boolean(),
})

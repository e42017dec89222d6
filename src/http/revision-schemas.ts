import { z } from '@hono/zod-openapi'
import { STORED_NAMES } from '../domain/proceedings.ts'
import { COMPARED_FIGURES } from '../domain/revision-comparison.ts'
import { ROLES } from '../domain/roles.ts'
import { SESSION_STATES } from '../domain/session.ts'
import { SHEET_CELLS } from '../domain/sheet-comparison.ts'
import { id } from './schemas.ts'

const revision = z.coerce.number('number').int('number').min(1, 'number').max(10_000, 'number')

/** Which two revisions; the last two where none is named. */
export const revisionsQuery = z.object({
  from: revision.optional(),
  to: revision.optional(),
})

const count = z.int().nullable()
const named = z.object({ id: z.string(), title: z.string() })
const value = z.union([count, z.object({ count: z.int(), of: z.int() }), z.string()])
const figure = z.object({
  ballotKind: named.nullable(),
  subject: z.object({ id: z.string(), name: z.string() }).nullable(),
  figure: z.enum(COMPARED_FIGURES),
  old: value,
  now: value,
  difference: z.union([count, z.string()]),
  changed: z.boolean(),
})
const done = { at: z.string(), by: z.string().nullable() }
const sheet = z.object({
  sheet: id,
  number: z.int(),
  ballotKind: z.object({ code: z.string(), title: z.string() }),
  cells: z.array(
    z.object({
      subject: z.string().nullable(),
      cell: z.enum(SHEET_CELLS),
      old: count,
      now: count,
    }),
  ),
  acts: z.array(
    z.union([
      z.object({ ...done, act: z.literal('typed'), passNo: z.int() }),
      z.object({
        ...done,
        act: z.enum(['returned', 'chosen']),
        passNo: z.int(),
        reason: z.string(),
      }),
      z.object({
        ...done,
        act: z.literal('rechecked'),
        agrees: z.boolean(),
        note: z.string().nullable(),
      }),
    ]),
  ),
})
const account = z.object({
  revision: z.int(),
  opened: z.object({ ...done, reason: z.string(), role: z.enum(ROLES).nullable() }).nullable(),
  state: z.enum(SESSION_STATES),
  current: z.boolean(),
  result: z
    .object({
      status: z.enum(['computed', 'held']),
      computedAt: z.string(),
      dataSha256: z.string(),
    })
    .nullable(),
  documents: z.array(
    z.object({
      id,
      name: z.enum(STORED_NAMES),
      version: z.int(),
      sha256: z.string(),
      createdAt: z.string(),
      open: z.array(z.string()),
    }),
  ),
})

/** Two revisions side by side; `null` where there is nothing to compare. */
export const revisionComparison = z.object({
  revisions: z.array(account),
  compared: z
    .object({
      from: account,
      to: account,
      figures: z.array(figure).nullable(),
      sheets: z.object({ all: z.int(), touched: z.array(sheet) }).nullable(),
    })
    .nullable(),
})

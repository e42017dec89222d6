import { z } from '@hono/zod-openapi'
import { EXEMPTION_REASONS, INVALID_CASES } from '../domain/rule.ts'
import { ENTRY_MODES, SESSION_STATES } from '../domain/session.ts'
import { id, minutesFacts, mode, side, timing, typedCount, voters } from './schemas.ts'
import { documentSettings } from './signing-schemas.ts'

export const session = z.object({
  id,
  shortId: z.string(),
  organisation: id,
  mode,
  side,
  title: z.string(),
  heldOn: z.string(),
  regime: z.string(),
  regimeSha256: z.string(),
  regimeReason: z.string().nullable(),
  timing,
  passesRequired: z.int(),
  recheckSize: z.int(),
  entryMode: z.enum(ENTRY_MODES),
  sheetCodeRequired: z.boolean(),
  shiftPoints: z.int().nullable(),
  secondPerson: z.boolean(),
  state: z.enum(SESSION_STATES),
  revision: z.int(),
  voters,
  minutesFacts,
  documentSettings,
})

const official = z.object({
  name: z.string(),
  position: z.string(),
  block: z.string().nullable(),
  startedOn: z.string().nullable(),
  retirementNoticeOn: z.string().nullable(),
})

const ballotKind = z.object({
  id,
  code: z.string(),
  title: z.string(),
  account: z.object({
    ballotKind: id,
    printed: typedCount,
    issued: typedCount,
    collected: typedCount,
    invalidReasons: z.string().nullable(),
    special: z.array(
      z.object({
        case: z.enum(INVALID_CASES),
        ballots: z.int(),
        ruling: z.enum(['valid', 'invalid']).nullable(),
        reason: z.string().nullable(),
      }),
    ),
  }),
  subjects: z.array(official.extend({ id, person: id.nullable() })),
  leftOut: z.array(
    official.extend({
      ordinal: z.int(),
      reason: z.enum(EXEMPTION_REASONS),
      provision: z.string(),
    }),
  ),
  sheets: z.array(z.object({ id, number: z.int(), ballots: z.int() })),
})
export const roster = z.object({ ballotKinds: z.array(ballotKind) })

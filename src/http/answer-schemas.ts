import { z } from '@hono/zod-openapi'
import { SHEET_STATES } from '../domain/entry.ts'
import { FINDING_CODES } from '../domain/finding.ts'
import { DOCUMENT_NAMES } from '../domain/proceedings.ts'
import { SESSION_STATES } from '../domain/session.ts'
import {
  id,
  role,
  side,
  mode,
  voters,
  minutesFacts,
  typedCount,
  sheetCounts,
  acknowledgement,
  numbers,
} from './schemas.ts'

export const finding = z.object({
  code: z.enum(FINDING_CODES),
  severity: z.enum(['error', 'warning']),
  path: z.string(),
  numbers,
  provision: z.string().nullable(),
})
export const organisation = z.object({
  id,
  parent: id.nullable(),
  side,
  name: z.string(),
  superior: z.string().nullable(),
  locality: z.string().nullable(),
  symbol: z.string().nullable(),
})
export const account = z.object({
  account: id,
  username: z.string(),
  fullName: z.string(),
  role,
  organisation: id,
  disabled: z.boolean(),
})
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
  passesRequired: z.int(),
  state: z.enum(SESSION_STATES),
  revision: z.int(),
  voters,
  minutesFacts,
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
  }),
  subjects: z.array(
    z.object({ id, name: z.string(), position: z.string(), block: z.string().nullable() }),
  ),
  sheets: z.array(z.object({ id, number: z.int(), ballots: z.int() })),
})
export const roster = z.object({ ballotKinds: z.array(ballotKind) })

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
      status: z.enum(['typing', 'has_errors', 'submitted', 'returned']),
    }),
  ),
})
export const ownPass = z.object({
  sheet: sheetProgress,
  passNo: z.int(),
  counts: sheetCounts,
  open: z.boolean(),
  emptied: z.array(z.string()),
})
export const submittedPass = z.object({
  state: sheetState,
  passNo: z.int(),
  findings: z.array(finding),
})
export const sheetDifferences = z.object({
  sheet: id,
  number: z.int(),
  state: sheetState,
  passes: z.array(z.object({ id, passNo: z.int(), account: z.string(), sound: z.boolean() })),
  cells: z.array(
    z.object({
      path: z.string(),
      values: z.array(z.object({ passNo: z.int(), value: typedCount })),
    }),
  ),
})
export const findings = z.object({
  findings: z.array(finding),
  acknowledgements: z.array(acknowledgement),
  open: z.array(finding),
})

export const document = z.object({
  id,
  session: id,
  revision: z.int(),
  name: z.enum(DOCUMENT_NAMES),
  version: z.int(),
  supersedes: id.nullable(),
  signedField: z.string().nullable(),
  openFields: z.array(z.string()),
  sha256: z.string(),
  createdAt: z.string(),
  current: z.boolean(),
})

export const verificationStep = z.object({
  number: z.int(),
  id: z.string(),
  status: z.enum(['ok', 'failed', 'not_applicable']),
  detail: z.record(z.string(), z.unknown()),
})

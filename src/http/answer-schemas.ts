import { z } from '@hono/zod-openapi'
import { FINDING_CODES } from '../domain/finding.ts'
import { EXEMPTION_REASONS, INVALID_CASES, PHASES } from '../domain/rule.ts'
import { ENTRY_MODES, SESSION_STATES } from '../domain/session.ts'
import { STANDINGS } from '../domain/standing.ts'
import {
  id,
  role,
  side,
  mode,
  voters,
  minutesFacts,
  timing,
  typedCount,
  acknowledgement,
  numbers,
} from './schemas.ts'
import { documentSettings } from './signing-schemas.ts'

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
  mustChange: z.boolean(),
})
/** Who is logged in, and what is open: all, or the one thing to be done next. */
export const loggedIn = account
  .omit({ disabled: true, mustChange: true })
  .extend({ standing: z.enum(STANDINGS) })
export const managedAccount = account.extend({
  withoutPassword: z.boolean(),
  logIn: z.object({ startedAt: z.string(), seenAt: z.string() }).nullable(),
  lockedUntil: z.string().nullable(),
  hasFactor: z.boolean(),
  identity: z.object({ issuer: z.string(), subject: z.string(), linkedAt: z.string() }).nullable(),
})
export const ownLogIn = z.object({
  startedAt: z.string(),
  expiresAt: z.string(),
  seenAt: z.string(),
})
export const factorState = z.object({
  confirmedAt: z.string().nullable(),
  recoveryCodes: z.int(),
})
export const factorDraft = z.object({ text: z.string(), uri: z.string() })
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

export const findings = z.object({
  findings: z.array(finding),
  acknowledgements: z.array(acknowledgement),
  open: z.array(finding),
})

const provision = z.object({ ref: z.string(), text: z.string(), evidence: z.string() })
const stepRecord = z.object({
  subject: id.nullable(),
  doneOn: z.string().nullable(),
  file: z.string().nullable(),
  account: z.string(),
  recordedAt: z.string(),
})
export const preparation = z.object({
  plan: z.array(
    z.object({
      step: z.string(),
      name: z.string(),
      due: z.string(),
      daysBefore: z.int(),
      provision,
    }),
  ),
  steps: z.array(
    z.object({
      rule: z.object({
        id: z.string(),
        name: z.string(),
        phase: z.enum(PHASES),
        per: z.enum(['session', 'person']),
        condition: z.boolean(),
        ifAsked: z.boolean().optional(),
      }),
      provision,
      due: z.object({ on: z.string(), provision }).nullable(),
      done: z.array(stepRecord),
      missing: z.array(z.string()),
      complete: z.boolean(),
    }),
  ),
  warnings: z.array(finding),
  criteria: z.array(provision),
})

const standing = z.object({
  subject: id,
  name: z.string(),
  position: z.string(),
  session: id,
  organisation: id,
  organisationName: z.string(),
  heldOn: z.string(),
})
export const namesakes = z.array(
  z.object({
    subject: z.object({ id, name: z.string(), position: z.string() }),
    elsewhere: z.array(standing.extend({ same: z.boolean() })),
    before: z.array(standing.extend({ same: z.boolean() })),
  }),
)
/** Places side by side; each result keeps its own base, and nothing is added up. */
export const personVenues = z.object({
  name: z.string(),
  venues: z.array(z.object({ standing, result: z.any().nullable() })),
  provisions: z.array(provision),
})

export const use = z.object({
  id,
  subject: id,
  use: z.string(),
  decision: z.string(),
  number: z.string().nullable(),
  decidedOn: z.string().nullable(),
  decidedBy: z.string(),
  dueOn: z.string().nullable(),
  supersedes: id.nullable(),
})
const recordedUse = use.extend({ account: z.string(), recordedAt: z.string() })
const named = z.object({ rule: z.object({ id: z.string(), name: z.string() }), provision })
export const uses = z.object({
  held: z.boolean(),
  uses: z.array(named),
  people: z.array(
    z.object({
      subject: z.object({ id, name: z.string(), position: z.string() }),
      band: z
        .object({ rule: z.object({ id: z.string(), consequence: z.string() }), provision })
        .nullable(),
      followUps: z.array(named),
      records: z.array(recordedUse.extend({ overdue: z.boolean() })),
    }),
  ),
  history: z.array(recordedUse),
  suggested: z.array(
    z.object({
      limit: z.object({
        rule: z.object({ act: z.enum(['propose', 'decide']), workingDays: z.int() }),
        provision,
      }),
      day: z.string(),
    }),
  ),
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

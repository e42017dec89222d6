import { z } from '@hono/zod-openapi'
import type { UnitRetention } from '../actions/retention.ts'
import type { DestructionStanding } from '../actions/destructions.ts'
import { DESTROYED_KINDS, type DestructionWords } from '../domain/destruction.ts'
import { STORED_NAMES } from '../domain/proceedings.ts'
import { CLOSINGS, MOST_MONTHS } from '../domain/retention.ts'
import { SESSION_STATES } from '../domain/session.ts'
import { day, filledLine, line } from '../formats/parts.ts'
import { id, mode } from './schemas.ts'

/** How long a unit keeps ballots, as it is sent. */
export const newRetention = z.strictObject({
  months: z.int('months').min(1, 'months').max(MOST_MONTHS, 'months').nullable(),
})

/** What a destruction is proposed with, as it is sent. */
export const newProposal = z.strictObject({
  reason: filledLine(500),
  basis: filledLine(500),
  packets: line(500)
    .transform((text) => (text.trim() === '' ? null : text))
    .nullable(),
}) satisfies z.ZodType<DestructionWords>

const closed = z.object({ how: z.enum(CLOSINGS), on: day })
const term = z.object({ months: z.int(), closed, lastDay: day, over: z.boolean() })

/** A unit with the sessions whose term has run out. */
export const unitRetention = z.object({
  organisation: id,
  name: z.string(),
  months: z.int().nullable(),
  due: z.array(
    z.object({
      session: id,
      shortId: z.string(),
      mode,
      title: z.string(),
      heldOn: day,
      term,
      stage: z.enum(['due', 'proposed', 'destroyed']),
    }),
  ),
})

/** The unit as it is answered. */
export function unitAnswer({ organisation, name, months, due }: UnitRetention) {
  return {
    organisation,
    name,
    months,
    due: due.map(({ session, term: of, stage }) => ({
      session: session.id,
      shortId: session.shortId,
      mode: session.mode,
      title: session.title,
      heldOn: session.heldOn,
      term: of,
      stage,
    })),
  }
}

/** How the destruction of a session stands. */
export const destructionStanding = z.object({
  session: id,
  state: z.enum(SESSION_STATES),
  term: term.nullable(),
  proposal: z
    .object({
      reason: z.string(),
      basis: z.string(),
      packets: z.string().nullable(),
      account: id,
      proposedAt: z.string(),
    })
    .nullable(),
  confirmedAt: z.string().nullable(),
  refused: z.string().nullable(),
  destroyed: z.array(
    z.object({
      kind: z.enum(DESTROYED_KINDS),
      records: z.int(),
      ballots: z.int().nullable(),
    }),
  ),
  kept: z.object({
    passes: z.int(),
    outcomes: z.int(),
    scans: z.int(),
    documents: z.array(
      z.object({
        name: z.enum(STORED_NAMES),
        revision: z.int(),
        version: z.int(),
        sha256: z.string(),
      }),
    ),
  }),
  backups: z.array(z.object({ at: z.string(), sha256: z.string() })),
})

/** The same as it is answered: why nothing can be done is told by its code. */
export function standingAnswer(found: DestructionStanding) {
  const { session, proposal, done, refused, ...rest } = found
  return destructionStanding.parse({
    session: session.id,
    state: session.state,
    proposal,
    confirmedAt: done?.confirmedAt ?? null,
    refused: refused?.code ?? null,
    ...rest,
  })
}

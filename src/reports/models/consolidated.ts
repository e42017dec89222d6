import { z } from 'zod'
import type {
  Consolidated,
  ConsolidatedOrganisation,
  ConsolidatedSession,
} from '../../domain/consolidated.ts'
import type { FormIdentity } from '../../domain/proceedings.ts'
import { countText, dateText, shortDateText } from '../vietnamese.ts'
import { outcomeFor, rowModel, rowSchema } from './ballot-kinds.ts'
import { conferenceModel, conferenceShape } from './conference.ts'
import { named, printed, shortDigest, tabulated } from './printed.ts'

/** A person's line with where and when it was voted, and the ballots of that vote. */
const lineSchema = rowSchema.extend({
  place: z.string(),
  heldOn: z.string(),
  summoned: printed,
  issued: printed,
  collected: printed,
  valid: printed,
  /** No result could be computed: shares are left open. */
  held: z.enum(['held', 'computed']),
  clause: printed,
})

const sessionSchema = z.object({
  session: z.string(),
  place: z.string(),
  heldOn: z.string(),
  revision: z.string(),
  shortDigest: z.string(),
  regimeDigest: z.string(),
})

const { title: _title, heldOn: _heldOn, ...shape } = conferenceShape

/** Everything the template of the consolidated table (biểu tổng hợp đợt) may name. */
export const consolidatedSchema = z.object({
  ...shape,
  from: z.string(),
  to: z.string(),
  madeOn: z.string(),
  sessionCount: z.string(),
  subjectCount: z.string(),
  /** One for each organisation; people in the order of the ballots, numbered through. */
  sections: z.array(z.object({ title: z.string(), rows: z.array(lineSchema) })),
  sessions: z.array(sessionSchema),
  waiting: z.array(z.object({ session: z.string(), place: z.string(), heldOn: z.string() })),
  base: z.enum(['collected', 'members', 'mixed']),
  identity: z.object({ programVersion: z.string() }),
})
type ConsolidatedModel = z.infer<typeof consolidatedSchema>
type Line = z.infer<typeof lineSchema>

/**
 * The results of many sessions, one section for each organisation; nothing is added up.
 *
 * @law 96-qd-tw-2023 Điều 6.3
 */
export function consolidatedModel(known: Consolidated, identity: FormIdentity): ConsolidatedModel {
  const conference = conferenceModel({ ...known, title: '', heldOn: known.to })
  const { title: _, heldOn: __, ...opening } = conference
  const all = known.organisations.flatMap(({ name, sessions }) =>
    sessions.map((session) => ({ name, session })),
  )
  let count = 0
  const sections = known.organisations.map((organisation) => ({
    title: named(organisation.name),
    rows: linesOf(organisation).map((line) => ({ ...line, number: String((count += 1)) })),
  }))
  return {
    ...opening,
    from: shortDateText(known.from),
    to: shortDateText(known.to),
    madeOn: dateText(known.madeOn),
    sessionCount: countText(all.length),
    subjectCount: countText(count),
    sections,
    sessions: all.map(({ name, session }) => ({
      session: session.shortId,
      place: named(name),
      heldOn: shortDateText(session.heldOn),
      revision: String(session.revision),
      shortDigest: shortDigest(session.dataSha256),
      regimeDigest: shortDigest(session.outcome.regime.sha256),
    })),
    waiting: known.waiting.map(({ shortId, organisation, heldOn }) => ({
      session: shortId,
      place: named(organisation),
      heldOn: shortDateText(heldOn),
    })),
    base: baseOf(all.map(({ session }) => session)),
    identity: { programVersion: identity.programVersion },
  }
}

function linesOf({ name, sessions }: ConsolidatedOrganisation): readonly Line[] {
  return sessions.flatMap((session) => {
    const { tally, outcome, heldOn } = session
    return tally.ballotKinds.flatMap((kind) =>
      kind.subjects.map((subject, at): Line => {
        const found = outcomeFor({ outcome }, kind, subject)
        return {
          ...rowModel(subject, at, found),
          place: named(name),
          heldOn: shortDateText(heldOn),
          summoned: tabulated(tally.voters.summoned),
          issued: tabulated(kind.issued),
          collected: tabulated(kind.collected),
          valid: tabulated(kind.valid),
          held: found ? 'computed' : 'held',
          clause: found?.provision ?? null,
        }
      }),
    )
  })
}

function baseOf(sessions: readonly ConsolidatedSession[]): ConsolidatedModel['base'] {
  const names = new Set(
    sessions.flatMap(({ outcome }) => outcome.subjects.map(({ base }) => base.name)),
  )
  const [only, ...others] = names
  return only !== undefined && others.length === 0 ? only : 'mixed'
}

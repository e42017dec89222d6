import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { mayEver } from '../domain/roles.ts'
import {
  CLOSINGS,
  type Closing,
  type RetentionMonths,
  isTermOver,
  lastDayOfTerm,
} from '../domain/retention.ts'
import type { Session } from '../domain/session.ts'
import type { Day } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { clockTimeOf } from '../reports/vietnamese.ts'
import { commit } from '../storage/commit.ts'
import { entriesOf } from '../storage/counting-opened.ts'
import type { Database } from '../storage/database.ts'
import {
  findDestruction,
  findProposal,
  findRetention,
  updateRetention,
} from '../storage/destructions.ts'
import { listOrganisations } from '../storage/organisations.ts'
import { listSessions } from '../storage/sessions.ts'
import { organisationsInReach, requireAct } from './access.ts'

/** How long a closed session's ballots are kept. */
export type Term = {
  readonly months: number
  readonly closed: Closing
  /** Belongs to the term. */
  readonly lastDay: Day
  readonly over: boolean
}

/** A unit, with how long it keeps ballots and the sessions whose term has run out. */
export type UnitRetention = {
  readonly organisation: string
  readonly name: string
  readonly months: RetentionMonths
  /** Whether the actor sets it. */
  readonly mine: boolean
  readonly due: readonly DueSession[]
}

/** A session whose ballots need not be kept any longer, and how far their destruction is. */
export type DueSession = {
  readonly session: Session
  readonly term: Term
  readonly stage: 'due' | 'proposed' | 'destroyed'
}

/** Since when the term of a published or cancelled session runs: the last time it came to be so. */
export async function closingOf(
  db: Kysely<Database>,
  { id, state }: Session,
): Promise<Closing | null> {
  const how = CLOSINGS.find((each) => each === state)
  if (how === undefined) return null
  const moved = (await entriesOf(db, id, 'session_moved')).findLast(
    ({ entry: { event } }) => event.type === 'session_moved' && event.state.new === how,
  )
  return moved ? { how, on: clockTimeOf(moved.entry.at).day } : null
}

/** The term of a closed session; `null` while its unit has set none, or the session is open. */
export async function termOf(
  ctx: Pick<Context, 'today'>,
  db: Kysely<Database>,
  session: Session,
): Promise<Term | null> {
  const months = await findRetention(db, session.organisation)
  const closed = await closingOf(db, session)
  if (months === null || closed === null) return null
  const lastDay = lastDayOfTerm(closed.on, months)
  return { months, closed, lastDay, over: isTermOver(lastDay, ctx.today()) }
}

/** The units in the actor's reach, by name; nothing is offered of a unit that has set no term. */
export async function listRetention(ctx: Context, actor: Actor): Promise<readonly UnitRetention[]> {
  requireAct(actor, 'read_retention')
  const { db } = ctx.store
  const reach = await organisationsInReach(db, actor, 'read_retention')
  const units = (await listOrganisations(db)).filter(({ id }) => reach.includes(id))
  const sets = mayEver(actor.role, 'set_retention')
    ? await organisationsInReach(db, actor, 'set_retention')
    : []
  const found: UnitRetention[] = []
  for (const { id, name } of units) {
    const due: DueSession[] = []
    for (const session of await listSessions(db, [id])) {
      const term = await termOf(ctx, db, session)
      if (term?.over) due.push({ session, term, stage: await stageOf(db, session.id) })
    }
    const months = await findRetention(db, id)
    found.push({ organisation: id, name, months, mine: sets.includes(id), due })
  }
  return found.toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
}

async function stageOf(db: Kysely<Database>, session: string): Promise<DueSession['stage']> {
  if (await findDestruction(db, session)) return 'destroyed'
  return (await findProposal(db, session)) ? 'proposed' : 'due'
}

/**
 * Sets for how many months a unit keeps ballots after a session was closed; `null` takes it back, and nothing is
 * offered any more. `not_found` for a unit out of reach.
 */
export async function setRetention(
  ctx: Context,
  actor: Actor,
  organisation: string,
  months: RetentionMonths,
): Promise<void> {
  requireAct(actor, 'set_retention')
  const { db } = ctx.store
  const known = (await listOrganisations(db)).some(({ id }) => id === organisation)
  if (!known || !(await organisationsInReach(db, actor, 'set_retention')).includes(organisation))
    throw new AppError('not_found', { what: 'organisation' })
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const old = await findRetention(trx, organisation)
    await updateRetention(trx, organisation, months)
    record({ type: 'retention_set', organisation, months: { old, new: months } })
  })
}

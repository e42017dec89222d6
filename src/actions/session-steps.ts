import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { checkAbsences, checkVoters } from '../domain/checks.ts'
import { missingConditions, procedureOf } from '../domain/procedure.ts'
import type { Regime } from '../domain/regime.ts'
import type { Act } from '../domain/roles.ts'
import type { Session, Step } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import { findDestruction } from '../storage/destructions.ts'
import { hearAuthors } from '../storage/entry-work.ts'
import { findRoster } from '../storage/roster.ts'
import { listSteps } from '../storage/procedure.ts'
import { updateRevision, updateState } from '../storage/sessions.ts'
import { regimeOf, sessionFor, stateAfter } from './access.ts'
import { refuseTooMany } from './persons.ts'
import { moveWhenEntered } from './sheets.ts'

/**
 * Freezes roster and regulation. Refusals: `roster_incomplete` when a kind or its subjects are missing,
 * `too_many_venues` when somebody on it stands in more places of this round than the regulation allows.
 *
 * @law 96-qd-tw-2023 Điều 1.3
 */
export async function freezeRoster(ctx: Context, actor: Actor, id: string): Promise<void> {
  await move(ctx, actor, id, 'freeze_roster', 'freeze', async (session, db) => {
    const { ballotKinds } = await findRoster(db, session.id)
    if (ballotKinds.length === 0 || ballotKinds.some((kind) => kind.subjects.length === 0))
      throw new AppError('roster_incomplete', { ballotKinds: ballotKinds.length })
    const { regime } = await regimeOf(ctx, db, session)
    const subjects = ballotKinds.flatMap((kind) => kind.subjects)
    await refuseTooMany(db, session, regime, subjects)
  })
}

/** Takes the freeze back, before counting. */
export async function unfreezeRoster(ctx: Context, actor: Actor, id: string): Promise<void> {
  await move(ctx, actor, id, 'unfreeze_roster', 'unfreeze')
}

/**
 * Opens counting. Refusals: `steps_missing` when a step the regulation makes a condition is not recorded,
 * `quorum_not_met` with the numbers when too few are present or that is not recorded, `findings_open`
 * when the numbers of people contradict each other.
 *
 * @law 96-qd-tw-2023 Điều 3.2, Điều 9.1
 */
export async function openCounting(ctx: Context, actor: Actor, id: string): Promise<void> {
  await move(ctx, actor, id, 'open_counting', 'open', async (session, db) => {
    const { regime } = await regimeOf(ctx, db, session)
    await refuseMissingSteps(session, regime, db)
    const { voters } = session
    const found = [...checkVoters(voters, regime), ...checkAbsences(voters)]
    const errors = found.filter((each) => each.severity === 'error')
    const short = errors.find((each) => each.code === 'E212')
    const { present, summoned } = voters
    if (short)
      throw new AppError('quorum_not_met', { present, summoned, provision: short.provision })
    if (errors.length > 0) throw new AppError('findings_open', { findings: errors })
  })
}

async function refuseMissingSteps(session: Session, regime: Regime, db: Kysely<Database>) {
  const subjects = (await findRoster(db, session.id)).ballotKinds.flatMap((kind) => kind.subjects)
  const ids = subjects.map((each) => each.id)
  const steps = procedureOf(regime, session.heldOn, ids, await listSteps(db, session.id))
  const missing = missingConditions(steps)
  if (missing.length === 0) return
  throw new AppError('steps_missing', {
    steps: missing.map(({ rule }) => rule.id),
    names: missing.map(({ rule }) => rule.name),
    provisions: [...new Set(missing.map(({ provision }) => provision.ref))],
  })
}

/** Ends the session without a result, for a stated reason; nothing is deleted. */
export async function cancelSession(
  ctx: Context,
  actor: Actor,
  id: string,
  reason: string,
): Promise<void> {
  await move(ctx, actor, id, 'cancel_session', 'cancel', undefined, reason)
}

/** Stops all typing for a while; whoever looks sees it. What was typed is kept. */
export async function pauseCounting(ctx: Context, actor: Actor, id: string): Promise<void> {
  await move(ctx, actor, id, 'pause_counting', 'pause')
}

/** Lets typing go on; nobody counts as absent because of the break. */
export async function resumeCounting(ctx: Context, actor: Actor, id: string): Promise<void> {
  const at = ctx.now()
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'resume_counting')
    const state = stateAfter(session, 'resume')
    await updateState(trx, id, state)
    await hearAuthors(trx, id, at)
    const change = { old: session.state, new: state }
    record({ type: 'session_moved', session: id, state: change, reason: null })
  })
}

/**
 * Opens a closed session again for a stated reason, as the next revision. Results and documents of the
 * earlier revision stay as they were and are no longer current. Where every sheet is definitive the session
 * is `entered` at once: the head sends back the sheets to be typed anew. `session_destroyed` once its single
 * ballots are no more.
 */
export async function reopenSession(
  ctx: Context,
  actor: Actor,
  id: string,
  reason: string,
): Promise<void> {
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'reopen_session')
    if (await findDestruction(trx, id)) throw new AppError('session_destroyed')
    const state = stateAfter(session, 'reopen')
    const revision = session.revision + 1
    await updateRevision(trx, id, revision)
    await updateState(trx, id, state)
    const revisions = { old: session.revision, new: revision }
    record({ type: 'session_reopened', session: id, revision: revisions, reason })
    const change = { old: session.state, new: state }
    record({ type: 'session_moved', session: id, state: change, reason })
    const entered = await moveWhenEntered(ctx, trx, { ...session, state, revision })
    if (entered) record(entered)
  })
}

/** Records that the results were made public. */
export async function publishSession(ctx: Context, actor: Actor, id: string): Promise<void> {
  await move(ctx, actor, id, 'publish_session', 'publish')
}

async function move(
  ctx: Context,
  actor: Actor,
  id: string,
  act: Act,
  step: Step,
  allow?: (session: Session, db: Kysely<Database>) => Promise<void>,
  reason: string | null = null,
): Promise<void> {
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, act)
    const state = stateAfter(session, step)
    await allow?.(session, trx)
    await updateState(trx, id, state)
    const change = { old: session.state, new: state }
    record({ type: 'session_moved', session: id, state: change, reason })
  })
}

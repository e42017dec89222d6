import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Finding } from '../domain/finding.ts'
import { inOrderOfLooking } from '../domain/finding-catalogue.ts'
import { type PlannedStep, planOf } from '../domain/plan.ts'
import {
  type ProcedureStep,
  type StepRecord,
  checkProcedure,
  procedureOf,
} from '../domain/procedure.ts'
import { type Provision, rulesOf } from '../domain/regime.ts'
import type { Subject } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import { type Timing, checkTiming } from '../domain/timing.ts'
import { AppError } from '../errors.ts'
import { calendarText } from '../formats/calendar.ts'
import { commit } from '../storage/commit.ts'
import { type StoredStep, insertSteps, listSteps } from '../storage/procedure.ts'
import { findRoster } from '../storage/roster.ts'
import { updateTiming } from '../storage/sessions.ts'
import { regimeOf, sessionFor } from './access.ts'

/** Everything that leads up to the vote, as the regulation orders it. */
export type Preparation = {
  readonly session: Session
  readonly plan: readonly PlannedStep[]
  readonly steps: readonly ProcedureStep<StoredStep>[]
  readonly subjects: readonly Subject[]
  /** W711 to W722: told, and in nobody's way. */
  readonly warnings: readonly Finding[]
  /** The criteria in the regulation's words and order; read by the voters, never scored. */
  readonly criteria: readonly Provision[]
}

/**
 * The plan, the checklist, the criteria, and what is late on the day of looking.
 *
 * @law 96-qd-tw-2023 Điều 4, Điều 5, Điều 9.1
 */
export async function getPreparation(ctx: Context, actor: Actor, id: string): Promise<Preparation> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'read_session')
  const { regime } = await regimeOf(ctx, db, session)
  const subjects = (await findRoster(db, id)).ballotKinds.flatMap((kind) => kind.subjects)
  const ids = subjects.map((each) => each.id)
  const steps = procedureOf(regime, session.heldOn, ids, await listSteps(db, id))
  return {
    session,
    plan: planOf(regime, session.heldOn),
    steps,
    subjects,
    warnings: inOrderOfLooking([
      ...checkTiming(regime, session.timing, session.heldOn),
      ...checkProcedure(steps, ctx.today()),
    ]),
    criteria: rulesOf(regime, 'criterion').map((each) => each.provision),
  }
}

/** Records the term and what has to come before the vote. */
export async function recordTiming(
  ctx: Context,
  actor: Actor,
  id: string,
  timing: Timing,
): Promise<void> {
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'record_preparation')
    await updateTiming(trx, id, timing)
    record({ type: 'timing_recorded', session: id, timing: { old: session.timing, new: timing } })
  })
}

/**
 * Records steps of the procedure as done, or takes them back; what says nothing new is left out.
 * `not_found` for a step the regulation does not have or a person who is not on the list.
 */
export async function recordSteps(
  ctx: Context,
  actor: Actor,
  id: string,
  records: readonly StepRecord[],
): Promise<void> {
  const at = ctx.now()
  const changes = await changedSteps(ctx, actor, id, records)
  if (changes.length === 0) return
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    await sessionFor(trx, actor, id, 'record_procedure')
    const before = (await listSteps(trx, id)).length
    const by = { account: actor.account, recordedAt: at }
    const rows = changes.map((each) => ({ id: ctx.newId(), ...each, ...by }))
    await insertSteps(trx, id, rows, before)
    record({ type: 'steps_recorded', session: id, steps: changes })
  })
}

async function changedSteps(
  ctx: Context,
  actor: Actor,
  id: string,
  records: readonly StepRecord[],
): Promise<readonly StepRecord[]> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'record_procedure')
  const { regime } = await regimeOf(ctx, db, session)
  const subjects = (await findRoster(db, id)).ballotKinds.flatMap((kind) => kind.subjects)
  const ids = subjects.map((each) => each.id)
  const steps = procedureOf(regime, session.heldOn, ids, await listSteps(db, id))
  return records.filter((each) => {
    const step = steps.find(({ rule }) => rule.id === each.step)
    const fits = step?.rule.per === 'person' ? ids.includes(each.subject ?? '') : !each.subject
    if (!step || !fits) throw new AppError('not_found', { what: 'step', step: each.step })
    const standing = step.done.find(({ subject }) => subject === each.subject)
    return (standing?.doneOn ?? null) !== each.doneOn || (standing?.file ?? null) !== each.file
  })
}

/**
 * The plan as a calendar file (iCalendar) to take away.
 *
 * @law 96-qd-tw-2023 Điều 9.1
 */
export async function getCalendar(ctx: Context, actor: Actor, id: string) {
  const { session, plan } = await getPreparation(ctx, actor, id)
  const text = calendarText({ session, plan, madeAt: ctx.now() })
  return { text, fileName: `ke-hoach-${session.shortId}.ics` }
}

import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type Closing, type ClosingFacts, closingOf } from '../domain/closing.ts'
import { definitiveCounts } from '../domain/entry.ts'
import { missingConditions, procedureOf } from '../domain/procedure.ts'
import { mayEver } from '../domain/roles.ts'
import type { Roster } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import { addUp } from '../domain/tally.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import { listSteps } from '../storage/procedure.ts'
import { findRoster } from '../storage/roster.ts'
import { updateState } from '../storage/sessions.ts'
import type { StoredSheet } from '../storage/sheets.ts'
import { regimeOf, sessionFor, stateAfter } from './access.ts'
import { recheckOf } from './rechecks.ts'
import { reconciliationOf, withoutMarks } from './reconcile.ts'
import { storedSheets } from './sheets.ts'

/** The checklist of closing the count; whoever does not compare passes is shown no count of any person. */
export async function getClosing(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<{ readonly session: Session; readonly roster: Roster; readonly closing: Closing }> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'read_closing')
  const roster = await findRoster(db, id)
  const closing = closingOf(await closingFacts(ctx, db, session))
  if (mayEver(actor.role, 'read_differences')) return { session, roster, closing }
  const open = closing.open.map(withoutMarks)
  const answered = closing.answered.map(withoutMarks)
  const explained = closing.explained.map(withoutMarks)
  return { session, roster, closing: { ...closing, open, answered, explained } }
}

/**
 * Closes the count once every point of its checklist is done. Refusals, of the first point that is not:
 * `sheets_unfinished`, `findings_open`, `recheck_open`, `steps_missing`.
 */
export async function closeSession(ctx: Context, actor: Actor, id: string): Promise<void> {
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'close_session')
    await readyClosing(ctx, trx, session, actor)
    const state = stateAfter(session, 'close')
    await updateState(trx, id, state)
    const change = { old: session.state, new: state }
    record({ type: 'session_moved', session: id, state: change, reason: null })
  })
}

/** The checklist with every point of it done; refused as of `closeSession`, without marks for whoever compares no passes. */
export async function readyClosing(
  ctx: Context,
  db: Kysely<Database>,
  session: Session,
  actor: Actor,
): Promise<Closing> {
  const closing = closingOf(await closingFacts(ctx, db, session))
  if (closing.ready) return closing
  if (mayEver(actor.role, 'read_differences')) throw refusalOf(closing)
  throw refusalOf({ ...closing, open: closing.open.map(withoutMarks) })
}

/** Why the count stays open: the first point of the checklist that is not done. */
function refusalOf({ status, ...closing }: Closing): AppError {
  if (status.sheets === 'open')
    return new AppError('sheets_unfinished', {
      sheets: closing.missingSheets,
      ballotKinds: closing.uncovered,
    })
  if (closing.open.length > 0) return new AppError('findings_open', { findings: closing.open })
  if (status.recheck === 'open')
    return new AppError('recheck_open', { sheets: closing.recheck.open })
  return new AppError('steps_missing', {
    steps: closing.missingSteps.map(({ step }) => step),
    names: closing.missingSteps.map(({ name }) => name),
    provisions: [...new Set(closing.missingSteps.map(({ provision }) => provision))],
  })
}

async function closingFacts(
  ctx: Context,
  db: Kysely<Database>,
  session: Session,
): Promise<ClosingFacts> {
  const roster = await findRoster(db, session.id)
  const { regime } = await regimeOf(ctx, db, session)
  const sheets = await storedSheets(ctx, db, session, roster)
  const uncovered = roster.ballotKinds.filter((kind) => kind.sheets.length === 0)
  const complete = uncovered.length === 0 && sheets.every((sheet) => definitiveCounts(sheet))
  const summed = complete ? await reconciliationOf(ctx, db, session) : null
  const recheck = await recheckOf(ctx, db, session)
  const subjects = roster.ballotKinds.flatMap((kind) => kind.subjects.map((each) => each.id))
  const steps = procedureOf(regime, session.heldOn, subjects, await listSteps(db, session.id))
  return {
    sheets: sheets.map((sheet) => ({
      number: sheet.number,
      definitive: definitiveCounts(sheet) !== undefined,
    })),
    uncovered: uncovered.map((kind) => kind.code),
    ballots: ballotsOf(roster, sheets),
    voters: session.voters,
    findings: summed?.findings ?? null,
    acknowledgements: summed?.acknowledgements ?? [],
    recheck: {
      size: recheck.size,
      drawn: recheck.draw !== null,
      open: recheck.sheets.filter((each) => each.open).map((each) => each.number),
    },
    missingSteps: missingConditions(steps).map(({ rule, provision }) => ({
      step: rule.id,
      name: rule.name,
      provision: provision.ref,
    })),
    minutesFacts: session.minutesFacts,
  }
}

function ballotsOf(roster: Roster, sheets: readonly StoredSheet[]): ClosingFacts['ballots'] {
  return roster.ballotKinds.map(({ id, code, account }) => {
    const own = sheets.filter((sheet) => sheet.ballotKind === id)
    const held = own.map((sheet) => definitiveCounts(sheet)?.collected ?? null)
    const onSheets = own.length === 0 ? null : addUp(held)
    return { code, issued: account.issued, collected: account.collected, onSheets }
  })
}

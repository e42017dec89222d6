import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { NO_DOCUMENT_SETTINGS } from '../domain/document-settings.ts'
import type { JournalEvent } from '../domain/journal.ts'
import { type MinutesFacts, type Mode, NOTHING_STATED } from '../domain/proceedings.ts'
import { rulesOf } from '../domain/regime.ts'
import { may } from '../domain/roles.ts'
import type { EntryMode, Session } from '../domain/session.ts'
import type { Absences, Voters } from '../domain/tally.ts'
import { TIMING_UNKNOWN } from '../domain/timing.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import { findOrganisation } from '../storage/organisations.ts'
import { findRoster } from '../storage/roster.ts'
import {
  insertSession,
  listSessions as listStoredSessions,
  updateMinutesFacts,
  updateVoters,
} from '../storage/sessions.ts'
import { organisationsInReach, regimeOf, requireAct, sessionFor } from './access.ts'
import { adoptRegime, chooseRegime } from './regime-choice.ts'

export type NewSession = {
  readonly mode: Mode
  readonly title: string
  readonly heldOn: string
  readonly meeting: 'in_person' | 'online'
  readonly passesRequired: number
  /** How many sheets are looked at again before the count is closed; none when left out. */
  readonly recheckSize?: number
  /** Totals when left out. */
  readonly entryMode?: EntryMode
  /** Not when left out. */
  readonly sheetCodeRequired?: boolean
  /** Never when left out. */
  readonly shiftPoints?: number | null
  /** Another regulation than the one of the day, by id; `null` takes that of the day. */
  readonly regime?: string | null
  /** Why another one. */
  readonly regimeReason?: string | null
}

/**
 * Opens a session of the actor's own organisation under the regulation in force on that day, or another
 * one for a reason. Refusals: `online_meeting`, `unknown_regime`, `reason_required`.
 *
 * @law 96-qd-tw-2023 Hướng dẫn 03-HD/TW
 */
export async function createSession(
  ctx: Context,
  actor: Actor,
  input: NewSession,
): Promise<Session> {
  requireAct(actor, 'create_session')
  const organisation = await findOrganisation(ctx.store.db, actor.organisation)
  if (!organisation) throw new AppError('not_found', { what: 'organisation' })
  const { regimeReason = null } = input
  const day = { side: organisation.side, heldOn: input.heldOn }
  const chosen = chooseRegime(ctx, day, input.regime ?? null, regimeReason)
  if (input.meeting === 'online') throw onlineMeeting(ctx)
  const session: Session = {
    id: ctx.newId(),
    shortId: `${input.mode === 'rehearsal' ? 'TD' : 'KP'}-${ctx.newCode(6)}`,
    organisation: organisation.id,
    mode: input.mode,
    side: organisation.side,
    title: input.title,
    heldOn: input.heldOn,
    ...chosen.stored,
    timing: TIMING_UNKNOWN,
    passesRequired: input.passesRequired,
    recheckSize: input.recheckSize ?? 0,
    entryMode: input.entryMode ?? 'totals',
    sheetCodeRequired: input.sheetCodeRequired ?? false,
    shiftPoints: input.shiftPoints ?? null,
    secondPerson: false,
    state: 'draft',
    revision: 1,
    voters: {
      members: null,
      summoned: null,
      present: null,
      absentExcused: null,
      absentUnexcused: null,
    },
    minutesFacts: NOTHING_STATED,
    documentSettings: NO_DOCUMENT_SETTINGS,
  }
  const at = ctx.now()
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    await adoptRegime(trx, chosen.file, record)
    await insertSession(trx, session, at)
    record(created(session))
  })
  return session
}

/** Secret ballots are for people in one room: the refusal with the provision that says so. */
function onlineMeeting(ctx: Context): AppError {
  const presence = ctx.regimes.flatMap(({ regime }) => rulesOf(regime, 'presence'))[0]
  const { ref, text, source } = presence?.provision ?? {}
  return new AppError('online_meeting', { provision: ref, text, source: source?.href })
}

function created(session: Session): JournalEvent {
  const { id, regime, regimeSha256, regimeReason, organisation, mode, side, title, heldOn } =
    session
  return {
    type: 'session_created',
    session: id,
    organisation,
    mode,
    side,
    title,
    heldOn,
    regime,
    regimeSha256,
    regimeReason,
    passesRequired: session.passesRequired,
    recheckSize: session.recheckSize,
    entryMode: session.entryMode,
    sheetCodeRequired: session.sheetCodeRequired,
    shiftPoints: session.shiftPoints,
  }
}

/** The sessions in the actor's reach that the actor's role may read in their present state. */
export async function listSessions(ctx: Context, actor: Actor): Promise<readonly Session[]> {
  requireAct(actor, 'read_session')
  const reach = await organisationsInReach(ctx.store.db, actor, 'read_session')
  const sessions = await listStoredSessions(ctx.store.db, reach)
  return sessions.filter((each) => may(actor.role, 'read_session', each.state))
}

/** One session with its roster and the regulation it stands under. */
export async function getSession(ctx: Context, actor: Actor, id: string) {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'read_session')
  const organisation = await findOrganisation(db, session.organisation)
  if (!organisation) throw new Error(`session ${id} has no organisation`)
  return {
    session,
    organisation,
    roster: await findRoster(db, id),
    regime: await regimeOf(ctx, db, session),
  }
}

/** Records how many people belong to the body, were summoned, came, and stayed away. */
export async function recordVoters(
  ctx: Context,
  actor: Actor,
  id: string,
  voters: Voters & Absences,
): Promise<void> {
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'record_voters')
    await updateVoters(trx, id, voters)
    record({ type: 'voters_recorded', session: id, voters: { old: session.voters, new: voters } })
  })
}

/** Records what the minutes tell beside the counts: committee, place, times, hand-over. */
export async function recordMinutesFacts(
  ctx: Context,
  actor: Actor,
  id: string,
  facts: MinutesFacts,
): Promise<void> {
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'record_minutes_facts')
    await updateMinutesFacts(trx, id, facts)
    const change = { old: session.minutesFacts, new: facts }
    record({ type: 'minutes_facts_recorded', session: id, facts: change })
  })
}

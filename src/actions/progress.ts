import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type SheetState, sheetStateOf } from '../domain/entry.ts'
import { type Progress, countProgress } from '../domain/progress.ts'
import { may } from '../domain/roles.ts'
import type { Session } from '../domain/session.ts'
import type { Instant } from '../domain/time.ts'
import type { Store } from '../storage/dialect.ts'
import { type LastChange, lastChange } from '../storage/journal.ts'
import { findRoster } from '../storage/roster.ts'
import { sessionFor } from './access.ts'
import { storedSheets } from './sheets.ts'

/** How far a session is: no vote, no name of anybody voted on, nothing of who typed what. */
export type SessionProgress = Progress & {
  readonly session: string
  /** The session's newest journal entry, and when it was made. */
  readonly seq: number
  readonly changedAt: Instant
  /** The state of each sheet by number; `null` for whoever does not read the sheets. */
  readonly states: readonly { id: string; number: number; state: SheetState }[] | null
}

/** How far the session is, for whoever reads it. */
export async function getProgress(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<SessionProgress> {
  const { db } = ctx.store
  const newest = await lastChange(db, id, 0) // first: what comes in between is seen twice, not never
  const session = await sessionFor(db, actor, id, 'read_session')
  if (!newest) throw new Error(`session ${id} has no journal entry`)
  const progress = await progressSince(ctx, session, newest)
  return may(actor.role, 'read_sheets', session.state) ? progress : { ...progress, states: null }
}

type Known = { readonly seq: number; readonly progress: Promise<SessionProgress> }

/** The last progress of each session, so that a hundred who watch one are served by one reading. */
const known = new WeakMap<Store, Map<string, Known>>()
const MOST_KNOWN = 50

/** The progress of a session that was read after `newest` was; nothing older than that entry is in it. */
export async function progressSince(
  ctx: Context,
  session: Session,
  newest: LastChange,
): Promise<SessionProgress> {
  const ofStore = known.get(ctx.store) ?? new Map<string, Known>()
  known.set(ctx.store, ofStore)
  const last = ofStore.get(session.id)
  if (last && last.seq >= newest.seq) return last.progress
  const progress = readProgress(ctx, session, newest)
  if (ofStore.size >= MOST_KNOWN) ofStore.clear()
  ofStore.set(session.id, { seq: newest.seq, progress })
  progress.catch(() => ofStore.delete(session.id)) // whoever asks next reads anew
  return progress
}

async function readProgress(
  ctx: Context,
  session: Session,
  newest: LastChange,
): Promise<SessionProgress> {
  const { db } = ctx.store
  const sheets = await storedSheets(ctx, db, session, await findRoster(db, session.id))
  return {
    ...countProgress(session.state, sheets),
    session: session.id,
    seq: newest.seq,
    changedAt: newest.at,
    states: sheets.map((sheet) => ({
      id: sheet.id,
      number: sheet.number,
      state: sheetStateOf(sheet),
    })),
  }
}

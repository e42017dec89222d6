import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { HALL_HOURS, type Hall, isHallOpen } from '../domain/hall.ts'
import type { Progress } from '../domain/progress.ts'
import type { Mode } from '../domain/proceedings.ts'
import type { Session } from '../domain/session.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import {
  deleteExpiredHalls,
  deleteHalls,
  findHall,
  insertHall,
  listHalls as listStoredHalls,
} from '../storage/halls.ts'
import { lastChange } from '../storage/journal.ts'
import { findSession } from '../storage/sessions.ts'
import { sha256 } from '../storage/sha256.ts'
import { sessionFor } from './access.ts'
import { progressSince } from './progress.ts'

/** What witnesses see: how far the count is. No vote, and nobody's name. */
export type HallProgress = Progress & {
  readonly title: string
  readonly mode: Mode
  readonly seq: number
  readonly changedAt: Instant
}

/** Opens a witness page and returns its token, which is told once and stored only as a digest. */
export async function openHall(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<{ token: string; expiresAt: Instant }> {
  const openedAt = ctx.now()
  const expiresAt = new Date(Date.parse(openedAt) + HALL_HOURS * 3_600_000).toISOString()
  const token = (ctx.newCode(20).toLowerCase().match(/.{4}/g) ?? []).join('-')
  await commit(ctx.store, { actor, at: openedAt }, async (trx, record) => {
    const { revision } = await sessionFor(trx, actor, id, 'open_hall')
    const hall: Hall = { session: id, revision, openedAt, expiresAt }
    await deleteExpiredHalls(trx, openedAt)
    await insertHall(trx, digestOf(token), hall, actor.account)
    record({ type: 'hall_opened', session: id, expiresAt })
  })
  return { token, expiresAt }
}

/** Closes every witness page of the session at once; `not_found` when none was opened. */
export async function closeHalls(ctx: Context, actor: Actor, id: string): Promise<void> {
  const at = ctx.now()
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    await sessionFor(trx, actor, id, 'close_hall')
    await deleteExpiredHalls(trx, at)
    if ((await deleteHalls(trx, id)) === 0) throw new AppError('not_found', { what: 'hall' })
    record({ type: 'hall_closed', session: id })
  })
}

/** The witness pages of the session that are open, the first opened first; for whoever may open one. */
export async function listHalls(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<readonly Pick<Hall, 'openedAt' | 'expiresAt'>[]> {
  const session = await sessionFor(ctx.store.db, actor, id, 'open_hall')
  const now = ctx.now()
  const halls = await listStoredHalls(ctx.store.db, id)
  return halls
    .filter((hall) => isHallOpen(hall, session, now))
    .map(({ openedAt, expiresAt }) => ({ openedAt, expiresAt }))
}

/** The session whose witness page the token opens, or `undefined` when there is none any more. */
export async function findOpenHall(ctx: Context, token: string): Promise<Session | undefined> {
  const { db } = ctx.store
  const hall = await findHall(db, digestOf(token))
  const session = hall && (await findSession(db, hall.session))
  return session && isHallOpen(hall, session, ctx.now()) ? session : undefined
}

/** What the witness page shows now; `not_found` for a token that opens nothing. */
export async function getHallProgress(ctx: Context, token: string): Promise<HallProgress> {
  const { db } = ctx.store
  const place = await findHall(db, digestOf(token))
  const newest = place && (await lastChange(db, place.session, 0)) // before what is read of the session
  const session = await findOpenHall(ctx, token)
  if (!newest || !session) throw new AppError('not_found', { what: 'hall' })
  const { title, mode } = session
  const found = await progressSince(ctx, session, newest)
  const { session: _, states: __, ...progress } = found
  return { ...progress, title, mode }
}

/** Tokens are typed on tablets: dashes and capitals do not matter. */
function digestOf(token: string): string {
  return sha256(token.replaceAll('-', '').toLowerCase())
}

import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type About, type Thread, awaitedIn, isSettled, sideOf } from '../domain/comment.ts'
import { may, mayEver } from '../domain/roles.ts'
import type { Session } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import { findThread, listThreads, listUnsettledThreads } from '../storage/comments.ts'
import { findSession } from '../storage/sessions.ts'
import { organisationsInReach, sessionFor } from './access.ts'
import { type AboutTold, listChoices, requireAbout, tellAbout } from './comment-about.ts'
import type { ThreadPlace } from './comments.ts'

/** A thread with what it is about. */
export type ThreadTold = Omit<Thread, 'about'> & { readonly about: AboutTold }

/** The threads of a session, unsettled ones first, each part in the order it was opened. */
export async function getThreads(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<{ readonly session: Session; readonly threads: readonly ThreadTold[] }> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'read_comments')
  const threads = await listThreads(db, id)
  const abouts = await tellAbout(
    db,
    id,
    threads.map(({ about }) => about),
  )
  const told = threads.map((thread, at): ThreadTold => ({ ...thread, about: abouts[at]! }))
  return {
    session,
    threads: [
      ...told.filter((each) => !isSettled(each)),
      ...told.filter((each) => isSettled(each)),
    ],
  }
}

/** One thread of a session; `not_found`, and those of access. */
export async function getThread(
  ctx: Context,
  actor: Actor,
  place: ThreadPlace,
): Promise<{ readonly session: Session; readonly thread: ThreadTold }> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, place.session, 'read_comments')
  const thread = await findThread(db, place.session, place.thread)
  if (!thread) throw new AppError('not_found', { what: 'thread' })
  const [about] = await tellAbout(db, place.session, [thread.about])
  return { session, thread: { ...thread, about: about! } }
}

/** The session, and what a thread of it can be about; what it is asked about comes first where the list has it not. */
export type NewThread = { readonly session: Session; readonly choices: readonly AboutTold[] }

/** What there is to open a thread about. Refusals: those of access, `not_found` for an `about` the session does not have. */
export async function getNewThread(
  ctx: Context,
  actor: Actor,
  id: string,
  about: About,
): Promise<NewThread> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'open_comment_thread')
  const told = await requireAbout(db, id, about)
  const choices = await listChoices(db, id)
  const listed = choices.some((each) => each.kind === told.kind && each.id === told.id)
  return { session, choices: listed ? choices : [told, ...choices] }
}

/** How many threads of the session are not settled, for whoever reads them there; `null` for others. */
export async function countUnsettled(
  ctx: Context,
  actor: Actor,
  { id, state }: Pick<Session, 'id' | 'state'>,
): Promise<number | null> {
  if (!may(actor.role, 'read_comments', state)) return null
  const session = await sessionFor(ctx.store.db, actor, id, 'read_comments')
  return (await listThreads(ctx.store.db, session.id)).filter((each) => !isSettled(each)).length
}

/** A session with threads in which the next word is the reader's. */
export type AwaitingSession = {
  readonly session: Session
  /** How many, at least one. */
  readonly threads: number
}

/** The sessions in reach in which threads wait for a word of the actor's side, in the order of their days. */
export async function listAwaiting(
  ctx: Context,
  actor: Actor,
): Promise<readonly AwaitingSession[]> {
  if (!mayEver(actor.role, 'write_comment')) return []
  const { db } = ctx.store
  const counts = new Map<string, number>()
  for (const thread of await listUnsettledThreads(db))
    if (awaitedIn(thread) === sideOf(actor.role))
      counts.set(thread.session, (counts.get(thread.session) ?? 0) + 1)
  const reach = new Set(await organisationsInReach(db, actor, 'write_comment'))
  const awaiting: AwaitingSession[] = []
  for (const [id, threads] of counts) {
    const session = await findSession(db, id)
    if (!session || !reach.has(session.organisation)) continue
    if (may(actor.role, 'write_comment', session.state)) awaiting.push({ session, threads })
  }
  return awaiting.toSorted((a, b) => (keyOf(a.session) < keyOf(b.session) ? -1 : 1))
}

function keyOf({ heldOn, id }: Session): string {
  return `${heldOn} ${id}`
}

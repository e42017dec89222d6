import type { Transaction } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type About, type Thread, type Turn, turnFault, withdrawnIn } from '../domain/comment.ts'
import type { JournalEvent } from '../domain/journal.ts'
import type { Act } from '../domain/roles.ts'
import { AppError } from '../errors.ts'
import { findThread, insertThread, insertTurn, listThreads } from '../storage/comments.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import { requireOwnership, sessionFor } from './access.ts'
import { requireAbout } from './comment-about.ts'

/** Where something is written: a thread by its number in its session. */
export type ThreadPlace = { readonly session: string; readonly thread: number }

/** What is written, and the number of the last turn that whoever writes has read. */
export type NewComment = { readonly text: string; readonly seen: number }

/**
 * Begins a thread with a question. Nothing in it ever changes a figure, a state or a document. Refusals: those of
 * access, `not_found` for what the session does not have.
 */
export async function openThread(
  ctx: Context,
  actor: Actor,
  session: string,
  { about, text }: { readonly about: About; readonly text: string },
): Promise<ThreadPlace> {
  const at = ctx.now()
  return commit(ctx.store, { actor, at }, async (trx, record) => {
    await sessionFor(trx, actor, session, 'open_comment_thread')
    await requireAbout(trx, session, about)
    const thread = (await listThreads(trx, session)).length + 1
    const turn = turnOf(actor, at, { number: 1, act: 'written', text })
    await insertThread(trx, session, { number: thread, about })
    await insertTurn(trx, { session, thread }, turn)
    record({ type: 'comment_thread_opened', session, thread, about, text })
    return { session, thread }
  })
}

/**
 * Writes in a thread. Refusals: those of access, `not_found`, `thread_settled`, `thread_changed` when something was
 * written that has not been seen.
 */
export async function writeComment(
  ctx: Context,
  actor: Actor,
  place: ThreadPlace,
  comment: NewComment,
): Promise<void> {
  const { text } = comment
  await addTurn(ctx, actor, place, 'write_comment', (thread, number) => {
    requireFits(thread, 'written', comment.seen)
    return [
      { number, act: 'written', text },
      { type: 'comment_written', ...place, number, text },
    ]
  })
}

/** Marks a thread as settled: nothing more is written in it. Refusals as of `writeComment`. */
export async function settleThread(
  ctx: Context,
  actor: Actor,
  place: ThreadPlace,
  { seen }: Pick<NewComment, 'seen'>,
): Promise<void> {
  await addTurn(ctx, actor, place, 'settle_comment', (thread, number) => {
    requireFits(thread, 'settled', seen)
    return [
      { number, act: 'settled' },
      { type: 'comment_thread_settled', ...place, number },
    ]
  })
}

/** Opens a settled thread again, and says why. Refusals: those of access, `not_found`, `thread_open`, `thread_changed`. */
export async function reopenThread(
  ctx: Context,
  actor: Actor,
  place: ThreadPlace,
  comment: NewComment,
): Promise<void> {
  const { text } = comment
  await addTurn(ctx, actor, place, 'settle_comment', (thread, number) => {
    requireFits(thread, 'reopened', comment.seen)
    return [
      { number, act: 'reopened', text },
      { type: 'comment_thread_reopened', ...place, number, text },
    ]
  })
}

/**
 * Takes one's own text back: it stays readable and is marked, in a settled thread too. Refusals: those of access,
 * `forbidden` for what somebody else wrote, `not_found`, `comment_withdrawn`.
 */
export async function withdrawComment(
  ctx: Context,
  actor: Actor,
  place: ThreadPlace,
  withdraws: number,
): Promise<void> {
  await addTurn(ctx, actor, place, 'withdraw_comment', (thread, number) => {
    const turn = thread.turns.find((each) => each.number === withdraws && each.text !== null)
    if (!turn) throw new AppError('not_found', { what: 'comment' })
    requireOwnership(actor, 'withdraw_comment', turn.account === actor.account)
    if (withdrawnIn(thread).has(withdraws)) throw new AppError('comment_withdrawn')
    return [
      { number, act: 'withdrawn', withdraws },
      { type: 'comment_withdrawn', ...place, number, withdraws },
    ]
  })
}

type NewTurn = Pick<Turn, 'number' | 'act'> & Partial<Pick<Turn, 'text' | 'withdraws'>>

function turnOf({ account, role }: Actor, at: Turn['at'], turn: NewTurn): Turn {
  return { text: null, withdraws: null, ...turn, account, role, at }
}

/** Adds what `next` makes of the thread as it stands, with the number it comes to. */
async function addTurn(
  ctx: Context,
  actor: Actor,
  place: ThreadPlace,
  act: Act,
  next: (thread: Thread, number: number) => readonly [NewTurn, JournalEvent],
): Promise<void> {
  const at = ctx.now()
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    await sessionFor(trx, actor, place.session, act)
    const thread = await threadAt(trx, place)
    const [turn, event] = next(thread, thread.turns.length + 1)
    await insertTurn(trx, place, turnOf(actor, at, turn))
    record(event)
  })
}

async function threadAt(trx: Transaction<Database>, place: ThreadPlace): Promise<Thread> {
  const thread = await findThread(trx, place.session, place.thread)
  if (!thread) throw new AppError('not_found', { what: 'thread' })
  return thread
}

function requireFits(thread: Thread, act: Parameters<typeof turnFault>[1], seen: number): void {
  const fault = turnFault(thread, act, seen)
  if (fault) throw new AppError(fault, { seen, last: thread.turns.length })
}

import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { journalHead, lastChange } from '../storage/journal.ts'
import { whoIs } from './log-in.ts'
import { type HallProgress, findOpenHall, getHallProgress } from './halls.ts'
import { type SessionProgress, getProgress } from './progress.ts'

/** In milliseconds: at most this often, look at least this often, say at least this often that one is there. */
export type Pace = { readonly calm: number; readonly look: number; readonly heartbeat: number }
const PACE: Pace = { calm: 500, look: 2000, heartbeat: 20_000 }

/** What whoever watches is told: a progress, a sign of life, or that there is nothing more to see. */
export type Told<T> = T | 'alive' | 'over'

/** From after which journal entry, until when; the token is of a log-in or of a witness page. */
export type Watch = {
  readonly token: string
  readonly since: number
  readonly signal: AbortSignal
}

/**
 * Tells the progress now and after each change of the session. `over` when the log-in or the right to read
 * the session has ended; without a word when the signal aborts or the program ends. Never prolongs the log-in.
 */
export function watchProgress(
  ctx: Context,
  session: string,
  watch: Watch,
  pace: Pace = PACE,
): AsyncGenerator<Told<SessionProgress>> {
  const admit = async () => {
    const reader = await whoIs(ctx, watch.token)
    if (reader?.standing !== 'full') return undefined
    return { session, read: () => getProgress(ctx, reader, session) }
  }
  return follow(ctx, admit, watch, pace)
}

/** The same for a witness page, until it is closed. */
export function watchHall(
  ctx: Context,
  watch: Watch,
  pace: Pace = PACE,
): AsyncGenerator<Told<HallProgress>> {
  const admit = async () => {
    const session = await findOpenHall(ctx, watch.token)
    return session && { session: session.id, read: () => getHallProgress(ctx, watch.token) }
  }
  return follow(ctx, admit, watch, pace)
}

/** What somebody may watch at this moment. */
type Sight<T> = { readonly session: string; readonly read: () => Promise<T> }

async function* follow<T extends { readonly seq: number }>(
  ctx: Context,
  admit: () => Promise<Sight<T> | undefined>,
  watch: Watch,
  pace: Pace,
): AsyncGenerator<Told<T>> {
  const { db, changes } = ctx.store
  const signal = AbortSignal.any([watch.signal, changes.ending])
  let [read, sent, quietSince] = [0, watch.since, performance.now()]
  while (!signal.aborted) {
    const commits = changes.count()
    const sight = await admit()
    if (!sight) {
      yield 'over'
      return
    }
    const head = await journalHead(db)
    const changed = head.seq > read && (await lastChange(db, sight.session, read))
    read = head.seq
    if (changed && changed.seq !== sent) {
      const progress = await unlessRefused(sight.read())
      yield progress ?? 'over'
      if (!progress) return
      sent = progress.seq
      quietSince = performance.now()
      await pause(pace.calm, undefined, { signal }).catch(() => undefined) // aborted: the loop ends
    } else if (performance.now() - quietSince >= pace.heartbeat) {
      yield 'alive'
      quietSince = performance.now()
    }
    await changes.after(commits, pace.look, signal)
  }
}

/** What was asked for, or `undefined` when it is refused by now. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

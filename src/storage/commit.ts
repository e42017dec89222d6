import type { Transaction } from 'kysely'
import type { Actor } from '../domain/actor.ts'
import type { JournalEvent } from '../domain/journal.ts'
import type { Instant } from '../domain/time.ts'
import type { Database } from './database.ts'
import type { Store } from './dialect.ts'
import { signHead } from './checkpoints.ts'
import { appendEvents } from './journal.ts'

/** Writes facts and says what was done; `record` may be called more than once. */
export type Work<T> = (
  trx: Transaction<Database>,
  record: (event: JournalEvent) => void,
) => Promise<T>

/**
 * Runs `work` in one transaction and appends what it recorded to the journal in the same one: both
 * are on disk when this returns, or neither is; then `store.changes` tells. `store.first` comes before it, and `store.seal`
 * signs the head where one is due. Work that recorded nothing is our mistake and throws.
 */
export async function commit<T>(
  { db, dialect, changes, first, seal }: Store,
  who: { readonly actor: Actor | null; readonly at: Instant },
  work: Work<T>,
): Promise<T> {
  const done = await db.transaction().execute(async (trx) => {
    await dialect.lockWrites(trx)
    const events: JournalEvent[] = []
    const record = (event: JournalEvent) => events.push(event)
    await first?.(trx, record)
    const before = events.length
    const result = await work(trx, record)
    if (events.length === before) throw new TypeError('commit: the work recorded nothing')
    const head = await appendEvents(trx, who.at, who.actor, events)
    if (seal) await signHead(trx, seal, head, { at: who.at, events })
    return result
  })
  changes.tell()
  return done
}

/**
 * Runs `work` in one transaction without a journal entry: for what is only being typed and is nobody's
 * statement yet. Facts go through `commit`.
 */
export async function keepWorkingState<T>(
  { db, dialect }: Store,
  work: (trx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await dialect.lockWrites(trx)
    return work(trx)
  })
}

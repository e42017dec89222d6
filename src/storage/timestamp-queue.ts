import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import { type DocumentName, STORED_NAMES } from '../domain/proceedings.ts'
import type { Instant } from '../domain/time.ts'
import type { Database } from './database.ts'

/** A document of one revision. */
export type DocumentKey = {
  readonly session: string
  readonly revision: number
  readonly name: DocumentName
}

/** A document that waits for a timestamp: how often that was tried, and when it is tried again. */
export type WaitingTimestamp = DocumentKey & {
  readonly attempts: number
  readonly nextAt: Instant
}

/** The documents that wait for a timestamp, all of them or a session's, the longest waiting first. */
export async function listWaitingTimestamps(
  db: Kysely<Database>,
  session?: string,
): Promise<readonly WaitingTimestamp[]> {
  const all = db.selectFrom('timestamp_queue').selectAll().orderBy('next_at').orderBy('name')
  const rows = await (session === undefined ? all : all.where('session_id', '=', session)).execute()
  return rows.map((row) => ({
    session: row.session_id,
    revision: row.revision,
    name: z.enum(STORED_NAMES).parse(row.name),
    attempts: row.attempts,
    nextAt: row.next_at,
  }))
}

/** Queues the document, or leaves it queued and puts off the next try. */
export async function queueTimestamp(
  trx: Transaction<Database>,
  { session, revision, name, attempts, nextAt }: WaitingTimestamp,
): Promise<void> {
  await trx
    .insertInto('timestamp_queue')
    .values({ session_id: session, revision, name, attempts, next_at: nextAt })
    .onConflict((c) =>
      c.columns(['session_id', 'revision', 'name']).doUpdateSet({ attempts, next_at: nextAt }),
    )
    .execute()
}

/** Takes the document out of the queue. */
export async function dropWaitingTimestamp(
  trx: Transaction<Database>,
  { session, revision, name }: DocumentKey,
): Promise<void> {
  await trx
    .deleteFrom('timestamp_queue')
    .where('session_id', '=', session)
    .where('revision', '=', revision)
    .where('name', '=', name)
    .execute()
}

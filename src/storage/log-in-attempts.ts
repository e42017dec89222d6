import type { Kysely, Transaction } from 'kysely'
import type { Attempts } from '../domain/lock-out.ts'
import type { Instant } from '../domain/time.ts'
import type { Database } from './database.ts'

/** What was counted under these keys, by key. */
export async function findAttempts(
  db: Kysely<Database>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Attempts>> {
  if (keys.length === 0) return new Map()
  const rows = await db.selectFrom('log_in_attempts').selectAll().where('key', 'in', keys).execute()
  return new Map(
    rows.map((row) => [
      row.key,
      { failures: row.failures, lastAt: row.last_at, lockedUntil: row.locked_until },
    ]),
  )
}

/** Stores the count of the key in the place of the one before. */
export async function saveAttempts(
  trx: Transaction<Database>,
  key: string,
  { failures, lastAt, lockedUntil }: Attempts,
): Promise<void> {
  const counted = { failures, last_at: lastAt, locked_until: lockedUntil }
  await trx
    .insertInto('log_in_attempts')
    .values({ key, ...counted })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(counted))
    .execute()
}

/** Forgets what was counted under the keys; how many were there. */
export async function deleteAttempts(
  trx: Transaction<Database>,
  keys: readonly string[],
): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('log_in_attempts')
    .where('key', 'in', keys)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** Forgets every count whose last failure lies before `since`. */
export async function forgetAttempts(db: Kysely<Database>, since: Instant): Promise<void> {
  await db.deleteFrom('log_in_attempts').where('last_at', '<', since).execute()
}

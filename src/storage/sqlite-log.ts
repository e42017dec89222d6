import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'

/** In milliseconds: how long a statement waits for another process that writes. */
export const BUSY_MS = 5000

/**
 * Takes everything out of the log of SQLite into the file; false where another connection was reading just then. That is
 * not waited for: everybody else here would wait with it.
 */
export async function emptyLog(db: Kysely<Database>): Promise<boolean> {
  return db.connection().execute(async (one) => {
    await sql`pragma busy_timeout = 0`.execute(one)
    try {
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(one)
      return rows.every(({ busy }) => busy === 0)
    } finally {
      await sql`pragma busy_timeout = ${sql.lit(BUSY_MS)}`.execute(one)
    }
  })
}

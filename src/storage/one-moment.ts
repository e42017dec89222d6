import BetterSqlite3 from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { createChanges } from './changes.ts'
import type { Database } from './database.ts'
import { damageOf } from './database-copy.ts'
import { type Store, openStore, sqlite } from './dialect.ts'

/**
 * What `work` comes to over a database as it is at one moment, read through a connection of its own that cannot write:
 * others go on writing, and nothing of that is seen. `database_damaged` where SQLite finds its pages broken.
 */
export async function readAtOneMoment<T>(
  location: string,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const isPostgres = /^postgres(ql)?:/.test(location)
  const { db, dialect, changes } = isPostgres ? openStore(location) : openReader(location)
  const bare = db.transaction()
  const reading = isPostgres
    ? bare.setIsolationLevel('repeatable read').setAccessMode('read only')
    : bare // in its log SQLite keeps what a transaction saw with its first look
  try {
    return await reading.execute((trx) => work({ db: trx, dialect, changes }))
  } catch (error) {
    throw damageOf(error)
  } finally {
    await db.destroy()
  }
}

/** A file of SQLite, to be read only; with Kysely's own dialect, whose transactions take no lock to write. */
function openReader(file: string): Store {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  database.pragma('busy_timeout = 5000')
  database.pragma('trusted_schema = OFF')
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database }) })
  return { db, dialect: sqlite, changes: createChanges() }
}

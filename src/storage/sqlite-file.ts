import BetterSqlite3 from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely'
import { BUSY_MS } from './sqlite-log.ts'

/** Takes the write lock when a transaction begins: a read that turns into a write cannot fail midway. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/** SQLite as Kysely drives it, with the write lock taken at the beginning of a transaction. */
export class ImmediateSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase

  constructor(database: SqliteDatabase) {
    super({ database })
    this.#database = database
  }

  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver({ database: this.#database })
  }
}

/** More statements than the program has: only those with lists of ids in them are ever forgotten. */
const MOST_STATEMENTS = 500

/** A database that can be closed and opened again under the one that holds it. */
export type SqliteFile = SqliteDatabase & { reopen(between: () => void): void }

/** The database as Kysely wants it, preparing every statement once. */
function preparedOnce(open: () => BetterSqlite3.Database): SqliteFile {
  const prepared = new Map<string, SqliteStatement>()
  let database = open()
  return {
    close: () => void database.close(),
    reopen(between) {
      prepared.clear()
      database.close()
      try {
        between()
      } finally {
        database = open()
      }
    },
    prepare(text) {
      const known = prepared.get(text)
      if (known) return known
      if (prepared.size >= MOST_STATEMENTS) prepared.clear()
      const statement = database.prepare(text)
      if (/^(select|insert|update|delete|begin|commit|rollback)\b/.test(text))
        prepared.set(text, statement)
      return statement
    },
  }
}

/** Opens the file, or `:memory:`, with the settings every database of the program has. */
export function openSqlite(file: string): SqliteFile {
  return preparedOnce(() => {
    const database = new BetterSqlite3(file)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    database.pragma(`busy_timeout = ${BUSY_MS}`)
    database.pragma('trusted_schema = OFF')
    database.pragma('secure_delete = FAST') // rows that are overwritten leave nothing in their pages
    return database
  })
}

/** Makes the file of SQLite one that is whole without a log beside it. */
export function endLog(file: string): void {
  const database = new BetterSqlite3(file)
  database.pragma('journal_mode = delete')
  database.close()
}

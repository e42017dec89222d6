import BetterSqlite3 from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { FIRST_PREV_HASH } from '../domain/journal.ts'
import { AppError } from '../errors.ts'
import type { Database } from './database.ts'
import { sqlite } from './dialect.ts'
import { endLog } from './sqlite-file.ts'
import { type JournalHead, verifyJournal } from './journal.ts'
import { migrationNames } from './migrations/index.ts'

/** What a file of SQLite holds. */
export type CopyContents = {
  /** The hash of its first entry in the journal, the same in every copy of one database for ever; zeros for none. */
  readonly database: string
  /** The newest migration that ran. */
  readonly schema: string
  /** The end of its journal. */
  readonly head: JournalHead
  /** The organisation made first; `null` before there is one. */
  readonly organisation: string | null
  /** How many rows each table has. */
  readonly rows: Readonly<Record<string, number>>
}

/** Copies a database of SQLite as it is at this moment, also while a server writes to it; `to` must not exist. `database_damaged`. */
export function copyDatabase(from: string, to: string): void {
  const database = new BetterSqlite3(from, { readonly: true, fileMustExist: true })
  try {
    database.pragma('busy_timeout = 5000')
    database.prepare('vacuum into ?').run(to)
  } catch (error) {
    throw damageOf(error)
  } finally {
    database.close()
  }
}

/**
 * The same page by page, so that a later copy has most pages in the same places and only what changed need be kept
 * of it. What was deleted may be left in free pages, as in the database itself. `database_damaged`.
 */
export async function copyPages(from: string, to: string): Promise<void> {
  const database = new BetterSqlite3(from, { readonly: true, fileMustExist: true })
  try {
    database.pragma('busy_timeout = 5000')
    await database.backup(to, { progress: () => ALL_AT_ONCE })
  } catch (error) {
    throw damageOf(error)
  } finally {
    database.close()
  }
  endLog(to) // it is switched on in the copy as in the original
}

/** Pages of one step: more than there are, so that no writer can come in between and make it begin anew. */
const ALL_AT_ONCE = 0x7fffffff

/**
 * Reads the whole file through a connection of its own that cannot write. `database_damaged` where SQLite finds its
 * pages or references broken, or the journal's chain does not hold; `backup_newer` for a shape this program does not know.
 */
export async function inspectCopy(file: string): Promise<CopyContents> {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database }) })
  try {
    database.pragma('trusted_schema = OFF')
    const schema = shapeOf(database)
    const integrity = database.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') throw new AppError('database_damaged', { reason: 'pages' })
    const dangling = database.pragma('foreign_key_check') as readonly unknown[]
    if (dangling.length > 0) throw new AppError('database_damaged', { reason: 'references' })
    const { head, broken } = await verifyJournal(db)
    if (broken) throw new AppError('database_damaged', { reason: 'journal', seq: broken.seq })
    const first = await db.selectFrom('journal').select('hash').where('seq', '=', 1).execute()
    return {
      database: first[0]?.hash ?? FIRST_PREV_HASH,
      schema,
      head,
      organisation: organisationIn(database),
      rows: countRows(database),
    }
  } catch (error) {
    throw damageOf(error)
  } finally {
    await db.destroy()
  }
}

/** What a fault of SQLite means: broken pages, no pages of SQLite at all, or none of our tables; a full disk and the like stay what they are. */
export function damageOf(error: unknown): unknown {
  const damaged =
    error instanceof BetterSqlite3.SqliteError && /^SQLITE_(CORRUPT|NOTADB|ERROR)/.test(error.code)
  return damaged ? new AppError('database_damaged', { reason: 'pages' }, error) : error
}

function shapeOf(database: BetterSqlite3.Database): string {
  const ran = database
    .prepare<[], { name: string }>('select name from kysely_migration order by name')
    .all()
    .map(({ name }) => name)
  const known = migrationNames(sqlite)
  const unknown = ran.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new AppError('backup_newer', { found: unknown })
  return ran.at(-1) ?? ''
}

function organisationIn(database: BetterSqlite3.Database): string | null {
  const first = 'select name from organisations order by rowid limit 1'
  return (database.prepare(first).pluck().get() as string | undefined) ?? null
}

function countRows(database: BetterSqlite3.Database): Readonly<Record<string, number>> {
  const tables = database
    .prepare<[], { name: string }>(
      `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`,
    )
    .all()
  return Object.fromEntries(
    tables.map(({ name }) => {
      const count = `select count(*) from "${name.replaceAll('"', '""')}"`
      return [name, database.prepare(count).pluck().get() as number]
    }),
  )
}

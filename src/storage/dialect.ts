import {
  type Dialect as KyselyDialect,
  Kysely,
  type LogEvent,
  PostgresDialect,
  type RawBuilder,
  type SqlBool,
  type Transaction,
  sql,
} from 'kysely'
import pg from 'pg'
import type { JournalEvent } from '../domain/journal.ts'
import { type Changes, createChanges } from './changes.ts'
import type { HeadSeal } from './checkpoints.ts'
import type { Database } from './database.ts'
import { ImmediateSqliteDialect, openSqlite } from './sqlite-file.ts'
import { emptyLog } from './sqlite-log.ts'

/** All that differs between SQLite and PostgreSQL; nothing else in the program asks which one it is. */
export type Dialect = {
  readonly name: 'sqlite' | 'postgres'
  readonly bytesType: 'blob' | 'bytea'
  /** What follows the closing bracket of `create table`. */
  readonly tableEnd: RawBuilder<unknown>
  /** Statements after which rows of the table can be inserted and never changed or removed. */
  appendOnly(table: keyof Database): readonly RawBuilder<unknown>[]
  /** Statements after which a pass is stored for its author alone, and its author is never exchanged. */
  readonly authorsOnly: readonly RawBuilder<unknown>[]
  /** Statements after which a session stays what it was opened as, and its short identity says which. */
  readonly modeStays: readonly RawBuilder<unknown>[]
  /**
   * Statements after which single ballots of definitive sheets leave their table, which is append-only, while a
   * destruction of their session stands confirmed.
   */
  readonly keptUntilDestroyed: readonly RawBuilder<unknown>[]
  /** Makes this transaction the only one that writes until it ends. */
  lockWrites(trx: Transaction<Database>): Promise<void>
  /**
   * Makes what was deleted from the table unreadable in the files too; never inside a transaction. False when
   * another connection was reading the file just then, which is not waited for: the log keeps old pages until it is
   * asked again.
   */
  forgetDeleted(db: Kysely<Database>, table: keyof Database): Promise<boolean>
  /**
   * Writes the tables anew into files that hold nothing of what was ever deleted from them; never inside a
   * transaction, and slow. False when another process was in the way: nothing is lost by asking again.
   */
  rewrite(db: Kysely<Database>, tables: readonly (keyof Database)[]): Promise<boolean>
}

/** An open database with its dialect, and who hears of commits made to it here. */
export type Store = {
  readonly db: Kysely<Database>
  readonly dialect: Dialect
  readonly changes: Changes
  /** Signs heads of the journal; a store opened without it adds entries that the next one to have it signs for. */
  readonly seal?: HeadSeal
  /**
   * Closes the file of SQLite, lets `work` put another database in its place, and goes on with what is there then;
   * nobody else reads or writes meanwhile. Absent where the database is no file.
   */
  readonly exchange?: (work: () => void) => Promise<void>
  /** What must hold, and is recorded, in each transaction of `commit` before its own work; throws where it does not. */
  readonly first?: (
    trx: Transaction<Database>,
    record: (event: JournalEvent) => void,
  ) => Promise<void>
}

/** Hears of every statement as it was sent. */
export type OnQuery = (statement: string, parameters: readonly unknown[]) => void

/** Opens `postgres://…`, a file of SQLite, or `:memory:`. Close with `store.db.destroy()`. */
export function openStore(location: string, onQuery?: OnQuery): Store {
  const log = (event: LogEvent) => onQuery?.(event.query.sql, event.query.parameters)
  const kysely = (dialect: KyselyDialect) =>
    new Kysely<Database>({ dialect, ...(onQuery ? { log } : {}) })
  const changes = createChanges()
  if (/^postgres(ql)?:/.test(location))
    return { db: kysely(openPostgres(location)), dialect: postgres, changes }
  const file = openSqlite(location)
  const db = kysely(new ImmediateSqliteDialect(file))
  if (location === ':memory:') return { db, dialect: sqlite, changes }
  // whoever holds the one connection there is has the file for himself
  const exchange = (work: () => void) =>
    db.connection().execute(async () => file.reopen(() => work()))
  return { db, dialect: sqlite, changes, exchange }
}

/** SQLite's ways. */
export const sqlite: Dialect = {
  name: 'sqlite',
  bytesType: 'blob',
  tableEnd: sql`strict`,
  appendOnly: (table) =>
    ['update', 'delete'].map(
      (verb) => sql`create trigger ${sql.ref(`${table}_no_${verb}`)}
        before ${sql.raw(verb)} on ${sql.table(table)}
        begin select raise(abort, 'append-only table'); end`,
    ),
  authorsOnly: [
    sql`create trigger entry_passes_author before insert on entry_passes
      when not exists (select 1 from pass_authors a where a.sheet_id = new.sheet_id
        and a.pass_no = new.pass_no and a.account_id = new.account_id)
      begin select raise(abort, 'not the author of the pass'); end`,
    sql`create trigger pass_authors_no_update before update on pass_authors
      begin select raise(abort, 'the author of a pass stays'); end`,
  ],
  modeStays: [
    sql`create trigger sessions_mode_stays before update on sessions
      when new.mode <> old.mode or new.short_id <> old.short_id or new.id <> old.id
      begin select raise(abort, 'real or a rehearsal: a session stays what it is'); end`,
    sql`create trigger sessions_mode_shown before insert on sessions
      when (new.mode = 'rehearsal') <> (substr(new.short_id, 1, 3) = 'TD-')
      begin select raise(abort, 'the short identity must say that it is a rehearsal'); end`,
  ],
  keptUntilDestroyed: [
    sql`drop trigger sheet_ballots_no_delete`,
    sql`create trigger sheet_ballots_no_delete before delete on sheet_ballots
      when not exists (select 1 from destructions d join sheets s on s.session_id = d.session_id
        where s.id = old.sheet_id)
      begin select raise(abort, 'append-only table'); end`,
  ],
  lockWrites: async () => undefined, // `begin immediate` has done it
  forgetDeleted: emptyLog, // the pages hold nothing of it any more; the log does
  rewrite: async (db) => {
    try {
      await sql`vacuum`.execute(db) // pages on the list of free ones are not wiped by deleting
    } catch (error) {
      if (isBusy(error)) return false
      throw error
    }
    return emptyLog(db)
  },
}

function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED'
}

const postgres: Dialect = {
  name: 'postgres',
  bytesType: 'bytea',
  tableEnd: sql``,
  appendOnly: (table) => [
    sql`create or replace function append_only() returns trigger language plpgsql as
      $$ begin raise exception 'append-only table'; end $$`,
    sql`create trigger ${sql.ref(`${table}_append_only`)} before update or delete or truncate
      on ${sql.table(table)} for each statement execute function append_only()`,
  ],
  authorsOnly: [
    sql`create function author_of_pass() returns trigger language plpgsql as
      $$ begin
        if not exists (select 1 from pass_authors a where a.sheet_id = new.sheet_id
          and a.pass_no = new.pass_no and a.account_id = new.account_id)
        then raise exception 'not the author of the pass'; end if;
        return new;
      end $$`,
    sql`create trigger entry_passes_author before insert on entry_passes
      for each row execute function author_of_pass()`,
    sql`create function author_stays() returns trigger language plpgsql as
      $$ begin raise exception 'the author of a pass stays'; end $$`,
    sql`create trigger pass_authors_no_update before update on pass_authors
      for each statement execute function author_stays()`,
  ],
  modeStays: [
    sql`create function session_stays() returns trigger language plpgsql as
      $$ begin raise exception 'real or a rehearsal: a session stays what it is'; end $$`,
    sql`create trigger sessions_mode_stays before update on sessions for each row
      when (new.mode <> old.mode or new.short_id <> old.short_id or new.id <> old.id)
      execute function session_stays()`,
    sql`create function session_shown() returns trigger language plpgsql as
      $$ begin raise exception 'the short identity must say that it is a rehearsal'; end $$`,
    sql`create trigger sessions_mode_shown before insert on sessions for each row
      when ((new.mode = 'rehearsal') <> (substr(new.short_id, 1, 3) = 'TD-'))
      execute function session_shown()`,
  ],
  keptUntilDestroyed: [
    sql`drop trigger sheet_ballots_append_only on sheet_ballots`,
    sql`create trigger sheet_ballots_append_only before update or truncate on sheet_ballots
      for each statement execute function append_only()`,
    sql`create function kept_until_destroyed() returns trigger language plpgsql as
      $$ begin
        if not exists (select 1 from destructions d join sheets s on s.session_id = d.session_id
          where s.id = old.sheet_id)
        then raise exception 'append-only table'; end if;
        return old;
      end $$`,
    sql`create trigger sheet_ballots_kept before delete on sheet_ballots
      for each row execute function kept_until_destroyed()`,
  ],
  lockWrites: async (trx) => {
    await sql<SqlBool>`select pg_advisory_xact_lock(960202)`.execute(trx)
  },
  forgetDeleted: async (db, table) => {
    await sql`vacuum ${sql.table(table)}`.execute(db)
    return true
  },
  rewrite: async (db, tables) => {
    for (const table of tables) await sql`vacuum full ${sql.table(table)}`.execute(db)
    return true
  },
}

function openPostgres(url: string): KyselyDialect {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  // A connection lost while idle is replaced; if the database is gone, the next query says so.
  pool.on('error', () => undefined)
  return new PostgresDialect({ pool })
}

/** Whether the error says that a row would have stood twice where only one may. */
export function isUniqueViolation(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return (
    code === '23505' || // https://www.postgresql.org/docs/18/errcodes-appendix.html
    code === 'SQLITE_CONSTRAINT_UNIQUE' || // https://www.sqlite.org/rescode.html
    code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
  )
}

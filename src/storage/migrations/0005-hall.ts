import type { Kysely, Migration } from 'kysely'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'

/** Witness pages, and the newest journal entry of a session found without a scan. */
export function hall(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Database>) {
      await db.schema
        .createTable('halls')
        .modifyEnd(dialect.tableEnd)
        .addColumn('token_sha256', 'text', (c) => c.primaryKey().notNull())
        .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id'))
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
        .addColumn('opened_at', 'text', (c) => c.notNull())
        .addColumn('expires_at', 'text', (c) => c.notNull())
        .execute()
      await db.schema
        .createIndex('journal_session')
        .on('journal')
        .columns(['session_id', 'seq'])
        .execute()
    },
  }
}

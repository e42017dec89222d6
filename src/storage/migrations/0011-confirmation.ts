import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'

/**
 * Proofs given for final acts, and what a second person confirmed: both are used up or run out. A session may
 * ask for a second person; what it was opened as, real or a rehearsal, stays.
 */
export function confirmation(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Database>) {
      const create = (table: keyof Database) =>
        db.schema.createTable(table).modifyEnd(dialect.tableEnd)
      await create('confirmations')
        .addColumn('token_sha256', 'text', (c) => c.primaryKey().notNull())
        .addColumn('login_sha256', 'text', (c) => c.notNull())
        .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
        .addColumn('act', 'text', (c) => c.notNull())
        .addColumn('target', 'text', (c) => c.notNull())
        .addColumn('digest', 'text', (c) => c.notNull())
        .addColumn('expires_at', 'text', (c) => c.notNull())
        .execute()
      await create('second_confirmations')
        .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
        .addColumn('act', 'text', (c) => c.notNull())
        .addColumn('target', 'text', (c) => c.notNull())
        .addColumn('digest', 'text', (c) => c.notNull())
        .addColumn('expires_at', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('second_confirmations_target', ['act', 'target', 'account_id'])
        .execute()
      await db.schema
        .alterTable('sessions')
        .addColumn('second_person', 'integer', (c) =>
          c
            .notNull()
            .defaultTo(0)
            .check(sql`second_person in (0, 1)`),
        )
        .execute()
      for (const statement of dialect.modeStays) await statement.execute(db)
    },
  }
}

import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'

/** Tables of this step whose rows are facts: inserted once, never changed. */
export const RECHECK_FACTS = [
  'recheck_draws',
  'recheck_results',
] as const satisfies readonly (keyof Database)[]

/** The random second look at sheets before a count is closed. */
export function recheck(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Database>) {
      const create = (table: keyof Database) =>
        db.schema.createTable(table).modifyEnd(dialect.tableEnd)
      await db.schema
        .alterTable('sessions')
        .addColumn('recheck_size', 'integer', (c) =>
          c
            .notNull()
            .defaultTo(0)
            .check(sql`recheck_size between 0 and 500`),
        )
        .execute()
      await create('recheck_draws')
        .addColumn('id', 'text', (c) => c.primaryKey().notNull())
        .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id'))
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('dice', 'text', (c) => c.notNull())
        .addColumn('journal_seq', 'integer', (c) => c.notNull())
        .addColumn('journal_hash', 'text', (c) => c.notNull())
        .addColumn('sheet_ids', 'text', (c) => c.notNull())
        .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
        .addColumn('drawn_at', 'text', (c) => c.notNull())
        .addUniqueConstraint('recheck_draws_revision', ['session_id', 'revision'])
        .execute()
      await create('recheck_results')
        .addColumn('id', 'text', (c) => c.primaryKey().notNull())
        .addColumn('draw_id', 'text', (c) => c.notNull().references('recheck_draws.id'))
        .addColumn('ordinal', 'integer', (c) => c.notNull())
        .addColumn('sheet_id', 'text', (c) => c.notNull().references('sheets.id'))
        .addColumn('counts_sha256', 'text', (c) => c.notNull())
        .addColumn('agrees', 'integer', (c) => c.notNull().check(sql`agrees in (0, 1)`))
        .addColumn('note', 'text')
        .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
        .addColumn('recorded_at', 'text', (c) => c.notNull())
        .addUniqueConstraint('recheck_results_ordinal', ['draw_id', 'ordinal'])
        .execute()
      for (const table of RECHECK_FACTS)
        for (const statement of dialect.appendOnly(table)) await statement.execute(db)
    },
  }
}

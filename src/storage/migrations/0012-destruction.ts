import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'

/** Tables of this step whose rows are facts: inserted once, never changed. */
export const DESTRUCTION_FACTS = [
  'destruction_proposals',
  'destructions',
] as const satisfies readonly (keyof Database)[]

/**
 * How long a unit keeps ballots, which it has not said until it says so; destructions proposed and confirmed.
 * Single ballots of definitive sheets go once the destruction of their session stands confirmed, and only then.
 */
export function destruction(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Database>) {
      const create = (table: keyof Database) =>
        db.schema.createTable(table).modifyEnd(dialect.tableEnd)
      await db.schema
        .alterTable('organisations')
        .addColumn('retention_months', 'integer', (c) =>
          c.check(sql`retention_months between 1 and 600`),
        )
        .execute()
      await create('destruction_proposals')
        .addColumn('id', 'text', (c) => c.primaryKey().notNull())
        .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id'))
        .addColumn('ordinal', 'integer', (c) => c.notNull().check(sql`ordinal >= 1`))
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('basis', 'text', (c) => c.notNull())
        .addColumn('packets', 'text')
        .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
        .addColumn('proposed_at', 'text', (c) => c.notNull())
        .addUniqueConstraint('destruction_proposals_ordinal', ['session_id', 'ordinal'])
        .execute()
      await create('destructions')
        .addColumn('session_id', 'text', (c) => c.primaryKey().notNull().references('sessions.id'))
        .addColumn('proposal_id', 'text', (c) =>
          c.notNull().unique().references('destruction_proposals.id'),
        )
        .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
        .addColumn('confirmed_at', 'text', (c) => c.notNull())
        .execute()
      for (const table of DESTRUCTION_FACTS)
        for (const statement of dialect.appendOnly(table)) await statement.execute(db)
      for (const statement of dialect.keptUntilDestroyed) await statement.execute(db)
    },
  }
}

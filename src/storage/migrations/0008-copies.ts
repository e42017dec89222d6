import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'

/** Tables of this step whose rows are facts: inserted once, never changed. */
export const COPY_FACTS = ['document_copies'] as const satisfies readonly (keyof Database)[]

/** The register of printed copies: one row a copy, numbered through a document's versions. */
export function copies(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Database>) {
      await db.schema
        .createTable('document_copies')
        .modifyEnd(dialect.tableEnd)
        .addColumn('id', 'text', (c) => c.primaryKey().notNull())
        .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id'))
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('number', 'integer', (c) => c.notNull().check(sql`number >= 1`))
        .addColumn('document_id', 'text', (c) => c.notNull().references('documents.id'))
        .addColumn('recipient', 'text', (c) => c.notNull())
        .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
        .addColumn('printed_at', 'text', (c) => c.notNull())
        .addUniqueConstraint('document_copies_number', ['session_id', 'revision', 'name', 'number'])
        .execute()
      for (const table of COPY_FACTS)
        for (const statement of dialect.appendOnly(table)) await statement.execute(db)
    },
  }
}

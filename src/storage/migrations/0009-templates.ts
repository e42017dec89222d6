import type { Kysely, Migration } from 'kysely'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'

/** Tables of this step whose rows are facts: inserted once, never changed. */
export const TEMPLATE_FACTS = ['templates'] as const satisfies readonly (keyof Database)[]

/** What the templates said that documents were issued with, by digest. */
export function templates(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Database>) {
      await db.schema
        .createTable('templates')
        .modifyEnd(dialect.tableEnd)
        .addColumn('sha256', 'text', (c) => c.primaryKey().notNull())
        .addColumn('document', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .execute()
      for (const table of TEMPLATE_FACTS)
        for (const statement of dialect.appendOnly(table)) await statement.execute(db)
    },
  }
}

import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'

/** Tables of this step whose rows are facts. */
export const PERSON_FACTS = [
  'person_changes',
  'person_moves',
] as const satisfies readonly (keyof Database)[]

/** Who was said to be whom, and why; and the ways to a person's decisions without reading everybody's. */
export function personRecord(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Database>) {
      const create = (table: keyof Database) =>
        db.schema.createTable(table).modifyEnd(dialect.tableEnd)
      await create('person_changes')
        .addColumn('id', 'text', (c) => c.primaryKey().notNull())
        .addColumn('act', 'text', (c) => c.notNull().check(sql`act in ('join', 'split', 'undo')`))
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
        .addColumn('changed_at', 'text', (c) => c.notNull())
        .addColumn('undoes', 'text', (c) => c.unique().references('person_changes.id'))
        .execute()
      await create('person_moves')
        .addColumn('change_id', 'text', (c) => c.notNull().references('person_changes.id'))
        .addColumn('subject_id', 'text', (c) => c.notNull()) // may be taken off the list later
        .addColumn('old_person', 'text', (c) => c.references('persons.id'))
        .addColumn('new_person', 'text', (c) => c.references('persons.id'))
        .addPrimaryKeyConstraint('person_moves_subject', ['change_id', 'subject_id'])
        .execute()
      const index = (table: 'person_moves' | 'use_records', column: string) =>
        db.schema.createIndex(`${table}_${column}`).on(table).column(column).execute()
      await index('person_moves', 'old_person')
      await index('person_moves', 'new_person')
      await index('use_records', 'subject_id')
      for (const table of PERSON_FACTS)
        for (const statement of dialect.appendOnly(table)) await statement.execute(db)
    },
  }
}

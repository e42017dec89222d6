import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'

/** Tables of this step whose rows are facts: inserted once, never changed. */
export const SIGNING_FACTS = ['document_scans'] as const satisfies readonly (keyof Database)[]

/** What the papers were given before this step: nothing. Spelt out, for a migration never changes. */
const NOTHING_SET = JSON.stringify({
  layout: null,
  secrecy: null,
  copying: null,
  copiesIssued: null,
  drafter: null,
  recipients: [],
  membersSign: false,
  seal: false,
})

/** What a unit sets for its papers, and the ways of signing them. */
export function signing(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Database>) {
      const create = (table: keyof Database) =>
        db.schema.createTable(table).modifyEnd(dialect.tableEnd)
      await db.schema
        .alterTable('sessions')
        .addColumn('document_settings', 'text', (c) => c.notNull().defaultTo(NOTHING_SET))
        .execute()
      await db.schema.alterTable('documents').addColumn('way', 'text').execute()
      await db.schema.alterTable('documents').addColumn('signer', 'text').execute()
      await create('document_scans')
        .addColumn('id', 'text', (c) => c.primaryKey().notNull())
        .addColumn('document_id', 'text', (c) => c.notNull().references('documents.id'))
        .addColumn('fields', 'text', (c) => c.notNull())
        .addColumn('media_type', 'text', (c) => c.notNull())
        .addColumn('sha256', 'text', (c) => c.notNull())
        .addColumn('bytes', dialect.bytesType, (c) => c.notNull())
        .addColumn('supersedes', 'text', (c) => c.unique().references('document_scans.id'))
        .addColumn('reason', 'text')
        .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
        .addColumn('filed_at', 'text', (c) => c.notNull())
        .addCheckConstraint('document_scans_reason', sql`(supersedes is null) = (reason is null)`)
        .execute()
      await create('prepared_signatures')
        .addColumn('id', 'text', (c) => c.primaryKey().notNull())
        .addColumn('document_id', 'text', (c) => c.notNull().references('documents.id'))
        .addColumn('field', 'text', (c) => c.notNull())
        .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
        .addColumn('bytes', dialect.bytesType, (c) => c.notNull())
        .addColumn('byte_range', 'text', (c) => c.notNull())
        .addColumn('digest', 'text', (c) => c.notNull())
        .addColumn('signed_at', 'text', (c) => c.notNull())
        .addColumn('expires_at', 'text', (c) => c.notNull())
        .execute()
      await create('timestamp_queue')
        .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id'))
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('attempts', 'integer', (c) => c.notNull())
        .addColumn('next_at', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('timestamp_queue_key', ['session_id', 'revision', 'name'])
        .execute()
      for (const table of SIGNING_FACTS)
        for (const statement of dialect.appendOnly(table)) await statement.execute(db)
    },
  }
}

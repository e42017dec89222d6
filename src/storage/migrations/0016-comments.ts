import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'

/** Tables of this step whose rows are facts: inserted once, never changed. */
export const COMMENT_FACTS = [
  'comment_threads',
  'comments',
] as const satisfies readonly (keyof Database)[]

/** What auditors ask about a session and what its organisation answers. */
export function comments(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Database>) {
      const create = (table: keyof Database) =>
        db.schema.createTable(table).modifyEnd(dialect.tableEnd)
      await create('comment_threads')
        .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id'))
        .addColumn('number', 'integer', (c) => c.notNull().check(sql`number >= 1`))
        .addColumn('about_kind', 'text', (c) =>
          c.notNull().check(sql`about_kind in ('session', 'sheet', 'person', 'document', 'entry')`),
        )
        .addColumn('about_id', 'text') // what it names may be taken away by a later count
        .addPrimaryKeyConstraint('comment_threads_number', ['session_id', 'number'])
        .addCheckConstraint(
          'comment_threads_about',
          sql`(about_kind = 'session') = (about_id is null)`,
        )
        .execute()
      await create('comments')
        .addColumn('session_id', 'text', (c) => c.notNull())
        .addColumn('thread', 'integer', (c) => c.notNull())
        .addColumn('number', 'integer', (c) => c.notNull().check(sql`number >= 1`))
        .addColumn('act', 'text', (c) =>
          c.notNull().check(sql`act in ('written', 'withdrawn', 'settled', 'reopened')`),
        )
        .addColumn('text', 'text')
        .addColumn('withdraws', 'integer')
        .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
        .addColumn('role', 'text', (c) => c.notNull())
        .addColumn('written_at', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('comments_number', ['session_id', 'thread', 'number'])
        .addForeignKeyConstraint('comments_thread', ['session_id', 'thread'], 'comment_threads', [
          'session_id',
          'number',
        ])
        .addUniqueConstraint('comments_withdraws', ['session_id', 'thread', 'withdraws'])
        .addCheckConstraint(
          'comments_text',
          sql`(act in ('written', 'reopened')) = (text is not null)`,
        )
        .addCheckConstraint(
          'comments_withdrawn',
          sql`(act = 'withdrawn') = (withdraws is not null)`,
        )
        .execute()
      await db.schema.createIndex('comments_account').on('comments').column('account_id').execute()
      for (const table of COMMENT_FACTS)
        for (const statement of dialect.appendOnly(table)) await statement.execute(db)
    },
  }
}

import type { Kysely, Migration } from 'kysely'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'

/** Tables of this step whose rows are facts: inserted once, never changed. */
export const PREPARATION_FACTS = [
  'persons',
  'step_records',
  'use_records',
] as const satisfies readonly (keyof Database)[]

/** Who is put to the vote and why, the procedure, and what was decided afterwards. */
export function preparation(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Database>) {
      const create = (table: keyof Database) =>
        db.schema.createTable(table).modifyEnd(dialect.tableEnd)
      await peopleTables(create)
      await addColumns(db)
      await recordTables(create)
      for (const table of PREPARATION_FACTS)
        for (const statement of dialect.appendOnly(table)) await statement.execute(db)
    },
  }
}

type Create = (table: keyof Database) => ReturnType<Kysely<Database>['schema']['createTable']>

async function addColumns(db: Kysely<Database>): Promise<void> {
  const alter = (table: keyof Database) => db.schema.alterTable(table)
  await alter('sessions').addColumn('regime_reason', 'text').execute()
  await alter('sessions')
    .addColumn('timing', 'text', (c) =>
      c
        .notNull()
        .defaultTo(
          '{"termStartYear":null,"earlier":{"council_vote":null,"half_year_review":null}}',
        ),
    )
    .execute()
  await alter('ballot_kinds')
    .addColumn('special', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute()
  await alter('subjects').addColumn('started_on', 'text').execute()
  await alter('subjects').addColumn('retirement_notice_on', 'text').execute()
  await alter('subjects')
    .addColumn('person_id', 'text', (c) => c.references('persons.id'))
    .execute()
  await db.schema.createIndex('subjects_person').on('subjects').column('person_id').execute()
  await db.schema.createIndex('subjects_name').on('subjects').column('name').execute()
}

async function peopleTables(create: Create): Promise<void> {
  await create('persons')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute()
  await create('left_out')
    .addColumn('ballot_kind_id', 'text', (c) => c.notNull().references('ballot_kinds.id'))
    .addColumn('ordinal', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('position', 'text', (c) => c.notNull())
    .addColumn('block', 'text')
    .addColumn('started_on', 'text')
    .addColumn('retirement_notice_on', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('provision', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('left_out_place', ['ballot_kind_id', 'ordinal'])
    .execute()
}

async function recordTables(create: Create): Promise<void> {
  await create('step_records')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id'))
    .addColumn('ordinal', 'integer', (c) => c.notNull())
    .addColumn('step', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text') // the person may be taken off the list later; the record stays
    .addColumn('done_on', 'text')
    .addColumn('file', 'text')
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('step_records_ordinal', ['session_id', 'ordinal'])
    .execute()
  await create('use_records')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id'))
    .addColumn('ordinal', 'integer', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull().references('subjects.id'))
    .addColumn('use_id', 'text', (c) => c.notNull())
    .addColumn('decision', 'text', (c) => c.notNull())
    .addColumn('number', 'text')
    .addColumn('decided_on', 'text')
    .addColumn('decided_by', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text')
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('supersedes', 'text', (c) => c.unique().references('use_records.id'))
    .addUniqueConstraint('use_records_ordinal', ['session_id', 'ordinal'])
    .execute()
}

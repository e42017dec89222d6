import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'

/** Tables of this step whose rows are facts: inserted once, never changed. */
export const ENTRY_FACTS = ['sheet_ballots'] as const satisfies readonly (keyof Database)[]

/** Nobody has been heard of since: a pass taken up before this step may be taken over. */
const LONG_AGO = '1970-01-01T00:00:00.000Z'

/** Entry that survives two windows and lost networks, and entry ballot by ballot. */
export function entry(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Database>) {
      const create = (table: keyof Database) =>
        db.schema.createTable(table).modifyEnd(dialect.tableEnd)
      await sessionColumns(db)
      await create('entry_work')
        .addColumn('sheet_id', 'text', (c) => c.notNull())
        .addColumn('pass_no', 'integer', (c) => c.notNull())
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('counts', 'text')
        .addColumn('cursor', 'text')
        .addColumn('seen', 'text', (c) => c.notNull())
        .addColumn('tab', 'text')
        .addColumn('tab_since', 'text')
        .addColumn('heard_at', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('entry_work_pass', ['sheet_id', 'pass_no'])
        .addForeignKeyConstraint('entry_work_author', ['sheet_id', 'pass_no'], 'pass_authors', [
          'sheet_id',
          'pass_no',
        ])
        .execute()
      await moveDrafts(db)
      await create('entry_ballots')
        .addColumn('sheet_id', 'text', (c) => c.notNull())
        .addColumn('pass_no', 'integer', (c) => c.notNull())
        .addColumn('ordinal', 'integer', (c) => c.notNull().check(sql`ordinal >= 1`))
        .addColumn('marks', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('entry_ballots_place', ['sheet_id', 'pass_no', 'ordinal'])
        .addForeignKeyConstraint('entry_ballots_author', ['sheet_id', 'pass_no'], 'pass_authors', [
          'sheet_id',
          'pass_no',
        ])
        .execute()
      await create('sheet_ballots')
        .addColumn('pass_id', 'text', (c) => c.primaryKey().notNull().references('entry_passes.id'))
        .addColumn('sheet_id', 'text', (c) => c.notNull().references('sheets.id'))
        .addColumn('ballots', 'text', (c) => c.notNull())
        .execute()
      for (const table of ENTRY_FACTS)
        for (const statement of dialect.appendOnly(table)) await statement.execute(db)
      for (const statement of dialect.authorsOnly) await statement.execute(db)
    },
  }
}

async function sessionColumns(db: Kysely<Database>): Promise<void> {
  const sessions = () => db.schema.alterTable('sessions')
  await sessions()
    .addColumn('entry_mode', 'text', (c) =>
      c
        .notNull()
        .defaultTo('totals')
        .check(sql`entry_mode in ('totals', 'ballots')`),
    )
    .execute()
  await sessions()
    .addColumn('sheet_code_required', 'integer', (c) =>
      c
        .notNull()
        .defaultTo(0)
        .check(sql`sheet_code_required in (0, 1)`),
    )
    .execute()
  await sessions()
    .addColumn('shift_points', 'integer', (c) => c.check(sql`shift_points between 1 and 100`))
    .execute()
}

async function moveDrafts(db: Kysely<Database>): Promise<void> {
  await sql`insert into entry_work (sheet_id, pass_no, revision, counts, seen, heard_at)
    select a.sheet_id, a.pass_no, 0, d.counts, '[]', ${sql.lit(LONG_AGO)} from pass_authors a
    left join entry_drafts d on d.sheet_id = a.sheet_id and d.pass_no = a.pass_no`.execute(db)
  await sql`drop table entry_drafts`.execute(db)
}

import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'

/** Tables whose rows are facts: inserted once, never changed. */
export const FACTS = [
  'regimes',
  'entry_passes',
  'settlements',
  'acknowledgements',
  'outcomes',
  'documents',
  'journal',
] as const satisfies readonly (keyof Database)[]

/** The first shape of the database. */
export function initial(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Database>) {
      const create = (table: Table) => db.schema.createTable(table).modifyEnd(dialect.tableEnd)
      await peopleTables(db, create)
      await sessionTables(create)
      await entryTables(create)
      await resultTables(create, dialect)
      for (const table of FACTS)
        for (const statement of dialect.appendOnly(table)) await statement.execute(db)
    },
  }
}

/** The tables of this step; drafts have since moved to another one. */
type Table = keyof Database | 'entry_drafts'

type Create = (table: Table) => ReturnType<Kysely<Database>['schema']['createTable']>

const count = (name: string) => sql<boolean>`${sql.ref(name)} between 0 and 1000000`
const oneOf = (name: string, values: readonly string[]) =>
  sql<boolean>`${sql.ref(name)} in (${sql.join(values.map((value) => sql.lit(value)))})`

async function peopleTables(db: Kysely<Database>, create: Create): Promise<void> {
  await create('organisations')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('parent_id', 'text', (c) => c.references('organisations.id'))
    .addColumn('side', 'text', (c) => c.notNull().check(oneOf('side', ['party', 'state'])))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('superior', 'text')
    .addColumn('locality', 'text')
    .addColumn('symbol', 'text')
    .execute()
  await create('accounts')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('username', 'text', (c) => c.notNull().unique())
    .addColumn('full_name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) =>
      c
        .notNull()
        .check(oneOf('role', ['admin', 'secretary', 'head', 'chair', 'committee', 'auditor'])),
    )
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
    .addColumn('password_hash', 'text', (c) => c.notNull())
    .addColumn('disabled', 'integer', (c) => c.notNull().check(sql`disabled in (0, 1)`))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute()
  await create('logins')
    .addColumn('token_sha256', 'text', (c) => c.primaryKey().notNull())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('logins_account').on('logins').column('account_id').execute()
}

async function sessionTables(create: Create): Promise<void> {
  await create('regimes')
    .addColumn('sha256', 'text', (c) => c.primaryKey().notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute()
  await create('sessions')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('short_id', 'text', (c) => c.notNull().unique())
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
    .addColumn('mode', 'text', (c) => c.notNull().check(oneOf('mode', ['real', 'rehearsal'])))
    .addColumn('side', 'text', (c) => c.notNull().check(oneOf('side', ['party', 'state'])))
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('held_on', 'text', (c) => c.notNull())
    .addColumn('regime_id', 'text', (c) => c.notNull())
    .addColumn('regime_sha256', 'text', (c) => c.notNull().references('regimes.sha256'))
    .addColumn('passes_required', 'integer', (c) =>
      c.notNull().check(sql`passes_required between 1 and 3`),
    )
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull().check(sql`revision >= 1`))
    .addColumn('members', 'integer', (c) => c.check(count('members')))
    .addColumn('summoned', 'integer', (c) => c.check(count('summoned')))
    .addColumn('present', 'integer', (c) => c.check(count('present')))
    .addColumn('absent_excused', 'integer', (c) => c.check(count('absent_excused')))
    .addColumn('absent_unexcused', 'integer', (c) => c.check(count('absent_unexcused')))
    .addColumn('minutes_facts', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute()
  await create('ballot_kinds')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id'))
    .addColumn('ordinal', 'integer', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('printed', 'integer', (c) => c.check(count('printed')))
    .addColumn('issued', 'integer', (c) => c.check(count('issued')))
    .addColumn('collected', 'integer', (c) => c.check(count('collected')))
    .addColumn('invalid_reasons', 'text')
    .addUniqueConstraint('ballot_kinds_ordinal', ['session_id', 'ordinal'])
    .addUniqueConstraint('ballot_kinds_code', ['session_id', 'code'])
    .execute()
  await create('subjects')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('ballot_kind_id', 'text', (c) => c.notNull().references('ballot_kinds.id'))
    .addColumn('ordinal', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('position', 'text', (c) => c.notNull())
    .addColumn('block', 'text')
    .addUniqueConstraint('subjects_ordinal', ['ballot_kind_id', 'ordinal'])
    .execute()
  await create('sheets')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id'))
    .addColumn('ballot_kind_id', 'text', (c) => c.notNull().references('ballot_kinds.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('ballots', 'integer', (c) => c.notNull().check(count('ballots')))
    .addUniqueConstraint('sheets_number', ['session_id', 'number'])
    .execute()
}

async function entryTables(create: Create): Promise<void> {
  await create('pass_authors')
    .addColumn('sheet_id', 'text', (c) => c.notNull().references('sheets.id'))
    .addColumn('pass_no', 'integer', (c) => c.notNull().check(sql`pass_no between 1 and 3`))
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
    .addPrimaryKeyConstraint('pass_authors_pass', ['sheet_id', 'pass_no'])
    .addUniqueConstraint('pass_authors_person', ['sheet_id', 'account_id'])
    .execute()
  await create('entry_drafts')
    .addColumn('sheet_id', 'text', (c) => c.notNull())
    .addColumn('pass_no', 'integer', (c) => c.notNull())
    .addColumn('counts', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('entry_drafts_pass', ['sheet_id', 'pass_no'])
    .addForeignKeyConstraint('entry_drafts_author', ['sheet_id', 'pass_no'], 'pass_authors', [
      'sheet_id',
      'pass_no',
    ])
    .execute()
  await create('entry_passes')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('sheet_id', 'text', (c) => c.notNull())
    .addColumn('pass_no', 'integer', (c) => c.notNull())
    .addColumn('attempt', 'integer', (c) => c.notNull().check(sql`attempt >= 1`))
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('counts', 'text', (c) => c.notNull())
    .addColumn('submitted_at', 'text', (c) => c.notNull())
    .addColumn('supersedes', 'text', (c) => c.unique().references('entry_passes.id'))
    .addUniqueConstraint('entry_passes_attempt', ['sheet_id', 'pass_no', 'attempt'])
    .addForeignKeyConstraint('entry_passes_author', ['sheet_id', 'pass_no'], 'pass_authors', [
      'sheet_id',
      'pass_no',
    ])
    .execute()
  await create('settlements')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('sheet_id', 'text', (c) => c.notNull().references('sheets.id'))
    .addColumn('ordinal', 'integer', (c) => c.notNull())
    .addColumn('decision', 'text', (c) =>
      c.notNull().check(oneOf('decision', ['choose', 'return'])),
    )
    .addColumn('pass_no', 'integer', (c) => c.notNull())
    .addColumn('pass_ids', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('settled_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('settlements_ordinal', ['sheet_id', 'ordinal'])
    .execute()
}

async function resultTables(create: Create, dialect: Dialect): Promise<void> {
  await create('acknowledgements')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id'))
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('path', 'text', (c) => c.notNull())
    .addColumn('numbers', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('acknowledged_at', 'text', (c) => c.notNull())
    .execute()
  await create('outcomes')
    .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id'))
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('tally', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('tally_sha256', 'text', (c) => c.notNull())
    .addColumn('outcome_sha256', 'text', (c) => c.notNull())
    .addColumn('computed_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('outcomes_revision', ['session_id', 'revision'])
    .execute()
  await create('documents')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id'))
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().check(sql`version >= 1`))
    .addColumn('supersedes', 'text', (c) => c.unique().references('documents.id'))
    .addColumn('signed_field', 'text')
    .addColumn('open_fields', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('bytes', dialect.bytesType, (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('documents_version', ['session_id', 'revision', 'name', 'version'])
    .execute()
  await create('journal')
    .addColumn('seq', 'integer', (c) => c.primaryKey().notNull())
    .addColumn('session_id', 'text')
    .addColumn('entry', 'text', (c) => c.notNull())
    .addColumn('prev_hash', 'text', (c) => c.notNull().unique())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .execute()
}

import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'

const TRUTH = ['must_change', 'factor_proven'] as const

/**
 * Forced changes of passwords, log-ins that end when nobody works, counted failures, second factors. Log-ins
 * from before this step have no last sign of life and have ended.
 */
export function logIn(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Database>) {
      const truth = (table: 'accounts' | 'logins', name: (typeof TRUTH)[number]) =>
        db.schema
          .alterTable(table)
          .addColumn(name, 'integer', (c) =>
            c
              .notNull()
              .defaultTo(0)
              .check(sql`${sql.ref(name)} in (0, 1)`),
          )
          .execute()
      await truth('accounts', 'must_change')
      await truth('logins', 'factor_proven')
      const logins = () => db.schema.alterTable('logins')
      await logins()
        .addColumn('seen_at', 'text', (c) => c.notNull().defaultTo(''))
        .execute()
      await logins()
        .addColumn('ended_because', 'text', (c) =>
          c.check(sql`ended_because in ('elsewhere', 'revoked')`),
        )
        .execute()
      const create = (table: keyof Database) =>
        db.schema.createTable(table).modifyEnd(dialect.tableEnd)
      await create('log_in_attempts')
        .addColumn('key', 'text', (c) => c.primaryKey().notNull())
        .addColumn('failures', 'integer', (c) => c.notNull().check(sql`failures >= 0`))
        .addColumn('last_at', 'text', (c) => c.notNull())
        .addColumn('locked_until', 'text')
        .execute()
      await create('second_factors')
        .addColumn('account_id', 'text', (c) => c.primaryKey().notNull().references('accounts.id'))
        .addColumn('secret', dialect.bytesType, (c) => c.notNull())
        .addColumn('made_at', 'text', (c) => c.notNull())
        .addColumn('confirmed_at', 'text')
        .addColumn('last_step', 'integer')
        .execute()
      await create('recovery_codes')
        .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
        .addColumn('code_digest', 'text', (c) => c.notNull())
        .addColumn('used_at', 'text')
        .addPrimaryKeyConstraint('recovery_codes_key', ['account_id', 'code_digest'])
        .execute()
    },
  }
}

import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'

/** Accounts linked to what an identity provider calls their owners, and codes of first log-ins. */
export function identities(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Database>) {
      const truth = (table: 'accounts' | 'logins', name: 'without_password' | 'provider_factor') =>
        db.schema
          .alterTable(table)
          .addColumn(name, 'integer', (c) =>
            c
              .notNull()
              .defaultTo(0)
              .check(sql`${sql.ref(name)} in (0, 1)`),
          )
          .execute()
      await truth('accounts', 'without_password')
      await truth('logins', 'provider_factor')
      const create = (table: keyof Database) =>
        db.schema.createTable(table).modifyEnd(dialect.tableEnd)
      await create('account_identities')
        .addColumn('account_id', 'text', (c) => c.primaryKey().notNull().references('accounts.id'))
        .addColumn('issuer', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('linked_at', 'text', (c) => c.notNull())
        .addUniqueConstraint('account_identities_subject', ['issuer', 'subject'])
        .execute()
      await create('identity_codes')
        .addColumn('code_digest', 'text', (c) => c.primaryKey().notNull())
        .addColumn('issuer', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('told_name', 'text')
        .addColumn('expires_at', 'text', (c) => c.notNull())
        .execute()
    },
  }
}

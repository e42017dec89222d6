import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../src/storage/dialect.ts'
import { newPostgresUrl } from '../support/stores.ts'

describe('a PostgreSQL that drops its connections', () => {
  test('does not end the program, which goes on with new ones', async () => {
    const url = await newPostgresUrl()
    const store = openStore(url)
    await sql`select 1`.execute(store.db)
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    await other.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    )
    await other.end()
    const { rows } = await sql<{ n: number }>`select 2 as n`.execute(store.db)
    expect(rows).toEqual([{ n: 2 }])
    await store.db.destroy()
  })
})

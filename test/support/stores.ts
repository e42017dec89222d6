import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Store, openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'

/** Both databases by name; a test body runs once for each. */
export const DIALECTS = ['sqlite', 'postgres'] as const
export type DialectName = (typeof DIALECTS)[number]

/** A fresh, migrated database of that kind. Close with `db.destroy()`. */
export async function openTestStore(dialect: DialectName): Promise<Store> {
  const store = openStore(dialect === 'sqlite' ? ':memory:' : await newPostgresDatabase())
  await migrate(store)
  return store
}

async function newPostgresDatabase(): Promise<string> {
  const url = inject('postgresUrl')
  const name = `t_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: `${url}/postgres` })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return `${url}/${name}`
}

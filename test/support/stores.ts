import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { type Store, openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { POSTGRES_TEMPLATE, createDatabase } from './postgres.ts'

/** Both databases by name; a test body runs once for each. */
export const DIALECTS = ['sqlite', 'postgres'] as const
export type DialectName = (typeof DIALECTS)[number]

/** A fresh, migrated database of that kind. Close with `db.destroy()`. */
export async function openTestStore(dialect: DialectName): Promise<Store> {
  if (dialect === 'postgres') return openStore(await newPostgresUrl())
  const store = openStore(':memory:')
  await migrate(store)
  return store
}

/** The address of a fresh, migrated PostgreSQL database. */
export async function newPostgresUrl(): Promise<string> {
  const name = `t_${randomBytes(6).toString('hex')}`
  await createDatabase(inject('postgresUrl'), name, POSTGRES_TEMPLATE)
  return `${inject('postgresUrl')}/${name}`
}

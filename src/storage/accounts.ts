import type { Kysely, Transaction } from 'kysely'
import type { Actor } from '../domain/actor.ts'
import type { Role } from '../domain/roles.ts'
import type { Database, NewRow, Row } from './database.ts'

/** An account without its secret. */
export type Account = Actor & {
  readonly username: string
  readonly disabled: boolean
  /** The password was given out by somebody else and has to be changed. */
  readonly mustChange: boolean
  /** Nobody knows a password of it: only an identity provider opens it. */
  readonly withoutPassword: boolean
}

export async function countAccounts(db: Kysely<Database>): Promise<number> {
  const { n } = await db
    .selectFrom('accounts')
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Every account in the order of user names. */
export async function listAccounts(db: Kysely<Database>): Promise<Account[]> {
  return (await db.selectFrom('accounts').selectAll().orderBy('username').execute()).map(accountOf)
}

/** The account of that user name with its password hash, for the log-in alone. */
export async function findCredentials(
  db: Kysely<Database>,
  username: string,
): Promise<{ account: Account; passwordHash: string } | undefined> {
  const row = await db
    .selectFrom('accounts')
    .selectAll()
    .where('username', '=', username)
    .executeTakeFirst()
  return row && { account: accountOf(row), passwordHash: row.password_hash }
}

/** The account of that id, with its password hash, for proofs by whoever is logged in. */
export async function findAccount(
  db: Kysely<Database>,
  id: string,
): Promise<{ account: Account; passwordHash: string } | undefined> {
  const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { account: accountOf(row), passwordHash: row.password_hash }
}

/** Gives the account another password; false when there is no such account. */
export async function setPassword(
  trx: Transaction<Database>,
  id: string,
  password: { readonly hash: string; readonly mustChange: boolean },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('accounts')
    .set({
      password_hash: password.hash,
      must_change: password.mustChange ? 1 : 0,
      without_password: 0,
    })
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Gives the account a hash that no password has. */
export async function dropPassword(
  trx: Transaction<Database>,
  id: string,
  hash: string,
): Promise<void> {
  await trx
    .updateTable('accounts')
    .set({ password_hash: hash, must_change: 0, without_password: 1 })
    .where('id', '=', id)
    .execute()
}

export async function insertAccount(
  trx: Transaction<Database>,
  row: NewRow<'accounts'>,
): Promise<void> {
  await trx.insertInto('accounts').values(row).execute()
}

/** Bars the account from logging in and ends its log-ins; false when there is none of that id. */
export async function disableAccount(trx: Transaction<Database>, id: string): Promise<boolean> {
  await trx.deleteFrom('logins').where('account_id', '=', id).execute()
  const { numUpdatedRows } = await trx
    .updateTable('accounts')
    .set({ disabled: 1 })
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** The account of a stored row, without its secret. */
export function accountOf(row: Row<'accounts'>): Account {
  return {
    account: row.id,
    username: row.username,
    fullName: row.full_name,
    role: row.role as Role,
    organisation: row.organisation_id,
    disabled: row.disabled === 1,
    mustChange: row.must_change === 1,
    withoutPassword: row.without_password === 1,
  }
}

/** Whether the account's names were taken away: its user name begins as none that is given out does. */
export function isErased({ username }: Account): boolean {
  return username.startsWith('#')
}

import type { Kysely, Transaction } from 'kysely'
import type { Actor } from '../domain/actor.ts'
import type { Role } from '../domain/roles.ts'
import type { Instant } from '../domain/time.ts'
import { compiledOnce } from './compiled.ts'
import type { Database, NewRow, Row } from './database.ts'

/** An account without its secret. */
export type Account = Actor & { readonly username: string; readonly disabled: boolean }

export async function countAccounts(db: Kysely<Database>): Promise<number> {
  const { n } = await db
    .selectFrom('accounts')
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Every account in the order of user names. */
export async function listAccounts(db: Kysely<Database>): Promise<Account[]> {
  return (await db.selectFrom('accounts').selectAll().orderBy('username').execute()).map(fromRow)
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
  return row && { account: fromRow(row), passwordHash: row.password_hash }
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

/** Starts a log-in; the token itself is never stored, only its digest. */
export async function insertLogin(
  trx: Transaction<Database>,
  row: NewRow<'logins'>,
): Promise<void> {
  await trx.insertInto('logins').values(row).execute()
}

const loginOf = compiledOnce(2, (db, tokenSha256, now) =>
  db
    .selectFrom('logins')
    .innerJoin('accounts', 'accounts.id', 'logins.account_id')
    .selectAll('accounts')
    .where('token_sha256', '=', tokenSha256)
    .where('expires_at', '>', now)
    .where('disabled', '=', 0),
)

/** The account a token belongs to, while the log-in lasts and the account is not barred. */
export async function findLogin(
  db: Kysely<Database>,
  tokenSha256: string,
  now: Instant,
): Promise<Account | undefined> {
  const row = await loginOf(db, tokenSha256, now)
  return row && fromRow(row)
}

/** Ends one log-in, and on the way all that have run out. */
export async function deleteLogin(
  trx: Transaction<Database>,
  tokenSha256: string,
  now: Instant,
): Promise<void> {
  await trx
    .deleteFrom('logins')
    .where((eb) => eb.or([eb('token_sha256', '=', tokenSha256), eb('expires_at', '<=', now)]))
    .execute()
}

function fromRow(row: Row<'accounts'>): Account {
  return {
    account: row.id,
    username: row.username,
    fullName: row.full_name,
    role: row.role as Role,
    organisation: row.organisation_id,
    disabled: row.disabled === 1,
  }
}

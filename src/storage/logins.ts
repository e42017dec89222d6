import type { Kysely, Transaction } from 'kysely'
import type { Instant } from '../domain/time.ts'
import { type Account, accountOf } from './accounts.ts'
import { compiledOnce } from './compiled.ts'
import type { Database, NewRow } from './database.ts'

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
  return row && accountOf(row)
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

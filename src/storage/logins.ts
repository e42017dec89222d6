import type { Kysely, Transaction } from 'kysely'
import type { Instant } from '../domain/time.ts'
import { type Account, accountOf } from './accounts.ts'
import { compiledOnce } from './compiled.ts'
import type { Database, NewRow, Row } from './database.ts'

/** A log-in that lasts: whose, since when, when somebody was last at work, and how far it has come. */
export type StoredLogin = {
  readonly account: Account
  readonly startedAt: Instant
  readonly expiresAt: Instant
  readonly seenAt: Instant
  readonly factorProven: boolean
  readonly providerFactor: boolean
  readonly hasFactor: boolean
}

/** Starts a log-in; the token itself is never stored, only its digest. */
export async function insertLogin(
  trx: Transaction<Database>,
  row: NewRow<'logins'>,
): Promise<void> {
  await trx.insertInto('logins').values(row).execute()
}

const loginOf = compiledOnce(3, (db, tokenSha256, now, idleSince) =>
  db
    .selectFrom('logins')
    .innerJoin('accounts', 'accounts.id', 'logins.account_id')
    .leftJoin('second_factors', (join) =>
      join
        .onRef('second_factors.account_id', '=', 'accounts.id')
        .on('second_factors.confirmed_at', 'is not', null),
    )
    .selectAll('accounts')
    .select([
      'logins.created_at as started_at',
      'expires_at',
      'seen_at',
      'factor_proven',
      'provider_factor',
      'confirmed_at',
    ])
    .where('token_sha256', '=', tokenSha256)
    .where('ended_because', 'is', null)
    .where('expires_at', '>', now)
    .where('seen_at', '>', idleSince)
    .where('disabled', '=', 0),
)

/** The log-in of a token, while it lasts, somebody was at work since `idleSince`, and the account is not barred. */
export async function findLogin(
  db: Kysely<Database>,
  tokenSha256: string,
  at: { readonly now: Instant; readonly idleSince: Instant },
): Promise<StoredLogin | undefined> {
  const row = await loginOf(db, tokenSha256, at.now, at.idleSince)
  return (
    row && {
      account: accountOf(row),
      startedAt: row.started_at,
      expiresAt: row.expires_at,
      seenAt: row.seen_at,
      factorProven: row.factor_proven === 1,
      providerFactor: row.provider_factor === 1,
      hasFactor: row.confirmed_at !== null,
    }
  )
}

/** The row of a token, whatever became of it. */
export async function findLoginRow(
  db: Kysely<Database>,
  tokenSha256: string,
): Promise<Row<'logins'> | undefined> {
  return db
    .selectFrom('logins')
    .selectAll()
    .where('token_sha256', '=', tokenSha256)
    .executeTakeFirst()
}

/** Notes that somebody is at work. */
export async function touchLogin(
  db: Kysely<Database>,
  tokenSha256: string,
  now: Instant,
): Promise<void> {
  await db
    .updateTable('logins')
    .set({ seen_at: now })
    .where('token_sha256', '=', tokenSha256)
    .execute()
}

/** The log-in that lasts, by account; of several that of the newest work. */
export async function listLogins(
  db: Kysely<Database>,
  at: { readonly now: Instant; readonly idleSince: Instant },
): Promise<ReadonlyMap<string, { readonly startedAt: Instant; readonly seenAt: Instant }>> {
  const rows = await db
    .selectFrom('logins')
    .select(['account_id', 'created_at', 'seen_at'])
    .where('ended_because', 'is', null)
    .where('expires_at', '>', at.now)
    .where('seen_at', '>', at.idleSince)
    .orderBy('seen_at')
    .execute()
  return new Map(
    rows.map((row) => [row.account_id, { startedAt: row.created_at, seenAt: row.seen_at }]),
  )
}

/** Ends every log-in of the account but that of the digest `kept`; each can tell why until its time is over. How many. */
export async function endLogins(
  trx: Transaction<Database>,
  account: string,
  because: 'elsewhere' | 'revoked',
  kept = '',
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('logins')
    .set({ ended_because: because })
    .where('account_id', '=', account)
    .where('token_sha256', '!=', kept)
    .where('ended_because', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/** Ends one log-in without a trace, and on the way removes all that have run out. */
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

/** Ends every log-in there is. */
export async function deleteAllLogins(trx: Transaction<Database>): Promise<void> {
  await trx.deleteFrom('logins').execute()
}

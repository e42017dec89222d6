import type { Kysely, Transaction } from 'kysely'
import type { Instant } from '../domain/time.ts'
import { type Account, accountOf } from './accounts.ts'
import type { Database, NewRow, Row } from './database.ts'

/** What an identity provider calls a person; the two together name nobody else. */
export type Identity = { readonly issuer: string; readonly subject: string }

/** The account linked to the identity, barred or not. */
export async function findLinkedAccount(
  db: Kysely<Database>,
  { issuer, subject }: Identity,
): Promise<Account | undefined> {
  const row = await db
    .selectFrom('account_identities')
    .innerJoin('accounts', 'accounts.id', 'account_identities.account_id')
    .selectAll('accounts')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row && accountOf(row)
}

/** Every linked identity, by account. */
export async function listIdentities(
  db: Kysely<Database>,
): Promise<ReadonlyMap<string, Identity & { readonly linkedAt: Instant }>> {
  const rows = await db.selectFrom('account_identities').selectAll().execute()
  return new Map(
    rows.map((row) => [
      row.account_id,
      { issuer: row.issuer, subject: row.subject, linkedAt: row.linked_at },
    ]),
  )
}

/** Links the identity; a unique violation where either has a link. */
export async function insertIdentity(
  trx: Transaction<Database>,
  account: string,
  { issuer, subject }: Identity,
  at: Instant,
): Promise<void> {
  await trx
    .insertInto('account_identities')
    .values({ account_id: account, issuer, subject, linked_at: at })
    .execute()
}

/** Takes the link away; what it was, `undefined` without one. */
export async function deleteIdentity(
  trx: Transaction<Database>,
  account: string,
): Promise<Identity | undefined> {
  return trx
    .deleteFrom('account_identities')
    .where('account_id', '=', account)
    .returning(['issuer', 'subject'])
    .executeTakeFirst()
}

/** Keeps the code of a first log-in in the place of an earlier one of the same identity. */
export async function saveIdentityCode(
  trx: Transaction<Database>,
  row: NewRow<'identity_codes'>,
): Promise<void> {
  await deleteIdentityCodes(trx, row)
  await trx.insertInto('identity_codes').values(row).execute()
}

/** The first log-in of that code, while it is good. */
export async function findIdentityCode(
  db: Kysely<Database>,
  digest: string,
  now: Instant,
): Promise<Row<'identity_codes'> | undefined> {
  return db
    .selectFrom('identity_codes')
    .selectAll()
    .where('code_digest', '=', digest)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Removes the codes of the identity. */
export async function deleteIdentityCodes(
  trx: Transaction<Database>,
  { issuer, subject }: Identity,
): Promise<void> {
  await trx
    .deleteFrom('identity_codes')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .execute()
}

/** Forgets every code that is over. */
export async function forgetIdentityCodes(db: Kysely<Database>, now: Instant): Promise<void> {
  await db.deleteFrom('identity_codes').where('expires_at', '<=', now).execute()
}

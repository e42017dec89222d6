import type { Kysely, Transaction } from 'kysely'
import type { Asked } from '../domain/final-act.ts'
import type { Instant } from '../domain/time.ts'
import type { Database, NewRow, Row } from './database.ts'

/** The proof that goes by that token, used up or not at all. */
export async function findConfirmation(
  db: Kysely<Database>,
  tokenSha256: string,
): Promise<Row<'confirmations'> | undefined> {
  return db
    .selectFrom('confirmations')
    .selectAll()
    .where('token_sha256', '=', tokenSha256)
    .executeTakeFirst()
}

/** Keeps a proof, and forgets on the way all that have run out. */
export async function insertConfirmation(
  trx: Transaction<Database>,
  row: NewRow<'confirmations'>,
  now: Instant,
): Promise<void> {
  await trx.deleteFrom('confirmations').where('expires_at', '<=', now).execute()
  await trx.insertInto('confirmations').values(row).execute()
}

/** Uses the proof up. */
export async function deleteConfirmation(
  trx: Transaction<Database>,
  tokenSha256: string,
): Promise<void> {
  await trx.deleteFrom('confirmations').where('token_sha256', '=', tokenSha256).execute()
}

/** Who else has confirmed exactly this, and when that runs out. */
export async function listSeconds(
  db: Kysely<Database>,
  { act, target }: Asked,
  digest: string,
  now: Instant,
): Promise<readonly Row<'second_confirmations'>[]> {
  return db
    .selectFrom('second_confirmations')
    .selectAll()
    .where('act', '=', act)
    .where('target', '=', target)
    .where('digest', '=', digest)
    .where('expires_at', '>', now)
    .orderBy('account_id')
    .execute()
}

/** Keeps what the second person confirmed, in place of what they confirmed of it before. */
export async function insertSecond(
  trx: Transaction<Database>,
  row: NewRow<'second_confirmations'>,
  now: Instant,
): Promise<void> {
  await trx
    .deleteFrom('second_confirmations')
    .where((eb) =>
      eb.or([
        eb('expires_at', '<=', now),
        eb.and([
          eb('act', '=', row.act),
          eb('target', '=', row.target),
          eb('account_id', '=', row.account_id),
        ]),
      ]),
    )
    .execute()
  await trx.insertInto('second_confirmations').values(row).execute()
}

/** Uses up what was confirmed of the act. */
export async function deleteSeconds(
  trx: Transaction<Database>,
  { act, target }: Asked,
): Promise<void> {
  await trx
    .deleteFrom('second_confirmations')
    .where('act', '=', act)
    .where('target', '=', target)
    .execute()
}

import type { Kysely, Transaction } from 'kysely'
import type { Hall } from '../domain/hall.ts'
import type { Instant } from '../domain/time.ts'
import type { Database, Row } from './database.ts'

/** Opens a witness page; the token itself is never stored, only its digest. */
export async function insertHall(
  trx: Transaction<Database>,
  tokenSha256: string,
  hall: Hall,
  account: string,
): Promise<void> {
  await trx
    .insertInto('halls')
    .values({
      token_sha256: tokenSha256,
      session_id: hall.session,
      revision: hall.revision,
      account_id: account,
      opened_at: hall.openedAt,
      expires_at: hall.expiresAt,
    })
    .execute()
}

/** The page a token stands for, whether or not it still shows anything. */
export async function findHall(
  db: Kysely<Database>,
  tokenSha256: string,
): Promise<Hall | undefined> {
  const row = await db
    .selectFrom('halls')
    .selectAll()
    .where('token_sha256', '=', tokenSha256)
    .executeTakeFirst()
  return row && fromRow(row)
}

/** Every page of the session, the first opened first. */
export async function listHalls(db: Kysely<Database>, session: string): Promise<Hall[]> {
  const rows = await db
    .selectFrom('halls')
    .selectAll()
    .where('session_id', '=', session)
    .orderBy('opened_at')
    .execute()
  return rows.map(fromRow)
}

/** Closes every page of the session; how many there were. */
export async function deleteHalls(trx: Transaction<Database>, session: string): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('halls')
    .where('session_id', '=', session)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** Forgets the pages whose hours have passed. */
export async function deleteExpiredHalls(trx: Transaction<Database>, now: Instant): Promise<void> {
  await trx.deleteFrom('halls').where('expires_at', '<=', now).execute()
}

function fromRow(row: Row<'halls'>): Hall {
  return {
    session: row.session_id,
    revision: row.revision,
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
  }
}

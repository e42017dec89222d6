import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../domain/time.ts'
import type { Database } from './database.ts'

const byteRange = z.tuple([z.int(), z.int(), z.int(), z.int()])

/** A version that waits for the signature made elsewhere; bound to document, field and account. */
export type StoredPreparation = {
  readonly id: string
  readonly document: string
  readonly field: string
  readonly account: string
  readonly bytes: Uint8Array
  readonly byteRange: readonly [number, number, number, number]
  /** SHA-256 of the byte range, hexadecimal. */
  readonly digest: string
  readonly signedAt: Instant
  readonly expiresAt: Instant
}

export async function findPreparation(
  db: Kysely<Database>,
  id: string,
): Promise<StoredPreparation | undefined> {
  const row = await db
    .selectFrom('prepared_signatures')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      document: row.document_id,
      field: row.field,
      account: row.account_id,
      bytes: row.bytes,
      byteRange: byteRange.parse(JSON.parse(row.byte_range)),
      digest: row.digest,
      signedAt: row.signed_at,
      expiresAt: row.expires_at,
    }
  )
}

export async function insertPreparation(
  trx: Transaction<Database>,
  preparation: StoredPreparation,
): Promise<void> {
  await trx
    .insertInto('prepared_signatures')
    .values({
      id: preparation.id,
      document_id: preparation.document,
      field: preparation.field,
      account_id: preparation.account,
      bytes: Buffer.from(preparation.bytes),
      byte_range: JSON.stringify(preparation.byteRange),
      digest: preparation.digest,
      signed_at: preparation.signedAt,
      expires_at: preparation.expiresAt,
    })
    .execute()
}

/** Whether the preparation was there to be used up. */
export async function usePreparation(trx: Transaction<Database>, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('prepared_signatures')
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Forgets what can no longer be completed, and what the same account had prepared of the document before. */
export async function dropPreparations(
  trx: Transaction<Database>,
  { document, account, now }: { document: string; account: string; now: Instant },
): Promise<void> {
  await trx.deleteFrom('prepared_signatures').where('expires_at', '<', now).execute()
  await trx
    .deleteFrom('prepared_signatures')
    .where('document_id', '=', document)
    .where('account_id', '=', account)
    .execute()
}

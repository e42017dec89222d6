import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { DocumentCopy } from '../domain/document-copy.ts'
import { STORED_NAMES } from '../domain/proceedings.ts'
import type { Database } from './database.ts'

/** Every printed copy of the session's documents, by revision, document and number. */
export async function listCopies(db: Kysely<Database>, session: string): Promise<DocumentCopy[]> {
  const rows = await db
    .selectFrom('document_copies')
    .selectAll()
    .where('session_id', '=', session)
    .orderBy('revision')
    .orderBy('name')
    .orderBy('number')
    .execute()
  return rows.map((row) => ({
    number: row.number,
    document: row.document_id,
    name: z.enum(STORED_NAMES).parse(row.name),
    revision: row.revision,
    recipient: row.recipient,
    account: row.account_id,
    printedAt: row.printed_at,
  }))
}

export async function insertCopy(
  trx: Transaction<Database>,
  id: string,
  session: string,
  copy: DocumentCopy,
): Promise<void> {
  await trx
    .insertInto('document_copies')
    .values({
      id,
      session_id: session,
      revision: copy.revision,
      name: copy.name,
      number: copy.number,
      document_id: copy.document,
      recipient: copy.recipient,
      account_id: copy.account,
      printed_at: copy.printedAt,
    })
    .execute()
}

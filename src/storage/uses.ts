import type { Kysely, Transaction } from 'kysely'
import type { Instant } from '../domain/time.ts'
import type { UseRecord } from '../domain/use.ts'
import type { Database, Row } from './database.ts'

/** A recorded decision with who recorded it, and when. */
export type StoredUse = UseRecord & { readonly account: string; readonly recordedAt: Instant }

/** Everything recorded in the register of a session, corrected records too, in the order it was made. */
export async function listUses(db: Kysely<Database>, session: string): Promise<StoredUse[]> {
  const rows = await db
    .selectFrom('use_records')
    .selectAll()
    .where('session_id', '=', session)
    .orderBy('ordinal')
    .execute()
  return rows.map(useFromRow)
}

/** The record a row of the register holds. */
export function useFromRow(row: Row<'use_records'>): StoredUse {
  return {
    id: row.id,
    subject: row.subject_id,
    use: row.use_id,
    decision: row.decision,
    number: row.number,
    decidedOn: row.decided_on,
    decidedBy: row.decided_by,
    dueOn: row.due_on,
    supersedes: row.supersedes,
    account: row.account_id,
    recordedAt: row.recorded_at,
  }
}

export async function insertUse(
  trx: Transaction<Database>,
  session: string,
  record: StoredUse,
  ordinal: number,
): Promise<void> {
  await trx
    .insertInto('use_records')
    .values({
      id: record.id,
      session_id: session,
      ordinal,
      subject_id: record.subject,
      use_id: record.use,
      decision: record.decision,
      number: record.number,
      decided_on: record.decidedOn,
      decided_by: record.decidedBy,
      due_on: record.dueOn,
      account_id: record.account,
      recorded_at: record.recordedAt,
      supersedes: record.supersedes,
    })
    .execute()
}

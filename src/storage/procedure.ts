import type { Kysely, Transaction } from 'kysely'
import type { StepRecord } from '../domain/procedure.ts'
import type { Instant } from '../domain/time.ts'
import type { Database } from './database.ts'

/** A recorded step with who recorded it, and when. */
export type StoredStep = StepRecord & { readonly account: string; readonly recordedAt: Instant }

/** Everything recorded about the procedure of a session, in the order it was recorded. */
export async function listSteps(db: Kysely<Database>, session: string): Promise<StoredStep[]> {
  const rows = await db
    .selectFrom('step_records')
    .selectAll()
    .where('session_id', '=', session)
    .orderBy('ordinal')
    .execute()
  return rows.map((row) => ({
    step: row.step,
    subject: row.subject_id,
    doneOn: row.done_on,
    file: row.file,
    account: row.account_id,
    recordedAt: row.recorded_at,
  }))
}

/** Adds records after the `before` that are there already. */
export async function insertSteps(
  trx: Transaction<Database>,
  session: string,
  records: readonly (StoredStep & { readonly id: string })[],
  before: number,
): Promise<void> {
  const rows = records.map((each, at) => ({
    id: each.id,
    session_id: session,
    ordinal: before + at + 1,
    step: each.step,
    subject_id: each.subject,
    done_on: each.doneOn,
    file: each.file,
    account_id: each.account,
    recorded_at: each.recordedAt,
  }))
  if (rows.length > 0) await trx.insertInto('step_records').values(rows).execute()
}

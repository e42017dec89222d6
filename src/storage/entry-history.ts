import type { Kysely } from 'kysely'
import type { EntryPass, Settlement } from '../domain/entry.ts'
import type { Instant } from '../domain/time.ts'
import type { Database } from './database.ts'
import { passFromRow, settlementFromRow } from './sheets.ts'

/** One submission of a pass, replaced or not; `attempt` counts from 1 within the pass. */
type StoredAttempt = {
  readonly sheet: string
  readonly pass: EntryPass
  readonly attempt: number
  readonly at: Instant
}

/** A decision of the head with its reason. */
type StoredDecision = {
  readonly sheet: string
  readonly settlement: Settlement
  readonly reason: string
  readonly account: string
  readonly at: Instant
}

/** Every submission of every pass of the session's sheets, or of one sheet alone, by pass and attempt. */
export async function listAttempts(
  db: Kysely<Database>,
  session: string,
  only?: string,
): Promise<readonly StoredAttempt[]> {
  const rows = await db
    .selectFrom('entry_passes')
    .innerJoin('sheets', 'sheets.id', 'entry_passes.sheet_id')
    .selectAll('entry_passes')
    .where('sheets.session_id', '=', session)
    .$if(only !== undefined, (query) => query.where('sheets.id', '=', only!))
    .orderBy('sheets.number')
    .orderBy('pass_no')
    .orderBy('attempt')
    .execute()
  return rows.map((row) => ({
    sheet: row.sheet_id,
    pass: passFromRow(row),
    attempt: row.attempt,
    at: row.submitted_at,
  }))
}

/** Every decision of the head on the session's sheets, in the order they were made on each. */
export async function listDecisions(
  db: Kysely<Database>,
  session: string,
): Promise<readonly StoredDecision[]> {
  const rows = await db
    .selectFrom('settlements')
    .innerJoin('sheets', 'sheets.id', 'settlements.sheet_id')
    .selectAll('settlements')
    .where('sheets.session_id', '=', session)
    .orderBy('sheets.number')
    .orderBy('ordinal')
    .execute()
  return rows.map((row) => ({
    sheet: row.sheet_id,
    settlement: settlementFromRow(row),
    reason: row.reason,
    account: row.account_id,
    at: row.settled_at,
  }))
}

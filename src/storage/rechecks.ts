import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { RecheckDraw, RecheckResult } from '../domain/recheck.ts'
import type { Instant } from '../domain/time.ts'
import type { Database } from './database.ts'

/** A draw as stored, with who made it and when. */
export type StoredDraw = RecheckDraw & {
  readonly id: string
  readonly account: string
  readonly drawnAt: Instant
}

/** The draw of this revision of the session, if one was made. */
export async function findDraw(
  db: Kysely<Database>,
  session: string,
  revision: number,
): Promise<StoredDraw | undefined> {
  const row = await db
    .selectFrom('recheck_draws')
    .selectAll()
    .where('session_id', '=', session)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      dice: row.dice,
      journalHead: { seq: row.journal_seq, hash: row.journal_hash },
      sheets: z.array(z.string()).parse(JSON.parse(row.sheet_ids)),
      account: row.account_id,
      drawnAt: row.drawn_at,
    }
  )
}

/** What was found on the sheets of a draw, in the order it was recorded. */
export async function listRecheckResults(
  db: Kysely<Database>,
  draw: string,
): Promise<RecheckResult[]> {
  const rows = await db
    .selectFrom('recheck_results')
    .selectAll()
    .where('draw_id', '=', draw)
    .orderBy('ordinal')
    .execute()
  return rows.map((row) => ({
    sheet: row.sheet_id,
    countsSha256: row.counts_sha256,
    agrees: row.agrees === 1,
    note: row.note,
  }))
}

export async function insertDraw(
  trx: Transaction<Database>,
  session: string,
  revision: number,
  draw: StoredDraw,
): Promise<void> {
  await trx
    .insertInto('recheck_draws')
    .values({
      id: draw.id,
      session_id: session,
      revision,
      dice: draw.dice,
      journal_seq: draw.journalHead.seq,
      journal_hash: draw.journalHead.hash,
      sheet_ids: JSON.stringify(draw.sheets),
      account_id: draw.account,
      drawn_at: draw.drawnAt,
    })
    .execute()
}

export async function insertRecheckResult(
  trx: Transaction<Database>,
  draw: string,
  result: RecheckResult,
  by: { id: string; account: string; at: Instant; ordinal: number },
): Promise<void> {
  await trx
    .insertInto('recheck_results')
    .values({
      id: by.id,
      draw_id: draw,
      ordinal: by.ordinal,
      sheet_id: result.sheet,
      counts_sha256: result.countsSha256,
      agrees: result.agrees ? 1 : 0,
      note: result.note,
      account_id: by.account,
      recorded_at: by.at,
    })
    .execute()
}

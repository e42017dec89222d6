import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { Ballot } from '../domain/ballot.ts'
import type { Database } from './database.ts'

const storedBallots = z.array(z.string())

/** Written over ballots before they are deleted: a page that is given up must not hold what was typed. */
const NOTHING = { marks: '' }

/** The ballots typed in a pass so far, in the order they were typed. */
export async function listTypedBallots(
  db: Kysely<Database>,
  sheet: string,
  passNo: number,
): Promise<Ballot[]> {
  const rows = await db
    .selectFrom('entry_ballots')
    .select('marks')
    .where('sheet_id', '=', sheet)
    .where('pass_no', '=', passNo)
    .orderBy('ordinal')
    .execute()
  return rows.map((row) => row.marks)
}

/** How many ballots are typed in a pass. */
export async function countTypedBallots(
  db: Kysely<Database>,
  sheet: string,
  passNo: number,
): Promise<number> {
  const row = await db
    .selectFrom('entry_ballots')
    .select('ordinal')
    .where('sheet_id', '=', sheet)
    .where('pass_no', '=', passNo)
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.ordinal ?? 0
}

/** Puts the ballot at its place; `ordinal` counts from 1. */
export async function saveTypedBallot(
  trx: Transaction<Database>,
  sheet: string,
  passNo: number,
  ordinal: number,
  marks: Ballot,
): Promise<void> {
  await trx
    .insertInto('entry_ballots')
    .values({ sheet_id: sheet, pass_no: passNo, ordinal, marks })
    .onConflict((oc) => oc.columns(['sheet_id', 'pass_no', 'ordinal']).doUpdateSet({ marks }))
    .execute()
}

/** Takes away the ballots from that place on. */
export async function deleteTypedBallots(
  trx: Transaction<Database>,
  sheet: string,
  passNo: number,
  from: number,
): Promise<void> {
  await trx
    .updateTable('entry_ballots')
    .set(NOTHING)
    .where('sheet_id', '=', sheet)
    .where('pass_no', '=', passNo)
    .where('ordinal', '>=', from)
    .execute()
  await trx
    .deleteFrom('entry_ballots')
    .where('sheet_id', '=', sheet)
    .where('pass_no', '=', passNo)
    .where('ordinal', '>=', from)
    .execute()
}

/** Keeps the ballots of a pass, in the order given, as a fact. */
export async function storeSheetBallots(
  trx: Transaction<Database>,
  sheet: string,
  pass: string,
  ballots: readonly Ballot[],
): Promise<void> {
  await trx
    .insertInto('sheet_ballots')
    .values({ pass_id: pass, sheet_id: sheet, ballots: JSON.stringify(ballots) })
    .execute()
}

/** Forgets every ballot as it was typed for the sheet. */
export async function forgetTypedBallots(trx: Transaction<Database>, sheet: string): Promise<void> {
  await trx.updateTable('entry_ballots').set(NOTHING).where('sheet_id', '=', sheet).execute()
  await trx.deleteFrom('entry_ballots').where('sheet_id', '=', sheet).execute()
}

/** The ballots kept for a pass of a sheet that is or once was definitive. */
export async function findSheetBallots(
  db: Kysely<Database>,
  pass: string,
): Promise<readonly Ballot[] | undefined> {
  const row = await db
    .selectFrom('sheet_ballots')
    .select('ballots')
    .where('pass_id', '=', pass)
    .executeTakeFirst()
  return row && storedBallots.parse(JSON.parse(row.ballots))
}

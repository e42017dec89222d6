import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { Acknowledgement } from '../domain/acknowledgement.ts'
import { FINDING_CODES } from '../domain/finding.ts'
import type { Instant } from '../domain/time.ts'
import type { Database, NewRow, Row } from './database.ts'

const storedNumbers = z.record(z.string(), z.number().nullable())

export async function listAcknowledgements(
  db: Kysely<Database>,
  session: string,
): Promise<Acknowledgement[]> {
  const rows = await acknowledgementRows(db, session)
  return rows.map(acknowledgementFromRow)
}

/** The same with who gave each and when. */
export async function listAcknowledgementsMade(
  db: Kysely<Database>,
  session: string,
): Promise<{ readonly answer: Acknowledgement; readonly account: string; readonly at: Instant }[]> {
  const rows = await acknowledgementRows(db, session)
  return rows.map((row) => ({
    answer: acknowledgementFromRow(row),
    account: row.account_id,
    at: row.acknowledged_at,
  }))
}

function acknowledgementRows(db: Kysely<Database>, session: string) {
  return db
    .selectFrom('acknowledgements')
    .selectAll()
    .where('session_id', '=', session)
    .orderBy('acknowledged_at')
    .execute()
}

function acknowledgementFromRow(row: Row<'acknowledgements'>): Acknowledgement {
  return {
    code: z.enum(FINDING_CODES).parse(row.code),
    path: row.path,
    numbers: storedNumbers.parse(JSON.parse(row.numbers)),
    reason: row.reason,
  }
}

export async function insertAcknowledgement(
  trx: Transaction<Database>,
  session: string,
  { code, path, numbers, reason }: Acknowledgement,
  by: { id: string; account: string; at: Instant },
): Promise<void> {
  await trx
    .insertInto('acknowledgements')
    .values({
      id: by.id,
      session_id: session,
      code,
      path,
      numbers: JSON.stringify(numbers),
      reason,
      account_id: by.account,
      acknowledged_at: by.at,
    })
    .execute()
}

/** The canonical texts of what was counted and what follows, of one revision. */
export async function findOutcome(
  db: Kysely<Database>,
  session: string,
  revision: number,
): Promise<Row<'outcomes'> | undefined> {
  return db
    .selectFrom('outcomes')
    .selectAll()
    .where('session_id', '=', session)
    .where('revision', '=', revision)
    .executeTakeFirst()
}

/** Every stored result of the session, with the regulation file of the session as text. */
export async function listOutcomes(
  db: Kysely<Database>,
  session: string,
): Promise<readonly { revision: number; tally: string; outcome: string; regime: string }[]> {
  return db
    .selectFrom('outcomes as o')
    .innerJoin('sessions as s', 's.id', 'o.session_id')
    .innerJoin('regimes as r', 'r.sha256', 's.regime_sha256')
    .select(['o.revision', 'o.tally', 'o.outcome', 'r.body as regime'])
    .where('o.session_id', '=', session)
    .orderBy('o.revision')
    .execute()
}

/** The stored rows of every revision that was computed, in their order. */
export async function listOutcomeRows(
  db: Kysely<Database>,
  session: string,
): Promise<Row<'outcomes'>[]> {
  return db
    .selectFrom('outcomes')
    .selectAll()
    .where('session_id', '=', session)
    .orderBy('revision')
    .execute()
}

export async function insertOutcome(
  trx: Transaction<Database>,
  row: NewRow<'outcomes'>,
): Promise<void> {
  await trx.insertInto('outcomes').values(row).execute()
}

/** Whether these data were computed in a rehearsal here, and in no real session. */
export async function isOfRehearsalsOnly(
  db: Kysely<Database>,
  tallySha256: string,
): Promise<boolean> {
  const rows = await db
    .selectFrom('outcomes')
    .innerJoin('sessions', 'sessions.id', 'outcomes.session_id')
    .select('sessions.mode')
    .where('outcomes.tally_sha256', '=', tallySha256)
    .execute()
  return rows.length > 0 && rows.every(({ mode }) => mode === 'rehearsal')
}

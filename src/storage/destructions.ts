import { type Kysely, type Transaction, sql } from 'kysely'
import type { DestroyedData, DestroyedKind, DestructionWords } from '../domain/destruction.ts'
import type { RetentionMonths } from '../domain/retention.ts'
import type { Instant } from '../domain/time.ts'
import type { Database, Row } from './database.ts'
import { AT_DESTRUCTION } from './personal-data.ts'

/** What was proposed for a session, by whom and when. */
export type StoredProposal = DestructionWords & {
  readonly id: string
  readonly account: string
  readonly proposedAt: Instant
}

/** A destruction that stands confirmed. */
export type StoredDestruction = {
  readonly session: string
  readonly proposal: string
  readonly account: string
  readonly confirmedAt: Instant
}

/** How long the unit keeps ballots; `null` while it has not said. */
export async function findRetention(
  db: Kysely<Database>,
  organisation: string,
): Promise<RetentionMonths> {
  const row = await db
    .selectFrom('organisations')
    .select('retention_months')
    .where('id', '=', organisation)
    .executeTakeFirst()
  return row?.retention_months ?? null
}

export async function updateRetention(
  trx: Transaction<Database>,
  organisation: string,
  months: RetentionMonths,
): Promise<void> {
  await trx
    .updateTable('organisations')
    .set({ retention_months: months })
    .where('id', '=', organisation)
    .execute()
}

/** The latest proposal for the session. */
export async function findProposal(
  db: Kysely<Database>,
  session: string,
): Promise<StoredProposal | undefined> {
  const row = await db
    .selectFrom('destruction_proposals')
    .selectAll()
    .where('session_id', '=', session)
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      reason: row.reason,
      basis: row.basis,
      packets: row.packets,
      account: row.account_id,
      proposedAt: row.proposed_at,
    }
  )
}

/** Stores the proposal as the latest of its session. */
export async function insertProposal(
  trx: Transaction<Database>,
  session: string,
  { id, reason, basis, packets, account, proposedAt }: StoredProposal,
): Promise<void> {
  const { n } = await trx
    .selectFrom('destruction_proposals')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('session_id', '=', session)
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('destruction_proposals')
    .values({
      id,
      session_id: session,
      ordinal: Number(n) + 1,
      reason,
      basis,
      packets,
      account_id: account,
      proposed_at: proposedAt,
    })
    .execute()
}

/** The confirmed destruction of the session. */
export async function findDestruction(
  db: Kysely<Database>,
  session: string,
): Promise<StoredDestruction | undefined> {
  const row = await db
    .selectFrom('destructions')
    .selectAll()
    .where('session_id', '=', session)
    .executeTakeFirst()
  return row && fromRow(row)
}

/** Every confirmed destruction, in the order they were confirmed. */
export async function listDestructions(db: Kysely<Database>): Promise<StoredDestruction[]> {
  return (await db.selectFrom('destructions').selectAll().orderBy('confirmed_at').execute()).map(
    fromRow,
  )
}

export async function insertDestruction(
  trx: Transaction<Database>,
  { session, proposal, account, confirmedAt }: StoredDestruction,
): Promise<void> {
  await trx
    .insertInto('destructions')
    .values({
      session_id: session,
      proposal_id: proposal,
      account_id: account,
      confirmed_at: confirmedAt,
    })
    .execute()
}

const ofSheets = (session: string) => sql`sheet_id in (
  select id from sheets where session_id = ${session})`
const ofDocuments = (session: string) => sql`document_id in (
  select id from documents where session_id = ${session})`
/** Pages taken up without anything typed in them hold nothing to destroy. */
const TYPED = sql`(counts is not null or cursor is not null or seen <> '[]' or tab is not null)`

/** How much there is to destroy of the session, kind by kind, those without any too. */
export async function destroyedDataOf(
  db: Kysely<Database>,
  session: string,
): Promise<readonly DestroyedData[]> {
  const { rows: stored } = await sql<{ ballots: string }>`select ballots from sheet_ballots
    where ${ofSheets(session)}`.execute(db)
  const single = stored.reduce((sum, row) => sum + (JSON.parse(row.ballots) as unknown[]).length, 0)
  const typed = await countOf(db, sql`entry_ballots where ${ofSheets(session)}`)
  return [
    { kind: 'single_ballots', records: stored.length, ballots: single },
    { kind: 'typed_ballots', records: typed, ballots: typed },
    {
      kind: 'working_state',
      records: await countOf(db, sql`entry_work where ${ofSheets(session)} and ${TYPED}`),
      ballots: null,
    },
    {
      kind: 'prepared_signatures',
      records: await countOf(db, sql`prepared_signatures where ${ofDocuments(session)}`),
      ballots: null,
    },
  ]
}

async function countOf(db: Kysely<Database>, of: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ n: number | string }>`select count(*) as n from ${of}`.execute(db)
  return Number(rows[0]?.n)
}

/** Destroys every kind; the database lets single ballots go only after `insertDestruction`. */
export async function destroyData(trx: Transaction<Database>, session: string): Promise<void> {
  const steps: Readonly<Record<DestroyedKind, ReturnType<typeof sql>>> = {
    single_ballots: sql`delete from sheet_ballots where ${ofSheets(session)}`,
    typed_ballots: sql`delete from entry_ballots where ${ofSheets(session)}`,
    // who took up a pass, and when, stays: the rule of two independent passes can be checked for ever
    working_state: sql`update entry_work set counts = null, cursor = null, seen = '[]', tab = null,
      tab_since = null where ${ofSheets(session)}`,
    prepared_signatures: sql`delete from prepared_signatures where ${ofDocuments(session)}`,
  }
  for (const step of Object.values(steps)) await step.execute(trx)
}

/** The tables that have to be written anew for nothing of what was destroyed to stay in the files. */
export const DESTROYED_TABLES = (
  Object.keys(AT_DESTRUCTION) as readonly (keyof typeof AT_DESTRUCTION)[]
).filter((table) => AT_DESTRUCTION[table] === 'destroyed')

function fromRow(row: Row<'destructions'>): StoredDestruction {
  return {
    session: row.session_id,
    proposal: row.proposal_id,
    account: row.account_id,
    confirmedAt: row.confirmed_at,
  }
}

/** How many submissions of passes, and how many results, stay of the session. */
export async function countKept(
  db: Kysely<Database>,
  session: string,
): Promise<{ readonly passes: number; readonly outcomes: number }> {
  return {
    passes: await countOf(db, sql`entry_passes where ${ofSheets(session)}`),
    outcomes: await countOf(db, sql`outcomes where session_id = ${session}`),
  }
}

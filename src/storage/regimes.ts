import type { Kysely, Transaction } from 'kysely'
import type { Database, Row } from './database.ts'

/** The recorded text of a regulation file, byte for byte as sessions were opened under it. */
export async function findRegimeBody(
  db: Kysely<Database>,
  sha256: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('regimes')
    .select('body')
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row?.body
}

/** Every recorded regulation file, in the order in which sessions were first opened under them. */
export async function listRegimes(db: Kysely<Database>): Promise<Row<'regimes'>[]> {
  return db
    .selectFrom('regimes')
    .leftJoin('sessions', 'sessions.regime_sha256', 'regimes.sha256')
    .select(['regimes.sha256', 'regimes.id', 'regimes.body'])
    .groupBy(['regimes.sha256', 'regimes.id', 'regimes.body'])
    .orderBy((each) => each.fn.coalesce(each.fn.min('sessions.created_at'), each.val('')))
    .orderBy('regimes.sha256')
    .execute()
}

export async function insertRegime(
  trx: Transaction<Database>,
  regime: { sha256: string; id: string; body: string },
): Promise<void> {
  await trx.insertInto('regimes').values(regime).execute()
}

import type { Kysely, Transaction } from 'kysely'
import type { Database } from './database.ts'

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

export async function insertRegime(
  trx: Transaction<Database>,
  regime: { sha256: string; id: string; body: string },
): Promise<void> {
  await trx.insertInto('regimes').values(regime).execute()
}

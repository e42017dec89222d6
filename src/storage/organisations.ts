import type { Kysely, Transaction } from 'kysely'
import type { Organisation } from '../domain/organisation.ts'
import type { Side } from '../domain/tally.ts'
import type { Database, Row } from './database.ts'

/** Every organisation, parents before children where they were made so, else by id. */
export async function listOrganisations(db: Kysely<Database>): Promise<Organisation[]> {
  return (await db.selectFrom('organisations').selectAll().orderBy('id').execute()).map(fromRow)
}

export async function findOrganisation(
  db: Kysely<Database>,
  id: string,
): Promise<Organisation | undefined> {
  const row = await db
    .selectFrom('organisations')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && fromRow(row)
}

export async function insertOrganisation(
  trx: Transaction<Database>,
  { id, parent, side, name, superior, locality, symbol }: Organisation,
): Promise<void> {
  await trx
    .insertInto('organisations')
    .values({ id, parent_id: parent, side, name, superior, locality, symbol })
    .execute()
}

function fromRow(row: Row<'organisations'>): Organisation {
  return {
    id: row.id,
    parent: row.parent_id,
    side: row.side as Side,
    name: row.name,
    superior: row.superior,
    locality: row.locality,
    symbol: row.symbol,
  }
}

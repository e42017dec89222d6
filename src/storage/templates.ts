import type { Kysely, Transaction } from 'kysely'
import type { Database, Row } from './database.ts'

/** Every recorded template of a document, by digest. */
export async function listTemplates(db: Kysely<Database>): Promise<Row<'templates'>[]> {
  return db.selectFrom('templates').selectAll().orderBy('sha256').execute()
}

/** Records what a template says; false if it was recorded before. */
export async function insertTemplate(
  trx: Transaction<Database>,
  template: Row<'templates'>,
): Promise<boolean> {
  const { sha256 } = template
  const there = await trx
    .selectFrom('templates')
    .select('sha256')
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (there) return false
  await trx.insertInto('templates').values(template).execute()
  return true
}

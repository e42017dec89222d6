import type { Kysely } from 'kysely'
import type { KnownBackup } from '../domain/destruction.ts'
import type { JournalEntry } from '../domain/journal.ts'
import type { Database } from './database.ts'

/** The backups the journal knows that were made since the session was opened, in their order. */
export async function listBackups(
  db: Kysely<Database>,
  session: string,
): Promise<readonly KnownBackup[]> {
  const opened = await db
    .selectFrom('journal')
    .select((eb) => eb.fn.min('seq').as('seq'))
    .where('session_id', '=', session)
    .executeTakeFirst()
  const rows = await db
    .selectFrom('journal')
    .select('entry')
    .where('seq', '>', opened?.seq ?? 0)
    .where('session_id', 'is', null)
    .where('entry', 'like', '%"event":{"type":"backup_made",%')
    .orderBy('seq')
    .execute()
  return rows.flatMap(({ entry }) => {
    const { at, event } = JSON.parse(entry) as JournalEntry
    return event.type === 'backup_made' ? [{ at, sha256: event.sha256 }] : []
  })
}

import type { Kysely } from 'kysely'
import type { JournalEntry } from '../domain/journal.ts'
import type { Database } from '../storage/database.ts'
import { type JournalHead, findEntry, entriesOfType } from '../storage/journal.ts'
import type { LabelledFile } from './backup-folder.ts'

/**
 * The backups of this very database that were made after another one went on from it: sealed, and with an end of the
 * journal that is no entry of this journal. Those that were left behind knowingly when this one was restored are none.
 */
export async function forkedFrom(
  db: Kysely<Database>,
  files: readonly LabelledFile[],
): Promise<readonly LabelledFile[]> {
  const first = (await findEntry(db, 1))?.hash
  const ours = files.filter((file) => file.sealedBy && first && file.label.database === first)
  const strange: LabelledFile[] = []
  for (const file of ours) {
    const { seq, hash } = file.label.head
    if ((await findEntry(db, seq))?.hash !== hash) strange.push(file)
  }
  if (strange.length === 0) return strange
  const left = await leftBehind(db)
  return strange.filter(({ label }) => !left.some(({ hash }) => hash === label.head.hash))
}

async function leftBehind(db: Kysely<Database>): Promise<readonly JournalHead[]> {
  const entries = await entriesOfType(db, 'restored')
  return entries.flatMap(({ event }: JournalEntry) =>
    event.type === 'restored' ? event.newerLeft : [],
  )
}

import { join } from 'node:path'
import { AppError } from '../errors.ts'
import { openStore } from '../storage/dialect.ts'
import { type JournalHead, findEntry } from '../storage/journal.ts'
import { type LabelledFile, labelsIn } from './backup-folder.ts'
import { type OpenedBackup, openBackup } from './restore-backup.ts'

/** The newest state that the backups of a folder tell of, and what proves that nothing is missing in between. */
export type NewestState = OpenedBackup & {
  readonly name: string
  /** The end of the journal in the full backup it was made of. */
  readonly base: JournalHead
  /** How many backups of this database the folder holds: all are on one chain of the journal. */
  readonly files: number
}

/**
 * Opens the newest backup or increment of a folder into another one. Every backup of that database in the folder must end
 * at an entry of its journal, so that no other branch is left out in silence. `backup_unreadable` for a folder with
 * backups of several databases, of none, or on several branches, and what `openBackup` refuses.
 */
export async function openNewest(
  from: string,
  folder: string,
  ask: () => Promise<string>,
): Promise<NewestState> {
  const files = labelsIn(from).filter(({ sealedBy }) => sealedBy !== null)
  const databases = new Set(files.map(({ label }) => label.database))
  if (databases.size !== 1)
    throw new AppError('backup_unreadable', { reason: 'databases', count: databases.size })
  const newest = files.reduce((one, other) => (isLater(other, one) ? other : one))
  const opened = await openBackup(join(from, newest.name), folder, ask)
  await requireOneChain(opened.copy, files)
  const base = opened.manifest.base?.head ?? opened.manifest.head
  return { ...opened, name: newest.name, base, files: files.length }
}

function isLater({ label: one }: LabelledFile, { label: other }: LabelledFile): boolean {
  return (
    one.head.seq > other.head.seq || (one.head.seq === other.head.seq && one.madeAt > other.madeAt)
  )
}

async function requireOneChain(copy: string, files: readonly LabelledFile[]): Promise<void> {
  const store = openStore(copy)
  try {
    for (const { name, label } of files)
      if ((await findEntry(store.db, label.head.seq))?.hash !== label.head.hash)
        throw new AppError('backup_unreadable', { reason: 'branches', file: name })
  } finally {
    await store.db.destroy()
  }
}

import { dirname } from 'node:path'
import type { Label } from '../storage/backup-manifest.ts'
import type { JournalHead } from '../storage/journal.ts'
import { labelsIn } from './backup-folder.ts'

/** The ends of the journal of sealed backups of the same database that lie beside the file and know more than it. */
export function laterBeside(file: string, { database, head }: Label): readonly JournalHead[] {
  const heads = labelsIn(dirname(file))
    .filter(({ label, sealedBy }) => sealedBy !== null && label.database === database)
    .map(({ label }) => label.head)
    .filter(({ seq, hash }) => seq > head.seq || (seq === head.seq && hash !== head.hash))
  return heads.filter(({ hash }, at) => heads.findIndex((each) => each.hash === hash) === at)
}

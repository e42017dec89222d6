import type { Instant } from '../domain/time.ts'
import type { JournalHead } from '../storage/journal.ts'

const NAME = /^sao-luu-\d{8}T\d{9}Z\.(?:bak|inc)$/

/** The name of a backup (`bak`) or an increment (`inc`) begun at that moment. */
export function backupName(at: Instant, extension: 'bak' | 'inc'): string {
  return `sao-luu-${at.replaceAll(/[-:.]/g, '')}.${extension}`
}

/** Whether a file of the folder has a name the program gives; only those are ever listed, handed out or removed. */
export function isBackupName(name: string): boolean {
  return NAME.test(name)
}

/** Whether the signs typed are those at the beginning of the journal's entry, four at least, whatever their case. */
export function areSignsOf({ hash }: Pick<JournalHead, 'hash'>, typed: string): boolean {
  const signs = typed.replaceAll(/[\s.…-]/g, '').toLowerCase()
  return signs.length >= 4 && hash.startsWith(signs)
}

import type { AppError, ErrorCode } from '../errors.ts'
import type { Instant } from '../domain/time.ts'
import type { JournalHead } from '../storage/journal.ts'
import type { BackupWork } from './backup-work.ts'
import type { OpenedBackup } from './restore-backup.ts'
import type { BackupBase, BackupStage } from './take-backup.ts'

/** Where backups go and when, as this installation sets it. */
export type BackupSettings = {
  /** The file of SQLite; `null` where the database is a server's. */
  readonly database: string | null
  readonly folder: string
  /** Whether the program makes backups by itself; the folder is then one that somebody set, and never made. */
  readonly scheduled: boolean
  /** How many hours apart; 0 for at each closing only. */
  readonly hours: number
  /** How many full backups are kept, ≥ 1. */
  readonly keep: number
  /** How many minutes increments are apart; 0 for none. */
  readonly minutes: number
  /** The file whose first line locks what the program makes by itself; `null` for not locked. */
  readonly passphraseFile: string | null
}

/** What is known of backups while the program runs. */
export type BackupState = {
  /** The backup being made, and how far it is. */
  running: { stage: BackupStage; readonly since: Instant } | null
  /** Why the last one failed; until one is made. */
  fault: {
    readonly code: ErrorCode | 'fault'
    readonly detail: AppError['detail']
    readonly at: Instant
  } | null
  /** What increments are made to, its file, and the end of the journal in the newest one. */
  base: { readonly of: BackupBase; readonly name: string; newest: number } | null
  /** What was read again since the program began, by name: when, and whether it was whole. */
  readonly checked: Map<string, { readonly at: Instant; readonly whole: boolean }>
  restoring: Restoring | null
  /** Another machine goes on with this database: the newest entry it is known to have made. */
  elsewhere: { readonly seq: number; readonly name: string } | null
}

/** A backup that is going to be restored into this empty program, by whoever knew the set-up code. */
export type Restoring = {
  readonly ticket: string
  /** What was opened, the folder it lies in, and ends of later backups beside it. */
  opened:
    (OpenedBackup & { readonly folder: string; readonly newer: readonly JournalHead[] }) | null
}

/** Backups of a running program. */
export type BackupKeeping = BackupSettings & {
  readonly work: BackupWork
  readonly state: BackupState
}

/** Backups of which none was made yet. */
export function backupKeeping(settings: BackupSettings, work: BackupWork): BackupKeeping {
  const state = {
    running: null,
    fault: null,
    base: null,
    checked: new Map(),
    elsewhere: null,
    restoring: null,
  }
  return { ...settings, work, state }
}

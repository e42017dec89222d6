import { closeSync, openSync } from 'node:fs'
import { devNull } from 'node:os'
import { digestOf, readBackup, writeBackup } from '../storage/backup-file.ts'
import type { SignedManifest } from '../storage/backup-manifest.ts'
import { pageDigests, writeChangedPages } from '../storage/backup-pages.ts'
import {
  type CopyContents,
  copyDatabase,
  copyPages,
  inspectCopy,
} from '../storage/database-copy.ts'

type Stored = { readonly bytes: number; readonly sha256: string }

/** The steps of a backup that take long; files are named by their paths. */
export type BackupTasks = {
  /** Copies the database as it is now, `pages` as of `copyPages`. */
  copy(database: string, to: string, pages: boolean): Promise<void>
  /** What the whole copy holds, if it holds together. `database_damaged`, `backup_newer`. */
  examine(copy: string): Promise<CopyContents & { readonly file: Stored }>
  pagesOf(copy: string): Promise<Uint8Array>
  /** Writes what makes the copy of the file with those pages, and comes back with its length and digest. */
  difference(copy: string, base: Uint8Array, to: string): Promise<Stored>
  /** Fills the empty file `to` with the backup, and reads all of it again. */
  write(
    to: string,
    payload: string,
    signed: SignedManifest,
    passphrase: string | null,
  ): Promise<void>
  /** Reads the whole backup and throws it away. `backup_unreadable`, `backup_newer`, `passphrase_wrong`. */
  readBack(file: string, passphrase: string | null): Promise<void>
}

/** Where those steps are done. */
export type BackupWork = BackupTasks & { close(): Promise<void> }

/** The steps themselves. */
export const backupTasks: BackupTasks = {
  copy: async (database, to, pages) =>
    pages ? copyPages(database, to) : copyDatabase(database, to),
  examine: async (copy) => ({ ...(await inspectCopy(copy)), file: digestOf(copy) }),
  pagesOf: async (copy) => pageDigests(copy),
  difference: async (copy, base, to) => {
    writeChangedPages(copy, base, to)
    return digestOf(to)
  },
  write: async (to, payload, signed, passphrase) => {
    const open = openSync(to, 'w')
    try {
      writeBackup(open, payload, signed, passphrase)
    } finally {
      closeSync(open)
    }
    await readBack(to, passphrase)
  },
  readBack,
}

/** Does the steps in the thread that asks. */
export const backupWorkHere: BackupWork = { ...backupTasks, close: async () => undefined }

async function readBack(file: string, passphrase: string | null): Promise<void> {
  const nowhere = openSync(devNull, 'w')
  try {
    await readBackup(file, nowhere, async () => passphrase ?? '')
  } finally {
    closeSync(nowhere)
  }
}

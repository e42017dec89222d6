import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BackupSettings, backupKeeping } from '../../src/actions/backup-keeping.ts'
import { backupWorkHere } from '../../src/actions/backup-work.ts'
import type { Context } from '../../src/context.ts'
import { openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { testContext } from './context.ts'

/** A program over a database in a file, with a folder for backups; `remove` ends it. */
export async function fileContext(
  backups: Partial<BackupSettings> = {},
  overrides: Partial<Context> = {},
) {
  const root = mkdtempSync(join(tmpdir(), 'tin-nhiem-backups-'))
  const [database, folder] = [join(root, 'tin-nhiem.sqlite'), join(root, 'usb')]
  mkdirSync(folder)
  const store = openStore(database)
  await migrate(store)
  const usual = { hours: 0, keep: 3, minutes: 0, passphraseFile: null, scheduled: true }
  const settings = { database, folder, ...usual, ...backups }
  const ctx = await testContext('sqlite', {
    store,
    backups: backupKeeping(settings, backupWorkHere),
    ...overrides,
  })
  const remove = async () => {
    await store.db.destroy()
    rmSync(root, { recursive: true, force: true })
  }
  return { ctx, root, folder, database, remove }
}

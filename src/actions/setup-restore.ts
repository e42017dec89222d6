import { existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { openStore } from '../storage/dialect.ts'
import { type JournalHead, findEntry, journalHead } from '../storage/journal.ts'
import { syncFolder } from '../storage/new-file.ts'
import { type LabelledFile, filesIn } from './backup-folder.ts'
import type { Restoring } from './backup-keeping.ts'
import { areSignsOf, isBackupName } from './backup-names.ts'
import { laterBeside } from './later-backups.ts'
import { adoptCopy, openBackup } from './restore-backup.ts'
import { isSetUp, requireSetupCode } from './setup.ts'

/** A backup brought along, or one of the folder by name. */
export type ChosenBackup = { readonly bytes: Uint8Array } | { readonly name: string }

/** What the person says of the backup that was shown. */
export type RestoreAnswer = {
  /** The number of an entry of the journal as it stands on paper, and the first signs of its hash; `null`: skipped. */
  readonly paper: { readonly seq: number; readonly signs: string } | null
  /** Whether later backups of the same database are knowingly left behind. */
  readonly leaveNewer: boolean
}

/** The end of the journal in the restored database, and in what the backup said. */
export type Restored = { readonly found: JournalHead; readonly told: JournalHead }

/**
 * Begins the restoring of a backup into this empty program; the ticket opens the next steps. Nobody's password could be
 * asked for here: the code that the machine printed stands in its place. `setup_code_wrong`, `setup_done`,
 * `backup_only_sqlite`.
 */
export async function beginRestore(ctx: Context, code: string): Promise<string> {
  await requireSetupCode(ctx, code)
  if (ctx.backups.database === null || !ctx.store.exchange) throw new AppError('backup_only_sqlite')
  forget(ctx)
  const ticket = ctx.newId()
  ctx.backups.state.restoring = { ticket, opened: null }
  return ticket
}

/** What is under way for the ticket. `not_found`, `setup_done`. */
export async function restoringFor(ctx: Context, ticket: string): Promise<Restoring> {
  if (await isSetUp(ctx)) throw new AppError('setup_done')
  const { restoring } = ctx.backups.state
  if (restoring?.ticket !== ticket) throw new AppError('not_found', { what: 'restore' })
  return restoring
}

/** The backups of the folder that can be chosen; none where there is no folder. */
export function backupsToChoose({ backups: { folder } }: Context): readonly LabelledFile[] {
  if (!existsSync(folder)) return []
  return filesIn(folder).flatMap((file) => (file.label !== null ? [file] : []))
}

/** Opens and checks the chosen backup, in a folder beside the database; refusals as of `openBackup`, and `not_found`. */
export async function chooseBackup(
  ctx: Context,
  ticket: string,
  chosen: ChosenBackup,
  passphrase: string,
): Promise<void> {
  const restoring = await restoringFor(ctx, ticket)
  forgetOpened(restoring)
  const folder = mkdtempSync(join(dirname(ctx.backups.database ?? ''), '.restore-'))
  try {
    const file = 'name' in chosen ? namedFile(ctx, chosen.name) : join(folder, 'sent')
    if ('bytes' in chosen) writeFileSync(file, chosen.bytes, { mode: 0o600, flag: 'wx' })
    const opened = await openBackup(file, folder, async () => passphrase)
    const newer = 'name' in chosen ? laterBeside(file, opened.label) : []
    restoring.opened = { ...opened, folder, newer }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

function namedFile({ backups: { folder } }: Context, name: string): string {
  const path = join(folder, name)
  if (!isBackupName(name) || !existsSync(path)) throw new AppError('not_found', { what: 'backup' })
  return path
}

/**
 * Puts the opened database in the place of this empty one. `head_signs_wrong` where the paper tells of another,
 * `backup_newer_there`, `setup_done`, `restore_over_data` where another program has the empty one open, `not_found`.
 */
export async function finishRestore(
  ctx: Context,
  ticket: string,
  { paper, leaveNewer }: RestoreAnswer,
): Promise<Restored> {
  const { opened } = await restoringFor(ctx, ticket)
  const { database } = ctx.backups
  if (!opened || database === null || !ctx.store.exchange)
    throw new AppError('not_found', { what: 'restore' })
  const { copy, manifest, newer, sealedBy: seal } = opened
  if (newer.length > 0 && !leaveNewer)
    throw new AppError('backup_newer_there', { seq: Math.max(...newer.map(({ seq }) => seq)) })
  const found = await comparedHead(copy, paper)
  const { head, madeAt, file } = manifest
  const event = { type: 'restored', head, sha256: file.sha256, madeAt, seal } as const
  ctx.backups.state.restoring = null // of two who finish at once, the second finds nothing
  await adoptCopy(copy, ctx.now(), { ...event, newerLeft: newer })
  await ctx.store.exchange(() => {
    const log = `${database}-wal`
    if (existsSync(log) && statSync(log).size > 0)
      throw new AppError('restore_over_data', { place: log })
    renameSync(copy, database)
    syncFolder(dirname(database))
  })
  rmSync(opened.folder, { recursive: true, force: true })
  return { found, told: head }
}

/** The end of the journal in the copy, if what stands on paper is an entry of it. */
async function comparedHead(copy: string, paper: RestoreAnswer['paper']): Promise<JournalHead> {
  const store = openStore(copy)
  try {
    if (paper) {
      const hash = (await findEntry(store.db, paper.seq))?.hash ?? ''
      if (!areSignsOf({ hash }, paper.signs))
        throw new AppError('head_signs_wrong', { seq: paper.seq })
    }
    return await journalHead(store.db)
  } finally {
    await store.db.destroy()
  }
}

function forget({ backups: { state } }: Context): void {
  if (state.restoring) forgetOpened(state.restoring)
  state.restoring = null
}

function forgetOpened(restoring: Restoring): void {
  if (restoring.opened) rmSync(restoring.opened.folder, { recursive: true, force: true })
  restoring.opened = null
}

import { createReadStream, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import type { JournalHead } from '../storage/journal.ts'
import { readLabel } from '../storage/backup-file.ts'
import { requireAct } from './access.ts'
import { filesIn } from './backup-folder.ts'
import type { BackupState } from './backup-keeping.ts'
import { isBackupName } from './backup-names.ts'
import { type BackupRun, beginBackup, ownPassphrase } from './backup-run.ts'
import { sealOn } from './restore-backup.ts'

/** `made`: read back whole before it got its name; `again`: since the program began; `damaged`; `unknown`: another's. */
export type BackupCheck = 'made' | 'again' | 'damaged' | 'unknown'

/** A backup in the folder. */
export type ListedBackup = {
  readonly name: string
  readonly bytes: number
  readonly madeAt: Instant | null
  readonly head: JournalHead | null
  readonly encrypted: boolean | null
  /** Whether it needs a full one beside it. */
  readonly increment: boolean
  /** Whose seal it bears: this installation's or another's; `null` for a seal that does not hold. */
  readonly seal: 'own' | 'other' | null
  readonly check: BackupCheck
  readonly checkedAt: Instant | null
}

/** Backups as an administrator sees them. */
export type BackupOverview = {
  readonly folder: string
  readonly scheduled: boolean
  readonly hours: number
  readonly minutes: number
  readonly keep: number
  /** Whether those the program makes by itself are locked. */
  readonly locked: boolean
  /** Whether the database is one that this program copies. */
  readonly possible: boolean
  /** Whether the folder could be read. */
  readonly readable: boolean
  readonly running: BackupState['running']
  readonly fault: { readonly code: string; readonly at: Instant } | null
  readonly files: readonly ListedBackup[]
}

/** Every backup in the folder, what is under way, and why the last one failed. `forbidden`. */
export function listBackups(ctx: Context, actor: Actor): BackupOverview {
  requireAct(actor, 'manage_backups')
  const { folder, scheduled, hours, minutes, keep, state, passphraseFile, database } = ctx.backups
  const settings = { folder, scheduled, hours, minutes, keep, locked: passphraseFile !== null }
  const files = filesOrNone(ctx)
  return {
    ...settings,
    possible: database !== null,
    readable: files !== null || !scheduled,
    running: state.running && { ...state.running },
    fault: state.fault && { code: state.fault.code, at: state.fault.at },
    files: files ?? [],
  }
}

function filesOrNone(ctx: Context): readonly ListedBackup[] | null {
  try {
    return filesIn(ctx.backups.folder).map((file) => {
      const again = ctx.backups.state.checked.get(file.name)
      const own = file.label !== null && file.sealedBy === ctx.seals.real.id
      const damaged = file.label === null || file.sealedBy === null
      const seen = again ? (again.whole ? 'again' : 'damaged') : own ? 'made' : 'unknown'
      return {
        name: file.name,
        bytes: file.bytes,
        madeAt: file.label?.madeAt ?? null,
        head: file.label?.head ?? null,
        encrypted: file.label === null ? null : file.encrypted,
        increment: file.label !== null && file.label.base !== null,
        seal: damaged ? null : own ? 'own' : 'other',
        check: damaged ? 'damaged' : seen,
        checkedAt: again?.at ?? null,
      }
    })
  } catch {
    return null // the page says that the folder cannot be read
  }
}

/**
 * Begins a backup on request, locked if a passphrase is given (13 to 200 characters). `forbidden`, `passphrase_weak`, and
 * what `beginBackup` refuses.
 */
export function makeBackup(ctx: Context, actor: Actor, passphrase: string | null): BackupRun {
  requireAct(actor, 'manage_backups')
  if (passphrase !== null && (passphrase.length < 13 || passphrase.length > 200))
    throw new AppError('passphrase_weak')
  return beginBackup(ctx, { cause: 'asked', actor, passphrase })
}

/** The bytes of a backup, piece by piece, to be taken away, which is journalled. `forbidden`, `not_found`. */
export async function downloadBackup(
  ctx: Context,
  actor: Actor,
  name: string,
): Promise<{ readonly bytes: number; readonly stream: ReadableStream<Uint8Array> }> {
  requireAct(actor, 'manage_backups')
  const path = placeOf(ctx, name)
  const file = filesIn(ctx.backups.folder).find((each) => each.name === name)
  await commit(ctx.store, { actor, at: ctx.now() }, async (_, record) =>
    record({
      type: 'backup_taken',
      head: file?.label?.head ?? null,
      encrypted: file?.label ? file.encrypted : false,
    }),
  )
  const stream = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>
  return { bytes: statSync(path).size, stream }
}

/**
 * Reads a backup whole again; a locked one needs its passphrase, or that of the settings. What it found is shown in the
 * list. `forbidden`, `not_found`, `backup_unreadable`, `backup_newer`, `backup_seal_wrong`, `passphrase_wrong`.
 */
export async function checkBackup(
  ctx: Context,
  actor: Actor,
  name: string,
  passphrase: string | null,
): Promise<void> {
  requireAct(actor, 'manage_backups')
  const path = placeOf(ctx, name)
  const { checked } = ctx.backups.state
  try {
    const head = readLabel(path)
    sealOn(head)
    await ctx.backups.work.readBack(
      path,
      passphrase ?? (head.encrypted ? ownPassphrase(ctx) : null),
    )
    checked.set(name, { at: ctx.now(), whole: true })
  } catch (error) {
    const damage = error instanceof AppError && /^backup_(unreadable|seal_wrong)$/.test(error.code)
    if (damage) checked.set(name, { at: ctx.now(), whole: false })
    throw error
  }
}

/** Only names that the program gives, so that no path leads out of the folder. */
function placeOf(ctx: Context, name: string): string {
  const path = join(ctx.backups.folder, name)
  if (!isBackupName(name) || !statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new AppError('not_found', { what: 'backup' })
  return path
}

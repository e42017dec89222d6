import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { AppError } from '../errors.ts'
import type { BackupCause, Manifest } from '../storage/backup-manifest.ts'
import { filesIn } from './backup-folder.ts'
import { backupName } from './backup-names.ts'
import { takeBackup } from './take-backup.ts'

type Asked = {
  readonly cause: BackupCause
  readonly actor: Actor | null
  readonly passphrase: string | null
  /** Whether only what changed since the last full one is kept. */
  readonly increment?: boolean
}

/** A backup under way: the name it is going to have, and its end. */
export type BackupRun = { readonly name: string; readonly done: Promise<Manifest> }

/**
 * Begins a backup into the folder of the settings; a fault is logged and kept for every administrator to see until one
 * succeeds. `backup_only_sqlite`, `backup_running`, `backup_folder_unusable`; `done` is refused as of `takeBackup`.
 */
export function beginBackup(ctx: Context, asked: Asked): BackupRun {
  const { backups } = ctx
  const { state, database } = backups
  if (database === null) throw new AppError('backup_only_sqlite')
  if (state.running) throw new AppError('backup_running')
  requireFolder(ctx)
  const at = ctx.now()
  const name = backupName(at, asked.increment ? 'inc' : 'bak')
  state.running = { stage: 'copying', since: at }
  const done = fill(ctx, database, name, asked)
    .catch((error: unknown) => {
      tellFault(ctx, error)
      throw error
    })
    .finally(() => (state.running = null))
  return { name, done }
}

async function fill(
  ctx: Context,
  database: string,
  name: string,
  { increment = false, ...asked }: Asked,
): Promise<Manifest> {
  const { work, state, folder, minutes } = ctx.backups
  const { store, seals, version } = ctx
  const { manifest, base } = await takeBackup(
    { store, seals, version, now: () => ctx.now(), work },
    {
      ...asked,
      database,
      file: join(folder, name),
      base: increment ? state.base?.of : undefined,
      asBase: !increment && minutes > 0,
      stage: (stage) => {
        if (state.running) state.running.stage = stage
      },
    },
  )
  if (base)
    state.base = { of: base, name, newest: manifest.head.seq + 1 } // its own entry in the journal
  else if (increment && state.base) state.base.newest = manifest.head.seq
  state.fault = null
  forgetOld(ctx)
  return manifest
}

/** Notes why no backup was made, and logs it. */
export function tellFault(ctx: Context, error: unknown): void {
  const { code, detail } =
    error instanceof AppError ? error : { code: 'fault' as const, detail: {} }
  ctx.backups.state.fault = { code, detail, at: ctx.now() }
  ctx.log.error({ code, ...detail, err: error }, 'no backup could be made')
}

/** The program's own folder is made; one that somebody set may be a stick that is not plugged in. */
function requireFolder({ backups: { folder, scheduled } }: Context): void {
  if (!scheduled) mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!existsSync(folder)) throw new AppError('backup_folder_unusable', { place: folder })
}

/** Keeps the newest full backups of this installation and their newest increments, as many of each as the settings say. */
function forgetOld({ backups: { folder, keep, state }, seals }: Context): void {
  const own = filesIn(folder).flatMap((file) =>
    file.label !== null && file.sealedBy === seals.real.id ? [file] : [],
  )
  const full = own.filter(({ label }) => label.base === null)
  const kept = full.filter(({ name }, at) => at < keep || name === state.base?.name)
  const bases = new Set(kept.map(({ label }) => label.manifest))
  const increments = own.filter(({ label }) => label.base !== null)
  const keptIncrements = increments.filter(({ label }) => bases.has(label.base!)).slice(0, keep)
  const stays = new Set([...kept, ...keptIncrements].map(({ name }) => name))
  for (const { name } of own) if (!stays.has(name)) rmSync(join(folder, name), { force: true })
}

/** What locks the backups that the program makes by itself; `null` where nothing does. `backup_folder_unusable`. */
export function ownPassphrase({ backups: { passphraseFile } }: Context): string | null {
  if (passphraseFile === null) return null
  let first: string
  try {
    first = readFileSync(passphraseFile, 'utf8').split(/\r?\n/, 1)[0] ?? ''
  } catch (error) {
    throw new AppError('backup_folder_unusable', { place: passphraseFile }, error)
  }
  if (first.length < 13) throw new AppError('passphrase_weak')
  return first
}

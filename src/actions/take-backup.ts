import { mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { AppError } from '../errors.ts'
import {
  type BackupCause,
  type Manifest,
  sha256Of,
  signedManifest,
} from '../storage/backup-manifest.ts'
import { commit } from '../storage/commit.ts'
import { intoNewFile } from '../storage/new-file.ts'
import { forgetLeftovers } from './backup-leftovers.ts'
import type { BackupTasks } from './backup-work.ts'

/** What a backup goes through, in this order. */
export const BACKUP_STAGES = ['copying', 'checking', 'writing', 'recording'] as const
export type BackupStage = (typeof BACKUP_STAGES)[number]

/** A backup to which increments can be made: its manifest's base, and the digests of its pages. */
export type BackupBase = NonNullable<Manifest['base']> & { readonly pages: Uint8Array }

type Asked = {
  /** The file of SQLite. */
  readonly database: string
  /** Where the backup goes: a free name. */
  readonly file: string
  readonly passphrase: string | null
  readonly cause: BackupCause
  readonly actor: Actor | null
  /** Only what changed since that one. */
  readonly base?: BackupBase | undefined
  /** Whether increments are going to be made to it. */
  readonly asBase?: boolean
  readonly stage?: (stage: BackupStage) => void
}

/** The program's own things a backup is made with. */
export type BackupTools = Pick<Context, 'store' | 'seals' | 'version' | 'now'> & {
  readonly work: BackupTasks
}

/** What was made: its manifest, and with `asBase` what increments are made to. */
export type TakenBackup = { readonly manifest: Manifest; readonly base: BackupBase | null }

/**
 * Copies the database, checks the copy whole (pages, references, the journal's chain), seals what it says of itself, writes,
 * reads back, and only then gives it its name and, but for increments, tells the journal. The clear copy lies beside the
 * database only and is removed. `backup_exists`, `database_damaged`, `disk_full`, `backup_folder_unusable`.
 */
export async function takeBackup(tools: BackupTools, asked: Asked): Promise<TakenBackup> {
  const { work } = tools
  const { database, file, passphrase, base = null, asBase = false } = asked
  const stage = asked.stage ?? (() => undefined)
  forgetLeftovers(dirname(database), dirname(file), Date.parse(tools.now()))
  const taken = await toldPlainly(dirname(file), () =>
    intoNewFile(file, async (partial) => {
      const folder = mkdtempSync(join(dirname(database), '.backup-'))
      try {
        const copy = join(folder, 'copy.sqlite')
        stage('copying')
        await work.copy(database, copy, asBase || base !== null)
        stage('checking')
        const contents = await work.examine(copy)
        const changed = join(folder, 'changed')
        const payload = base ? await work.difference(copy, base.pages, changed) : contents.file
        const signed = signedManifest(manifestOf(tools, asked, contents, payload), (label) =>
          sealedBy(tools, label),
        )
        stage('writing')
        await work.write(partial, base ? changed : copy, signed, passphrase)
        const manifest = JSON.parse(signed.manifest) as Manifest
        const told = { head: manifest.head, sha256: manifest.file.sha256 }
        const own = { ...told, manifest: sha256Of(Buffer.from(signed.manifest)) }
        return { manifest, base: asBase ? { ...own, pages: await work.pagesOf(copy) } : null }
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    }),
  )
  stage('recording')
  if (!base) await tellJournal(tools, asked, taken.manifest)
  return taken
}

function manifestOf(
  { version, now }: BackupTools,
  { cause, actor, base }: Asked,
  contents: Awaited<ReturnType<BackupTasks['examine']>>,
  payload: Manifest['payload'],
): Manifest {
  const of = base ? { head: base.head, sha256: base.sha256, manifest: base.manifest } : null
  const made = { program: version, madeAt: now(), cause, madeBy: actor?.fullName ?? null }
  return { ...made, ...contents, payload, base: of }
}

function sealedBy({ seals: { real } }: BackupTools, label: Uint8Array) {
  return { publicKey: real.publicKey, signature: real.sign('backup', label) }
}

async function tellJournal(
  { store }: BackupTools,
  { actor, passphrase }: Asked,
  { head, file: { sha256 }, madeAt: at }: Manifest,
): Promise<void> {
  await commit(store, { actor, at }, async (_trx, record) =>
    record({ type: 'backup_made', head, sha256, encrypted: passphrase !== null }),
  )
}

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE']
const UNUSABLE = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'SQLITE_CANTOPEN']

/** What the system says about disks and folders, in words of ours. */
async function toldPlainly<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (error instanceof AppError) throw error
    if (FULL.includes(code)) throw new AppError('disk_full', { place }, error)
    if (UNUSABLE.includes(code)) throw new AppError('backup_folder_unusable', { place }, error)
    throw error
  }
}

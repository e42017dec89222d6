import { closeSync, fsyncSync, openSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { JournalEvent } from '../domain/journal.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { isSealed, sealId } from '../signatures/seal.ts'
import { type BackupHead, digestOf, readBackup } from '../storage/backup-file.ts'
import type { Label, Manifest } from '../storage/backup-manifest.ts'
import { applyChangedPages } from '../storage/backup-pages.ts'
import { commit } from '../storage/commit.ts'
import { inspectCopy } from '../storage/database-copy.ts'
import { openStore } from '../storage/dialect.ts'
import { deleteAllLogins } from '../storage/logins.ts'
import { migrate } from '../storage/migrations/index.ts'
import { labelsIn } from './backup-folder.ts'

/** A backup whose database lies checked in a folder of its own. */
export type OpenedBackup = {
  /** The file of the database, as it was when the backup was made. */
  readonly copy: string
  readonly label: Label
  readonly manifest: Manifest
  /** Whose seal it bears. */
  readonly sealedBy: string
  readonly encrypted: boolean
}

/**
 * Opens the backup into the folder and checks the database whole: seal, digests, pages, references, the journal's chain,
 * and that all is as the manifest says. What an increment belongs to is looked for beside it. `backup_unreadable`,
 * `backup_newer`, `backup_seal_wrong`, `backup_base_missing`, `passphrase_wrong`, `database_damaged`.
 */
export async function openBackup(
  file: string,
  folder: string,
  ask: () => Promise<string>,
): Promise<OpenedBackup> {
  const asked: { answer?: Promise<string> } = {}
  const passphrase = () => (asked.answer ??= ask())
  const opened = await unpack(file, join(folder, 'payload'), passphrase)
  const { label, manifest, encrypted } = opened
  const copy = manifest.base
    ? await onItsBase(file, folder, { manifest, sealedBy: opened.sealedBy }, passphrase)
    : join(folder, 'payload')
  if (!isDeepStrictEqual(digestOf(copy), manifest.file)) throw differs()
  const found = await inspectCopy(copy)
  const { database, schema, head, organisation, rows } = manifest
  if (!isDeepStrictEqual(found, { database, schema, head, organisation, rows })) throw differs()
  return { copy, label, manifest, encrypted, sealedBy: opened.sealedBy }
}

/** Refuses, `backup_seal_wrong`, a head whose seal is not of the key it names; else whose it is. */
export function sealOn({ seal, sealed }: Pick<BackupHead, 'seal' | 'sealed'>): string {
  if (!isSealed(seal, 'backup', sealed)) throw new AppError('backup_seal_wrong')
  return sealId(seal.publicKey)
}

async function unpack(file: string, to: string, ask: () => Promise<string>) {
  const out = openSync(to, 'wx', 0o600)
  try {
    const read = await readBackup(file, out, ask)
    return { ...read, sealedBy: sealOn(read) }
  } finally {
    closeSync(out)
  }
}

async function onItsBase(
  file: string,
  folder: string,
  { manifest, sealedBy }: Pick<OpenedBackup, 'manifest' | 'sealedBy'>,
  ask: () => Promise<string>,
): Promise<string> {
  const beside = dirname(file)
  const { base } = manifest
  const found = labelsIn(beside).find(({ label }) => label.manifest === base?.manifest)
  if (!found) throw new AppError('backup_base_missing', { place: beside, file: basename(file) })
  const [old, copy] = [join(folder, 'base'), join(folder, 'copy.sqlite')]
  const of = await unpack(join(beside, found.name), old, ask)
  if (of.sealedBy !== sealedBy || of.manifest.file.sha256 !== base?.sha256) throw differs()
  applyChangedPages(old, join(folder, 'payload'), copy)
  return copy
}

function differs(): AppError {
  return new AppError('backup_unreadable', { reason: 'manifest' })
}

/** Brings an opened database to the newest shape, ends every log-in, and writes into its journal where it comes from. */
export async function adoptCopy(copy: string, at: Instant, event: JournalEvent): Promise<void> {
  const store = openStore(copy)
  try {
    await migrate(store)
    await commit(store, { actor: null, at }, async (trx, record) => {
      await deleteAllLogins(trx)
      record(event)
    })
  } finally {
    await store.db.destroy()
  }
  const written = openSync(copy, 'r+')
  fsyncSync(written)
  closeSync(written)
}

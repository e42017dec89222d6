import { createHash } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, openSync, readSync } from 'node:fs'
import type { z } from 'zod'
import { AppError } from '../errors.ts'
import { type Pieces, TAG_BYTES, newLock, opening, sealing, unlock } from './backup-cipher.ts'
import {
  type Label,
  type Manifest,
  type SealedBy,
  type SignedManifest,
  heads,
  labelOf,
  labels,
  manifests,
  sha256Of,
} from './backup-manifest.ts'
import { PIECE, piecesOf, readFully, withFile, writeAll } from './file-pieces.ts'

/**
 * A backup is one file of lines and bytes: `tin-nhiem/backup@1`; the label as JSON, readable always; JSON with how the
 * rest is locked (`null`: not at all) and the seal over the label's line; then the rest: the manifest as one line of
 * JSON, whose SHA-256 the label tells, and the payload, when locked in pieces of `PIECE` bytes with 16 bytes of proof
 * behind each. The payload is the database's own bytes or, of an increment, what `backup-pages.ts` makes.
 */
const FORMAT = 'tin-nhiem/backup@1'
const ANY_FORMAT = /^tin-nhiem\/backup@\d+$/
/** No head and no manifest is longer; a longer line is no backup of ours. */
const LONGEST_LINE = 64 * 1024

/** Length and SHA-256 of a file, read piece by piece. */
export function digestOf(file: string): { bytes: number; sha256: string } {
  const hash = createHash('sha256')
  let bytes = 0
  withFile(file, (from) => {
    for (const piece of piecesOf(from, fstatSync(from).size)) {
      hash.update(piece)
      bytes += piece.length
    }
  })
  return { bytes, sha256: hash.digest('hex') }
}

/** Writes the backup with that payload into the open file `to`, on disk when this returns; locked if a passphrase is given. */
export function writeBackup(
  to: number,
  payloadFile: string,
  { label, manifest, seal }: SignedManifest,
  passphrase: string | null,
): void {
  const lock = passphrase === null ? null : newLock(passphrase)
  const rest = JSON.stringify({ locking: lock && lock.locking, seal })
  const head = Buffer.from(`${FORMAT}\n${label}\n${rest}\n`)
  const told = Buffer.from(`${manifest}\n`)
  const { payload } = parsed(manifests, Buffer.from(manifest))
  const lockPiece = lock ? sealing(lock.key, head) : (piece: Uint8Array) => piece
  const pieces = Math.ceil((told.length + payload.bytes) / PIECE)
  writeAll(to, head)
  withFile(payloadFile, (from) => {
    let index = 0
    for (const piece of piecesOf(from, payload.bytes, told)) {
      writeAll(to, lockPiece(piece, index, index === pieces - 1))
      index += 1
    }
  })
  fsyncSync(to)
}

/** What is read of a backup without opening it. */
export type BackupHead = {
  readonly label: Label
  readonly encrypted: boolean
  readonly seal: SealedBy
  /** The bytes that the seal is over. */
  readonly sealed: Uint8Array
}

/** The readable head of a backup. `backup_unreadable`, `backup_newer`. */
export function readLabel(file: string): BackupHead {
  const from = openSync(file, 'r')
  try {
    const { head: _, locking, ...told } = readHead(from)
    return { ...told, encrypted: locking !== null }
  } finally {
    closeSync(from)
  }
}

/**
 * Writes the payload of the backup `file` into the open file `to` and gives head and manifest, which fit each other and
 * it. `passphrase` is asked for a locked one only. `backup_unreadable`, `backup_newer`, `passphrase_wrong`.
 */
export async function readBackup(
  file: string,
  to: number,
  passphrase: () => Promise<string>,
): Promise<BackupHead & { readonly manifest: Manifest }> {
  const from = openSync(file, 'r')
  try {
    const { head, locking, ...told } = readHead(from)
    const key = locking && unlock(locking, await passphrase())
    const open = key ? opening(key, head) : (piece: Uint8Array) => piece
    const size = key === null ? PIECE : PIECE + TAG_BYTES
    const manifest = copyPayload(from, head.length, to, open, size, told.label)
    return { ...told, encrypted: key !== null, manifest }
  } finally {
    closeSync(from)
  }
}

function readHead(from: number) {
  const start = Buffer.alloc(LONGEST_LINE)
  const read = start.subarray(0, readSync(from, start, 0, start.length, 0))
  const first = read.indexOf('\n')
  const name = read.subarray(0, Math.max(first, 0)).toString('latin1')
  if (!ANY_FORMAT.test(name)) throw new AppError('backup_unreadable', { reason: 'no_backup' })
  if (name !== FORMAT) throw new AppError('backup_newer', { found: name })
  const second = read.indexOf('\n', first + 1)
  const end = read.indexOf('\n', second + 1) + 1
  if (second < 0 || end === 0) throw new AppError('backup_unreadable', { reason: 'damaged' })
  const sealed = Uint8Array.from(read.subarray(first + 1, second))
  const head = read.subarray(0, end)
  return {
    head,
    sealed,
    label: parsed(labels, sealed),
    ...parsed(heads, read.subarray(second + 1, end)),
  }
}

function copyPayload(
  from: number,
  start: number,
  to: number,
  open: Pieces,
  size: number,
  label: Label,
): Manifest {
  const hash = createHash('sha256')
  let manifest: Manifest | undefined
  let [index, bytes, left] = [0, 0, fstatSync(from).size - start]
  let position = start
  while (left > 0) {
    const taken = Math.min(size, left)
    const locked = readFully(from, taken, position)
    left -= taken
    position += taken
    let piece = Buffer.from(open(locked, index, left === 0))
    if (!manifest) {
      const end = piece.subarray(0, LONGEST_LINE).indexOf('\n') + 1
      manifest = manifestAs(label, piece.subarray(0, Math.max(end - 1, 0)))
      piece = piece.subarray(end)
    }
    hash.update(piece)
    bytes += piece.length
    writeAll(to, piece)
    index += 1
  }
  if (manifest?.payload.bytes !== bytes || manifest.payload.sha256 !== hash.digest('hex'))
    throw new AppError('backup_unreadable', { reason: 'damaged' })
  return manifest
}

/** The manifest that the label is of. */
function manifestAs(label: Label, line: Uint8Array): Manifest {
  if (sha256Of(line) !== label.manifest)
    throw new AppError('backup_unreadable', { reason: 'manifest' })
  const manifest = parsed(manifests, line)
  if (JSON.stringify(labelOf(manifest, line)) !== JSON.stringify(label))
    throw new AppError('backup_unreadable', { reason: 'manifest' })
  return manifest
}

function parsed<T>(schema: z.ZodType<T>, line: Uint8Array): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(line).toString('utf8')))
  } catch (error) {
    throw new AppError('backup_unreadable', { reason: 'damaged' }, error)
  }
}

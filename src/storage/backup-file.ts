import { createHash } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, openSync, readSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { type Pieces, TAG_BYTES, newLock, opening, sealing, unlock } from './backup-cipher.ts'
import { PIECE, piecesOf, readFully, withFile, writeAll } from './file-pieces.ts'

/**
 * A backup is one file: a line `tin-nhiem/backup@1`, a line of JSON that says how the rest is locked (`null`: not at
 * all), then the rest: the manifest as one line of JSON and the database's own bytes, when locked in pieces of
 * `PIECE` bytes with 16 bytes of proof behind each.
 */
const FORMAT = 'tin-nhiem/backup@1'
const ANY_FORMAT = /^tin-nhiem\/backup@\d+$/
/** No head and no manifest is longer; a longer line is no backup of ours. */
const LONGEST_LINE = 64 * 1024
const SHA256 = /^[0-9a-f]{64}$/

const lockings = z.strictObject({
  locking: z
    .strictObject({
      kdf: z.literal('scrypt'),
      costLog2: z.int().min(14).max(20),
      salt: z.string().regex(/^[0-9a-f]{32}$/),
      check: z.string().regex(/^[0-9a-f]{32}$/),
    })
    .nullable(),
})

const manifests = z.strictObject({
  program: z.string(),
  schema: z.string(),
  madeAt: z.iso.datetime(),
  head: z.strictObject({ seq: z.int().min(0), hash: z.string().regex(SHA256) }),
  rows: z.record(z.string(), z.int().min(0)),
  bytes: z.int().min(1),
  sha256: z.string().regex(SHA256),
})
/**
 * What a backup says of itself: the program and the newest migration it was made with, when, the end of the journal,
 * how many rows each table has, and length and SHA-256 of the database's file.
 */
export type Manifest = z.infer<typeof manifests>

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

/** Writes the backup of `database` into the open file `to`, on disk when this returns; locked if a passphrase is given. */
export function writeBackup(
  to: number,
  database: string,
  manifest: Manifest,
  passphrase: string | null,
): void {
  const lock = passphrase === null ? null : newLock(passphrase)
  const head = Buffer.from(`${FORMAT}\n${JSON.stringify({ locking: lock && lock.locking })}\n`)
  const told = Buffer.from(`${JSON.stringify(manifest)}\n`)
  const seal = lock ? sealing(lock.key, head) : (piece: Uint8Array) => piece
  const pieces = Math.ceil((told.length + manifest.bytes) / PIECE)
  writeAll(to, head)
  withFile(database, (from) => {
    let index = 0
    for (const piece of piecesOf(from, manifest.bytes, told)) {
      writeAll(to, seal(piece, index, index === pieces - 1))
      index += 1
    }
  })
  fsyncSync(to)
}

/**
 * Writes the database in the backup `file` into the open file `to` and gives its manifest, whose length and SHA-256
 * it has. `passphrase` is asked for a locked one only. `backup_unreadable`, `backup_newer`, `passphrase_wrong`.
 */
export async function readBackup(
  file: string,
  to: number,
  passphrase: () => Promise<string>,
): Promise<Manifest> {
  const from = openSync(file, 'r')
  try {
    const { head, locking } = readHead(from)
    const key = locking && unlock(locking, await passphrase())
    const open = key ? opening(key, head) : (piece: Uint8Array) => piece
    return copyDatabase(from, head.length, to, open, key === null ? PIECE : PIECE + TAG_BYTES)
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
  const end = read.indexOf('\n', first + 1) + 1
  const head = read.subarray(0, end)
  return { head, ...parsed(lockings, head.subarray(first + 1)) }
}

function copyDatabase(
  from: number,
  start: number,
  to: number,
  open: Pieces,
  size: number,
): Manifest {
  const hash = createHash('sha256')
  let manifest: Manifest | undefined
  let [index, bytes, left] = [0, 0, fstatSync(from).size - start]
  let position = start
  while (left > 0) {
    const taken = Math.min(size, left)
    const sealed = readFully(from, taken, position)
    left -= taken
    position += taken
    let piece = Buffer.from(open(sealed, index, left === 0))
    if (!manifest) {
      const end = piece.subarray(0, LONGEST_LINE).indexOf('\n') + 1
      manifest = parsed(manifests, piece.subarray(0, end))
      piece = piece.subarray(end)
    }
    hash.update(piece)
    bytes += piece.length
    writeAll(to, piece)
    index += 1
  }
  if (manifest?.bytes !== bytes || manifest.sha256 !== hash.digest('hex'))
    throw new AppError('backup_unreadable', { reason: 'damaged' })
  return manifest
}

function parsed<T>(schema: z.ZodType<T>, line: Uint8Array): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(line).toString('utf8')))
  } catch (error) {
    throw new AppError('backup_unreadable', { reason: 'damaged' }, error)
  }
}

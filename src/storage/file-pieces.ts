import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { AppError } from '../errors.ts'

/** How much of a file is held in memory at a time. */
export const PIECE: number = 1 << 20

/** `before` and then the file's bytes in pieces of one size; only the last is shorter. */
export function* piecesOf(
  file: number,
  bytes: number,
  before: Buffer = Buffer.alloc(0),
): Generator<Buffer> {
  let [position, kept] = [0, before]
  while (position < bytes || kept.length > 0) {
    const more = readFully(file, Math.min(PIECE - kept.length, bytes - position), position)
    position += more.length
    yield Buffer.concat([kept, more])
    kept = Buffer.alloc(0)
  }
}

/** So many bytes from there on; `backup_unreadable` where the file ends before. */
export function readFully(file: number, length: number, position: number): Buffer {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const read = readSync(file, buffer, filled, length - filled, position + filled)
    if (read === 0) throw new AppError('backup_unreadable', { reason: 'damaged' })
    filled += read
  }
  return buffer
}

/** Writes every byte where the file stands. */
export function writeAll(file: number, bytes: Uint8Array): void {
  let written = 0
  while (written < bytes.length) written += writeSync(file, bytes, written)
}

/** Opens the file for reading while `work` lasts. */
export function withFile(file: string, work: (open: number) => void): void {
  const open = openSync(file, 'r')
  try {
    work(open)
  } finally {
    closeSync(open)
  }
}

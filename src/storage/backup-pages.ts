import { createHash } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, openSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { readFully, withFile, writeAll } from './file-pieces.ts'

/** Bytes compared at a time; a page of SQLite as this program makes it. */
const PAGE = 4096
const DIGEST = 32
const LONGEST_LINE = 1 << 24

/** Which pages of a copy lie in an increment: runs of a first page and how many; the others are those of the base. */
const runs = z.strictObject({
  bytes: z.int().min(0),
  changed: z.array(z.tuple([z.int().min(0), z.int().min(1)])),
})

/** The SHA-256 of each page of the file, one behind the other. */
export function pageDigests(file: string): Uint8Array {
  const digests: Buffer[] = []
  withFile(file, (from) => {
    for (const page of pagesOf(from)) digests.push(createHash('sha256').update(page).digest())
  })
  return Buffer.concat(digests)
}

/** Writes into the new file `to` what makes `copy` of the file whose pages have those digests. */
export function writeChangedPages(copy: string, base: Uint8Array, to: string): void {
  const out = openSync(to, 'wx', 0o600)
  try {
    withFile(copy, (from) => {
      const changed: [number, number][] = []
      let index = 0
      for (const page of pagesOf(from)) {
        const old = base.subarray(index * DIGEST, (index + 1) * DIGEST)
        const digest = createHash('sha256').update(page).digest()
        const last = changed.at(-1)
        if (!digest.equals(old)) {
          if (last && last[0] + last[1] === index) last[1] += 1
          else changed.push([index, 1])
        }
        index += 1
      }
      const { size: bytes } = fstatSync(from)
      writeAll(out, Buffer.from(`${JSON.stringify({ bytes, changed })}\n`))
      for (const [first, count] of changed)
        for (let page = first; page < first + count; page += 1)
          writeAll(out, pageAt(from, page, bytes))
    })
    fsyncSync(out)
  } finally {
    closeSync(out)
  }
}

/** Writes into the new file `to` what the increment makes of its base. `backup_unreadable` where it does not fit. */
export function applyChangedPages(base: string, increment: string, to: string): void {
  const out = openSync(to, 'wx', 0o600)
  try {
    withFile(increment, (from) => {
      const { head, bytes, changed } = runsOf(from)
      const inIncrement = new Set(
        changed.flatMap(([first, count]) => Array.from({ length: count }, (_, at) => first + at)),
      )
      withFile(base, (old) => {
        let position = head
        for (let page = 0; page * PAGE < bytes; page += 1) {
          const length = Math.min(PAGE, bytes - page * PAGE)
          if (!inIncrement.has(page)) writeAll(out, readFully(old, length, page * PAGE))
          else {
            writeAll(out, readFully(from, length, position))
            position += length
          }
        }
      })
    })
    fsyncSync(out)
  } finally {
    closeSync(out)
  }
}

function runsOf(from: number) {
  const start = readFully(from, Math.min(LONGEST_LINE, fstatSync(from).size), 0)
  const head = start.indexOf('\n') + 1
  try {
    return { head, ...runs.parse(JSON.parse(start.subarray(0, head).toString('utf8'))) }
  } catch (error) {
    throw new AppError('backup_unreadable', { reason: 'damaged' }, error)
  }
}

function* pagesOf(from: number): Generator<Buffer> {
  const { size } = fstatSync(from)
  for (let page = 0; page * PAGE < size; page += 1) yield pageAt(from, page, size)
}

function pageAt(from: number, page: number, size: number): Buffer {
  return readFully(from, Math.min(PAGE, size - page * PAGE), page * PAGE)
}

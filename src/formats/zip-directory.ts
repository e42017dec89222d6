import { inflateRawSync } from 'node:zlib'
import { AppError } from '../errors.ts'

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_SIZE = 22
const MAX_COMMENT = 65_535
const MAX_ENTRIES = 2_000
const STORED = 0
const DEFLATED = 8

/** One file inside a zip archive, as the archive's directory has it; sizes in bytes. */
export type ZipEntry = {
  readonly name: string
  readonly method: typeof STORED | typeof DEFLATED
  readonly packed: number
  readonly size: number
  readonly at: number
}

/** Whether the bytes begin like a zip archive. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && viewOf(bytes).getUint32(0, true) === LOCAL
}

/**
 * The files of a zip archive by name, before anything is unpacked. What they say of their sizes is believed
 * by whoever unpacks them as the most there may be.
 *
 * Refused: `spreadsheet_unreadable` {reason: 'damaged' | 'encrypted'} for what is no plain archive,
 * `too_large` {limit, size} when all together would unpack to more than `limit`.
 */
export function zipDirectory(bytes: Uint8Array, limit: number): ReadonlyMap<string, ZipEntry> {
  const view = viewOf(bytes)
  const end = endOf(bytes, view)
  const count = view.getUint16(end + 10, true)
  if (count > MAX_ENTRIES) unreadable('damaged')
  const entries = new Map<string, ZipEntry>()
  let at = view.getUint32(end + 16, true)
  for (let left = count; left > 0; left -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) unreadable('damaged')
    const lengths = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
    const entry = entryAt(bytes, view, at, lengths[0]!)
    if (entries.has(entry.name)) unreadable('damaged')
    entries.set(entry.name, entry)
    at += 46 + lengths.reduce((sum, length) => sum + length)
  }
  const size = [...entries.values()].reduce((sum, entry) => sum + entry.size, 0)
  if (size > limit) throw new AppError('too_large', { limit, size })
  return entries
}

/** The bytes of one file of the archive. Refused: `spreadsheet_unreadable` {reason: 'damaged'}. */
export function unpacked(bytes: Uint8Array, { at, method, packed, size }: ZipEntry): Uint8Array {
  const view = viewOf(bytes)
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL) unreadable('damaged')
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  const body = bytes.subarray(start, start + packed)
  if (method === STORED) return body
  try {
    return inflateRawSync(body, { maxOutputLength: Math.max(size, 1) })
  } catch (cause) {
    return unreadable('damaged', cause)
  }
}

function endOf(bytes: Uint8Array, view: DataView): number {
  const first = Math.max(0, bytes.length - END_SIZE - MAX_COMMENT)
  for (let at = bytes.length - END_SIZE; at >= first; at -= 1)
    if (view.getUint32(at, true) === END) return at
  return unreadable('damaged')
}

function entryAt(bytes: Uint8Array, view: DataView, at: number, nameLength: number): ZipEntry {
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  const packed = view.getUint32(at + 20, true)
  const size = view.getUint32(at + 24, true)
  if ((flags & 1) !== 0) unreadable('encrypted')
  if (method !== STORED && method !== DEFLATED) return unreadable('damaged')
  // Without a size nobody knows when to stop unpacking; a stored file is as large as it is.
  if (packed > 0 && (size === 0 || (method === STORED && size !== packed))) unreadable('damaged')
  if (packed === 0 && (flags & 8) !== 0) unreadable('damaged')
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
  return { name, method, packed, size, at: view.getUint32(at + 42, true) }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function unreadable(reason: 'damaged' | 'encrypted', cause?: unknown): never {
  throw new AppError('spreadsheet_unreadable', { reason }, cause)
}

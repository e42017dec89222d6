import { crc32 } from 'node:zlib'
import { AppError } from '../../errors.ts'
import { foldedPath, isSafePath } from './archive-path.ts'
import { ZIP } from './stored-zip.ts'

/** Bytes that can be looked at anywhere: a file on disk, or what was sent. */
export type ByteSource = {
  readonly size: number
  /** That many bytes from there on; fewer only past the end. */
  read(at: number, length: number): Uint8Array
}

/** One file of an archive: where its bytes stand, and how many. */
export type ArchiveEntry = {
  readonly path: string
  readonly at: number
  readonly size: number
}

/** Why a file is no archive of ours; each is refused before anything is believed of it. */
export const CONTAINER_REASONS = [
  'no_archive', // no zip archive at all
  'truncated', // it ends before its directory does
  'leading_bytes', // something stands before the first file
  'bytes_behind', // something, a comment too, stands behind the end
  'zip64', // in the form for more than 4 GB or 65,535 files, or on several disks
  'archive_too_large',
  'too_many_files',
  'encrypted_file',
  'compressed_file', // packed: sizes would be claims
  'special_file', // a link or other thing that is no plain file, or one with fields of other programs
  'size_differs', // sizes that do not fit in the file or together
  'entry_differs', // before the file stands another description than in the directory
  'files_overlap', // files share bytes, or there are bytes between them
  'unsafe_path',
  'path_twice',
  'path_case_twice', // paths that some systems take for one
  'nested_archive',
  'crc_differs',
] as const
export type ContainerReason = (typeof CONTAINER_REASONS)[number]

/** Above a session of 200 officials with every version signed and scanned, some hundred times. */
const MAX_BYTES = 2_000_000_000
const MAX_FILES = 5_000
const PIECE = 1 << 20

/** Whether the bytes are meant to be an archive, whole or not, and no PDF. */
export function isArchive(bytes: Uint8Array): boolean {
  const pdf = Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')
  if (pdf || bytes.length < 4) return false
  return isMark(bytes) || endMarkIn(sourceOf(bytes)) !== null
}

/** The source of bytes in memory. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) }
}

/** The bytes of one file, which `readStoredZip` found. */
export function bytesOf(source: ByteSource, { at, size }: ArchiveEntry): Uint8Array {
  return source.read(at, size)
}

/**
 * The files of an archive in their order. Every byte of it has to be one that `storedZip` would have written; nothing is
 * unpacked, for nothing is packed. Refused: `archive_unreadable` {reason, file} with a reason of `CONTAINER_REASONS`.
 */
export function readStoredZip(source: ByteSource): readonly ArchiveEntry[] {
  if (source.size > MAX_BYTES) refuse('archive_too_large')
  const { start, size, count } = readEnd(source)
  const entries = readDirectory(source.read(start, size), count)
  const paths = new Set<string>()
  const folded = new Set<string>()
  let next = 0
  const files = entries.map((entry): ArchiveEntry => {
    const { path, at, common } = entry
    if (!isSafePath(path)) refuse('unsafe_path', path)
    if (paths.has(path)) refuse('path_twice', path)
    if (folded.has(foldedPath(path))) refuse('path_case_twice', path)
    paths.add(path)
    folded.add(foldedPath(path))
    if (at !== next) refuse(next === 0 ? 'leading_bytes' : 'files_overlap', path)
    const begin = at + ZIP.localSize + common.nameLength
    next = begin + common.size
    if (next > start) refuse('size_differs', path)
    requireSameBefore(source, entry)
    return { path, at: begin, size: common.size }
  })
  if (next !== start) refuse(next === 0 ? 'leading_bytes' : 'files_overlap')
  for (const [nth, file] of files.entries()) requireContent(source, file, entries[nth]!.common.crc)
  return files
}

function readEnd(source: ByteSource) {
  const at = source.size - ZIP.endSize
  const first = source.read(0, 4)
  const whole = at >= 0 && viewOf(source.read(at, 4)).getUint32(0, true) === ZIP.end
  if (!whole) {
    if (hasEndInside(source)) refuse('bytes_behind')
    refuse(first.length === 4 && isMark(first) ? 'truncated' : 'no_archive')
  }
  const end = viewOf(source.read(at, ZIP.endSize))
  const [here, disk, own, count] = [4, 6, 8, 10].map((field) => end.getUint16(field, true))
  const size = end.getUint32(12, true)
  const start = end.getUint32(16, true)
  const many = count === 0xffff || size === 0xffffffff || start === 0xffffffff
  if (many || here !== 0 || disk !== 0 || own !== count) refuse('zip64')
  if (end.getUint16(20, true) !== 0) refuse('truncated') // a comment that is not there
  if (count! > MAX_FILES) refuse('too_many_files')
  if (start + size > at) refuse('truncated')
  if (start + size < at) refuse('leading_bytes') // places are counted from the first byte of the archive
  return { start, size, count: count! }
}

/** Whether a whole end of an archive stands before the end of the file. */
function hasEndInside(source: ByteSource): boolean {
  const at = endMarkIn(source)
  return at !== null && at + ZIP.endSize < source.size
}

/** Where the end of an archive begins, as far from the end of the file as a comment could reach. */
function endMarkIn(source: ByteSource): number | null {
  const from = Math.max(0, source.size - ZIP.endSize - 65_535)
  const tail = Buffer.from(source.read(from, source.size - from))
  const at = tail.indexOf(Buffer.from('PK\x05\x06', 'latin1'))
  return at < 0 ? null : from + at
}

function isMark(bytes: Uint8Array): boolean {
  const mark = viewOf(bytes).getUint32(0, true)
  return mark === ZIP.local || mark === ZIP.end
}

/** The fields that stand in the directory and before the file. */
type Common = {
  readonly crc: number
  readonly size: number
  readonly nameLength: number
  readonly bytes: Uint8Array
}
type Listed = { readonly path: string; readonly at: number; readonly common: Common }

function readDirectory(bytes: Uint8Array, count: number): readonly Listed[] {
  const view = viewOf(bytes)
  const listed: Listed[] = []
  let at = 0
  for (let left = count; left > 0; left -= 1) {
    if (at + ZIP.centralSize > bytes.length || view.getUint32(at, true) !== ZIP.central)
      refuse('truncated')
    const nameLength = view.getUint16(at + 28, true)
    const name = bytes.subarray(at + ZIP.centralSize, at + ZIP.centralSize + nameLength)
    const path = Buffer.from(name).toString('latin1')
    requirePlain(view, at, path)
    const common = {
      crc: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
      nameLength,
      bytes: bytes.subarray(at + 6, at + 32),
    }
    listed.push({ path, at: view.getUint32(at + 42, true), common })
    at += ZIP.centralSize + nameLength
  }
  if (at !== bytes.length) refuse('truncated')
  return listed
}

/** Nothing but what `storedZip` writes: no flag, no compression, no field, comment or attribute. */
function requirePlain(view: DataView, at: number, path: string): void {
  const short = (field: number) => view.getUint16(at + field, true)
  if ((short(8) & 0x2041) !== 0) refuse('encrypted_file', path)
  if (short(10) !== ZIP.stored) refuse('compressed_file', path)
  if (view.getUint32(at + 20, true) !== view.getUint32(at + 24, true)) refuse('size_differs', path)
  if (view.getUint32(at + 24, true) === 0xffffffff) refuse('zip64', path)
  const odd = [8, 30, 32, 34, 36].some((field) => short(field) !== 0)
  const dated = short(12) === ZIP.time && short(14) === ZIP.date
  const versions = short(4) === ZIP.version && short(6) === ZIP.version
  if (odd || !dated || !versions || view.getUint32(at + 38, true) !== 0)
    refuse('special_file', path)
}

function requireSameBefore(source: ByteSource, { path, at, common }: Listed): void {
  const head = source.read(at, ZIP.localSize + common.nameLength)
  const isLocal = head.length > 4 && viewOf(head).getUint32(0, true) === ZIP.local
  const same = Buffer.from(head.subarray(4, ZIP.localSize)).equals(common.bytes)
  const named = Buffer.from(head.subarray(ZIP.localSize)).toString('latin1') === path
  if (!isLocal || !same || !named) refuse('entry_differs', path)
}

/** The content is what the archive says of it, and no archive itself. */
function requireContent(source: ByteSource, { path, at, size }: ArchiveEntry, crc: number): void {
  const first = source.read(at, Math.min(4, size))
  if (/\.(?:zip|jar|docx|xlsx|ods)$/i.test(path) || (first.length === 4 && isMark(first)))
    refuse('nested_archive', path)
  let sum = 0
  for (let done = 0; done < size; done += PIECE)
    sum = crc32(source.read(at + done, Math.min(PIECE, size - done)), sum)
  if (sum !== crc) refuse('crc_differs', path)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function refuse(reason: ContainerReason, file?: string): never {
  throw new AppError('archive_unreadable', { reason, ...(file === undefined ? {} : { file }) })
}

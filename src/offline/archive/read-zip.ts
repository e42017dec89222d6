/** A file of an archive, as its bytes stand there. */
export type ZipFile = { readonly path: string; readonly bytes: Uint8Array }

/** Why the file is no archive of ours; `file` is the one at fault, where it is one. */
export class NoArchive extends Error {
  readonly reason: string
  readonly file: string | undefined

  constructor(reason: string, file?: string) {
    super(reason)
    this.reason = reason
    this.file = file
  }
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const LOCAL_SIZE = 30
const CENTRAL_SIZE = 46
const END_SIZE = 22
const MAX_FILES = 5_000
const PATH = /^[A-Za-z0-9][\w-]*(?:\.[\w-]+)*(?:\/[A-Za-z0-9][\w-]*(?:\.[\w-]+)*){0,4}$/
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i
/** 1 January 1980, which every file of ours is dated. */
const DATE = 0x0021
const VERSION = 10

/**
 * The files of an archive in their order. Nothing is unpacked: each must stand there plain, one directly behind the other
 * from the first byte on, described the same before it and in the directory, and be no archive itself; NoArchive for any other.
 */
export function readZip(bytes: Uint8Array): readonly ZipFile[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes.length - END_SIZE
  if (end < 0 || view.getUint32(end, true) !== END) throw new NoArchive(whyNoEnd(bytes))
  const count = view.getUint16(end + 10, true)
  const start = requireEnd(view, end)
  const known = new Set<string>()
  const files: ZipFile[] = []
  let [at, next] = [start, 0]
  for (let left = count; left > 0; left -= 1) {
    if (at + CENTRAL_SIZE > end || view.getUint32(at, true) !== CENTRAL)
      throw new NoArchive('truncated')
    const nameEnd = at + CENTRAL_SIZE + view.getUint16(at + 28, true)
    if (nameEnd > end) throw new NoArchive('truncated')
    const path = latin1(bytes.subarray(at + CENTRAL_SIZE, nameEnd))
    requirePlain(view, at, path)
    requireNew(path, known)
    if (view.getUint32(at + 42, true) !== next) throw new NoArchive('files_overlap', path)
    const begin = next + LOCAL_SIZE + nameEnd - at - CENTRAL_SIZE
    const size = view.getUint32(at + 24, true)
    if (begin + size > start) throw new NoArchive('size_differs', path)
    if (!isSameBefore(bytes, { at, nameEnd, next })) throw new NoArchive('entry_differs', path)
    const content = bytes.subarray(begin, begin + size)
    requireContent(path, content, view.getUint32(at + 16, true))
    files.push({ path, bytes: content })
    at = nameEnd
    next = begin + size
  }
  if (at !== end || next !== start) throw new NoArchive('files_overlap')
  return files
}

/** Where the directory begins: directly behind the files, and the end directly behind it. */
function requireEnd(view: DataView, end: number): number {
  const short = (field: number) => view.getUint16(end + field, true)
  const [size, start] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)]
  const large = short(10) === 0xffff || size === 0xffffffff || start === 0xffffffff
  if (large || view.getUint32(end + 4, true) !== 0 || short(8) !== short(10))
    throw new NoArchive('zip64')
  if (short(20) !== 0) throw new NoArchive('truncated')
  if (short(10) > MAX_FILES) throw new NoArchive('too_many_files')
  if (start + size > end) throw new NoArchive('truncated')
  if (start + size < end) throw new NoArchive('leading_bytes')
  return start
}

/** Whether the bytes are meant to be an archive, whole or not, and no PDF. */
export function looksLikeArchive(bytes: Uint8Array): boolean {
  if (latin1(bytes.subarray(0, 1024)).includes('%PDF-')) return false
  return isZipMark(bytes) || endIn(bytes) >= 0
}

function isZipMark(bytes: Uint8Array): boolean {
  const mark = latin1(bytes.subarray(0, 4))
  return mark === 'PK\x03\x04' || mark === 'PK\x05\x06'
}

/** Where the end of an archive stands, as far back as a comment may reach; -1 for nowhere. */
function endIn(bytes: Uint8Array): number {
  const from = Math.max(0, bytes.length - END_SIZE - 0xffff)
  const at = latin1(bytes.subarray(from)).indexOf('PK\x05\x06')
  return at < 0 ? at : from + at
}

function whyNoEnd(bytes: Uint8Array): string {
  const at = endIn(bytes)
  if (at >= 0 && at + END_SIZE < bytes.length) return 'bytes_behind'
  return isZipMark(bytes) ? 'truncated' : 'no_archive'
}

/** No flag, no compression, no field, comment or attribute: nothing another program could read in another way. */
function requirePlain(view: DataView, at: number, path: string): void {
  const short = (field: number) => view.getUint16(at + field, true)
  if ((short(8) & 0x2041) !== 0) throw new NoArchive('encrypted_file', path)
  if (short(10) !== 0) throw new NoArchive('compressed_file', path)
  if (view.getUint32(at + 20, true) !== view.getUint32(at + 24, true))
    throw new NoArchive('size_differs', path)
  const plain =
    [8, 12, 30, 32, 34, 36, 38, 40].every((field) => short(field) === 0) &&
    short(14) === DATE &&
    short(4) === VERSION &&
    short(6) === VERSION
  if (!plain) throw new NoArchive('special_file', path)
}

/** Whether a file of that path may be unpacked on every system: relative, nothing above it, no device, 200 characters at most. */
export function isSafePath(path: string): boolean {
  return path.length <= 200 && PATH.test(path) && !path.split('/').some((name) => DEVICE.test(name))
}

function requireNew(path: string, known: Set<string>): void {
  if (!isSafePath(path)) throw new NoArchive('unsafe_path', path)
  if (known.has(path)) throw new NoArchive('path_twice', path)
  if (known.has(path.toLowerCase())) throw new NoArchive('path_case_twice', path)
  known.add(path).add(path.toLowerCase())
}

type Places = { readonly at: number; readonly nameEnd: number; readonly next: number }

/** Before the file stands the same description, byte for byte, and the same name. */
function isSameBefore(bytes: Uint8Array, { at, nameEnd, next }: Places): boolean {
  const local = new DataView(bytes.buffer, bytes.byteOffset + next, LOCAL_SIZE)
  const told = [...bytes.subarray(at + 6, at + 32), ...bytes.subarray(at + CENTRAL_SIZE, nameEnd)]
  const before = bytes.subarray(next + 4, next + 4 + told.length)
  return local.getUint32(0, true) === LOCAL && told.every((byte, place) => byte === before[place])
}

function requireContent(path: string, content: Uint8Array, crc: number): void {
  if (isZipMark(content) || /\.(?:zip|jar|docx|xlsx|ods)$/i.test(path))
    throw new NoArchive('nested_archive', path)
  if (crc32(content) !== crc) throw new NoArchive('crc_differs', path)
}

const TABLE = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/** CRC-32 (ISO 3309), as archives have it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCodePoint(byte)
  return text
}

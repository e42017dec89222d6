import { crc32 } from 'node:zlib'

/** The parts of a zip archive, as this program writes and reads them: one way to write each, nothing optional. */
export const ZIP = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  localSize: 30,
  centralSize: 46,
  endSize: 22,
  /** Version 1.0 of the format, made by no system in particular. */
  version: 10,
  stored: 0,
  /** 1 January 1980, 00:00. */
  time: 0,
  date: 0x0021,
} as const

/** A zip archive in the making; what the calls give back, one after the other, is its bytes. */
export type StoredZip = {
  /** The pieces of one more file. RangeError for a path that is not ASCII, or past 4 GB. */
  add(path: string, bytes: Uint8Array): readonly Uint8Array[]
  /** The directory, after the last file. */
  end(): Uint8Array
}

/**
 * A zip archive whose files are stored as they are, each dated 1 January 1980, without attributes or comments: the same
 * files give the same bytes on every machine and in every version of a compressor.
 */
export function storedZip(): StoredZip {
  const directory: Buffer[] = []
  let at = 0
  return {
    add(path, bytes) {
      const name = Buffer.from(path, 'ascii')
      if (name.toString('ascii') !== path) throw new RangeError('storedZip: ASCII paths')
      const common = commonFields(bytes, name.length)
      const head = Buffer.concat([numbers([4, ZIP.local]), common, name])
      directory.push(centralEntry(common, name, at))
      at += head.length + bytes.length
      if (at > 0xffffffff) throw new RangeError('storedZip: 4 GB')
      return [head, bytes]
    },
    end() {
      const entries = Buffer.concat(directory)
      const count = directory.length
      const end = numbers(
        [4, ZIP.end],
        [2, 0],
        [2, 0],
        [2, count],
        [2, count],
        [4, entries.length],
        [4, at],
        [2, 0],
      )
      return Buffer.concat([entries, end])
    },
  }
}

/** What stands before a file and in the directory alike, from the version on. */
function commonFields(bytes: Uint8Array, nameLength: number): Buffer {
  return numbers(
    [2, ZIP.version],
    [2, 0], // flags
    [2, ZIP.stored],
    [2, ZIP.time],
    [2, ZIP.date],
    [4, crc32(bytes)],
    [4, bytes.length],
    [4, bytes.length],
    [2, nameLength],
    [2, 0], // extra field
  )
}

function centralEntry(common: Buffer, name: Buffer, at: number): Buffer {
  return Buffer.concat([
    numbers([4, ZIP.central], [2, ZIP.version]),
    common,
    numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, at]), // comment, disk, attributes, place
    name,
  ])
}

/** Unsigned little-endian numbers, each with its length in bytes. */
function numbers(...fields: readonly (readonly [2 | 4, number])[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [length]) => sum + length, 0))
  let at = 0
  for (const [length, value] of fields) at = bytes.writeUIntLE(value, at, length)
  return bytes
}

import { type WriteSheet, writeOds, writeXlsx } from 'hucre'
import { deflateRawSync } from 'node:zlib'

/** An xlsx file of these sheets. */
export function xlsx(...sheets: readonly WriteSheet[]): Promise<Uint8Array> {
  return writeXlsx({ sheets: [...sheets] })
}

/** An ods file of these sheets. */
export function ods(...sheets: readonly WriteSheet[]): Promise<Uint8Array> {
  return writeOds({ sheets: [...sheets] })
}

/** Text as a file in UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** A zip archive of these files; `declared` is the size its directory tells, the true one otherwise. */
export function zip(
  files: readonly { name: string; body: Uint8Array; declared?: number }[],
): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, body, declared = body.length } of files) {
    const packed = deflateRawSync(body)
    const text = Buffer.from(name)
    const sizes = Buffer.alloc(14)
    sizes.writeUInt32LE(packed.length, 4)
    sizes.writeUInt32LE(declared, 8)
    sizes.writeUInt16LE(text.length, 12)
    const method = Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0])
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), method, sizes, Buffer.alloc(2), text])
    const place = Buffer.alloc(4)
    place.writeUInt32LE(at)
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02'),
        Buffer.from([20, 0]),
        method,
        sizes,
        Buffer.alloc(12),
        place,
        text,
      ]),
    )
    parts.push(local, packed)
    at += local.length + packed.length
  }
  const whole = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(whole.length, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...parts, whole, end]))
}

/** An ods file with this as its tables, and before them a document type. */
export function odsOf(tables: string, type = ''): Uint8Array {
  const content =
    `<?xml version="1.0" encoding="UTF-8"?>${type}<office:document-content` +
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"' +
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"' +
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">' +
    `<office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body>` +
    '</office:document-content>'
  return zip([
    { name: 'mimetype', body: utf8('application/vnd.oasis.opendocument.spreadsheet') },
    { name: 'content.xml', body: utf8(content) },
  ])
}

import { expect, test } from 'vitest'
import { withFixedDates } from '../../../src/reports/docx/fixed-zip.ts'
import { unpacked, zipDirectory } from '../../../src/formats/zip-directory.ts'
import { utf8, zip } from '../../formats/workbooks.ts'

const files = [
  { name: 'một.xml', body: utf8('<a/>') },
  { name: 'hai.xml', body: utf8('<b>Uỷ</b>'.repeat(50)) },
]

/** The archive as if packed at another time: the words for time and date of every entry are set. */
function packedLater(bytes: Uint8Array): Uint8Array {
  const later = bytes.slice()
  const view = new DataView(later.buffer)
  for (let at = 0; at + 4 <= later.length; at += 1) {
    const mark = view.getUint32(at, true)
    const time = mark === 0x04034b50 ? 10 : mark === 0x02014b50 ? 12 : undefined
    if (time !== undefined) view.setUint32(at + time, 0x5a5b5c5d, true)
  }
  return later
}

test('an archive is the same bytes whenever it was packed, and holds the same files', () => {
  const one = withFixedDates(zip(files))
  const later = withFixedDates(packedLater(zip(files)))
  expect(Buffer.compare(packedLater(zip(files)), zip(files))).not.toBe(0)
  expect(Buffer.compare(one, later)).toBe(0)
  const entries = zipDirectory(one, 1_000_000)
  for (const { name, body } of files)
    expect(Buffer.compare(unpacked(one, entries.get(name)!), body)).toBe(0)
})

test('what is no archive is refused', () => {
  expect(() => withFixedDates(utf8('x'))).toThrow(TypeError)
  expect(() => withFixedDates(new Uint8Array(100))).toThrow(TypeError)
})

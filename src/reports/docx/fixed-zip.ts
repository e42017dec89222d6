const END = 0x06054b50
const ENTRY = 0x02014b50
const END_LENGTH = 22
/** 1 January 1980, 00:00, in the words of a zip file. */
const DATE = 0x0021

/**
 * The zip archive with every entry dated as early as the format can say, so that the same content is the
 * same bytes. For archives without comment, as the library writes them; TypeError for others.
 */
export function withFixedDates(zip: Uint8Array): Uint8Array {
  const bytes = zip.slice()
  const view = new DataView(bytes.buffer)
  const end = bytes.length - END_LENGTH
  if (end < 0 || view.getUint32(end, true) !== END) throw new TypeError('no zip archive')
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  for (let entry = 0; entry < count; entry++) {
    if (view.getUint32(at, true) !== ENTRY) throw new TypeError('no entry of a zip archive')
    const local = view.getUint32(at + 42, true)
    for (const time of [at + 12, local + 10]) {
      view.setUint16(time, 0, true)
      view.setUint16(time + 2, DATE, true)
    }
    const lengths = [28, 30, 32].map((field) => view.getUint16(at + field, true))
    at += 46 + lengths.reduce((sum, each) => sum + each, 0)
  }
  return bytes
}

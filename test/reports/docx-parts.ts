import { unpacked, zipDirectory } from '../../src/formats/zip-directory.ts'

/** The parts of a docx file by name, as text. */
export function docxParts(bytes: Uint8Array): ReadonlyMap<string, string> {
  const entries = zipDirectory(bytes, 30_000_000)
  return new Map(
    [...entries].map(([name, entry]) => [name, new TextDecoder().decode(unpacked(bytes, entry))]),
  )
}

/** The text of each paragraph that has any, in the order of the file. */
export function paragraphTexts(xml: string): readonly string[] {
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>|<w:p\/>/gs)]
    .map(([paragraph]) =>
      [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => plain(text!)).join(''),
    )
    .filter((text) => text !== '')
}

function plain(xml: string): string {
  return xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}

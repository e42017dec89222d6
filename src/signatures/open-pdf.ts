import { PDF, PdfArray, PdfDict, PdfRef } from '@libpdf/core'
import type { PdfObject } from '@libpdf/core'
import { AppError } from '../errors.ts'
import { isPlainFile } from './plain-file.ts'

/** A parsed PDF; `damaged` means that what follows an earlier end of the file could not be read and was left out. */
export type OpenedPdf = { readonly pdf: PDF; readonly damaged: boolean }

/** How many earlier ends of the file are tried when the whole cannot be read. */
const MAX_EARLIER_ENDS = 4

/** The document, of which no object is parsed before it is asked for. AppError `pdf_unreadable` for what is no PDF. */
export async function loadPdf(bytes: Uint8Array): Promise<PDF> {
  try {
    return await load(bytes)
  } catch (cause) {
    throw new AppError('pdf_unreadable', {}, cause)
  }
}

/**
 * The parsed document, or its last revision that can be read; `loaded` is what `loadPdf` made of the bytes, if it did.
 * Throws AppError `pdf_unreadable` for bytes that are no PDF and for an encrypted one (detail.reason: not_a_pdf, encrypted).
 *
 * Nothing is guessed: the parser's lenient mode invents structure that other readers may not see, and on some broken files
 * it does not end.
 */
export async function openPdf(bytes: Uint8Array, loaded?: PDF): Promise<OpenedPdf> {
  const opened = await loadReadable(bytes, loaded)
  if (opened.pdf.isEncrypted) throw new AppError('pdf_unreadable', { reason: 'encrypted' })
  return opened
}

/**
 * The parsed document, to which a revision may be appended. AppError `pdf_unreadable` as `openPdf`, and for a damaged one
 * (detail.reason damaged). Of a plain file no object is parsed before it is asked for.
 */
export async function openUndamaged(bytes: Uint8Array): Promise<PDF> {
  if (isPlainFile(bytes)) {
    try {
      return await load(bytes)
    } catch {
      // openPdf says what is wrong
    }
  }
  const { pdf, damaged } = await openPdf(bytes)
  if (damaged) throw new AppError('pdf_unreadable', { reason: 'damaged' })
  return pdf
}

/**
 * What `read` finds in the document, parsed no further than it asks: ten times as fast as `openPdf`, whose answer and
 * whose errors it takes where that fails. `loaded` as for `openPdf`.
 */
export async function readPdf<T>(
  bytes: Uint8Array,
  read: (pdf: PDF) => T,
  loaded?: PDF,
): Promise<T> {
  try {
    const pdf = loaded ?? (await load(bytes))
    if (!pdf.isEncrypted) return read(pdf)
  } catch {
    // openPdf says what is wrong
  }
  return read((await openPdf(bytes)).pdf)
}

async function load(bytes: Uint8Array): Promise<PDF> {
  return PDF.load(bytes, { lenient: false })
}

async function loadReadable(bytes: Uint8Array, loaded?: PDF): Promise<OpenedPdf> {
  try {
    return { pdf: readStrictly(loaded ?? (await load(bytes))), damaged: false }
  } catch (cause) {
    for (const end of earlierEnds(bytes)) {
      try {
        return { pdf: readStrictly(await load(bytes.subarray(0, end))), damaged: true }
      } catch {
        // the first error says more
      }
    }
    throw new AppError('pdf_unreadable', { reason: 'not_a_pdf' }, cause)
  }
}

function readStrictly(pdf: PDF): PDF {
  if (!pdf.isEncrypted) readEverything(pdf)
  return pdf
}

/** Offsets just after `%%EOF`, last first, without the end of the whole. */
function earlierEnds(bytes: Uint8Array): readonly number[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const ends: number[] = []
  for (let at = file.lastIndexOf('%%EOF'); at > 0 && ends.length < MAX_EARLIER_ENDS;) {
    ends.push(at + 5)
    at = file.lastIndexOf('%%EOF', at - 1)
  }
  return ends
}

/** Objects are parsed when asked for; asking for all of them here keeps parse errors out of everyone else's way. */
function readEverything(pdf: PDF): void {
  const seen = new Set<PdfObject>()
  const queue: (PdfObject | null)[] = [pdf.getCatalog()]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const object = next instanceof PdfRef ? pdf.getObject(next) : next
    if (object === null || seen.has(object)) continue
    if (object instanceof PdfArray) queue.push(...object)
    else if (object instanceof PdfDict) for (const [, value] of object) queue.push(value)
    else continue
    seen.add(object)
  }
}

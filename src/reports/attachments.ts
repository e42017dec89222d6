import { PDF } from '@libpdf/core'
import { AppError } from '../errors.ts'

/**
 * The files inside a PDF by name, also after signatures were added to it.
 *
 * Throws `pdf_unreadable`.
 */
export async function readAttachments(pdf: Uint8Array): Promise<Map<string, Uint8Array>> {
  return attachmentsOf(await open(pdf))
}

/** The same of a document that is open already. */
export function attachmentsOf(document: PDF): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  for (const name of document.attachments.list().keys()) {
    const bytes = document.attachments.get(name)
    if (bytes) files.set(name, bytes)
  }
  return files
}

/** The text of each page in the order it is drawn. Throws `pdf_unreadable`. */
export async function extractText(pdf: Uint8Array): Promise<string[]> {
  const document = await open(pdf)
  return document.getPages().map((page) => page.extractText().text)
}

/** What the file says it is, `null` where it says nothing, and how many pages it has. Throws `pdf_unreadable`. */
export async function readTitle(
  pdf: Uint8Array,
): Promise<{ readonly title: string | null; readonly pages: number }> {
  const document = await open(pdf)
  return { title: document.getTitle() ?? null, pages: document.getPageCount() }
}

async function open(bytes: Uint8Array): Promise<PDF> {
  try {
    return await PDF.load(bytes, { lenient: false })
  } catch (error) {
    throw new AppError('pdf_unreadable', {}, error)
  }
}

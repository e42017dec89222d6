import { PDF } from '@libpdf/core'
import { AppError } from '../errors.ts'

/** One page as it can be read: its lines from the top, in NFC, cells of a table parted by two spaces. */
export type PrintedPage = { readonly lines: readonly string[] }

/** The text of every page. `pdf_unreadable` for what is no PDF, or whose pages cannot be read. */
export async function readPrint(pdf: Uint8Array): Promise<readonly PrintedPage[]> {
  try {
    const document = await PDF.load(pdf, { lenient: false })
    return document.getPages().map((page) => ({
      lines: page.extractText().lines.map(({ text }) => text.normalize('NFC').trim()),
    }))
  } catch (error) {
    throw new AppError('pdf_unreadable', { reason: 'text' }, error)
  }
}

/** The text with every run of white space as one space. */
export function inOneLine(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
}

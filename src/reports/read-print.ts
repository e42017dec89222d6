import { PDF } from '@libpdf/core'
import { AppError } from '../errors.ts'

/** One page as it can be read: its lines from the top, in NFC, cells of a table parted by two spaces. */
export type PrintedPage = {
  readonly lines: readonly string[]
  /** Large letters of the watermark lie across it. */
  readonly watermark?: true
}

/** One page with every letter that can be read on it; plain data, of which `printedPages` takes what is printed. */
export type WrittenPage = { readonly lines: readonly WrittenLine[] }
type WrittenLine = {
  readonly text: string
  /** Its runs of letters, where one is as large as a watermark's. */
  readonly spans: readonly Span[]
}

/** A run of letters as they stand on a line; height, place and width in points. */
type Span = {
  readonly text: string
  readonly fontSize: number
  readonly x: number
  readonly width: number
}

/** Letters of a watermark are at least this high, in points; nothing else on a page is. */
const WATERMARK_SIZE = 40
/** Gaps in a line, in heights of its letters: more than a letter's distance, and more than a word's. */
const WORD_GAP = 0.15
const CELL_GAP = 0.6

/**
 * The text of every page, without the large letters of `watermark`, which lie across it. `pdf_unreadable` for what is no
 * PDF, or whose pages cannot be read.
 */
export async function readPrint(
  pdf: Uint8Array,
  watermark: string,
): Promise<readonly PrintedPage[]> {
  return printedPages(await readPages(pdf), watermark)
}

/** Every letter of every page, which takes long; refused as by `readPrint`. */
export async function readPages(pdf: Uint8Array): Promise<readonly WrittenPage[]> {
  try {
    const document = await PDF.load(pdf, { lenient: false })
    return document.getPages().map((page) => {
      const { lines } = page.extractText()
      return { lines: lines.map(({ text, spans }) => ({ text, spans: largeSpans(spans) })) }
    })
  } catch (error) {
    throw new AppError('pdf_unreadable', { reason: 'text' }, error)
  }
}

type ReadSpan = Pick<Span, 'text' | 'fontSize'> & { readonly bbox: Pick<Span, 'x' | 'width'> }

function largeSpans(spans: readonly ReadSpan[]): readonly Span[] {
  if (!spans.some(({ fontSize }) => fontSize >= WATERMARK_SIZE)) return []
  return spans.map(({ text, fontSize, bbox: { x, width } }) => ({ text, fontSize, x, width }))
}

/** The pages without the large letters of `watermark`. */
export function printedPages(
  pages: readonly WrittenPage[],
  watermark: string,
): readonly PrintedPage[] {
  const letters = new Set(watermark)
  const lies = ({ fontSize, text }: Span) =>
    fontSize >= WATERMARK_SIZE &&
    Array.from(text.normalize('NFC')).every((letter) => letters.has(letter))
  return pages.map(({ lines }) => {
    const texts = lines
      .map(({ text, spans }) =>
        spans.some(lies) ? joined(spans.filter((span) => !lies(span))) : text,
      )
      .map((text) => text.normalize('NFC').trim())
      .filter((text) => text !== '')
    const marked = lines.some(({ spans }) => spans.some(lies))
    return { lines: texts, ...(marked && { watermark: marked }) }
  })
}

function joined(spans: readonly Span[]): string {
  return spans
    .map((span, at) => {
      const before = spans[at - 1]
      if (!before) return span.text
      const gap = (span.x - before.x - before.width) / span.fontSize
      return `${gap > CELL_GAP ? '  ' : gap > WORD_GAP ? ' ' : ''}${span.text}`
    })
    .join('')
}

/** The text with every run of white space as one space. */
export function inOneLine(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
}

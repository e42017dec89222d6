import type { Pdf, PdfFont } from './pdf.ts'
import { type Shape, shapeOf, splitWords } from './shapes.ts'

/** What a word looks like in the file, for one font of one document. */
const written = new WeakMap<PdfFont, Map<string, string>>()

/**
 * Draws `text` in the current font with its top left corner at `x`, `y`: the very bytes of pdfkit's
 * `text(…, { lineBreak: false })`, of which every word is put together once a document. Words with marks
 * off their place, and line breaks, are left to pdfkit.
 */
export function writeText(pdf: Pdf, text: string, x: number, y: number): void {
  const { _font: font, _fontSize: size, page } = pdf
  const shapes = splitWords(text).map((word) => [word, shapeOf(font.font, word)] as const)
  if (shapes.length === 0) return
  if (text.includes('\n') || shapes.some(([, { raised }]) => raised)) {
    pdf.text(text, x, y, { lineBreak: false })
    return
  }
  page.fonts[font.id] ??= font.ref()
  const base = page.height - y - (font.ascender / 1000) * size
  const words = shapes.map(([word, shape]) => wordOf(font, word, shape)).join('')
  pdf.addContent(
    `q\n1 0 0 -1 0 ${round(page.height)} cm\nBT\n1 0 0 1 ${round(x)} ${round(base)} Tm\n` +
      `/${font.id} ${round(size)} Tf\n${showing(words)}\nET\nQ`,
  )
}

/** Hexadecimal glyph numbers, interrupted by the kerning behind a glyph: `0001> 37 <0002`. */
function wordOf(font: PdfFont, word: string, shape: Shape): string {
  const words = written.get(font) ?? new Map<string, string>()
  written.set(font, words)
  let text = words.get(word)
  if (text === undefined) {
    text = shape.glyphs
      .map(({ glyph, advance, width }) => {
        const id = font.subset.includeGlyph(glyph.id)
        font.widths[id] ??= width
        font.unicode[id] ??= glyph.codePoints
        const kerning = advance - width
        return id.toString(16).padStart(4, '0') + (kerning === 0 ? '' : `> ${round(-kerning)} <`)
      })
      .join('')
    words.set(word, text)
  }
  return text
}

function showing(words: string): string {
  return words.endsWith(' <') ? `[<${words.slice(0, -2)}] TJ` : `[<${words}> 0] TJ`
}

/** Numbers as pdfkit writes them. */
function round(number: number): number {
  return Math.round(number * 1e6) / 1e6
}

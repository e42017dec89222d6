import type { Instant } from '../domain/time.ts'
import { type Fonts, assertGlyphs } from './fonts.ts'
import { breakLines } from './lines.ts'
import { closePdf, openPdf } from './pdf.ts'
import { textWidth } from './shapes.ts'
import { signingTimeText } from './vietnamese.ts'
import { writeText } from './write-text.ts'

/** What the mark of a signature says; `width` and `height` of its field in points. */
export type SignatureMark = {
  readonly signerName: string
  readonly signedAt: Instant
  readonly width: number
  readonly height: number
  /** The signer's post. */
  readonly title?: string
}

const LARGEST = 10
const SMALLEST = 4
const LEADING = 1.25
const MARGIN = 3

/**
 * A page of the field's size with "Ký bởi: …" and "Thời gian ký: …", to be laid over a signature field;
 * the type shrinks until a long name fits. The same mark gives the same bytes. Throws `glyph_missing`.
 */
export async function signatureAppearance(mark: SignatureMark, fonts: Fonts): Promise<Uint8Array> {
  const { signerName, signedAt, width, height, title } = mark
  const texts = [
    `Ký bởi: ${signerName}`,
    ...(title ? [`Chức vụ: ${title}`] : []),
    `Thời gian ký: ${signingTimeText(signedAt)}`,
  ].map((text) => text.normalize('NFC'))
  for (const text of texts) assertGlyphs(fonts, text, 'signature')
  const about = { title: texts[0]!, subject: '', author: signerName, keywords: '', creator: '' }
  const pdf = openPdf({ ...about, createdAt: new Date(signedAt) }, fonts)
  pdf.addPage({ size: [width, height], margin: 0 })
  const linesAt = (size: number) => {
    pdf.font('regular', size)
    const measure = (text: string) => textWidth(fonts.regular, text, size)
    return texts.flatMap((text) => breakLines(text, measure, width - 2 * MARGIN))
  }
  let size = LARGEST
  while (size > SMALLEST && linesAt(size).length * size * LEADING > height - 2 * MARGIN) size -= 0.5
  const lines = linesAt(size)
  const top = (height - lines.length * size * LEADING) / 2
  // The words of the field itself are in the document's structure tree; this page is only its picture.
  pdf.markContent('Artifact', { type: 'Layout' })
  lines.forEach(({ words, width: wide }, at) =>
    writeText(pdf, words.join(' '), (width - wide) / 2, top + at * size * LEADING),
  )
  pdf.endMarkedContent()
  return closePdf(pdf)
}

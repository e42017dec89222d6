import type { Instant } from '../domain/time.ts'
import { type Fonts, assertGlyphs } from './fonts.ts'
import { breakLines } from './lines.ts'
import { type Pdf, closePdf, openPdf } from './pdf.ts'
import { type PngSize, readPng } from './png.ts'
import { textWidth } from './shapes.ts'
import { isoTimeText, signingTimeText } from './vietnamese.ts'
import { writeText } from './write-text.ts'

/** What the mark of a signature says; `width` and `height` of its field in points. */
export type SignatureMark = {
  /** A person, who is meant unless it is said, or the seal of an organisation. */
  readonly kind?: 'person' | 'seal'
  /** Of the person or the organisation. */
  readonly signerName: string
  readonly signedAt: Instant
  readonly width: number
  readonly height: number
  /** The signer's post. */
  readonly title?: string
  /** A PNG, its transparency kept: the signature as written by hand, or the seal. */
  readonly image?: Uint8Array
  /** Points from the left of the field over which a seal comes to lie: words keep clear of it, an image does not. */
  readonly underSeal?: number
}

type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
/** What is written, and the largest type it may have. */
type Words = { readonly texts: readonly string[]; readonly largest: number }

const LARGEST = 10
const LARGEST_BELOW_SEAL = 7
const SMALLEST = 4
const LEADING = 1.25
const MARGIN = 3
/** Of the field's height, how much the words below a seal take. */
const WORDS_BELOW = 0.3

/**
 * A page of the field's size, to be laid over a signature field (NĐ 30/2020, Phụ lục I; forms in use): of a person the image
 * alone, without an image "Ký bởi: …" and "Thời gian ký: …"; of a seal the image and below it, in a wide field beside it,
 * the organisation and the time as ISO 8601. The type shrinks until a long name fits. Words stand beside a seal that will cover
 * the left of a field; an image may lie below it, as it does on paper. The same mark gives the same bytes.
 *
 * Throws AppError `glyph_missing`, `image_unreadable`.
 */
export async function signatureAppearance(mark: SignatureMark, fonts: Fonts): Promise<Uint8Array> {
  const { signerName, signedAt, width, height, image, underSeal = 0 } = mark
  const texts = textsOf(mark).map((text) => text.normalize('NFC'))
  for (const text of texts) assertGlyphs(fonts, text, 'signature')
  const size = image && readPng(image)
  const about = { title: texts[0]!, subject: '', author: signerName, keywords: '', creator: '' }
  const pdf = openPdf({ ...about, createdAt: new Date(signedAt) }, fonts)
  pdf.addPage({ size: [width, height], margin: 0 })
  // The words of the field itself are in the document's structure tree; this page is only its picture.
  pdf.markContent('Artifact', { type: 'Layout' })
  const whole: Box = { x: 0, y: 0, width, height }
  const words: Words = { texts, largest: LARGEST }
  if (!image || !size)
    drawWords(pdf, fonts, words, { ...whole, x: underSeal, width: width - underSeal })
  else if (mark.kind === 'seal') {
    const { picture, beside, largest } = divide(whole)
    drawImage(pdf, image, size, picture)
    drawWords(pdf, fonts, { texts, largest }, beside)
  } else drawImage(pdf, image, size, whole)
  pdf.endMarkedContent()
  return closePdf(pdf)
}

function textsOf({ kind, signerName, signedAt, title }: SignatureMark): readonly string[] {
  if (kind === 'seal') return [signerName, isoTimeText(signedAt)]
  return [
    `Ký bởi: ${signerName}`,
    ...(title ? [`Chức vụ: ${title}`] : []),
    `Thời gian ký: ${signingTimeText(signedAt)}`,
  ]
}

/** Where a seal and its words go: side by side in a wide field, else the words below. */
function divide({ width, height }: Box): { picture: Box; beside: Box; largest: number } {
  if (width > 1.6 * height)
    return {
      picture: { x: 0, y: 0, width: height, height },
      beside: { x: height, y: 0, width: width - height, height },
      largest: LARGEST,
    }
  const above = height * (1 - WORDS_BELOW)
  return {
    picture: { x: 0, y: 0, width, height: above },
    beside: { x: 0, y: above, width, height: height - above },
    largest: LARGEST_BELOW_SEAL,
  }
}

/** The words centred in the box, in the largest type in which they fit. */
function drawWords(pdf: Pdf, fonts: Fonts, { texts, largest }: Words, box: Box): void {
  const widthAt = (size: number) => (text: string) => textWidth(fonts.regular, text, size)
  const room = { width: box.width - 2 * MARGIN, height: box.height - 2 * MARGIN }
  const linesAt = (size: number) =>
    texts
      .flatMap((text) => (widthAt(size)(text) <= room.width ? [text] : labelled(text)))
      .flatMap((text) => breakLines(text, widthAt(size), room.width))
  const longest = texts.flatMap((text) => text.split(' '))
  const fits = (size: number) =>
    linesAt(size).length * size * LEADING <= room.height &&
    longest.every((word) => widthAt(size)(word) <= room.width) // a time is not broken
  let size = largest
  while (size > SMALLEST && !fits(size)) size -= 0.5
  const lines = linesAt(size)
  const top = box.y + (box.height - lines.length * size * LEADING) / 2
  pdf.font('regular', size)
  lines.forEach(({ words, width }, at) =>
    writeText(pdf, words.join(' '), box.x + (box.width - width) / 2, top + at * size * LEADING),
  )
}

/** "Ký bởi: …" as its label and what it labels, so that a name which needs a line has one. */
function labelled(text: string): readonly string[] {
  const end = text.indexOf(': ') + 1
  return end === 0 ? [text] : [text.slice(0, end), text.slice(end + 1)]
}

/** The picture whole, its shape kept, in the middle of the box. */
function drawImage(pdf: Pdf, image: Uint8Array, size: PngSize, box: Box): void {
  const scale = Math.min(box.width / size.width, box.height / size.height)
  const [width, height] = [size.width * scale, size.height * scale]
  const x = box.x + (box.width - width) / 2
  const y = box.y + (box.height - height) / 2
  pdf.image(Buffer.from(image), x, y, { width, height })
}

import type { Font } from 'fontkit'
import PDFDocument from 'pdfkit'
import type { Fonts } from './fonts.ts'
import { FONT_NAMES } from './fonts.ts'

/** An object of the file, still open; `data` is its dictionary. */
type PdfReference = {
  readonly data: Record<string, unknown>
  end(chunk?: Uint8Array | string): void
}

/** A font of one document, as far as its glyphs were used. */
export type PdfFont = {
  readonly id: string
  readonly font: Font
  readonly ascender: number
  readonly subset: { includeGlyph(id: number): number }
  /** By the numbers that `subset` gives. */
  readonly widths: number[]
  readonly unicode: (readonly number[])[]
  ref(): PdfReference
}

/** A node of the structure tree. Functions added to it draw its content on the current page at once. */
export type StructElement = {
  readonly dictionary: PdfReference
  add(child: StructElement | (() => void)): StructElement
  end(): void
}

type StructOptions = {
  readonly alt?: string
  readonly title?: string
  readonly scope?: 'Column' | 'Row'
  readonly bbox?: readonly [number, number, number, number]
}

type AttachOptions = {
  name: string
  type: string
  description: string
  relationship: 'Data'
  creationDate: Date
  modifiedDate: Date
}

type Outline = {
  options: Record<string, unknown>
  addItem(title: string, options: Record<string, unknown>): Outline
}

/** What this program uses of pdfkit 0.20; the published types describe 0.17. */
export type Pdf = {
  readonly page: {
    readonly width: number
    readonly height: number
    readonly content: { write(operators: string | Uint8Array): void; end(): void }
    readonly annotations: readonly PdfReference[]
    readonly fonts: Record<string, PdfReference>
  }
  readonly _font: PdfFont
  readonly _fontSize: number
  readonly outline: Outline
  readonly _root: { readonly data: Record<string, PdfReference> }
  info: Record<string, unknown>
  _addInfo(): void
  addContent(operators: string): Pdf
  registerFont(name: string, font: unknown): Pdf
  font(name: string, size: number): Pdf
  widthOfString(text: string): number
  text(text: string, x: number, y: number, options: { lineBreak: false }): Pdf
  image(
    png: Uint8Array,
    x: number,
    y: number,
    options: { readonly width: number; readonly height: number },
  ): Pdf
  addPage(options: { size: readonly [number, number]; margin: number }): Pdf
  switchToPage(at: number): void
  bufferedPageRange(): { start: number; count: number }
  struct(type: string, options?: StructOptions): StructElement
  addStructure(element: StructElement): Pdf
  markContent(tag: 'Artifact', options: { type: string }): Pdf
  endMarkedContent(): Pdf
  save(): Pdf
  restore(): Pdf
  rotate(degrees: number, options: { origin: readonly [number, number] }): Pdf
  lineWidth(width: number): Pdf
  fillColor(color: string): Pdf
  strokeColor(color: string): Pdf
  moveTo(x: number, y: number): Pdf
  lineTo(x: number, y: number): Pdf
  rect(x: number, y: number, width: number, height: number): Pdf
  circle(x: number, y: number, radius: number): Pdf
  clip(): Pdf
  fill(): Pdf
  stroke(): Pdf
  initForm(): Pdf
  ref(data: Record<string, unknown>): PdfReference
  annotate(
    x: number,
    y: number,
    width: number,
    height: number,
    options: Record<string, unknown>,
  ): Pdf
  file(bytes: Uint8Array, options: AttachOptions): unknown
  read(): Uint8Array
  _offset: number
  _write(data: string | Uint8Array): void
  end(): void
}

/** What the file says about itself. `createdAt` is the only time in it. */
export type PdfInfo = {
  readonly title: string
  readonly subject: string
  readonly author: string
  readonly keywords: string
  readonly creator: string
  readonly createdAt: Date
}

/** What the program makes, and the older form without attachments that free validators check. */
export type PdfFlavour = 'PDF/A-3a' | 'PDF/A-1a'

/** An empty tagged document (Vietnamese, PDF/A-3a unless told otherwise) with the fonts registered by their names. */
export function openPdf(info: PdfInfo, fonts: Fonts, flavour: PdfFlavour = 'PDF/A-3a'): Pdf {
  const options = {
    tagged: true,
    lang: 'vi-VN',
    displayTitle: true,
    pdfVersion: flavour === 'PDF/A-1a' ? ('1.4' as const) : ('1.7' as const),
    subset: flavour,
    bufferPages: true,
    autoFirstPage: false,
    font: '',
    info: {
      Title: info.title,
      Subject: info.subject,
      Author: info.author,
      Keywords: info.keywords,
      Creator: info.creator,
      Producer: 'pdfkit',
      CreationDate: info.createdAt,
    },
  }
  const pdf = new PDFDocument(options) as unknown as Pdf
  for (const name of FONT_NAMES) pdf.registerFont(name, fonts[name])
  pdf.outline.options = { expanded: true }
  escapeXmp(pdf)
  collectFile(pdf)
  collectContent(pdf)
  return pdf
}

/** pdfkit copies `info` into the XMP packet as it stands; a title with `&` would break it. */
function escapeXmp(pdf: Pdf): void {
  const write = pdf._addInfo.bind(pdf)
  pdf._addInfo = () => {
    const raw = pdf.info
    pdf.info = Object.fromEntries(
      Object.entries(raw).map(([key, value]) => [
        key,
        typeof value === 'string' ? escapeXml(value) : value,
      ]),
    )
    write()
    pdf.info = raw
  }
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** What was written so far of each open file, and when its last line is. */
const files = new WeakMap<Pdf, { readonly pieces: Uint8Array[]; readonly ended: Promise<void> }>()

/** Takes what pdfkit writes as it comes, past the stream that a document is: a file has some ten thousand lines. */
function collectFile(pdf: Pdf): void {
  const pieces = [pdf.read()]
  let lines = ''
  const ended = new Promise<void>((resolve) => {
    pdf._write = (data) => {
      if (typeof data === 'string') lines += `${data}\n`
      else pieces.push(Buffer.from(lines, 'latin1'), data)
      pdf._offset += typeof data === 'string' ? data.length + 1 : data.length
      if (typeof data !== 'string') lines = ''
      else if (data === '%%EOF') {
        pieces.push(Buffer.from(lines, 'latin1'))
        resolve()
      }
    }
  })
  files.set(pdf, { pieces, ended })
}

/** Keeps the operators of a page together until the page ends, which pdfkit makes bytes of one by one. */
function collectContent(pdf: Pdf): void {
  const add = pdf.addPage.bind(pdf)
  pdf.addPage = (options) => {
    add(options)
    const { content } = pdf.page
    const [write, end] = [content.write.bind(content), content.end.bind(content)]
    let lines = ''
    content.write = (operators) => {
      if (typeof operators === 'string') lines += `${operators}\n`
      else lines += Buffer.from(operators).toString('latin1')
    }
    content.end = () => {
      write(Buffer.from(lines, 'latin1'))
      end()
    }
    return pdf
  }
}

/** In milliseconds: how long the last images of a file are waited for. */
const CLOSING_MS = 10_000

/** The bytes of the finished file; pdfkit unpacks images behind the scenes, so its end may come later. */
export async function closePdf(pdf: Pdf): Promise<Uint8Array> {
  const file = files.get(pdf)
  if (!file) throw new TypeError('no file of this program')
  pdf.end()
  let late: NodeJS.Timeout | undefined
  const open = new Promise<never>((_, reject) => {
    const fault = new RangeError('a part of the file was left open')
    late = setTimeout(() => reject(fault), CLOSING_MS)
  })
  await Promise.race([file.ended, open]).finally(() => clearTimeout(late))
  return new Uint8Array(Buffer.concat(file.pieces))
}

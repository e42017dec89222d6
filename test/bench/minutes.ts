import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDF } from '@libpdf/core'
import * as fontkit from 'fontkit'
import PDFDocument from 'pdfkit'
import { pdfTasks } from '../../src/actions/pdf-work.ts'
import { signVisibly } from '../../src/actions/visible-signature.ts'
import { outcomeOf } from '../../src/domain/outcome.ts'
import { ROOT } from '../../src/program.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { renderDocx } from '../../src/reports/docx/render-docx.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { openP12 } from '../../src/signatures/p12.ts'
import { makeRehearsalP12 } from '../../src/signatures/rehearsal-certificate.ts'
import { sampleInput } from '../reports/samples.ts'
import { ms, time, timeInTurn } from './measure.ts'
import { type PlainMinutes, libreOfficeDrawer, pdfmakeDrawer, plainMinutes } from './rivals.ts'

type Span = {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly font: 'regular' | 'bold' | 'italic' | 'boldItalic'
}

/**
 * Signed minutes of 30 people against bare pdfkit putting the same words in the same places: no
 * layout, no tags, no PDF/A, no attachment, no signature. Both use fonts parsed once.
 */
export async function benchMinutes(): Promise<void> {
  const resources = { templates: loadTemplates(`${ROOT}/templates`), fonts: loadFonts() }
  const tasks = pdfTasks(resources)
  const input = sampleInput('minutes', 'thirty-people')
  const now = input.identity.createdAt
  const p12 = await makeRehearsalP12({ commonName: 'Người Ký Mẫu', password: 'x', now })
  const signer = await openP12(p12, 'x')
  const signing = {
    signer,
    field: 'head',
    reason: 'Ký',
    location: '',
    signedAt: now,
    certify: true,
  }
  const signed = async () => signVisibly(await tasks.renderDocument(input), signing, tasks)
  const pages = await spansOf(await tasks.renderDocument(input))
  const words = pages.flat().length
  const plain = plainFonts()
  const { a, b, ratio } = await timeInTurn(60, 10, signed, () => bare(pages, plain))
  console.log(`minutes of 30 people, ${pages.length} pages, ${words} pieces of text:`)
  console.log(`  rendered and signed  ${ms(a)}`)
  console.log(`  bare pdfkit          ${ms(b)}`)
  console.log(`  ratio                ${ratio.toFixed(2)}× (at most 1.5× asked)`)
  const drawn = await extractText(await tasks.renderDocument(input))
  const docx = await renderDocx({ ...input, notice: 'Bản để biên tập' }, resources)
  await beside(signed, plainMinutes(input, drawn), docx)
}

/** The same words by pdfmake and by LibreOffice; theirs are neither tagged nor signed. */
async function beside(
  signed: () => Promise<unknown>,
  minutes: PlainMinutes,
  docx: Uint8Array,
): Promise<void> {
  const pdfmake = pdfmakeDrawer()
  const make = await timeInTurn(20, 3, signed, () => pdfmake(minutes))
  console.log(`  pdfmake              ${ms(make.b)}, ${(1 / make.ratio).toFixed(1)}× ours`)
  const office = libreOfficeDrawer(docx)
  if (!office) {
    console.log('  LibreOffice          not installed here: not compared')
    return
  }
  const convert = await timeInTurn(6, 1, signed, office.draw)
  office.end()
  const times = (1 / convert.ratio).toFixed(0)
  console.log(`  LibreOffice, DOCX    ${ms(convert.b)}, ${times}× ours (30× asked)`)
}

/** A summary of 200 people, the bars of each among them. */
export async function benchLongReport(): Promise<void> {
  const tasks = pdfTasks({ templates: loadTemplates(`${ROOT}/templates`), fonts: loadFonts() })
  const input = sampleInput('summary', 'thirty-people')
  const { tally, regime } = input.proceedings
  const [kind] = tally.ballotKinds
  const subjects = Array.from({ length: 200 }, (_, at) => {
    const one = kind!.subjects[at % kind!.subjects.length]!
    return { ...one, id: String(at + 1), name: `${one.name} ${at + 1}` }
  })
  const many = { ...tally, ballotKinds: [{ ...kind!, subjects }] }
  const proceedings = { ...input.proceedings, tally: many, outcome: outcomeOf(many, regime) }
  const pdf = await tasks.renderDocument({ ...input, proceedings })
  const pages = (await extractText(pdf)).length
  const timing = await time(10, 2, () => tasks.renderDocument({ ...input, proceedings }))
  console.log(`report of 200 people, ${pages} pages: ${ms(timing)} (1,500 ms asked)`)
}

/** The same letters, parsed once and left as fontkit gives them. */
function plainFonts(): Record<Span['font'], fontkit.Font> {
  const font = (file: string) => {
    const path = createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${file}`)
    return fontkit.create(readFileSync(path)) as fontkit.Font
  }
  return {
    regular: font('400Regular/Tinos_400Regular.ttf'),
    bold: font('700Bold/Tinos_700Bold.ttf'),
    italic: font('400Regular_Italic/Tinos_400Regular_Italic.ttf'),
    boldItalic: font('700Bold_Italic/Tinos_700Bold_Italic.ttf'),
  }
}

/** Every piece of text of the document with its place and letter. */
async function spansOf(pdf: Uint8Array): Promise<Span[][]> {
  const document = await PDF.load(pdf, { lenient: false })
  return document.getPages().map((page) => {
    const { lines, height } = page.extractText()
    return lines.flatMap((line) =>
      line.spans.map(({ text, bbox, fontSize, fontName }) => {
        const bold = fontName.includes('Bold')
        const italic = fontName.includes('Italic')
        const font = bold ? (italic ? 'boldItalic' : 'bold') : italic ? 'italic' : 'regular'
        return { text, x: bbox.x, y: height - bbox.y - bbox.height, size: fontSize, font } as const
      }),
    )
  })
}

async function bare(
  pages: readonly (readonly Span[])[],
  fonts: Readonly<Record<Span['font'], fontkit.Font>>,
): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', autoFirstPage: false, margin: 0 })
  for (const [name, font] of Object.entries(fonts)) pdf.registerFont(name, font as never)
  const chunks: Uint8Array[] = []
  const done = new Promise<Uint8Array>((resolve) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
  })
  for (const page of pages) {
    pdf.addPage()
    for (const { text, x, y, size, font } of page)
      pdf.font(font).fontSize(size).text(text, x, y, { lineBreak: false })
  }
  pdf.end()
  return done
}

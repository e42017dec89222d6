import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { DOCUMENT_NAMES, type FigureDocument } from '../../../src/domain/proceedings.ts'
import { unpacked, zipDirectory } from '../../../src/formats/zip-directory.ts'
import { extractText } from '../../../src/reports/attachments.ts'
import { MODELS } from '../../../src/reports/document-models.ts'
import { renderDocx } from '../../../src/reports/docx/render-docx.ts'
import { loadFonts } from '../../../src/reports/fonts.ts'
import { layoutFor } from '../../../src/reports/layout.ts'
import { renderDocument } from '../../../src/reports/render.ts'
import { loadTemplates } from '../../../src/reports/template.ts'
import { docxParts, paragraphTexts } from '../docx-parts.ts'
import { sampleInput, sampleNames } from '../samples.ts'
import { templateTexts } from '../template-texts.ts'

const resources = { templates: loadTemplates('templates'), fonts: loadFonts() }
const NOTICE = 'Bản để biên tập, không thay bản đã ký'
const SAMPLES = DOCUMENT_NAMES.flatMap((document) =>
  sampleNames(document).map((name) => [document, name] as const),
)

function docxOf(document: FigureDocument, name: string): Promise<Uint8Array> {
  return renderDocx({ ...sampleInput(document, name), notice: NOTICE }, resources)
}

const partsOf = async (document: FigureDocument, name: string) =>
  docxParts(await docxOf(document, name))

function layoutOf(document: FigureDocument, name: string) {
  const { settings, tally } = sampleInput(document, name).proceedings
  return layoutFor(resources.templates[document], tally.side, settings.layout)
}

/** One blank between words; no text says nothing. */
const spaced = (texts: readonly string[]) =>
  texts.map((text) => text.split(' ').filter(Boolean).join(' ')).filter((text) => text !== '')

describe('the document as docx', () => {
  it.each(SAMPLES)('says what the template says, block by block: %s %s', async (document, name) => {
    const { proceedings, identity } = sampleInput(document, name)
    const model = MODELS[document].model(proceedings, identity)
    const template = resources.templates[document]
    const layout = layoutOf(document, name)
    const expected = spaced(templateTexts(template, layout, { ...model, page: { count: '00' } }))
    const xml = (await partsOf(document, name)).get('word/document.xml')!
    expect(expected.length).toBeGreaterThan(20)
    expect(paragraphTexts(xml)).toEqual(expected)
  })

  it.each(SAMPLES.filter(([, name]) => !['long-names', 'rehearsal'].includes(name)))(
    'has every word of the PDF but those at the edges of its pages: %s %s',
    async (document, name) => {
      const xml = (await partsOf(document, name)).get('word/document.xml')!
      const own = new Map<string, number>()
      for (const word of paragraphTexts(xml).flatMap((text) => text.split(/\s+/)))
        own.set(word, (own.get(word) ?? 0) + 1)
      const pages = await extractText(await renderDocument(sampleInput(document, name), resources))
      const missing = new Set<string>()
      for (const word of pages.flatMap((page) => page.split(/\s+/)).filter(Boolean)) {
        const left = own.get(word) ?? 0
        if (left === 0 && !/^[\d.,/…]+$/.test(word)) missing.add(word)
        own.set(word, left - 1)
      }
      const { identity } = sampleInput(document, name)
      const edge = `Kỳ ${identity.session ?? ''} · Biên bản kiểm phiếu, Báo cáo kết quả, bản thứ Trang Mã dữ liệu ${identity.dataSha256.slice(0, 16).replaceAll(/(.{4})(?=.)/g, '$1 ')} Sổ Tín Nhiệm`
      const repeated =
        'TT Họ và tên Chức danh, chức vụ Số phiếu hợp lệ đối với người này Tín nhiệm cao thấp SL Tỷ lệ (%) Không hợp lệ phát ra thu về không Ghi chú'
      const known = new Set(`${edge} ${repeated}`.split(' '))
      expect([...missing].filter((word) => !known.has(word))).toEqual([])
      const over = [...own].filter(([word, times]) => times > 0 && !/^\d+$/.test(word))
      expect(over).toEqual([])
    },
  )

  it.each(SAMPLES)('has the code to be scanned, told in words: %s %s', async (document, name) => {
    const bytes = await docxOf(document, name)
    const pictures = [...zipDirectory(bytes, 30_000_000)].filter(([part]) => part.endsWith('.png'))
    expect(pictures).toHaveLength(1)
    const { data, width, height } = PNG.sync.read(Buffer.from(unpacked(bytes, pictures[0]![1])))
    const { session, revision, dataSha256, journalHead } = sampleInput(document, name).identity
    const head = journalHead ? `${journalHead.seq}:${journalHead.hash}` : '-:-'
    expect(jsqr.default(new Uint8ClampedArray(data), width, height)?.data).toBe(
      `TN1:${session ?? '-'}:${document}:${revision}:${dataSha256}:${head}`.toUpperCase(),
    )
    const xml = docxParts(bytes).get('word/document.xml')!
    expect(xml).toMatch(/<wp:docPr [^>]*descr="Mã QR của [^"]+"/)
    const { qr } = layoutOf(document, name)
    const across = Number(/<wp:extent cx="(\d+)"/.exec(xml)![1]) / 36_000 // millimetres
    expect(Math.abs(across - qr.size)).toBeLessThan(0.2)
  })

  it('says of itself that no journal proves it, where none is told', async () => {
    const input = sampleInput('minutes', 'normal')
    const identity = { ...input.identity, journalHead: null }
    const bytes = await renderDocx({ ...input, identity, notice: NOTICE }, resources)
    const texts = paragraphTexts(docxParts(bytes).get('word/document.xml')!)
    expect(texts.some((text) => text.includes('Số liệu (tally.json kèm trong tệp PDF)'))).toBe(true)
    expect(texts.some((text) => text.includes('Nhật ký đến mục'))).toBe(false)
  })

  it.each(DOCUMENT_NAMES)('is the same bytes for the same input: %s', async (document) => {
    const first = await docxOf(document, 'normal')
    await new Promise((resolve) => setTimeout(resolve, 2_100)) // a zip file counts time by two seconds
    expect(Buffer.compare(first, await docxOf(document, 'normal'))).toBe(0)
  })

  it.each(SAMPLES)('says on every page that it is for editing: %s %s', async (document, name) => {
    const parts = await partsOf(document, name)
    const footers = [...parts].filter(([part]) => /^word\/footer\d+\.xml$/.test(part))
    expect(footers.length).toBeGreaterThan(0)
    for (const [, xml] of footers) expect(paragraphTexts(xml)[0]).toBe(NOTICE)
    const { identity } = sampleInput(document, name)
    expect(footers[0]![1]).toContain(identity.dataSha256.slice(0, 4))
  })

  it('carries the mark of a rehearsal on every page, and only of one', async () => {
    const headers = async (name: string) =>
      [...(await partsOf('summary', name))].filter(([part]) => /^word\/header\d+/.test(part))
    const marked = await headers('rehearsal')
    expect(marked.length).toBeGreaterThan(0)
    for (const [, xml] of marked) expect(xml).toContain('string="TẬP DƯỢT"')
    for (const [, xml] of await headers('normal')) expect(xml).not.toContain('TẬP DƯỢT')
  })

  it('is set in Times New Roman, in the sizes and margins of the layout', async () => {
    const parts = await partsOf('minutes', 'state-members')
    const styles = parts.get('word/styles.xml')!
    const layout = resources.templates.minutes.layouts.state
    expect(styles).toContain('w:ascii="Times New Roman"')
    for (const [name, style] of Object.entries(layout.styles))
      expect(styles).toMatch(
        new RegExp(`w:styleId="${name}".*?<w:sz w:val="${Math.round(style.size * 2)}"/>`, 's'),
      )
    const left = Math.round((layout.margins.portrait.left * 1440) / 25.4)
    expect(parts.get('word/document.xml')).toContain(`w:left="${left}"`)
  })

  it('turns the page where the report does', async () => {
    const xml = (await partsOf('summary', 'normal')).get('word/document.xml')!
    const sections = [...xml.matchAll(/<w:pgSz [^>]*>/g)].map(([size]) => size)
    expect(sections.map((size) => size.includes('landscape'))).toEqual([false, true])
    expect(sections[1]).toMatch(/w:w="16838".*w:h="11906"/)
  })

  it('repeats the head of a table and parts no row', async () => {
    const xml = (await partsOf('minutes', 'thirty-people')).get('word/document.xml')!
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(2)
    expect(xml.match(/<w:cantSplit\/>/g)!.length).toBeGreaterThanOrEqual(32)
  })

  it('takes names for text, never for marks of the file', async () => {
    const input = sampleInput('minutes', 'one-kind')
    const [kind] = input.proceedings.tally.ballotKinds
    const subject = { ...kind!.subjects[0]!, name: 'Ân <b>&"Uỷ"' }
    const tally = { ...input.proceedings.tally, organisation: 'A & <B>' }
    const proceedings = {
      ...input.proceedings,
      tally: { ...tally, ballotKinds: [{ ...kind!, subjects: [subject] }] },
    }
    const parts = docxParts(await renderDocx({ ...input, proceedings, notice: NOTICE }, resources))
    expect(paragraphTexts(parts.get('word/document.xml')!)).toContain('Ân <b>&"Uỷ"')
    expect(parts.get('docProps/core.xml')).toContain('<dc:creator>A &amp; &lt;B&gt;</dc:creator>')
  })
})

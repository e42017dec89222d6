import { describe, expect, it } from 'vitest'
import { PDF, PdfRef, PdfStream } from '@libpdf/core'
import { extractText } from '../../src/reports/attachments.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { signatureAppearance } from '../../src/reports/signature-appearance.ts'
import { makePng } from './pictures.ts'

const fonts = loadFonts()
const mark = {
  signerName: 'Đặng Thị Ước',
  signedAt: '2015-05-12T03:32:58.000Z',
  width: 200,
  height: 76,
}

describe('the picture of a signature', () => {
  it('tells who signed and when, in the time of Viet Nam', async () => {
    const [text] = await extractText(await signatureAppearance(mark, fonts))
    expect(text).toContain('Ký bởi: Đặng Thị Ước')
    expect(text).toContain('Thời gian ký: 12.05.2015 10:32:58 +07:00')
  })

  it('is one page of the size of its field', async () => {
    const pdf = await PDF.load(await signatureAppearance(mark, fonts))
    expect(pdf.getPageCount()).toBe(1)
    expect(pdf.getPage(0)).toMatchObject({ width: 200, height: 76 })
  })

  it('is the same bytes for the same mark', async () => {
    const [one, two] = await Promise.all([
      signatureAppearance(mark, fonts),
      signatureAppearance(mark, fonts),
    ])
    expect(Buffer.compare(one, two)).toBe(0)
  })

  it('shows the whole of a long name and post', async () => {
    const signerName = 'Công Tằng Tôn Nữ Thị Thí Dụ '.repeat(6).trim()
    const title = 'Phó Bí thư Thường trực, Trưởng Ban Kiểm soát nội bộ'
    const bytes = await signatureAppearance({ ...mark, signerName, title }, fonts)
    const text = (await extractText(bytes)).join(' ').replace(/\s+/g, ' ')
    expect(text).toContain(`Ký bởi: ${signerName}`)
    expect(text).toContain(`Chức vụ: ${title}`)
  })

  it('has its words beside the place of a seal, where one comes to lie over its left', async () => {
    for (const signerName of [mark.signerName, 'Công Tằng Tôn Nữ Thị Thí Dụ Minh Họa']) {
      const field = { ...mark, signerName, width: 125, height: 102 }
      const left = async (underSeal: number) => {
        const pdf = await PDF.load(await signatureAppearance({ ...field, underSeal }, fonts))
        const { lines, text } = pdf.getPage(0)!.extractText()
        expect(text.replace(/\s+/g, ' ')).toContain(`Ký bởi: ${signerName}`)
        expect(Math.max(...lines.map(({ bbox }) => bbox.x + bbox.width))).toBeLessThan(123)
        return Math.min(...lines.map(({ bbox }) => bbox.x))
      }
      expect(await left(41)).toBeGreaterThan(43)
      expect(await left(0)).toBeLessThan(41)
    }
  })

  it('has a line for a name that needs one, and its label above', async () => {
    const narrow = { ...mark, width: 90, height: 102 }
    const pdf = await PDF.load(await signatureAppearance(narrow, fonts))
    const lines = pdf
      .getPage(0)!
      .extractText()
      .lines.map(({ text }) => text.trim())
    expect(lines.slice(0, 2)).toEqual(['Ký bởi:', 'Đặng Thị Ước'])
  })

  it('lets an image lie under the seal', async () => {
    const image = makePng({ width: 40, height: 20 })
    const [a, b] = await Promise.all(
      [0, 60].map((underSeal) => signatureAppearance({ ...mark, image, underSeal }, fonts)),
    )
    expect(Buffer.compare(a!, b!)).toBe(0)
  })

  it('refuses a character the font lacks', async () => {
    await expect(signatureAppearance({ ...mark, signerName: '龍' }, fonts)).rejects.toMatchObject({
      code: 'glyph_missing',
    })
  })
})

/** The pictures on the page: their size and whether they let through what is below. */
async function picturesOf(bytes: Uint8Array) {
  const pdf = await PDF.load(bytes)
  const follow = (ref: PdfRef) => pdf.getObject(ref)
  const found = pdf.getPage(0)?.dict.getDict('Resources', follow)?.getDict('XObject', follow)
  return [...(found ?? [])].map(([, ref]) => {
    const image = ref instanceof PdfRef ? pdf.getObject(ref) : ref
    if (!(image instanceof PdfStream)) throw new Error('no picture')
    return {
      width: image.getNumber('Width')?.value,
      height: image.getNumber('Height')?.value,
      transparent: image.has('SMask'),
    }
  })
}

describe('the picture of a signature with an image', () => {
  const image = makePng({ width: 40, height: 20 })

  it('shows of a person the image alone, transparent as it is', async () => {
    const bytes = await signatureAppearance({ ...mark, image, title: 'Trưởng ban' }, fonts)
    expect((await extractText(bytes)).join('').trim()).toBe('')
    expect(await picturesOf(bytes)).toEqual([{ width: 40, height: 20, transparent: true }])
  })

  it.each([
    ['below', 102, 102],
    ['beside', 230, 90],
  ])('shows of an organisation its name and the time %s the seal', async (_, width, height) => {
    const signerName = 'Ban Thường vụ Đảng ủy xã Mẫu'
    const seal = { ...mark, kind: 'seal', signerName, width, height, image } as const
    const bytes = await signatureAppearance(seal, fonts)
    const text = (await extractText(bytes)).join(' ').replace(/\s+/g, ' ')
    expect(text).toContain(signerName)
    expect(text).toContain('2015-05-12T10:32:58+07:00')
    expect(text).not.toContain('Ký bởi')
    expect(await picturesOf(bytes)).toHaveLength(1)
  })

  it('without the seal has its words all the same, the time unbroken', async () => {
    const seal = { ...mark, kind: 'seal', width: 102, height: 102 } as const
    const [text] = await extractText(await signatureAppearance(seal, fonts))
    expect(text).toContain('2015-05-12T10:32:58+07:00')
  })

  it('is the same bytes for the same image', async () => {
    const [one, two] = await Promise.all([
      signatureAppearance({ ...mark, image }, fonts),
      signatureAppearance({ ...mark, image }, fonts),
    ])
    expect(Buffer.compare(one, two)).toBe(0)
  })

  it('refuses what is no PNG', async () => {
    const wrong = { ...mark, image: Buffer.from('GIF89a') }
    await expect(signatureAppearance(wrong, fonts)).rejects.toMatchObject({
      code: 'image_unreadable',
      detail: { reason: 'not_png' },
    })
  })
})

import { describe, expect, it } from 'vitest'
import { PDF } from '@libpdf/core'
import { extractText } from '../../src/reports/attachments.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { signatureAppearance } from '../../src/reports/signature-appearance.ts'

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

  it('refuses a character the font lacks', async () => {
    await expect(signatureAppearance({ ...mark, signerName: '龍' }, fonts)).rejects.toMatchObject({
      code: 'glyph_missing',
    })
  })
})

import { afterAll, describe, expect, test } from 'vitest'
import { extractText } from '../../src/reports/attachments.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { identifyPrint } from '../../src/reports/printed-identity.ts'
import { templatesInUse } from '../../src/reports/printed-template.ts'
import { readPrint } from '../../src/reports/read-print.ts'
import { renderDocument } from '../../src/reports/render.ts'
import { renderPrint } from '../../src/reports/render-print.ts'
import { readTemplates } from '../../src/reports/template.ts'
import { ownTemplates } from '../support/own-templates.ts'
import { sampleInput } from './samples.ts'

const SHA256 = 'd4'.repeat(32)

const own = ownTemplates()
afterAll(() => own.remove())
own.addExample()
/** A form that goes as far as the language lets it to look like the minutes. */
own.addExample('gia-danh', (text) =>
  text
    .replace('name: Bảng kết quả lưu hồ sơ', 'name: Biên bản')
    .replace(
      "'Trang {{ page.number }}/{{ page.count }}'",
      `'Kỳ {{ identity.session }} · Biên bản kiểm phiếu, bản thứ {{ identity.revision }} · Trang {{ page.number }}/{{ page.count }} · Mã dữ liệu {{ identity.documentSha256 }} · Sổ Tín Nhiệm {{ identity.programVersion }}'`,
    ),
)
const set = readTemplates('templates', own.folder)
const resources = { ...set, fonts: loadFonts() }

const input = (paper: string) => {
  const { proceedings, identity } = sampleInput('minutes', 'normal')
  const printed = { ...identity, documentSha256: SHA256 }
  return { paper, document: 'minutes', proceedings, identity: printed } as const
}

describe('a print of the data of a document', () => {
  test('is the same bytes each time, and other ones of another file', async () => {
    const once = await renderPrint(input('bang-ket-qua'), resources)
    const again = await renderPrint(input('bang-ket-qua'), resources)
    expect(Buffer.compare(once, again)).toBe(0)
    const { identity, ...rest } = input('bang-ket-qua')
    const other = { ...rest, identity: { ...identity, documentSha256: 'e5'.repeat(32) } }
    expect(Buffer.compare(once, await renderPrint(other, resources))).not.toBe(0)
  })

  test('prints the figures of the document and names its file', async () => {
    const text = (await extractText(await renderPrint(input('bang-ket-qua'), resources))).join(' ')
    expect(text).toContain(SHA256)
    const { proceedings } = input('bang-ket-qua')
    for (const { subjects } of proceedings.tally.ballotKinds)
      for (const { name } of subjects) expect(text.replaceAll(/\s+/g, ' ')).toContain(name)
  })

  test('is not taken for the document, however its form is written; the document is', async () => {
    expect(set.faults).toEqual([])
    const { current } = templatesInUse(set.templates)
    const pages = await readPrint(await renderPrint(input('gia-danh'), resources), '')
    expect(pages.flatMap(({ lines }) => lines).join(' ')).toContain('Biên bản kiểm phiếu')
    expect(identifyPrint(pages, current)).toBeNull()
    const minutes = await renderDocument(sampleInput('minutes', 'normal'), resources)
    expect(identifyPrint(await readPrint(minutes, ''), current)).toMatchObject({
      template: { document: 'minutes' },
    })
  })

  test('is not made in a form there is none of', async () => {
    await expect(renderPrint(input('none'), resources)).rejects.toMatchObject({ code: 'not_found' })
  })
})

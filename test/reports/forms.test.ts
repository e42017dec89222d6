import { readFileSync, writeFileSync } from 'node:fs'
import { PDF } from '@libpdf/core'
import { describe, expect, it } from 'vitest'
import { FORM_NAMES, type FormName } from '../../src/domain/proceedings.ts'
import { extractText, readAttachments } from '../../src/reports/attachments.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { type FormInput, renderForm } from '../../src/reports/render.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { formInput, sampleNames } from './samples.ts'
import { surplus } from './surplus.ts'

const resources = { templates: loadTemplates('templates'), fonts: loadFonts() }
const render = (input: FormInput) => renderForm(input, resources)
const drawn = new Map<string, Promise<Uint8Array>>()

/** The bytes of a sample, drawn once. */
function sample(form: FormName, name: string): Promise<Uint8Array> {
  const key = `${form}-${name}`
  const bytes = drawn.get(key) ?? render(formInput(form, name))
  drawn.set(key, bytes)
  return bytes
}

const pagesOf = async (form: FormName, name: string) => extractText(await sample(form, name))
const textOf = async (name: string) =>
  (await pagesOf('criteria', name)).join('\n').replace(/\s+/g, ' ')

const SAMPLES = FORM_NAMES.flatMap((form) => sampleNames(form).map((name) => [form, name] as const))
const GOLDEN = 'test/golden/reports'

describe('the forms of the samples', () => {
  it.each(SAMPLES)('say what was reviewed: %s %s', async (form, name) => {
    const pages = await pagesOf(form, name)
    const text = pages.map((page, at) => `--- trang ${at + 1} ---\n${page}\n`).join('\n')
    const path = `${GOLDEN}/${form}-${name}.txt`
    if (process.env['GOLDEN'] === 'write') writeFileSync(path, text)
    expect(text).toBe(readFileSync(path, 'utf8'))
  })

  it.each(FORM_NAMES)('are the same bytes for the same input: %s', async (form) => {
    const again = await render(formInput(form, 'normal'))
    expect(Buffer.compare(again, await sample(form, 'normal'))).toBe(0)
  })

  it.each(SAMPLES)(
    'carry the session and the regulation file on each page: %s %s',
    async (form, name) => {
      const { identity, known } = formInput(form, name)
      const short = known.regime.sha256.slice(0, 16).match(/.{4}/g)!.join(' ')
      for (const page of await pagesOf(form, name)) {
        expect(page).toContain(`mã tệp quy định ${short}`)
        // the foot may run over two lines
        expect(page.replaceAll(/\s+/g, ' ')).toContain('Sổ Tín Nhiệm 0.1.0')
        if (identity.session !== null) expect(page).toContain(`Kỳ ${identity.session} ·`)
      }
    },
  )

  it.each(FORM_NAMES)(
    'are marked TẬP DƯỢT in a rehearsal, and nothing else differs: %s',
    async (form) => {
      const input = formInput(form, 'normal')
      const known = { ...input.known, mode: 'rehearsal' as const }
      const rehearsed = await extractText(await render({ ...input, known }))
      const real = await pagesOf(form, 'normal')
      rehearsed.forEach((page, at) =>
        expect(surplus(page, real[at]!)).toEqual(Array.from('TẬPDƯỢT').toSorted()),
      )
    },
  )

  it.each(SAMPLES)('have no signature field and nothing attached: %s %s', async (form, name) => {
    const bytes = await sample(form, name)
    expect((await PDF.load(bytes)).getForm()?.getSignatureFields() ?? []).toEqual([])
    expect((await readAttachments(bytes)).size).toBe(0)
  })

  it.each(FORM_NAMES)('are PDF/A-3a, tagged and Vietnamese: %s', async (form) => {
    const text = Buffer.from(await sample(form, 'normal')).toString('latin1')
    expect(text).toContain('<pdfaid:part>3</pdfaid:part>')
    expect(text).toContain('<pdfaid:conformance>A</pdfaid:conformance>')
    expect(text).toMatch(/\/Lang \(vi-VN\)/)
    expect(text).toMatch(/\/Marked true/)
  })

  it('name the field that holds a character the font lacks', async () => {
    const input = formInput('criteria', 'normal')
    const known = { ...input.known, title: 'Lấy phiếu 龍' }
    await expect(render({ ...input, known })).rejects.toMatchObject({
      code: 'glyph_missing',
      detail: { character: '龍', where: '/title' },
    })
  })
})

describe('the criteria sheet', () => {
  it.each(sampleNames('criteria'))(
    'fits on one page, for the back of a ballot: %s',
    async (name) => {
      expect(await pagesOf('criteria', name)).toHaveLength(1)
    },
  )

  it('numbers the criteria of the regulation in its order and cites it', async () => {
    const text = await textOf('normal')
    expect(text).toContain('Căn cứ Quy định số 96-QĐ/TW, ngày 02/02/2023 của Bộ Chính trị')
    const places = ['1. Phẩm chất', '2. Ý thức', '3. Kết quả', '4. Sự gương mẫu', '5. Việc thường']
    const found = places.map((words) => text.indexOf(words))
    expect(found).toEqual(found.toSorted((a, b) => a - b))
    expect(found[0]).toBeGreaterThan(0)
  })

  it('says how a ballot is marked in the levels of the vote', async () => {
    const three = await textOf('normal')
    expect(three).toContain('có ba ô: “Tín nhiệm cao”, “Tín nhiệm”, “Tín nhiệm thấp”.')
    expect(three).toContain('đồng chí đánh một dấu X vào một trong ba ô.')
    const two = await textOf('two-levels')
    expect(two).toContain('có hai ô: “Tín nhiệm”, “Không tín nhiệm”.')
    expect(two).toContain('đại biểu đánh một dấu X vào một trong hai ô.')
    expect(two).not.toMatch(/Tín nhiệm (cao|thấp)|ba ô|TIÊU CHÍ LẤY/)
  })

  it('repeats the sentence on signing only where the regulation was read to say it', async () => {
    const words = 'Người ghi phiếu tín nhiệm có thể ký tên hoặc không ký tên vào phiếu tín nhiệm.'
    expect(await textOf('normal')).toContain(words)
    expect(await textOf('state-quoted')).not.toContain('ký tên')
  })

  it('marks each line that is not in the words of the regulation, and asks to compare before printing', async () => {
    const text = await textOf('normal')
    expect(text.match(/\(\*\)/g)).toHaveLength(5)
    expect(text).toContain('pháp luật của Nhà nước. 5.')
    expect(text).toContain('(*) Diễn đạt lại lời của quy định: đối chiếu toàn văn trước khi in')
    expect(await textOf('state-quoted')).not.toContain('(*)')
  })

  it('bears the header of the side of the session', async () => {
    expect(await textOf('normal')).toContain('ĐẢNG CỘNG SẢN VIỆT NAM')
    expect(await textOf('state-quoted')).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
  })
})

describe('the tally sheets', () => {
  it('bear the code of their sheet on every page', async () => {
    const { known } = formInput('tally_sheet', 'fifty-people')
    const pages = await pagesOf('tally_sheet', 'fifty-people')
    expect(pages.length).toBeGreaterThan(5)
    for (const page of pages) expect(page).toContain(known.sheets[0]!.code)
  })

  it('begin a page with each sheet, so that the papers can be handed out', async () => {
    const { known } = formInput('tally_sheet', 'normal')
    const pages = await pagesOf('tally_sheet', 'normal')
    expect(pages).toHaveLength(3)
    known.sheets.forEach(({ code }, at) => expect(pages[at]).toContain(`MÃ ${code}`))
  })

  it('have squares for the marks of the vote, counted up at the end of each line', async () => {
    const [two] = await pagesOf('tally_sheet', 'two-levels')
    expect(two).toContain('Không tín nhiệm')
    expect(two).not.toMatch(/Tín nhiệm (cao|thấp)/)
    const [three] = await pagesOf('tally_sheet', 'normal')
    expect(three).toMatch(/Tín nhiệm cao/)
    expect(three?.match(/\b25\b/g)).toHaveLength(12)
  })

  it('say in words what a square is for, to whoever cannot see it', async () => {
    const text = Buffer.from(await sample('tally_sheet', 'one-person')).toString('latin1')
    expect(text.match(/\/S \/Figure/g)).toHaveLength(4)
    expect(text.match(/\/Alt /g)).toHaveLength(4)
  })

  it('have lines for the three who read, record and check', async () => {
    const [page] = await pagesOf('tally_sheet', 'one-person')
    for (const who of ['NGƯỜI ĐỌC PHIẾU', 'NGƯỜI GHI', 'NGƯỜI KIỂM TRA'])
      expect(page).toContain(who)
  })
})

describe('the zero report', () => {
  it('warns where something had been typed, and only there', async () => {
    const [zero] = await pagesOf('zero_report', 'normal')
    const [other] = await pagesOf('zero_report', 'not-zero')
    expect(zero).toContain('Chưa có số liệu nào')
    expect(zero).not.toContain('phải làm rõ')
    expect(other).toContain('phải làm rõ trước khi kiểm phiếu')
    expect(other).not.toContain('Chưa có số liệu nào')
  })

  it('fits on one page where names are of ordinary length', async () => {
    for (const name of ['normal', 'not-zero', 'one-person', 'state', 'two-levels'])
      expect(await pagesOf('zero_report', name)).toHaveLength(1)
  })
})

describe('the entry log', () => {
  it('has a third column only where three passes are asked for', async () => {
    expect((await pagesOf('entry_log', 'three-passes')).join()).toContain('Lượt 3')
    expect((await pagesOf('entry_log', 'normal')).join()).not.toContain('Lượt 3')
  })
})

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LATER_NAMES, type LaterName } from '../../src/domain/proceedings.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { corrigendumModel, corrigendumSchema } from '../../src/reports/models/corrigendum.ts'
import { extractModel, extractSchema } from '../../src/reports/models/extract.ts'
import { noticeModel, noticeSchema } from '../../src/reports/models/notice.ts'
import { renderDocument } from '../../src/reports/render.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { formInput, sampleInput, sampleNames } from './samples.ts'
import { surplus } from './surplus.ts'

const resources = { templates: loadTemplates('templates'), fonts: loadFonts() }
const SAMPLES = LATER_NAMES.flatMap((name) =>
  sampleNames(name).map((sample) => [name, sample] as const),
)
const texts = new Map<string, Promise<string[]>>()

/** The text of each page of a sample, drawn once. */
function pagesOf(name: LaterName, sample: string): Promise<string[]> {
  const key = `${name}-${sample}`
  const pages =
    texts.get(key) ?? renderDocument(sampleInput(name, sample), resources).then(extractText)
  texts.set(key, pages)
  return pages
}
const textOf = async (name: LaterName, sample: string) =>
  (await pagesOf(name, sample)).join(' ').replace(/\s+/g, ' ')

describe('the documents after the minutes', () => {
  it.each(SAMPLES)('say what was reviewed: %s %s', async (name, sample) => {
    const pages = await pagesOf(name, sample)
    const text = pages.map((page, at) => `--- trang ${at + 1} ---\n${page}\n`).join('\n')
    const path = `test/golden/reports/${name}-${sample}.txt`
    if (process.env['GOLDEN'] === 'write') writeFileSync(path, text)
    expect(existsSync(path)).toBe(true)
    expect(text).toBe(readFileSync(path, 'utf8'))
  })

  it.each(SAMPLES)('carry their identity on every page: %s %s', async (name, sample) => {
    const { identity } = sampleInput(name, sample)
    const short = identity.dataSha256.slice(0, 16).match(/.{4}/g)!.join(' ')
    const pages = await pagesOf(name, sample)
    pages.forEach((page, at) => {
      expect(page).toContain(`Trang ${at + 1}/${pages.length}`)
      expect(page).toContain(`bản thứ ${identity.revision}`)
      expect(page).toContain(short)
    })
    expect(pages.at(-1)).toContain(identity.dataSha256)
  })

  it.each(LATER_NAMES)('are the same bytes for the same input: %s', async (name) => {
    const draw = () => renderDocument(sampleInput(name, 'normal'), resources)
    expect(Buffer.compare(await draw(), await draw())).toBe(0)
  })

  it.each(LATER_NAMES)('are marked TẬP DƯỢT in a rehearsal: %s', async (name) => {
    const input = sampleInput(name, 'normal')
    const proceedings = { ...input.proceedings, mode: 'rehearsal' as const }
    const rehearsed = await extractText(await renderDocument({ ...input, proceedings }, resources))
    const real = await pagesOf(name, 'normal')
    rehearsed.forEach((page, at) =>
      expect(surplus(page, real[at]!)).toEqual(Array.from('TẬPDƯỢT').toSorted()),
    )
  })
})

describe('the notice', () => {
  it.each(sampleNames('notice'))('has a model that matches its schema: %s', (sample) => {
    const { proceedings, identity } = sampleInput('notice', sample)
    const model = noticeModel(proceedings, identity)
    expect(noticeSchema.strict().safeParse(model).error).toBeUndefined()
  })

  it('tells every person’s figures in the order of the ballot, and no band or consequence', async () => {
    const text = await textOf('notice', 'normal')
    expect(text.indexOf('Nguyễn Mẫu An')).toBeLessThan(text.indexOf('Huỳnh Mẫu Uyên'))
    expect(text).toContain('35 67,31')
    expect(text).not.toMatch(/Điều 11|miễn nhiệm|quy hoạch/)
  })

  it('has the head and the words of its side', async () => {
    expect(await textOf('notice', 'normal')).toMatch(/ĐẢNG CỘNG SẢN VIỆT NAM.*đối với 06 đồng chí/)
    const state = await textOf('notice', 'state-members')
    expect(state).toMatch(/CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM.*tổng số đại biểu/)
    expect(state).not.toContain('đồng chí')
  })
})

describe('the corrigendum', () => {
  it.each(sampleNames('corrigendum'))('has a model that matches its schema: %s', (sample) => {
    const { proceedings, identity } = sampleInput('corrigendum', sample)
    const model = corrigendumModel(proceedings, identity)
    expect(corrigendumSchema.strict().safeParse(model).error).toBeUndefined()
  })

  it('has old and new beside each other, numbered through, with reason and digest', async () => {
    const text = await textOf('corrigendum', 'normal')
    expect(text).toContain('1 Lê Giả Định Thảo Số phiếu tín nhiệm cao 22 21')
    expect(text).toContain('– Điều 11.2')
    expect(text).toContain('Ngày 07/12/2023, mở lại kiểm phiếu: Kiểm lại phiếu giấy')
    expect(text).toContain('a1'.repeat(32))
    const rows = corrigendumModel(
      sampleInput('corrigendum', 'many').proceedings,
      sampleInput('corrigendum', 'many').identity,
    ).sections
    expect(rows.flatMap((each) => each.rows.map(({ number }) => number))).toEqual(
      Array.from({ length: 10 }, (_, at) => String(at + 1)),
    )
  })

  it('cannot be made of nothing', () => {
    const { proceedings, identity } = sampleInput('minutes', 'normal')
    expect(() => corrigendumModel(proceedings, identity)).toThrow(TypeError)
  })
})

describe('the extract', () => {
  it.each(sampleNames('extract'))('has a model that matches its schema: %s', (sample) => {
    const { known, identity } = formInput('extract', sample)
    expect(extractSchema.strict().safeParse(extractModel(known, identity)).error).toBeUndefined()
  })
})

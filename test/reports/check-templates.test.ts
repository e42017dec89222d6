import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NO_DOCUMENT_SETTINGS } from '../../src/domain/document-settings.ts'
import type { AdoptedRegime } from '../../src/domain/regime.ts'
import { checkTemplates } from '../../src/reports/check-templates.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { renderDocument } from '../../src/reports/render.ts'
import { readDocumentSample } from '../../src/reports/samples.ts'
import { readTemplates } from '../../src/reports/template.ts'
import { REGIMES } from './regimes.ts'

const LONG_RUN = 120_000
const DIR = 'templates'
const regimeOf = (id: string | null): AdoptedRegime => REGIMES[id ?? '']!
const check = (own: string | null) => checkTemplates({ dir: DIR, own }, loadFonts(), regimeOf)

let own = ''
beforeEach(() => {
  own = mkdtempSync(join(tmpdir(), 'own-templates-'))
})
afterEach(() => rmSync(own, { recursive: true }))

/** A sample of each paper that is copied here. */
const ONE: Readonly<Record<string, string>> = { criteria: 'normal', minutes: 'one-kind' }

/** Copies a paper of the program with one of its samples and the first `from` replaced. */
function copy(paper: string, from = '', to = ''): string {
  mkdirSync(join(own, paper))
  const text = readFileSync(`${DIR}/${paper}/template.yaml`, 'utf8')
  expect(text).toContain(from)
  const changed = text.replace(from, to)
  writeFileSync(join(own, paper, 'template.yaml'), changed)
  const sample = `samples/${ONE[paper]}.json`
  cpSync(join(DIR, paper, sample), join(own, paper, sample))
  return changed
}

/** The line, counted from 1, of the first occurrence. */
const lineOf = (text: string, words: string) =>
  text.slice(0, text.indexOf(words)).split('\n').length

describe('the templates of the program', () => {
  it(
    'have no fault: every sample fits in every layout of its side, with the longest names too',
    async () => {
      const { drawn, faults } = await check(null)
      expect(faults).toEqual([])
      expect(drawn).toBeGreaterThan(100)
    },
    LONG_RUN,
  )
})

describe('checking an own template', () => {
  it('draws only that paper: its sample as it is and with long names, in both layouts of the Party', async () => {
    copy('criteria')
    expect(await check(own)).toEqual({ drawn: 4, faults: [] })
  })

  it('draws the samples of the program where it has none', async () => {
    copy('criteria')
    rmSync(join(own, 'criteria/samples'), { recursive: true })
    expect((await check(own)).drawn).toBeGreaterThan(6)
  })

  it('finds every fault, each with its line and column', async () => {
    const text = copy('criteria', '{{ organisation }}', '{{ organization }}')
      .replace('style: formText', 'style: formTxt')
      .replace('when: rehearsal', 'when: rehearsel')
    writeFileSync(join(own, 'criteria/template.yaml'), text)
    const { faults } = await check(own)
    expect(faults.map(({ reason, found, line }) => [reason, found, line])).toEqual([
      ['unknown_field', 'organization', lineOf(text, '{{ organization }}')],
      ['unknown_field', 'rehearsel', lineOf(text, 'when: rehearsel')],
      ['no_rehearsal_mark', 'rehearsel', lineOf(text, 'when: rehearsel')],
      ['unknown_style', 'hd05-2026 formTxt', lineOf(text, 'style: formTxt')],
    ])
    for (const { dir, file, column } of faults) {
      expect([dir, file]).toEqual([own, 'criteria/template.yaml'])
      expect(column).toBeGreaterThan(0)
    }
  })

  it('says where the YAML breaks', async () => {
    const text = copy('criteria', 'blocks:\n', 'blocks: [\n')
    const [fault] = (await check(own)).faults
    expect(fault).toMatchObject({ reason: 'bad_syntax', file: 'criteria/template.yaml' })
    expect(fault!.line).toBeGreaterThanOrEqual(lineOf(text, 'blocks: ['))
  })

  it('finds a character that the font lacks in the words of the template', async () => {
    const text = copy('criteria', 'TẬP DƯỢT', 'TẬP DƯỢT ☑')
    const { faults } = await check(own)
    expect(faults[0]).toMatchObject({ reason: 'glyph_missing', found: '☑' })
    expect(faults[0]!.line).toBe(lineOf(text, '☑'))
  })

  it('finds a column that cuts a word, and says in which sample and layout', async () => {
    const text = copy('minutes', 'header: Họ và tên, width: 36', 'header: Họ và tên, width: 4')
    const cut = (await check(own)).faults.find(({ reason }) => reason === 'word_cut')
    expect(cut).toMatchObject({ sample: 'one-kind', layout: expect.any(String) })
    // The table in the group of the kinds.
    expect(cut!.line).toBeLessThan(lineOf(text, 'width: 4'))
    expect(text.split('\n')[cut!.line - 1]).toContain('block: table')
  })

  it('finds blocks that are taller than a page', async () => {
    copy('minutes', 'space: 27', 'space: 400')
    expect((await check(own)).faults).toMatchObject([
      { reason: 'too_tall', found: expect.any(String) },
    ])
  })

  it('finds what is kept together and taller than a page', async () => {
    const kept = `  - { block: paragraph, style: body, keep: true, text: x }\n`
    copy('criteria', 'blocks:\n', `blocks:\n${kept.repeat(40)}`)
    expect((await check(own)).faults.map(({ reason }) => reason)).toContain('kept_too_tall')
  })

  it('finds a line of identity that grows into the text', async () => {
    copy('criteria', 'Kỳ {{ identity.session }}', `${'dài dòng '.repeat(120)} Kỳ`)
    const { faults } = await check(own)
    expect(faults).toMatchObject([{ reason: 'footer_too_tall', place: '/footer' }])
  })

  it('finds words behind the text that are longer than the page', async () => {
    copy('criteria', 'text: TẬP DƯỢT', 'text: BẢN TẬP DƯỢT CỦA ĐƠN VỊ')
    cpSync(`${DIR}/criteria/samples/rehearsal.json`, join(own, 'criteria/samples/normal.json'))
    expect((await check(own)).faults).toMatchObject([{ reason: 'watermark_too_long' }])
  })

  it('finds a mark that does not fit its frame', async () => {
    mkdirSync(join(own, 'layouts'))
    const layout = readFileSync(`${DIR}/layouts/hd36-2018.json`, 'utf8')
    const narrow = layout.replace('"text": "MẬT"', '"text": "MẬT NHƯNG QUÁ DÀI"')
    writeFileSync(join(own, 'layouts/hd36-2018.json'), narrow)
    const input = readDocumentSample(DIR, 'minutes', 'one-kind', regimeOf)
    const settings = { ...NO_DOCUMENT_SETTINGS, layout: 'hd36-2018', secrecy: 'mat' } as const
    const found: string[][] = []
    const watch = { place: '', report: (...fault: string[]) => void found.push(fault) }
    const proceedings = { ...input.proceedings, settings }
    const { templates } = readTemplates(DIR, own)
    await renderDocument({ ...input, proceedings, watch }, { templates, fonts: loadFonts() })
    expect(found[0]).toEqual(['/blocks/0', 'frame_too_small', 'MẬT NHƯNG QUÁ DÀI'])
  })

  it('refuses a folder that can be no paper, and a folder that is not there', async () => {
    mkdirSync(join(own, 'biên-bản'))
    expect((await check(own)).faults).toMatchObject([
      { reason: 'bad_paper_name', found: 'biên-bản' },
    ])
    await expect(check(join(own, 'none'))).rejects.toMatchObject({
      code: 'template_invalid',
      detail: { reason: 'missing_folder' },
    })
  })
})

describe('checking a paper that was added', () => {
  /** The paper that docs/templates.md shows, with the first `from` replaced. */
  const add = (from = '', to = ''): string => {
    const text = readFileSync('docs/examples/mau/bang-ket-qua/template.yaml', 'utf8')
    expect(text).toContain(from)
    mkdirSync(join(own, 'bang-ket-qua'))
    writeFileSync(join(own, 'bang-ket-qua/template.yaml'), text.replace(from, to))
    return text.replace(from, to)
  }
  const copySample = (source: string, name: string) =>
    cpSync(`${DIR}/${source}/samples/${name}.json`, join(own, 'bang-ket-qua/samples/một.json'))

  it('draws its own sample as it is and with long names, in both layouts of the Party', async () => {
    add()
    copySample('minutes', 'one-kind')
    expect(await check(own)).toEqual({ drawn: 4, faults: [] })
  })

  it('draws the samples of the paper whose data it prints where it has none, the own ones first', async () => {
    add()
    expect((await check(own)).drawn).toBeGreaterThan(15)
    copy('minutes')
    expect((await check(own)).drawn).toBe(8)
  })

  it('finds what does not fit on paper, with the sample and the layout', async () => {
    const text = add('header: Họ và tên, width: 60', 'header: Họ và tên, width: 4')
    copySample('minutes', 'one-kind')
    const [cut] = (await check(own)).faults
    expect(cut).toMatchObject({
      reason: 'word_cut',
      file: 'bang-ket-qua/template.yaml',
      sample: 'một',
      layout: expect.any(String),
    })
    expect(text.split('\n')[cut!.line - 1]).toContain('block:')
  })

  it('finds a foot that is too tall together with what the program writes there', async () => {
    add("text: 'Trang {{ page.number }}", `text: '${'dài dòng '.repeat(60)}{{ page.number }}`)
    copySample('minutes', 'one-kind')
    expect((await check(own)).faults).toMatchObject([{ reason: 'footer_too_tall' }])
  })

  it('finds a character the font lacks, in its title too', async () => {
    add('name: Bảng', 'name: ☑ Bảng')
    copySample('minutes', 'one-kind')
    expect((await check(own)).faults).toMatchObject([{ reason: 'glyph_missing', line: 3 }])
  })
})

describe('an own template', () => {
  it('stands in the place of the one of the program', () => {
    copy('minutes', 'text: BIÊN BẢN KIỂM PHIẾU', 'text: BIÊN BẢN KIỂM PHIẾU CỦA CHI BỘ')
    const { templates, faults } = readTemplates(DIR, own)
    expect(faults).toEqual([])
    expect(JSON.stringify(templates.minutes.blocks)).toContain('CỦA CHI BỘ')
    expect(templates.summary).toEqual(readTemplates(DIR, null).templates.summary)
  })

  it('that is at fault holds back its paper, and no other form is printed in its place', () => {
    copy('minutes', '{{ venue', '{{ venew')
    const { templates, faults } = readTemplates(DIR, own)
    expect(() => templates.minutes).toThrow(
      expect.objectContaining({
        code: 'template_invalid',
        detail: expect.objectContaining({ file: 'minutes/template.yaml', found: 'venew' }),
      }),
    )
    expect(templates.summary.document).toBe('summary')
    expect(faults).toMatchObject([{ dir: own, reason: 'unknown_field' }])
  })

  it('may name a layout of the organisation; one at fault holds back the papers that name it', () => {
    copy('criteria', 'party: hd05-2026', 'party: chi-bo')
    cpSync(`${DIR}/layouts`, join(own, 'layouts'), { recursive: true })
    const layout = readFileSync(`${DIR}/layouts/hd05-2026.json`, 'utf8').replace(
      'hd05-2026',
      'chi-bo',
    )
    writeFileSync(join(own, 'layouts/chi-bo.json'), layout)
    expect(readTemplates(DIR, own).templates.criteria.layouts.party.id).toBe('chi-bo')
    writeFileSync(join(own, 'layouts/chi-bo.json'), layout.replace('"size": 16', '"size": -16'))
    const broken = readTemplates(DIR, own)
    expect(() => broken.templates.criteria).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ file: 'layouts/chi-bo.json' }) }),
    )
    expect(broken.templates.minutes.profiles.has('chi-bo')).toBe(false)
    expect(broken.faults).toHaveLength(1)
  })

  it('a layout that lacks a style of a paper is none of its layouts', () => {
    mkdirSync(join(own, 'layouts'))
    const layout = JSON.parse(readFileSync(`${DIR}/layouts/hd05-2026.json`, 'utf8')) as {
      sources: { of: string[] }[]
      styles: Record<string, unknown>
    }
    delete layout.styles['basis']
    for (const source of layout.sources)
      source.of = source.of.filter((each) => each !== 'styles.basis')
    writeFileSync(join(own, 'layouts/gon.json'), JSON.stringify({ ...layout, id: 'gon' }))
    const { templates, faults } = readTemplates(DIR, own)
    expect(templates.minutes.profiles.has('gon')).toBe(false)
    expect(templates.criteria.profiles.has('gon')).toBe(true)
    expect(faults.map(({ found }) => found)).toContain('gon basis')
  })
})

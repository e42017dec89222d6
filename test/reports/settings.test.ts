import { PDF } from '@libpdf/core'
import { describe, expect, it } from 'vitest'
import { type DocumentSettings, NO_DOCUMENT_SETTINGS } from '../../src/domain/document-settings.ts'
import type { FigureDocument } from '../../src/domain/proceedings.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { renderDocument } from '../../src/reports/render.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { signatureFields } from '../../src/signatures/signature-fields.ts'
import { sampleInput } from './samples.ts'

const templates = loadTemplates('templates')
const resources = { templates, fonts: loadFonts() }

/** A sample with other settings, drawn. */
function render(
  document: FigureDocument,
  name: string,
  settings: Partial<DocumentSettings>,
): Promise<Uint8Array> {
  const input = sampleInput(document, name)
  const set = { ...NO_DOCUMENT_SETTINGS, ...settings }
  return renderDocument(
    { ...input, proceedings: { ...input.proceedings, settings: set } },
    resources,
  )
}

async function fieldNames(bytes: Uint8Array): Promise<string[]> {
  const fields = (await PDF.load(bytes)).getForm()?.getSignatureFields() ?? []
  return fields.map((field) => field.name)
}

describe('who signs in the program', () => {
  it.each([
    ['minutes', { membersSign: true }, ['secretary', 'head', 'member1', 'member2', 'chair']],
    ['minutes', { seal: true }, ['secretary', 'head', 'chair', 'seal']],
    ['summary', { membersSign: true }, ['chair']],
    ['summary', { seal: true }, ['chair', 'seal']],
  ] as const)(
    '%s with %j has the fields %j, in the order of signing',
    async (document, set, names) => {
      expect(await fieldNames(await render(document, 'normal', set))).toEqual(names)
    },
  )

  it('has a field for each of thirty members', async () => {
    const input = sampleInput('minutes', 'normal')
    const member = { name: 'Phạm Mẫu Đông', position: 'Ủy viên', duty: 'member' } as const
    const committee = [
      ...input.proceedings.committee.slice(0, 2),
      ...Array.from({ length: 30 }, () => member),
    ]
    const settings = { ...NO_DOCUMENT_SETTINGS, membersSign: true }
    const proceedings = { ...input.proceedings, committee, settings }
    const names = await fieldNames(await renderDocument({ ...input, proceedings }, resources))
    expect(names.slice(2, -1)).toEqual(Array.from({ length: 30 }, (_, at) => `member${at + 1}`))
  })

  it.each(['minutes', 'summary'] as const)(
    'sets the seal over a third of the signature of the chair, on its left, within the page: %s',
    async (document) => {
      const fields = await signatureFields(await render(document, 'all-sign', { seal: true }))
      const [chair, seal] = ['chair', 'seal'].map((name) =>
        fields.find((each) => each.name === name)!,
      )
      expect(seal!.page).toBe(chair!.page)
      expect(seal!.rect.x).toBeGreaterThan(80)
      const over = seal!.rect.x + seal!.rect.width - chair!.rect.x
      expect(Math.abs(over - chair!.rect.width * 0.33)).toBeLessThanOrEqual(2)
      expect(seal!.rect.y).toBeGreaterThanOrEqual(chair!.rect.y - 1)
      expect(seal!.rect.width).toBe(102)
      expect(seal!.rect.height).toBe(102)
    },
  )
})

/** The words of a paper, blanks run together. */
async function wordsOf(bytes: Uint8Array): Promise<string> {
  return (await extractText(bytes)).join('\n').replace(/\s+/g, ' ')
}

describe('the mark of secrecy', () => {
  it.each([
    ['mat', 'MẬT', 20],
    ['toi_mat', 'TỐI MẬT', 30],
    ['tuyet_mat', 'TUYỆT MẬT', 40],
  ] as const)('of %s is the word %s, red, in a frame of %i × 8 mm', async (secrecy, word, wide) => {
    const plain = await wordsOf(await render('minutes', 'normal', {}))
    const marked = await wordsOf(await render('minutes', 'normal', { secrecy }))
    expect(marked).toBe(plain.replace('-BB/ĐU ', `-BB/ĐU ${word} `))
    for (const layout of templates.minutes.profiles.values()) {
      const lines = layout.head.left.filter(({ frame }) => frame)
      expect(lines.map(({ when }) => when?.is)).toEqual(['mat', 'toi_mat', 'tuyet_mat'])
      const line = lines.find(({ when }) => when?.is === secrecy)
      expect(line?.frame).toEqual({ width: wide, height: 8, color: '#c00000' })
      expect(line?.text).toEqual([word])
    }
  })
})

/** The pieces of the text that were found, in the order in which they stand; the other column may stand between. */
function order(words: string, pieces: readonly string[]): string[] {
  const at = (piece: string) => words.indexOf(piece)
  return pieces.filter((piece) => at(piece) >= 0).toSorted((a, b) => at(a) - at(b))
}

describe('the lines under "Nơi nhận"', () => {
  const SET = {
    recipients: ['- Ban Thường vụ Tỉnh ủy;', 'Ủy ban Kiểm tra.', ' ', 'Lưu Đảng ủy'],
    copiesIssued: 5,
    drafter: 'Mai Thí Dụ Thư',
    copying: 'forbidden',
  } as const

  it.each(['minutes', 'summary'] as const)(
    'are the recipients, what is said of copies, and last where the paper is kept: %s',
    async (document) => {
      const lines = [
        'Nơi nhận:',
        '- Ban Thường vụ Tỉnh ủy;',
        '- Ủy ban Kiểm tra;',
        '- Số bản phát hành: 05;',
        '- Người soạn thảo: Mai Thí Dụ Thư;',
        '- Không được phép sao, chụp;',
        '- Lưu Đảng ủy.',
      ]
      const words = await wordsOf(await render(document, 'normal', SET))
      expect(order(words, lines)).toEqual(lines)
      expect(words).not.toMatch(/- Lưu hồ sơ|- ;|Cấp có thẩm quyền quản lý cán bộ \(/)
    },
  )

  it('are ended by the file of the session where the unit does not say where the paper is kept', async () => {
    const words = await wordsOf(await render('minutes', 'normal', { copying: 'allowed' }))
    const lines = ['Nơi nhận:', '- Được phép sao, chụp;', '- Lưu hồ sơ kỳ lấy phiếu.']
    expect(order(words, lines)).toEqual(lines)
  })

  it('take no name that only begins like "Lưu" for the place where the paper is kept', async () => {
    const words = await wordsOf(await render('summary', 'normal', { recipients: ['Lưuyện'] }))
    const lines = ['- Lưuyện;', '- Lưu hồ sơ kỳ lấy phiếu.']
    expect(order(words, lines)).toEqual(lines)
  })

  it('are not there where nothing is set, and the report has its usual ones', async () => {
    expect(await wordsOf(await render('minutes', 'normal', {}))).not.toContain('Nơi nhận')
    const words = await wordsOf(await render('summary', 'normal', {}))
    const lines = ['Nơi nhận:', '- Cấp có thẩm quyền quản lý cán bộ', '- Lưu hồ sơ kỳ lấy phiếu.']
    expect(order(words, lines)).toEqual(lines)
  })
})

describe('the layout', () => {
  it('is the one the unit set', async () => {
    const input = sampleInput('minutes', 'normal')
    const own = await renderDocument(input, resources)
    expect(await render('minutes', 'normal', { layout: 'hd05-2026' })).toEqual(own)
    expect(await render('minutes', 'normal', { layout: 'hd36-2018' })).not.toEqual(own)
  })

  it.each(['nd30-2020', 'hd99'])('is refused for a Party session if it is %s', async (layout) => {
    await expect(render('summary', 'normal', { layout })).rejects.toMatchObject({
      code: 'layout_unknown',
      detail: { layout, side: 'party' },
    })
  })
})

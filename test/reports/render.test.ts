import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { PDF } from '@libpdf/core'
import { describe, expect, it } from 'vitest'
import {
  DOCUMENT_NAMES,
  type FigureDocument,
  FORM_NAMES,
  type Proceedings,
  STORED_NAMES,
} from '../../src/domain/proceedings.ts'
import { outcomeOf } from '../../src/domain/outcome.ts'
import { extractText, readAttachments } from '../../src/reports/attachments.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { type DocumentInput, renderDocument } from '../../src/reports/render.ts'
import { finding } from '../../src/domain/finding.ts'
import { DECISION_CODES } from '../../src/reports/models/decisions.ts'
import { HOLDING_CODES } from '../../src/reports/models/held.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { sampleInput, sampleNames } from './samples.ts'
import { surplus } from './surplus.ts'
import { VIETNAMESE_LETTERS } from './vietnamese-letters.ts'

const resources = { templates: loadTemplates('templates'), fonts: loadFonts() }
const render = (input: DocumentInput) => renderDocument(input, resources)
const drawn = new Map<string, Promise<Uint8Array>>()

/** The bytes of a sample, drawn once. */
function sample(document: FigureDocument, name: string): Promise<Uint8Array> {
  const key = `${document}-${name}`
  const bytes = drawn.get(key) ?? render(sampleInput(document, name))
  drawn.set(key, bytes)
  return bytes
}
const texts = new Map<string, Promise<string[]>>()

/** The text of each page of a sample, extracted once. */
function pagesOf(document: FigureDocument, name: string): Promise<string[]> {
  const key = `${document}-${name}`
  const pages = texts.get(key) ?? sample(document, name).then(extractText)
  texts.set(key, pages)
  return pages
}

const SAMPLES = DOCUMENT_NAMES.flatMap((document) =>
  sampleNames(document).map((name) => [document, name] as const),
)
const GOLDEN = 'test/golden/reports'

describe('the documents of the samples', () => {
  it('are known by the same names as the golden texts', () => {
    expect(SAMPLES.length).toBeGreaterThanOrEqual(16)
    if (process.env['GOLDEN'] !== 'write')
      expect(readdirSync(GOLDEN).toSorted()).toEqual(
        [...STORED_NAMES, ...FORM_NAMES]
          .flatMap((paper) => sampleNames(paper).map((name) => `${paper}-${name}.txt`))
          .toSorted(),
      )
  })

  it.each(SAMPLES)('say what was reviewed: %s %s', async (document, name) => {
    const pages = await pagesOf(document, name)
    const text = pages.map((page, at) => `--- trang ${at + 1} ---\n${page}\n`).join('\n')
    const path = `${GOLDEN}/${document}-${name}.txt`
    if (process.env['GOLDEN'] === 'write') writeFileSync(path, text)
    expect(existsSync(path)).toBe(true)
    expect(text).toBe(readFileSync(path, 'utf8'))
  })

  it('are the same bytes for the same input', async () => {
    for (const document of DOCUMENT_NAMES) {
      const again = await render(sampleInput(document, 'normal'))
      expect(Buffer.compare(again, await sample(document, 'normal'))).toBe(0)
    }
  })

  it('depend on nothing drawn before them', async () => {
    const first = await render(sampleInput('minutes', 'tally-only'))
    await Promise.all([
      render(sampleInput('summary', 'long-names')),
      render(sampleInput('minutes', 'thirty-people')),
    ])
    expect(Buffer.compare(first, await render(sampleInput('minutes', 'tally-only')))).toBe(0)
  })

  it('never map a glyph to no character', async () => {
    const input = sampleInput('minutes', 'one-kind')
    const proceedings = { ...input.proceedings, venue: VIETNAMESE_LETTERS.join(' ') + ' OQ ơ ư' }
    const text = (await extractText(await render({ ...input, proceedings }))).join('\n')
    for (const letter of VIETNAMESE_LETTERS) expect(text).toContain(letter)
    expect(text).toContain('OQ')
  })
})

describe('what stands on every page', () => {
  it.each(SAMPLES)('is the identity of the document: %s %s', async (document, name) => {
    const { identity } = sampleInput(document, name)
    const pages = await pagesOf(document, name)
    const short = identity.dataSha256.slice(0, 16).match(/.{4}/g)!.join(' ')
    pages.forEach((page, at) => {
      expect(page).toContain(`Trang ${at + 1}/${pages.length}`)
      expect(page).toContain(short)
      expect(page).toContain('Sổ Tín Nhiệm 0.1.0')
      if (identity.session !== null) expect(page).toContain(identity.session)
    })
    const whole = pages.join('\n').split(identity.dataSha256).length - 1
    expect(whole).toBe(1)
    expect(pages.at(-1)).toContain(identity.dataSha256)
  })

  it('is the word TẬP DƯỢT in a rehearsal, and nothing else differs', async () => {
    for (const document of DOCUMENT_NAMES) {
      const input = sampleInput(document, 'normal')
      const proceedings = { ...input.proceedings, mode: 'rehearsal' as const }
      const rehearsed = await extractText(await render({ ...input, proceedings }))
      const real = await pagesOf(document, 'normal')
      expect(rehearsed).toHaveLength(real.length)
      // Turned text comes out letter by letter between the lines: the letters are compared.
      rehearsed.forEach((page, at) =>
        expect(surplus(page, real[at]!)).toEqual(Array.from('TẬPDƯỢT').toSorted()),
      )
    }
  })
})

describe('the pages', () => {
  it.each(SAMPLES)('never end with a heading: %s %s', async (document, name) => {
    const heading = /^(\d\. (Thời|Thành|Kết|Niêm|Trường)|\d\.\d\. |BIỂU SỐ|BIÊN BẢN KIỂM|BÁO CÁO$)/
    for (const page of await pagesOf(document, name)) {
      const last = page.trim().split('\n').at(-2)
      expect(last).toBeDefined()
      expect(last).not.toMatch(heading)
    }
  })

  it.each(DOCUMENT_NAMES)('never part a row of a table: %s', async (document) => {
    const pages = (await pagesOf(document, 'thirty-people')).map((page) =>
      page.replace(/\s+/g, ' '),
    )
    const times = (page: string, words: string) => page.split(words).length - 1
    const counted = pages.map((page) => [times(page, 'Mặt trận'), times(page, 'Chủ tịch Ủy ban')])
    expect(counted.flat().reduce((sum, count) => sum + count, 0)).toBeGreaterThan(6)
    for (const [ends, begins] of counted) expect(ends).toBeGreaterThanOrEqual(begins ?? 0)
  })

  it.each(DOCUMENT_NAMES)('never break a figure, however long: %s', async (document) => {
    const input = sampleInput(document, 'one-kind')
    const most = 1_000_000
    const voters = { members: most, summoned: most, present: most }
    const [kind] = input.proceedings.tally.ballotKinds
    const subject = { ...kind!.subjects[0]!, high: 987_654, medium: 12_345, low: 1, invalid: 0 }
    const counts = { issued: most, collected: most, valid: most, invalid: 0, subjects: [subject] }
    const tally = { ...input.proceedings.tally, voters, ballotKinds: [{ ...kind!, ...counts }] }
    const outcome = outcomeOf(tally, input.proceedings.regime)
    const proceedings = { ...input.proceedings, tally, outcome }
    const text = (await extractText(await render({ ...input, proceedings })))
      .join('\n')
      .replace(/ +/g, ' ')
    expect(text).toMatch(/1\.000\.000.* 987\.654 98,77 12\.345 1,23 1 0,00 0/)
  })

  it.each(DOCUMENT_NAMES)('lose no letter of long names and posts: %s', async (document) => {
    const { proceedings } = sampleInput(document, 'long-names')
    const text = (await pagesOf(document, 'long-names')).join('')
    const subjects = proceedings.tally.ballotKinds[0]!.subjects
    expect(text.match(/X/g)?.length).toBeGreaterThanOrEqual(subjects[1]!.position.length)
    const posts = subjects[2]!.position.split(';').length - 1
    expect(text.match(/rủi/g)?.length).toBeGreaterThanOrEqual(posts + 1)
    expect(text.replace(/\s/g, '')).toContain('Thídụ'.repeat(3))
  })
})

describe('the minutes', () => {
  it('repeat the head of the table on each page it reaches', async () => {
    const pages = await pagesOf('minutes', 'thirty-people')
    const withTable = pages.filter((page) => page.includes('Tỷ lệ'))
    expect(withTable.length).toBeGreaterThanOrEqual(2)
    for (const page of withTable) expect(page).toContain('Họ và tên')
  })

  it('say how many pages they have', async () => {
    for (const name of ['normal', 'thirty-people', 'long-names', 'tally-only']) {
      const pages = await pagesOf('minutes', name)
      expect(pages.join('\n').replace(/\s+/g, ' ')).toContain(`gồm 0${pages.length} trang`)
    }
  })

  it('say so when no result could be computed, and print no percentage of a person', async () => {
    const text = (await pagesOf('minutes', 'held')).join('\n')
    expect(text).toContain('Chưa tính được kết quả')
    expect(text).toContain('50 + 01 ≠ 52 (mã E201)')
    expect(text.match(/\d,\d\d/g)).toEqual(['8,11'])
  })

  it('carry the header of the side of the session', async () => {
    const party = (await pagesOf('minutes', 'normal'))[0]
    expect(party).toContain('ĐẢNG CỘNG SẢN VIỆT NAM')
    expect(party).not.toContain('CỘNG HÒA')
    const state = (await pagesOf('minutes', 'state-members'))[0]
    expect(state).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
    expect(state).not.toContain('ĐẢNG CỘNG SẢN')
  })

  it('name the base of the percentages', async () => {
    const text = async (name: string) => (await pagesOf('minutes', name)).join('\n')
    expect(await text('normal')).toContain('Tỷ lệ % tính trên tổng số phiếu thu về')
    expect(await text('state-members')).toContain('Tỷ lệ % tính trên tổng số đại biểu')
  })

  it('end every broken line with a space, so that no two words are read as one', async () => {
    const text = (await pagesOf('minutes', 'normal')).join('\n')
    expect(text).toContain('về việc lấy \nphiếu tín nhiệm')
    expect(text).toContain('tổng số phiếu thu về. Với mỗi người: ')
  })
})

describe('the summary report', () => {
  it('shows a band with its clause and leaves the decision to the competent level', async () => {
    const text = (await pagesOf('summary', 'normal')).join('\n').replace(/\s+/g, ' ')
    expect(text).toContain('27/52 phiếu tín nhiệm thấp (51,92%)')
    expect(text).toContain('Điều 11.2. Nội dung quy định: Cấp có thẩm quyền quản lý cán bộ đưa ra')
    expect(text.match(/Trường hợp này do cấp có thẩm quyền xem xét, quyết định\./g)).toHaveLength(2)
    expect(text).not.toMatch(/bị miễn nhiệm/)
  })

  it('prints no word about people in no band', async () => {
    const text = (await pagesOf('summary', 'one-kind')).join('\n').replace(/\s+/g, ' ')
    expect(text).toContain('Không có đồng chí nào thuộc mức quy định tại Điều 11.2, Điều 11.3.')
    expect(text).not.toContain('cấp có thẩm quyền xem xét, quyết định')
  })
})

describe('what holds the result back', () => {
  const wordsOf = async (document: FigureDocument, name: string) =>
    (await pagesOf(document, name)).join('\n').replace(/\s+/g, ' ')

  it.each(DOCUMENT_NAMES)('is told with both sides and why it stands: %s', async (document) => {
    const text = await wordsOf(document, 'explained')
    for (const words of [
      'Chưa tính được kết quả',
      'không bằng số phiếu thu về: 50 + 01 ≠ 52 (mã E201). Giải trình của Trưởng ban kiểm phiếu: Một phiếu rơi xuống sàn',
      'Phiếu phụ, Lê Giả Định Thảo, tập phiếu thứ 02: tổng các mức',
      'Phiếu phụ: số phiếu của các tập không bằng số phiếu thu về: 51 ≠ 52 (mã E301). Giải trình',
    ])
      expect(text).toContain(words)
    expect(text.match(/Giải trình của Trưởng/g)).toHaveLength(4)
    const shares = text.match(/\d,\d\d/g) ?? []
    expect(shares.filter((each) => each !== '8,11')).toEqual([])
  })

  it.each(DOCUMENT_NAMES)('has words for every error: %s', async (document) => {
    const input = sampleInput(document, 'held')
    const findings = HOLDING_CODES.map((code) => finding(code, '/ballotKinds/0', {}))
    const outcome = { ...input.proceedings.outcome, findings }
    const proceedings = { ...input.proceedings, outcome }
    const text = (await extractText(await render({ ...input, proceedings }))).join('\n')
    for (const code of HOLDING_CODES) expect(text.replace(/\s+/g, ' ')).toContain(`(mã ${code}).`)
  })
})

describe('the random second look', () => {
  const wordsOf = async (name: string) =>
    (await pagesOf('minutes', name)).join('\n').replace(/\s+/g, ' ')

  it('is told with the dice and the journal it was drawn from, sheet by sheet', async () => {
    const text = await wordsOf('explained')
    for (const words of [
      'Ban kiểm phiếu lấy 02 tập phiếu ra kiểm lại trên phiếu giấy',
      'do người chứng kiến đưa ra (3-5-1)',
      '– Tập số 2: khớp với số liệu đã nhập.',
      '– Tập số 5: lần đầu không khớp, đã nhập lại theo phiếu và kiểm lại khớp. Ghi chú: Một phiếu kẹp nhầm',
      'đến mục 1.180, mã a7a7',
    ])
      expect(text).toContain(words)
  })

  it('is said not to be asked for where it is not, and nothing is said of a file alone', async () => {
    for (const name of ['normal', 'state-members'])
      expect(await wordsOf(name)).toContain('Kiểm lại ngẫu nhiên các tập phiếu: kỳ này không')
    expect(await wordsOf('tally-only')).not.toContain('Kiểm lại ngẫu nhiên')
  })
})

describe('what was decided', () => {
  /** The words of a sample, blanks run together, without the line of identity between pages. */
  const wordsOf = async (document: FigureDocument, name: string) =>
    (await pagesOf(document, name)).join('\n').replace(/\s+/g, ' ')

  it('lets the outcome stand: the minutes are not held any more, and say what was decided and why', async () => {
    const text = await wordsOf('minutes', 'decided')
    expect(text).not.toContain('Chưa tính được kết quả')
    expect(text).toContain(
      'Ban kiểm phiếu thống nhất giữ số liệu: số phiếu thu về nhiều hơn số phiếu phát ra (thu về 52, phát ra 51)',
    )
    expect(text).toContain('Lý do: Thư ký phát thêm 01 phiếu cho đại biểu đến muộn')
    expect(text).toContain('65,38')
  })

  it('gives no number of papers unreturned where more came back than went out', async () => {
    for (const document of DOCUMENT_NAMES) {
      const text = await wordsOf(document, 'decided')
      expect(text).toMatch(/phát ra:? 51; thu về:? 52[.;] (Số phiếu )?hợp lệ/)
      expect(text.match(/không thu về:? \S+/g)).toEqual([expect.stringMatching(/03[.;]$/)])
    }
  })

  it('is told of each paper that was wrong in a named way, with the provision or the ruling', async () => {
    const text = await wordsOf('minutes', 'decided')
    for (const words of [
      'Phiếu không do ban kiểm phiếu phát ra: 01 phiếu, cả phiếu không hợp lệ (Điều 6.3, phiếu không hợp lệ).',
      '02 phiếu, chỉ dòng đó không hợp lệ (Điều 6.3, phiếu không hợp lệ).',
      'Phiếu ghi thêm tên người ngoài danh sách: 01 phiếu. Ban kiểm phiếu quyết định: hợp lệ, lý do: Tên ghi thêm',
      'cùng xem phiếu và thống nhất (quy định chưa nói rõ: Điều 6.3, phiếu không hợp lệ).',
      'Ban kiểm phiếu quyết định: không hợp lệ, lý do: Nội dung viết thêm che mất một ô đánh dấu (quy định chưa nói đến trường hợp này).',
    ])
      expect(text).toContain(words)
  })

  it.each(DOCUMENT_NAMES)(
    'names who was not put to the vote, and by which provision: %s',
    async (document) => {
      const text = await wordsOf(document, 'decided')
      expect(text).toContain(
        'Đ/c Vũ Thí Dụ Hưu, Ủy viên Ban Thường vụ, Chủ tịch Ủy ban Mặt trận Tổ quốc xã: đã có thông báo nghỉ công tác chờ nghỉ hưu, ngày 01/11/2023 (Điều 3.1).',
      )
      expect(text).toContain(
        'được bổ nhiệm, bầu cử trong năm lấy phiếu, ngày 10/03/2023 (Điều 3.1).',
      )
    },
  )

  it.each(DOCUMENT_NAMES)('says how many months in post are asked for: %s', async (document) => {
    const input = sampleInput(document, 'state-members')
    const short = {
      name: 'Bùi Mẫu Mới',
      position: 'Ủy viên UBND tỉnh',
      block: null,
      startedOn: '2018-06-01',
      retirementNoticeOn: null,
      ordinal: 1,
      reason: 'short_service',
      provision: 'Đối tượng không lấy phiếu',
    } as const
    const proceedings = { ...input.proceedings, leftOut: [short] }
    const text = (await extractText(await render({ ...input, proceedings }))).join('\n')
    expect(text.replace(/\s+/g, ' ')).toContain(
      'giữ chức vụ chưa đủ 09 tháng, từ ngày 01/06/2018 (Đối tượng không lấy phiếu).',
    )
  })

  it.each(DOCUMENT_NAMES)(
    'has words for every finding that can be answered: %s',
    async (document) => {
      const input = sampleInput(document, 'normal')
      const decisions = DECISION_CODES.map((code) => ({
        code,
        path: code === 'E202' ? '/ballotKinds/0/collected' : '/ballotKinds/0/subjects/0/position',
        numbers: {},
        reason: `Vì lẽ ${code}`,
      }))
      const proceedings = { ...input.proceedings, decisions }
      const text = (await extractText(await render({ ...input, proceedings }))).join('\n')
      for (const code of DECISION_CODES)
        expect(text.replace(/\s+/g, ' ').split(`Vì lẽ ${code}.`)).toHaveLength(2)
    },
  )

  it.each(DOCUMENT_NAMES)(
    'leaves no word in a document of which nothing is told: %s',
    async (document) => {
      for (const name of sampleNames(document).filter((each) => each !== 'decided')) {
        const text = await wordsOf(document, name)
        expect(text).not.toMatch(/thống nhất giữ|quyết định: |đã xem xét|gười không (lấy|bỏ) phiếu/)
      }
    },
  )
})

describe('a vote in two levels', () => {
  it.each(DOCUMENT_NAMES)(
    'is called bỏ phiếu and shows two marks, not three: %s',
    async (document) => {
      const pages = await pagesOf(document, 'two-levels')
      const text = pages.join('\n').replace(/\s+/g, ' ')
      expect(text).toContain('hội nghị bỏ phiếu tín nhiệm')
      expect(text).toContain('Không tín nhiệm')
      expect(text).not.toMatch(/tín nhiệm cao|tín nhiệm thấp/i)
      // The name of the resolution itself speaks of both.
      expect(text.replaceAll('về việc lấy phiếu tín nhiệm, bỏ phiếu', '')).not.toMatch(/lấy phiếu/i)
    },
  )

  it('leaves the other documents without a word of it', async () => {
    for (const document of DOCUMENT_NAMES)
      expect((await pagesOf(document, 'normal')).join('\n')).not.toMatch(
        /không tín nhiệm|bỏ phiếu/i,
      )
  })
})

describe('the file', () => {
  it('is PDF/A-3a, tagged and Vietnamese, with the words of its metadata escaped', async () => {
    const input = sampleInput('minutes', 'one-kind')
    const tally = { ...input.proceedings.tally, title: 'Sáp nhập A & B <thử>' }
    const bytes = await render({ ...input, proceedings: { ...input.proceedings, tally } })
    const text = Buffer.from(bytes).toString('latin1')
    expect(text).toContain('<pdfaid:part>3</pdfaid:part>')
    expect(text).toContain('<pdfaid:conformance>A</pdfaid:conformance>')
    expect(text).toMatch(/\/Lang \(vi-VN\)/)
    expect(text).toMatch(/\/Marked true/)
    expect(Buffer.from(bytes).toString('utf8')).toContain('A &amp; B &lt;thử&gt;</rdf:li>')
  })

  it.each([
    ['minutes', ['secretary', 'head', 'chair']],
    ['summary', ['chair']],
  ] as const)('of %s has the empty signature fields %j', async (document, names) => {
    const pdf = await PDF.load(await sample(document, 'normal'))
    const fields = pdf.getForm()?.getSignatureFields() ?? []
    expect(fields.map((field) => field.name)).toEqual(names)
    expect(fields.map((field) => field.isSigned())).toEqual(names.map(() => false))
    const raw = Buffer.from(await sample(document, 'normal')).toString('latin1')
    // PDF/A: an appearance is a stream, even an empty one.
    const appearances = [...raw.matchAll(/\/AP <<\n\/N (\d+) 0 R\n>>/g)]
    expect(appearances).toHaveLength(names.length)
    for (const [, id] of appearances) {
      const [object] = raw.slice(raw.indexOf(`\n${id} 0 obj\n`)).split('endobj')
      expect(object).toContain('\nstream\n')
    }
    expect(raw).toMatch(/\/SigFlags 1\b/)
    expect(raw).not.toContain('NeedAppearances')
  })

  it('carries the attachments unchanged', async () => {
    const input = sampleInput('summary', 'normal')
    const files = await readAttachments(await sample('summary', 'normal'))
    expect([...files.keys()].toSorted()).toEqual(['outcome.json', 'tally.json'])
    for (const { name, bytes } of input.attachments)
      expect(Buffer.compare(files.get(name)!, bytes)).toBe(0)
  })
})

describe('a character the font lacks', () => {
  it('is refused with the field it stands in', async () => {
    const input = sampleInput('minutes', 'normal')
    const proceedings = { ...input.proceedings, venue: 'Hội trường 龍' }
    await expect(render({ ...input, proceedings })).rejects.toMatchObject({
      code: 'glyph_missing',
      detail: { character: '龍', where: '/venue' },
    })
  })

  it('is refused in what was decided as well', async () => {
    const input = sampleInput('summary', 'decided')
    const refused = async (changed: Partial<Proceedings>, where: string) =>
      expect(
        render({ ...input, proceedings: { ...input.proceedings, ...changed } }),
      ).rejects.toMatchObject({ code: 'glyph_missing', detail: { character: '龍', where } })
    const { decisions, leftOut, ballotNotes } = input.proceedings
    await refused(
      { decisions: [{ ...decisions[0]!, reason: '龍' }] },
      '/kinds/0/decisions/0/reason',
    )
    await refused({ decisions: [{ ...decisions[1]!, reason: '龍' }] }, '/considered/0/reason')
    await refused({ leftOut: [{ ...leftOut[0]!, name: '龍' }] }, '/leftOut/0/name')
    const special = [{ case: 'no_stamp', ballots: 1, ruling: 'valid', reason: '龍' }] as const
    await refused({ ballotNotes: [{ ...ballotNotes[0]!, special }] }, '/kinds/0/special/0/reason')
  })
})

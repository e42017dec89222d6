import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeSession } from '../../src/actions/closing.ts'
import { issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { signDocument } from '../../src/actions/signing.ts'
import type { Context } from '../../src/context.ts'
import type { DocumentName } from '../../src/domain/proceedings.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type OwnTemplates, ownTemplates } from '../support/own-templates.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { visitAs } from './app.ts'

let own: OwnTemplates
let ctx: Context
let people: People
let counting: CountingSession
let id: string
const start = async () => {
  ctx = await testContext('sqlite', own.context())
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people)
  id = counting.session.id
}
beforeEach(() => {
  own = ownTemplates()
})
afterEach(async () => {
  await ctx.store.db.destroy()
  own.remove()
})

const linksOf = (html: string) =>
  Array.from(html.matchAll(/href="([^"]*\/papers\/[^"]*)"/g), ([, href]) =>
    href!.replaceAll('&amp;', '&'),
  )
const issued = async () => {
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
  await closeSession(ctx, people.head, id)
  await computeOutcome(ctx, people.head, id)
  await issueDocuments(ctx, people.head, id)
}
const signed = async () => {
  const current = async (name: DocumentName) =>
    (await listDocuments(ctx, people.head, id)).find((each) => each.current && each.name === name)!
  for (const actor of [people.first, people.head, people.chair])
    await signDocument(ctx, actor, (await current('minutes')).id, null)
  await signDocument(ctx, people.chair, (await current('summary')).id, null)
}

describe('the papers an organisation added, on the pages', () => {
  test('stand beside the papers whose data they print, and lead to a PDF', async () => {
    own.add('criteria', 'huong-dan', 'Hướng dẫn <ghi> phiếu')
    own.add('ballot', 'phieu-rieng', 'Phiếu riêng')
    own.add('procedure', 'so-theo-doi', 'Sổ theo dõi')
    own.add('entry_log', 'so-nhap', 'Sổ nhập')
    own.add('criteria', 'giay-sai', 'Giấy sai', ['{{ organisation }}', '{{ organization }}'])
    await start()
    const first = await visitAs(ctx, people.first)
    const page = await first.get(`/sessions/${id}`)
    const kind = counting.roster.ballotKinds[0]!.id
    const base = `/sessions/${id}/papers`
    expect(linksOf(page.html)).toEqual([
      `${base}/phieu-rieng/file?kind=${kind}`,
      `${base}/phieu-rieng/file?kind=${kind}&size=a5`,
      `${base}/huong-dan/file`,
    ])
    expect(page.html).toContain('Hướng dẫn &lt;ghi&gt; phiếu (PDF)')
    expect(page.text).toContain('văn bản riêng của đơn vị, cùng số liệu với tờ tiêu chí')
    const preparation = await first.get(`/sessions/${id}/preparation`)
    expect(linksOf(preparation.html)).toEqual([`${base}/so-theo-doi/file`])
    for (const file of [...linksOf(page.html), ...linksOf(preparation.html)]) {
      const { status, html } = await first.get(file)
      expect([file, status]).toEqual([file, 200])
      expect(html).toMatch(/^%PDF-1\.7/)
    }
    expect((await first.get(`${base}/none/file`)).status).toBe(404)
  })

  test('of documents, persons and the consolidated table stand on their pages', async () => {
    own.addExample()
    own.add('extract', 'giay-xac-nhan', 'Giấy xác nhận')
    own.add('consolidated', 'bieu-gui', 'Biểu gửi')
    await start()
    await issued()
    const chair = await visitAs(ctx, people.chair)
    const documents = await chair.get(`/sessions/${id}/documents`)
    expect(linksOf(documents.html)).toEqual([`/sessions/${id}/papers/bang-ket-qua/file`])
    expect(documents.text).toContain('không ký và không thay văn bản này')
    expect(linksOf((await chair.get(`/sessions/${id}/results`)).html)).toEqual([])
    await signed()
    const listed = counting.roster.ballotKinds[0]!.subjects
    const results = linksOf((await chair.get(`/sessions/${id}/results`)).html)
    expect(results).toEqual(
      listed.map((each) => `/sessions/${id}/papers/giay-xac-nhan/file?subject=${each.id}`),
    )
    const query = 'from=1/2/2026&to=28/2/2026&regime=96-qd-tw-2023&mode=rehearsal'
    const table = linksOf((await chair.get(`/consolidated?${query}`)).html)
    expect(table).toHaveLength(1)
    for (const file of [...linksOf(documents.html), results[0]!, table[0]!])
      expect([(await chair.get(file)).status, file]).toEqual([200, file])
  })

  test('are not spoken of where there are none', async () => {
    await start()
    const first = await visitAs(ctx, people.first)
    for (const page of ['', '/preparation'])
      expect((await first.get(`/sessions/${id}${page}`)).text).not.toContain('riêng của đơn vị')
  })
})

describe('the page on the templates', () => {
  test('says that all are in order, and which papers were added', async () => {
    own.addExample()
    await start()
    const admin = await visitAs(ctx, people.admin)
    expect((await admin.get('/organisations')).html).toContain('href="/templates"')
    const { status, text } = await admin.get('/templates')
    expect(status).toBe(200)
    expect(text).toContain('Mọi mẫu đều dùng được, không có chỗ sai.')
    expect(text).toContain('Bảng kết quả lưu hồ sơ bang-ket-qua Biên bản kiểm phiếu')
  })

  test('has a line for each fault, under its file, as the check has it', async () => {
    const wrong = ['{{ organisation }}', '{{ organization }}'] as const
    const text = own.add('criteria', 'giay-sai', 'Giấy sai', wrong)
    own.add('criteria', 'Giấy', 'Giấy')
    await start()
    const admin = await visitAs(ctx, people.admin)
    const page = await admin.get('/templates')
    expect(page.text).toContain('Có 2 chỗ sai.')
    expect(page.text).toContain('Đơn vị chưa thêm văn bản nào.')
    expect(page.html).toContain(`<code>${own.folder}/giay-sai/template.yaml</code>`)
    const line = text.slice(0, text.indexOf('{{ organization }}')).split('\n').length
    expect(page.text).toMatch(
      new RegExp(`Dòng ${line}, cột \\d+: Văn bản này không có chỗ trống “organization”`),
    )
    expect(page.text).toContain('Tên thư mục “Giấy” không dùng được')
  })

  test('is for administrators alone', async () => {
    await start()
    for (const actor of [people.head, people.chair, people.auditor, people.first]) {
      const visit = await visitAs(ctx, actor)
      expect((await visit.get('/templates')).status).toBe(403)
      expect((await visit.get('/regimes')).html).not.toContain('href="/templates"')
    }
  })
})

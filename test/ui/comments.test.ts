import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as comments from '../../src/actions/comments.ts'
import { listDocuments } from '../../src/actions/documents.ts'
import { verifyArchiveFor } from '../../src/actions/archives/verify-archive.ts'
import type { Context } from '../../src/context.ts'
import { errorMessage, ruleMessage } from '../../src/messages/message.ts'
import { AppError } from '../../src/errors.ts'
import { findRoster } from '../../src/storage/roster.ts'
import { archiveOf, signedSession } from '../support/archives.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { countingSession } from '../support/session.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let people: People
let id: string
let auditor: Visit
let secretary: Visit
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  id = await signedSession(ctx, people)
  auditor = await visitAs(ctx, people.auditor)
  secretary = await visitAs(ctx, people.first)
})
afterEach(async () => ctx.store.db.destroy())

const base = () => `/sessions/${id}/comments`
const ask = async (text = 'Vì sao?', about = 'session') =>
  (await auditor.post(`${base()}/new`, { about, text })).to!.split('?')[0]!
const sentence = (code: 'thread_changed' | 'thread_settled') => errorMessage(new AppError(code))

describe('the pages of threads', () => {
  test('lead through an exchange without script', async () => {
    expect((await auditor.get(base())).text).toContain('Không có trao đổi nào')
    const thread = await ask('Tập 1 vì sao sửa?')
    expect(thread).toBe(`${base()}/1`)
    expect((await secretary.get(thread)).text).toContain('Tập 1 vì sao sửa?')
    await secretary.post(thread, { text: 'Gõ nhầm\nmột ô.', seen: '1' })
    const { html } = await auditor.get(thread)
    expect(html).toContain('Gõ nhầm\nmột ô.')
    expect(html).toContain('Không ghi ai bỏ phiếu thế nào')
    await auditor.post(`${thread}/settle`, { seen: '2' })
    const list = (await secretary.get(base())).text
    expect(list).toContain('Chưa xong (0)')
    expect(list).toContain('Đã xong (1)')
    expect((await secretary.get(thread)).html).not.toContain('<textarea')
    await auditor.post(`${thread}/reopen`, { text: 'Còn tờ kẻ phiếu?', seen: '3' })
    expect((await secretary.get(thread)).html).toContain('<textarea')
  })

  test('show what was written meanwhile, and what was typed stands in the field still', async () => {
    const thread = await ask()
    await secretary.post(thread, { text: 'Trả lời thứ nhất', seen: '1' })
    const second = await visitAs(ctx, people.second)
    const { status, text, html } = await second.post(thread, { text: 'Bài của tôi', seen: '1' })
    expect(status).toBe(409)
    expect(text).toContain(sentence('thread_changed'))
    expect(text).toContain('Trả lời thứ nhất')
    expect(html).toMatch(/<textarea[^>]*>Bài của tôi<\/textarea>/)
    expect(html).toContain('name="seen" value="2"')
    expect(html).toContain('href="#turn-2"')
  })

  test('give back what was typed where the thread was settled meanwhile', async () => {
    const thread = await ask()
    await auditor.post(`${thread}/settle`, { seen: '1' })
    const lost = await secretary.post(thread, { text: 'Bài của tôi', seen: '1' })
    expect([lost.status, lost.text.includes(sentence('thread_settled'))]).toEqual([409, true])
    expect(lost.text).toContain('Bạn vừa viết, chưa được lưu Bài của tôi')
    const own = await auditor.post(thread, { text: 'Tôi hỏi thêm', seen: '1' })
    expect(own.html).toMatch(/action="[^"]*\/reopen"/)
    expect(own.html).toMatch(/<textarea[^>]*>Tôi hỏi thêm<\/textarea>/)
  })

  test('say at the field what is wrong with a text, and keep it', async () => {
    const long = 'a'.repeat(2001)
    const { status, html } = await auditor.post(`${base()}/new`, { about: 'session', text: long })
    expect(status).toBe(422)
    expect(html).toContain(ruleMessage('text_too_long'))
    expect(html).toContain(long)
    const empty = await secretary.post(await ask(), { text: ' ', seen: '1' })
    expect(empty.html).toContain(ruleMessage('text_empty'))
  })

  test('mark what its author took back, and offer that to nobody else', async () => {
    const thread = await ask()
    await secretary.post(thread, { text: 'Nhầm kỳ', seen: '1' })
    expect((await auditor.get(thread)).html).not.toContain('Rút lại mục 2')
    expect((await secretary.get(thread)).html).toContain('Rút lại mục 2')
    await secretary.post(`${thread}/withdraw`, { number: '2' })
    const { text, html } = await auditor.get(thread)
    expect(text).toContain('Người viết đã rút lại nội dung này')
    expect(text).toContain('Nhầm kỳ')
    expect(html).not.toContain('Rút lại mục 2</button>')
    const other = await (
      await visitAs(ctx, people.head)
    ).post(`${thread}/withdraw`, { number: '1' })
    expect(other.status).toBe(403)
  })

  test('show what is written as text, whatever it looks like', async () => {
    const { html } = await auditor.get(await ask('<script>alert(1)</script> & <b>x</b>'))
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;x&lt;/b&gt;')
  })

  test('begin a thread about what another page is about', async () => {
    const { ballotKinds } = await findRoster(ctx.store.db, id)
    const [kind] = ballotKinds
    const sheet = kind!.sheets[0]!.id
    const person = kind!.subjects[1]!
    const documents = await listDocuments(ctx, people.auditor, id)
    const document = documents.findLast(({ name }) => name === 'minutes')!.id
    const value = (about: string) => `comments/new?about=${encodeURIComponent(about)}`
    const from = async (page: string) => (await auditor.get(page)).html
    expect(await from(`/sessions/${id}/documents`)).toContain(value(`document:${document}`))
    expect(await from(`/sheets/${sheet}/differences`)).toContain(value(`sheet:${sheet}`))
    expect(await from(`/sessions/${id}/results`)).toContain(value('session'))
    expect(await from(`/sessions/${id}/audit/journal`)).toContain('comments/new?about=entry:1"')
    expect(await from(`/sessions/${id}/audit/sheets/${sheet}`)).toContain(value(`sheet:${sheet}`))
    expect(await from(`/sessions/${id}/audit/people/${person.id}`)).toContain(
      value(`person:${person.id}`),
    )
    for (const [about, shown, link] of [
      [`sheet:${sheet}`, 'Tập phiếu số 1', `/sessions/${id}/audit/sheets/${sheet}`],
      [`person:${person.id}`, person.name, `/sessions/${id}/audit/people/${person.id}`],
      [`document:${document}`, 'Biên bản', `/documents/${document}/view`],
      ['entry:1', 'Mục 1 của nhật ký: Tạo kỳ phiếu', `/sessions/${id}/audit/journal?after=0#muc-1`],
    ] as const) {
      const form = await auditor.get(`/sessions/${id}/${value(about)}`)
      expect(form.html).toMatch(new RegExp(`value="${about}" selected`))
      const { html, text } = await auditor.get(await ask('Vì sao?', about))
      expect(text).toContain(shown)
      expect(html).toContain(`href="${link}"`)
    }
  })

  test('answer with nothing where there is nothing', async () => {
    for (const about of ['sheet:nowhere', 'entry:99999', 'sheet', 'ballot:1', 'session:1'])
      expect((await auditor.get(`${base()}/new?about=${about}`)).status).toBe(404)
    for (const thread of ['1', '0', 'x', '99999999'])
      expect((await auditor.get(`${base()}/${thread}`)).status).toBe(404)
    expect((await auditor.post(`${base()}/new`, { about: 'sheet', text: 'x' })).status).toBe(404)
  })

  test('are for those who talk with each other, and for the chair to read', async () => {
    const thread = await ask()
    const chair = await visitAs(ctx, people.chair)
    const { status, html } = await chair.get(thread)
    expect([status, html.includes('<textarea'), html.includes('/settle')]).toEqual([
      200,
      false,
      false,
    ])
    expect((await chair.post(thread, { text: 'x', seen: '1' })).status).toBe(403)
    expect((await secretary.get(`${base()}/new`)).status).toBe(403)
    expect((await secretary.get(base())).html).not.toContain('comments/new')
    for (const actor of [people.committee, people.admin])
      expect((await (await visitAs(ctx, actor)).get(base())).status).toBe(403)
    const other = await visitAs(ctx, (await seatPeople(ctx, 'other')).auditor)
    expect((await other.get(thread)).status).toBe(404)
  })
})

describe('where a word is awaited', () => {
  test('the first page says so to the side whose turn it is, the session’s page counts', async () => {
    const awaits = async (visit: Visit) => (await visit.get('/')).text.includes('Trao đổi chờ bạn')
    const thread = await ask()
    expect([await awaits(secretary), await awaits(auditor)]).toEqual([true, false])
    expect((await secretary.get('/')).html).toContain(`href="${base()}"`)
    await secretary.post(thread, { text: 'Vì thế', seen: '1' })
    expect([await awaits(secretary), await awaits(auditor)]).toEqual([false, true])
    const page = async (visit: Visit) => (await visit.get(`/sessions/${id}`)).text
    expect(await page(await visitAs(ctx, people.chair))).toContain('1 trao đổi chưa xong')
    expect(await page(await visitAs(ctx, people.committee))).not.toContain('trao đổi')
    await auditor.post(`${thread}/settle`, { seen: '2' })
    expect([await awaits(secretary), await awaits(auditor)]).toEqual([false, false])
    expect(await page(secretary)).not.toContain('chưa xong')
  })

  test('nothing is shown while ballots are counted', async () => {
    const counting = await countingSession(ctx, people)
    const { html } = await secretary.get(`/sessions/${counting.session.id}`)
    expect(html).not.toContain('/comments')
  })
})

test('an archive brings the threads along: it holds, and shows them when it is opened', async () => {
  const { ballotKinds } = await findRoster(ctx.store.db, id)
  await ask('Vì sao sửa tập này?', `sheet:${ballotKinds[0]!.sheets[0]!.id}`)
  const place = { session: id, thread: 1 }
  await comments.writeComment(ctx, people.first, place, { text: 'Gõ nhầm một ô.', seen: 1 })
  await comments.withdrawComment(ctx, people.first, place, 2)
  await comments.settleThread(ctx, people.auditor, place, { seen: 3 })
  await ask('Còn mục này?', 'entry:1')
  const bytes = await archiveOf(ctx, people, id)
  const { verification } = await verifyArchiveFor(ctx, people.auditor, bytes)
  expect(verification.steps.filter(({ status }) => status === 'failed')).toEqual([])
  const archive = new File([new Uint8Array(bytes)], 'ho-so.zip')
  const { status, text } = await auditor.post('/archives/open', { archive })
  expect(status).toBe(200)
  for (const shown of [
    'Trao đổi số 1: Tập phiếu số 1',
    'Vì sao sửa tập này?',
    'Người viết đã rút lại nội dung này',
    'Gõ nhầm một ô.',
    'Đánh dấu là xong.',
    'Trao đổi số 2: Mục 1 của nhật ký: Tạo kỳ phiếu',
    'Kiểm Tra Mẫu',
  ])
    expect(text).toContain(shown)
  expect(text).not.toContain('Rút lại…')
})

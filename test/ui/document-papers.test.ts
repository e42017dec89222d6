import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeSession } from '../../src/actions/closing.ts'
import { issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { signDocument } from '../../src/actions/signing.ts'
import { createApp } from '../../src/app.ts'
import type { Context } from '../../src/context.ts'
import type { DocumentName } from '../../src/domain/proceedings.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let people: People
let counting: CountingSession
let id: string
let chair: Visit
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people)
  id = counting.session.id
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, counting.sheets[0]!.id, soundSheet(counting))
  await closeSession(ctx, people.head, id)
  await computeOutcome(ctx, people.head, id)
  await issueDocuments(ctx, people.head, id)
  chair = await visitAs(ctx, people.chair)
})
afterEach(async () => ctx.store.db.destroy())

const current = async (name: DocumentName) =>
  (await listDocuments(ctx, people.head, id)).find((each) => each.current && each.name === name)!
const sign = async () => {
  for (const actor of [people.first, people.head, people.chair])
    await signDocument(ctx, actor, (await current('minutes')).id, null)
  await signDocument(ctx, people.chair, (await current('summary')).id, null)
}

test('what is looked at, what is downloaded and what is stored are the same bytes', async () => {
  const { id: document, sha256 } = await current('minutes')
  const app = createApp(ctx)
  const login = await app.request('/api/v1/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: people.chair.account, password: 'mat khau rat dai' }),
  })
  const cookie = login.headers.get('set-cookie')!.split(';')[0]!
  const seen = new Map<string, string | undefined>()
  for (const path of [
    `/documents/${document}/view`,
    `/documents/${document}/file`,
    `/api/v1/documents/${document}/content`,
  ]) {
    const answer = await app.request(path, { headers: { cookie } })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect([path, createHash('sha256').update(bytes).digest('hex')]).toEqual([path, sha256])
    seen.set(path, answer.headers.get('content-disposition')?.split(';')[0])
  }
  expect([...seen.values()]).toEqual(['inline', 'attachment', 'attachment'])
})

describe('the page of documents', () => {
  test('asks how many copies and for whom, and shows the numbers given', async () => {
    const { id: document } = await current('minutes')
    const path = `/sessions/${id}/documents/${document}/copies`
    const wrong = await chair.post(path, { 'minutes.copies': '0', 'minutes.recipient': ' ' })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('id="minutes.copies-fault"')
    expect(wrong.html).toContain('id="minutes.recipient-fault"')
    const sent = { 'minutes.copies': '2', 'minutes.recipient': 'Ban Tổ chức' }
    expect((await chair.post(path, sent)).to).toContain('notice=copies_printed')
    const page = (await chair.get(`/sessions/${id}/documents`)).text
    expect(page).toContain(`Bản in số 2: Ban Tổ chức; ${people.chair.fullName}`)
    const auditor = await visitAs(ctx, people.auditor)
    const read = await auditor.get(`/sessions/${id}/documents`)
    expect(read.text).toContain('Bản in số 1: Ban Tổ chức')
    expect(read.html).not.toContain(path)
    expect((await chair.post(path.replace(document, 'none'), sent)).status).toBe(404)
  })

  test('offers the notice once the minutes are signed, and lets the chair sign it', async () => {
    expect((await chair.get(`/sessions/${id}/documents`)).text).not.toContain('Lập thông báo')
    await sign()
    expect((await chair.get(`/sessions/${id}/documents`)).text).toContain('Lập thông báo kết quả')
    const made = await chair.post(`/sessions/${id}/documents/notice`)
    expect(made.to).toContain('notice=later_issued')
    const { text, html } = await chair.get(`/sessions/${id}/documents`)
    expect(text).not.toContain('Lập thông báo')
    expect(text).not.toContain('Lập đính chính')
    const notice = await current('notice')
    expect(html).toContain(`/documents/${notice.id}/sign"`)
    const signed = await chair.post(`/sessions/${id}/documents/${notice.id}/sign`)
    expect(signed.to).toContain('notice=signed')
    const again = await chair.post(`/sessions/${id}/documents/notice`)
    expect(again.status).toBe(409)
    expect(again.text).toContain('đã lập cho lần này rồi')
    const none = await chair.post(`/sessions/${id}/documents/corrigendum`)
    expect(none.text).toContain('Không có gì để đính chính')
  })

  test('leads from each person’s result to the extract, once the minutes are signed', async () => {
    const results = `/sessions/${id}/results`
    expect((await chair.get(results)).html).not.toContain('extract.pdf')
    await sign()
    const files = [...(await chair.get(results)).html.matchAll(/href="([^"]*extract\.pdf)"/g)]
    expect(files).toHaveLength(2)
    const answer = await chair.get(files[1]![1]!)
    expect(answer.headers.get('content-disposition')).toContain('-A2.pdf')
    const head = await visitAs(ctx, people.head)
    expect((await head.get(results)).html).not.toContain('extract.pdf')
  })
})

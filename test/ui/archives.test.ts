import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { fixture } from '../support/archive-forgery.ts'
import { signedSession } from '../support/archives.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { visitAs } from './app.ts'

let ctx: Context
let people: People
let id: string
beforeAll(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  id = await signedSession(ctx, people)
})
afterAll(async () => ctx.store.db.destroy())

const zip = (bytes: Uint8Array) => new File([new Uint8Array(bytes)], 'ho-so.zip')

describe('the page of documents', () => {
  test('gives the archive to who may have it, as a file', async () => {
    const auditor = await visitAs(ctx, people.auditor)
    expect((await auditor.get(`/sessions/${id}/documents`)).html).toContain(
      `/sessions/${id}/archive`,
    )
    const { status, headers } = await auditor.get(`/sessions/${id}/archive`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/zip')
    expect(headers.get('content-disposition')).toMatch(/filename="ho-so-TD-\w+\.zip"/)
    const head = await visitAs(ctx, people.head)
    expect((await head.get(`/sessions/${id}/documents`)).html).not.toContain('/archive')
    expect((await head.get(`/sessions/${id}/archive`)).status).toBe(403)
  })
})

describe('the page that opens an archive', () => {
  test('shows an auditor what another machine archived, and keeps nothing of it', async () => {
    const auditor = await visitAs(ctx, people.auditor)
    const before = await ctx.store.db.selectFrom('sessions').select('id').execute()
    const { status, text } = await auditor.post('/archives/open', {
      archive: zip(fixture('v1-rehearsal')),
    })
    expect(status).toBe(200)
    for (const shown of [
      'Nguyễn Văn Một',
      'documents/007-dinh-chinh-lan2-v1.pdf',
      'Mở lại kỳ phiếu, thành lần tính mới',
      'Trưởng Ban Mẫu',
      '60,00',
    ])
      expect(text).toContain(shown)
    expect(await ctx.store.db.selectFrom('sessions').select('id').execute()).toEqual(before)
  })

  test('says what is wrong with a broken one, and shows nothing of it', async () => {
    const auditor = await visitAs(ctx, people.auditor)
    const broken = fixture('v1-rehearsal').slice(0, -1)
    const { text } = await auditor.post('/archives/open', { archive: zip(broken) })
    expect(text).toContain('tệp bị cắt cụt')
    expect(text).not.toContain('Nguyễn Văn Một')
  })

  test('asks for a file where none was sent', async () => {
    const auditor = await visitAs(ctx, people.auditor)
    const { status, text } = await auditor.post('/archives/open', {})
    expect(status).toBe(422) // 'archive_unreadable'
    expect(text).toContain('không phải hồ sơ kỳ phiếu còn nguyên')
  })

  test('is not for others', async () => {
    const secretary = await visitAs(ctx, people.first)
    expect((await secretary.get('/archives/open')).status).toBe(403)
    expect((await secretary.get('/')).html).not.toContain('/archives/open')
  })
})

test('anybody checks an archive where PDFs are checked', async () => {
  const secretary = await visitAs(ctx, people.first)
  const { text } = await secretary.post('/verify', {
    pdf: zip(Buffer.concat([Buffer.from('#'), fixture('v1-rehearsal')])),
  })
  expect(text).toContain('có phần lạ đứng trước hồ sơ')
})

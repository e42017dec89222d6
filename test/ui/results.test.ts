import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { createSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import type { Mode } from '../../src/domain/proceedings.ts'
import { makeP12 } from '../../src/signatures/make-p12.ts'
import { ecKeys, issue } from '../signatures/specimens.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_SESSION, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let people: People
let head: Visit
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  head = await visitAs(ctx, people.head)
})
afterEach(async () => ctx.store.db.destroy())

async function computedSession(mode: Mode, read = soundSheet): Promise<string> {
  const counting = await countingSession(ctx, people, { session: { mode } })
  const { id } = counting.session
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, counting.sheets[0]!.id, read(counting))
  await closeSession(ctx, people.head, id)
  await computeOutcome(ctx, people.head, id)
  return id
}

describe('the result', () => {
  test('is not shown while people are still typing', async () => {
    const { session } = await countingSession(ctx, people)
    expect((await head.get(`/sessions/${session.id}/results`)).status).toBe(409)
    expect((await head.get(`/sessions/${session.id}`)).html).not.toContain('/results"')
  })

  test('names count, share, base, band with its clause, and what is missing to the next', async () => {
    const id = await computedSession('real')
    const { text, html } = await head.get(`/sessions/${id}/results`)
    expect(text).toContain('Tỉ lệ tính trên tổng số phiếu thu về')
    expect(text).toContain('1. Nguyễn Văn Một Bí thư')
    expect(text).toContain('7 70,00% 1 10,00% 1 10,00%')
    expect(text).toContain('Không thuộc mức phải xem xét. Thêm 5 phiếu “tín nhiệm thấp”')
    expect(text).toContain('Trên 50% nhưng dưới 2/3 tín nhiệm thấp (Điều 11.2)')
    expect(text).toContain('Cấp có thẩm quyền xem xét, quyết định.')
    expect(text).toContain('Thêm 1 phiếu “tín nhiệm thấp”')
    expect(html).toContain('<rect class="bar-low" x="200" y="0" width="600" height="20">')
  })

  test('warns before it goes out where it would show what each voter marked', async () => {
    const warning = 'Giữ kín phiếu'
    const harmless = await computedSession('real')
    expect((await head.get(`/sessions/${harmless}/results`)).text).not.toContain(warning)
    const telling = await computedSession('real', (counting) => {
      const { rows, ...ballots } = soundSheet(counting)
      const [one, two] = rows
      return { ...ballots, rows: [{ ...one!, high: ballots.valid, medium: 0, low: 0 }, two!] }
    })
    const { text } = await head.get(`/sessions/${telling}/results`)
    expect(text).toContain(`${warning} Loại phiếu A: mọi phiếu hợp lệ ghi cùng một mức cho`)
    expect(text).toContain('cho Nguyễn Văn Một.')
  })

  test('is not for the committee before documents are issued', async () => {
    const id = await computedSession('real')
    const committee = await visitAs(ctx, people.committee)
    expect((await committee.get('/')).html).not.toContain(id)
    expect((await committee.get(`/sessions/${id}/results`)).status).toBe(409)
    await issueDocuments(ctx, people.head, id)
    expect((await committee.get(`/sessions/${id}/results`)).status).toBe(200)
    expect((await committee.get(`/sessions/${id}`)).text).not.toContain('Các tập phiếu')
  })
})

describe('documents', () => {
  test('of a rehearsal are signed with one button by each in turn, then published', async () => {
    const id = await computedSession('rehearsal')
    expect((await head.post(`/sessions/${id}/issue`)).to).toBe(
      `/sessions/${id}/documents?notice=moved`,
    )
    for (const actor of [people.first, people.head, people.chair, people.chair]) {
      const visit = await visitAs(ctx, actor)
      const { html } = await visit.get(`/sessions/${id}/documents`)
      const sign = /action="([^"]*\/sign)"/.exec(html)?.[1] ?? ''
      expect((await visit.post(sign)).status).toBe(303)
      if (actor !== people.chair)
        expect((await visit.get(`/sessions/${id}/documents`)).html).not.toContain('/sign"')
    }
    const chair = await visitAs(ctx, people.chair)
    const page = await chair.get(`/sessions/${id}/documents`)
    expect(page.text).not.toContain('chưa ký')
    expect(page.html).toContain(`href="/sessions/${id}/confirm/publish"`)
    expect((await chair.post(`/sessions/${id}/publish`)).status).toBe(303)
    expect((await chair.get(`/sessions/${id}`)).text).toContain('đã công bố')
  })

  test('of a real session ask for a key store, and say what is wrong with it', async () => {
    const id = await computedSession('real')
    await issueDocuments(ctx, people.head, id)
    const secretary = await visitAs(ctx, people.first)
    const page = await secretary.get(`/sessions/${id}/documents`)
    expect(page.html).toContain('type="file"')
    const sign = /action="([^"]*\/sign)"/.exec(page.html)?.[1] ?? ''
    const key = new File(['not a key store'], 'key.p12')
    const answer = await secretary.post(sign, { 'minutes.p12': key, 'minutes.password': 'bí mật' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Không đọc được tệp khóa ký số')
    expect(answer.html).not.toContain('bí mật')
  })

  test('of a real session are signed with the key store sent, which is not kept', async () => {
    const id = await computedSession('real')
    await issueDocuments(ctx, people.head, id)
    const secretary = await visitAs(ctx, people.first)
    const page = await secretary.get(`/sessions/${id}/documents`)
    const sign = /action="([^"]*\/sign)"/.exec(page.html)?.[1] ?? ''
    const own = issue({ name: 'Trưởng Ban Mẫu', keys: ecKeys() })
    const p12 = await makeP12({
      privateKey: own.keys.privateKey.export({ type: 'pkcs8', format: 'der' }),
      certificates: [own.certificate],
      friendlyName: own.name,
      password: 'bí mật',
    })
    const key = new File([new Uint8Array(p12)], 'key.p12')
    const answer = await secretary.post(sign, { 'minutes.p12': key, 'minutes.password': 'bí mật' })
    expect(answer.status).toBe(303)
    const signed = (await listDocuments(ctx, people.head, id)).find((each) => each.signedField)
    expect(signed).toMatchObject({ name: 'minutes', version: 2, signedField: 'secretary' })
    const tables = ['journal', 'documents', 'accounts'] as const
    for (const table of tables) {
      const rows = await ctx.store.db.selectFrom(table).selectAll().execute()
      expect(JSON.stringify(rows)).not.toContain('bí mật')
    }
  })

  test('are downloaded as they are stored, by those who may read them', async () => {
    const id = await computedSession('rehearsal')
    await issueDocuments(ctx, people.head, id)
    const [document] = await listDocuments(ctx, people.head, id)
    const answer = await head.get(`/documents/${document?.id}/file`)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toContain('.pdf"')
    const admin = await visitAs(ctx, people.admin)
    expect((await admin.get(`/documents/${document?.id}/file`)).status).toBe(403)
  })
})

describe('the criteria sheet', () => {
  test('is taken away from the pages and over the API before anything is counted', async () => {
    const { id, shortId } = await createSession(ctx, people.first, NEW_SESSION)
    for (const path of [`/sessions/${id}/criteria.pdf`, `/api/v1/sessions/${id}/criteria.pdf`]) {
      const { status, html, headers } = await head.get(path)
      expect(status).toBe(200)
      expect(html).toMatch(/^%PDF-1\.7/)
      expect(headers.get('content-type')).toBe('application/pdf')
      expect(headers.get('content-disposition')).toContain(`tieu-chi-${shortId}.pdf`)
    }
    expect((await head.get('/sessions/none/criteria.pdf')).status).toBe(404)
  })
})

describe('the check of a document', () => {
  test('of what is no PDF is refused in words', async () => {
    const file = new File(['xin chào'], 'thu.pdf')
    const answer = await head.post('/verify', { pdf: file })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Không đọc được tệp này như một tệp PDF')
    expect((await head.post('/verify', {})).status).toBe(422)
  })

  test('of an unsigned document shows the failed step by name', async () => {
    const id = await computedSession('rehearsal')
    await issueDocuments(ctx, people.head, id)
    const { bytes } = await ctx.store.db
      .selectFrom('documents')
      .select('bytes')
      .limit(1)
      .executeTakeFirstOrThrow()
    const answer = await head.post('/verify', { pdf: new File([new Uint8Array(bytes)], 'a.pdf') })
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('không đạt Tệp có chữ ký số')
    expect(answer.text).toContain('đạt Tính lại từ số liệu ra đúng kết quả ghi trong tệp')
    expect(answer.text).toContain('Có bước không đạt')
  })
})

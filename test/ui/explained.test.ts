import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { issueDocuments } from '../../src/actions/documents.ts'
import { getSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let people: People
let counting: CountingSession
let head: Visit
let sheet: string
let id: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people)
  sheet = counting.sheets[0]!.id
  id = counting.session.id
  head = await visitAs(ctx, people.head)
})
afterEach(async () => ctx.store.db.destroy())

const stateOf = async () => (await getSession(ctx, people.head, id)).session.state
const differences = () => `/sheets/${sheet}/differences`
const passIds = (html: string) => /name="passIds" value="([^"]*)"/.exec(html)?.[1] ?? ''
const settle = async (decision: string) => {
  const sent = { decision, passIds: passIds((await head.get(differences())).html) }
  return head.post(differences(), { ...sent, reason: 'Đã xem lại giấy' })
}

describe('a sheet whose paper is wrong', () => {
  beforeEach(async () => {
    const sound = soundSheet(counting)
    const wrong = { ...sound, rows: [{ ...sound.rows[0]!, high: 8 }, sound.rows[1]!] }
    for (const typist of [people.first, people.second]) await typeSheet(ctx, typist, sheet, wrong)
  })

  test('is found by the head from the session, with its contradiction', async () => {
    const { html, text } = await head.get(`/sessions/${id}`)
    expect(html).toContain(`href="${differences()}"`)
    expect(text).toContain('Tập phiếu số 1 đã đủ lượt nhập nhưng số liệu mâu thuẫn')
    expect(html).toContain(`class="button main" href="${differences()}"`)
    const page = await head.get(differences())
    expect(page.text).toContain('Các lượt giống nhau nhưng số liệu mâu thuẫn')
    expect(page.text).toContain('1. Nguyễn Văn Một: Tín nhiệm cao (8)')
    expect(page.html.match(/value="paper:/g)).toHaveLength(1)
    expect(page.html).not.toContain('value="choose:')
  })

  test('is taken as on paper, explained, closed, computed and told, and stays held', async () => {
    expect((await settle('choose:1')).status).toBe(409)
    expect((await settle('paper:1')).to).toBe(`/sessions/${id}?notice=settled`)
    expect(await stateOf()).toBe('entered')

    const findings = await head.get(`/sessions/${id}/findings`)
    expect(findings.text).toContain('Lỗi E401: Loại phiếu A, Nguyễn Văn Một')
    const numbers = /name="numbers" value="([^"]*)"/.exec(findings.html)?.[1] ?? ''
    const sent = {
      code: 'E401',
      path: '/ballotKinds/0/subjects/0',
      numbers: numbers.replaceAll('&quot;', '"'),
    }
    const bare = await head.post(`/sessions/${id}/findings`, { ...sent, reason: '' })
    expect(bare.status).toBe(422)
    expect(bare.html).toContain('<details class="confirm" open')
    const before = await head.get(`/sessions/${id}/closing`)
    expect(before.text).toContain('E401: Loại phiếu A, Nguyễn Văn Một.')
    expect(before.html).not.toContain(`/sessions/${id}/confirm/close`)

    await head.post(`/sessions/${id}/findings`, { ...sent, reason: 'Bảng kẻ ghi như vậy' })
    expect((await head.get(`/sessions/${id}/findings`)).text).toContain(
      'Giải trình của Trưởng ban kiểm phiếu: Bảng kẻ ghi như vậy',
    )
    const ready = await head.get(`/sessions/${id}/closing`)
    expect(ready.text).toContain('Có 1 lỗi đã giải trình: kết quả sẽ giữ lại')
    expect((await head.post(`/sessions/${id}/close`)).status).toBe(303)
    expect((await head.post(`/sessions/${id}/compute`)).to).toContain('/results')

    const results = await head.get(`/sessions/${id}/results`)
    expect(results.text).toContain('Kết quả đang giữ lại, chưa tính cho ai')
    expect(results.text).not.toMatch(/\d,\d\d%/)
    await issueDocuments(ctx, people.head, id)
    const uses = await (await visitAs(ctx, people.committee)).get(`/sessions/${id}/uses`)
    expect(uses.text).toContain('Kết quả đang giữ lại, chưa tính cho ai')
    expect(uses.text).not.toContain('Không có ai.')
  })
})

test('neither pass goes back to one alone: both authors type again', async () => {
  const sound = soundSheet(counting)
  await typeSheet(ctx, people.first, sheet, sound)
  const [top, ...rest] = sound.rows
  const other = { ...sound, rows: [{ ...top!, high: 6, medium: 2 }, ...rest] }
  await typeSheet(ctx, people.second, sheet, other)
  expect((await head.get(differences())).text).toContain('Không lượt nào đúng: trả lại tất cả')
  expect((await settle('return_all')).status).toBe(303)
  const { text } = await head.get(`/sessions/${id}`)
  expect(text.match(/được trả lại/g)).toHaveLength(2)
})

test('the checklist names what is missing and whose work it is, before everything is typed', async () => {
  const page = await head.get(`/sessions/${id}/closing`)
  expect(page.text).toContain('Chưa xong Mọi tập phiếu có số liệu Còn tập số 1.')
  expect(page.text).toContain('Xét được khi mọi tập phiếu đã có số liệu')
  expect(page.text).toContain('Ghi thông tin biên bản: Thư ký.')
  expect(page.text).toContain('Biên bản để trống: ban kiểm phiếu, chủ trì')
  const first = await (await visitAs(ctx, people.first)).get(`/sessions/${id}/closing`)
  expect(first.html).toContain(`href="/sessions/${id}/minutes-facts"`)
  expect((await (await visitAs(ctx, people.chair)).get(`/sessions/${id}/closing`)).status).toBe(403)
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSession, getSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { xlsx } from '../formats/workbooks.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_SESSION, countingSession } from '../support/session.ts'
import { type Answer, type Visit, visitAs } from './app.ts'
import { formOf } from './form-fields.ts'

const ROSTER = 'TT;Họ và tên;Chức vụ\n1;Uỷ Thuỷ;Bí thư\n2;An Ân;Phó Bí thư\n'
const NAMED = { 'kinds.0.code': 'A', 'kinds.0.title': 'Ban Thường vụ' }

let ctx: Context
let people: People
let id: string
let first: Visit
let page: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  id = (await createSession(ctx, people.first, NEW_SESSION)).id
  first = await visitAs(ctx, people.first)
  page = `/sessions/${id}/roster/import`
})
afterEach(async () => ctx.store.db.destroy())

const send = (shown: Answer, changes: Readonly<Record<string, string>>) =>
  first.post(page, { ...formOf(shown.html), ...changes })
/** The preview of a list whose one kind has been named. */
const named = async (text: string) =>
  send(await first.post(page, { text, do: 'preview' }), { ...NAMED, do: 'preview' })
const groupsIn = ({ html }: Answer) =>
  [...html.matchAll(/<li><small>\d+<\/small><(?:code>([0-9a-f]{4})<|input)/g)].map(
    ([, group]) => group ?? null,
  )
/** The two groups missing from the page, read from the printed list. */
async function fromPaper(shown: Answer): Promise<Record<string, string>> {
  const printed = groupsIn(await send(shown, { do: 'print' }))
  const [one, other] = groupsIn(shown).flatMap((group, at) => (group === null ? [at] : []))
  return { 'groups.0': printed[one!]!, 'groups.1': printed[other!]! }
}
const names = async () =>
  (await getSession(ctx, people.first, id)).roster.ballotKinds.map(({ code, title, subjects }) => [
    code,
    title,
    subjects.map(({ name }) => name),
  ])

describe('a list from a file', () => {
  test('begins at a link on the page of the list', async () => {
    expect((await first.get(`/sessions/${id}/roster`)).html).toContain(`href="${page}"`)
    expect((await first.get(page)).html).toContain('type="file"')
  })

  test('is shown, asks for the name of the ballot kind, and stores nothing', async () => {
    const asked = await first.post(page, { text: ROSTER, do: 'preview' })
    expect(asked.status).toBe(200)
    expect(asked.text).toContain('1. Uỷ Thuỷ Bí thư — — hàng 2')
    expect(asked.text).toContain('chưa có tên loại phiếu')
    expect(asked.html).not.toContain('value="import"')
    const shown = await named(ROSTER)
    expect(shown.text).toContain('Loại phiếu A: Ban Thường vụ')
    expect(groupsIn(shown)).toHaveLength(16)
    expect(groupsIn(shown).filter((group) => group === null)).toHaveLength(2)
    expect(await names()).toEqual([])
  })

  test('is stored in its order and spelling when the two groups are typed from paper', async () => {
    const shown = await named(ROSTER)
    const done = await send(shown, { ...(await fromPaper(shown)), do: 'import' })
    expect([done.status, done.to]).toEqual([303, `/sessions/${id}?notice=roster_imported`])
    expect(await names()).toEqual([['A', 'Ban Thường vụ', ['Uỷ Thuỷ', 'An Ân']]])
    const printed = await first.get(`/sessions/${id}/roster/fingerprint`)
    expect(printed.text).toContain('1 Uỷ Thuỷ Bí thư')
    expect(groupsIn(printed)).toEqual(groupsIn(await send(shown, { do: 'print' })))
    expect((await first.get(`/sessions/${id}/roster`)).html).toContain('/roster/fingerprint"')
  })

  test.each([
    ['wrong groups', { 'groups.0': '0000', 'groups.1': 'ffff' }, 'không khớp bản giấy ở nhóm'],
    ['no groups', { 'groups.0': '', 'groups.1': '' }, 'không đúng'],
    ['something else', { 'groups.0': 'xyz', 'groups.1': '12' }, 'không đúng'],
  ])('with %s is shown again with other groups hidden, and not stored', async (_, typed, words) => {
    const refused = await send(await named(ROSTER), { ...typed, do: 'import' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(words)
    expect(await names()).toEqual([])
    const done = await send(refused, { ...(await fromPaper(refused)), do: 'import' })
    expect(done.status).toBe(303)
  })

  test('of another list than the one shown is refused whatever is typed', async () => {
    const shown = await named(ROSTER)
    const other = Buffer.from(ROSTER.replace('An Ân', 'An Ấn')).toString('base64')
    const groups = await fromPaper(shown)
    const refused = await send(shown, { ...groups, content: other, do: 'import' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('không còn như lúc xem trước')
    expect(await names()).toEqual([])
  })

  test('with faults has each beside its row and neither confirmation nor print', async () => {
    const shown = await named(ROSTER.replace('An Ân', 'An 𠀀'))
    expect(shown.text).toContain(
      'hàng 3 cột B: phông chữ của văn bản không có ký tự này; gõ lại (“𠀀”)',
    )
    expect(shown.html).not.toContain('value="import"')
    const forced = await send(shown, { do: 'print' })
    expect(forced.status).toBe(422)
    expect(forced.text).toContain('Chưa nạp được tệp')
  })

  test('says who stays off the ballot and why, before it is stored', async () => {
    const text =
      'Họ và tên;Chức vụ;Ngày có thông báo nghỉ hưu\nÂn;Bí thư;01/01/2026\nBình;Phó Bí thư;\n'
    const shown = await named(text)
    expect(shown.text).toMatch(/1\. Ân Bí thư — — hàng 2 Để ngoài phiếu: [^<]*01\/01\/2026/)
    const done = await send(shown, { ...(await fromPaper(shown)), do: 'import' })
    expect(done.to).toBe(`/sessions/${id}?notice=roster_saved_left_out`)
  })

  test('of several sheets has those that are marked, read as chosen', async () => {
    const bytes = await xlsx(
      { name: 'Khối Đảng', rows: [['Họ và tên'], ['Ân']] },
      { name: 'Khối chính quyền', rows: [['Tên gọi'], ['Bình']] },
    )
    const file = new File([new Uint8Array(bytes)], 'a.xlsx')
    const one = await first.post(page, { file, do: 'preview' })
    expect(one.text).toContain('Loại phiếu A: Khối Đảng')
    expect(one.text).not.toContain('Loại phiếu B')
    const chosen = { 'read.1': '1', 'sheets.1.firstRow': '2', 'sheets.1.columns.A': 'name' }
    const both = await send(one, { ...chosen, do: 'preview' })
    expect(both.text).toContain('Loại phiếu B: Khối chính quyền')
    const done = await send(both, { ...(await fromPaper(both)), do: 'import' })
    expect(done.status).toBe(303)
    expect(await names()).toEqual([
      ['A', 'Khối Đảng', ['Ân']],
      ['B', 'Khối chính quyền', ['Bình']],
    ])
  })

  test('with a sign too long for a ballot kind is refused at that field', async () => {
    const refused = await send(await named(ROSTER), {
      'kinds.0.code': 'A'.repeat(21),
      do: 'preview',
    })
    expect(refused.status).toBe(422)
    expect(refused.html).toMatch(/id="kinds.0.code"[^>]* aria-invalid="true"/)
  })
})

test('who may not change the list may not import it, nor anybody once it is frozen', async () => {
  const head = await visitAs(ctx, people.head)
  expect((await head.get(page)).status).toBe(403)
  expect((await head.post(page, { text: ROSTER })).status).toBe(403)
  const { session } = await countingSession(ctx, people)
  const late = `/sessions/${session.id}/roster/import`
  expect((await first.post(late, { text: ROSTER })).status).toBe(409)
  expect((await first.get(`/sessions/${session.id}/roster/fingerprint`)).status).toBe(200)
  expect((await first.get(`/sessions/${id}/roster/fingerprint`)).status).toBe(404)
})

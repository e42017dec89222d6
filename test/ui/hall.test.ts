import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getSession } from '../../src/actions/sessions.ts'
import { pauseCounting } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let people: People
let counting: CountingSession
let head: Visit
let witness: Visit
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people, { bundles: [4, 6] })
  head = await visitAs(ctx, people.head)
  witness = await visitAs(ctx, null)
})
afterEach(async () => ctx.store.db.destroy())

const session = () => `/sessions/${counting.session.id}`
const open = async () => {
  const { html, status } = await head.post(`${session()}/halls`)
  expect(status).toBe(200)
  return /http:\/\/localhost(\/hall\/[0-9a-z-]{24})</.exec(html)![1]!
}

describe('the page for witnesses', () => {
  test('is opened from the session by the head, who gets its link this once', async () => {
    expect((await head.get(session())).text).toContain('Mở trang theo dõi cho giám sát')
    const path = await open()
    const after = await head.get(session())
    expect(after.text).toContain('Đang mở 1 đường dẫn')
    expect(after.html).not.toContain(path)
    expect((await witness.get(path)).status).toBe(200)
  })

  test('warns that an address of this very machine reaches nobody else', async () => {
    const { text } = await head.post(`${session()}/halls`)
    expect(text).toContain('chỉ mở được trên chính máy này')
  })

  test('is offered to nobody but the head, and to the head only while there is a count', async () => {
    for (const actor of [people.first, people.chair, people.auditor]) {
      const visit = await visitAs(ctx, actor)
      expect((await visit.get(session())).text).not.toContain('Trang theo dõi cho giám sát')
      expect((await visit.post(`${session()}/halls`)).status).toBe(403)
    }
    await head.post(`${session()}/cancel`, { reason: 'Hoãn' })
    expect((await head.get(session())).text).not.toContain('Trang theo dõi cho giám sát')
    expect((await head.post(`${session()}/halls`)).status).toBe(409)
  })

  test('shows title, state and sums to a stranger; no vote, no name, no way on', async () => {
    await typeSheet(ctx, people.first, counting.sheets[0]!.id, soundSheet(counting))
    const { html, text, headers } = await witness.get(await open())
    expect(text).toContain('Lấy phiếu tín nhiệm năm 2026 TẬP DƯỢT')
    expect(text).toContain('Đang kiểm phiếu')
    expect(text).toContain('Đã khớp 0 / 2 tập Đã kiểm 0 / 10 phiếu')
    expect(text).toContain('Đang nhập 1')
    expect(html).toMatch(/role="progressbar"[^>]* aria-valuetext="0 trên 2 tập đã khớp"/)
    expect(html).not.toMatch(/Nguyễn|Trần|Thư Ký|Trưởng Ban Mẫu|org-|<nav|<form/)
    expect(html.match(/href="[^"]*"/g)).toEqual(['href="/static/style.css"', 'href="#content"'])
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })

  test('names nobody even in the browser of somebody logged in', async () => {
    const { html } = await head.get(await open())
    expect(html).not.toContain('Trưởng Ban Mẫu')
    expect(html).not.toContain('/logout')
  })

  test('says that counting is paused, and that all is counted', async () => {
    const path = await open()
    await pauseCounting(ctx, people.head, counting.session.id)
    expect((await witness.get(path)).text).toContain('Tạm dừng kiểm phiếu')
    await head.post(`${session()}/resume`)
    expect((await witness.get(path)).text).toContain('Đang kiểm phiếu')
    await ctx.store.db.updateTable('sessions').set({ state: 'entered' }).execute()
    const { session: entered } = await getSession(ctx, people.head, counting.session.id)
    expect(entered.state).toBe('entered')
    const again = await visitAs({ ...ctx, store: { ...ctx.store } }, null) // remembers no progress
    expect((await again.get(path)).text).toContain('Đã kiểm xong các tập phiếu')
  })

  test('is a calm page without a word of the session once it is closed, or never was', async () => {
    const path = await open()
    const closed = await head.post(`${session()}/halls/close`)
    expect(closed.to).toBe(`${session()}?notice=hall_closed`)
    for (const gone of [path, '/hall/x', '/hall/0000-0000-0000-0000-0000']) {
      const { status, text, headers } = await witness.get(gone)
      expect(status).toBe(404)
      expect(text).toContain('Trang theo dõi đã đóng')
      expect(text).not.toContain('Lấy phiếu tín nhiệm năm 2026')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })
})

describe('the board on the session page', () => {
  test('stands there for everybody who reads the session, as of this moment', async () => {
    for (const typist of [people.first, people.second])
      await typeSheet(ctx, typist, counting.sheets[0]!.id, soundSheet(counting))
    for (const actor of [people.first, people.head, people.chair, people.auditor]) {
      const { html, text } = await (await visitAs(ctx, actor)).get(session())
      expect(text).toContain('Đã khớp 1 / 2 tập Đã kiểm 4 / 10 phiếu')
      expect(html).toContain('src="/static/board.js"')
      expect(html).toContain(`data-board="/api/v1${session()}/progress/stream"`)
    }
  })

  test('calls the head, and nobody else, to each sheet whose passes differ', async () => {
    const sheet = counting.sheets[1]!.id
    const sound = soundSheet(counting)
    await typeSheet(ctx, people.first, sheet, sound)
    const [top, ...rest] = sound.rows
    const other = { ...sound, rows: [{ ...top!, high: top!.medium!, medium: top!.high! }, ...rest] }
    await typeSheet(ctx, people.second, sheet, other)
    const { html } = await head.get(session())
    expect(html).toContain(`<li data-alert="${sheet}"><strong>Tập 2: số liệu khác nhau.`)
    expect(html).toContain(`<li data-alert="${counting.sheets[0]!.id}" hidden`)
    const { html: typists } = await (await visitAs(ctx, people.first)).get(session())
    expect(typists).not.toContain('data-alert')
  })

  test('is not there when there is nothing to watch', async () => {
    await head.post(`${session()}/cancel`, { reason: 'Hoãn' })
    const { html } = await head.get(session())
    expect(html).not.toContain('data-board')
    expect(html).not.toContain('board.js')
  })
})

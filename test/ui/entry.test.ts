import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getDifferences, settleDifference } from '../../src/actions/reconcile.ts'
import { getSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let people: People
let counting: CountingSession
let first: Visit
let second: Visit
let sheet: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people)
  sheet = counting.sheets[0]?.id ?? ''
  first = await visitAs(ctx, people.first)
  second = await visitAs(ctx, people.second)
})
afterEach(async () => ctx.store.db.destroy())

/** Ten ballots without a contradiction, as the grid sends them. */
const SOUND = {
  collected: '10',
  valid: '9',
  invalid: '1',
  'rows.0.high': '7',
  'rows.0.medium': '1',
  'rows.0.low': '1',
  'rows.0.invalid': '0',
  'rows.1.high': '2',
  'rows.1.medium': '0',
  'rows.1.low': '6',
  'rows.1.invalid': '1',
}
const entry = () => `/sheets/${sheet}/entry`
const valueOf = (html: string, name: string) =>
  new RegExp(`<input[^>]* name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1]

describe('taking up a pass', () => {
  test('is a button that leads to an empty grid', async () => {
    const page = await first.get(`/sessions/${counting.session.id}`)
    expect(page.html).toContain(`action="/sheets/${sheet}/pass"`)
    expect((await first.get(entry())).status).toBe(403)
    expect((await first.post(`/sheets/${sheet}/pass`)).to).toBe(entry())
    const grid = await first.get(entry())
    expect(grid.text).toContain('1. Nguyễn Văn Một')
    expect(Object.keys(SOUND).map((name) => valueOf(grid.html, name))).toEqual(
      Object.keys(SOUND).map(() => ''),
    )
  })

  test('is not offered to whoever does not type', async () => {
    for (const actor of [people.head, people.chair, people.auditor]) {
      const visit = await visitAs(ctx, actor)
      expect((await visit.get(`/sessions/${counting.session.id}`)).html).not.toContain('/pass"')
      expect((await visit.post(`/sheets/${sheet}/pass`)).status).toBe(403)
    }
  })
})

describe('typing without script', () => {
  beforeEach(async () => {
    await first.post(`/sheets/${sheet}/pass`)
    await second.post(`/sheets/${sheet}/pass`)
  })

  test('saves what is there and keeps empty cells empty', async () => {
    const sent = { ...SOUND, 'rows.1.low': '', 'rows.1.medium': '0', do: 'save' }
    expect((await first.post(entry(), sent)).to).toBe(`${entry()}?notice=draft_saved`)
    const { html } = await first.get(entry())
    expect([valueOf(html, 'rows.1.low'), valueOf(html, 'rows.1.medium')]).toEqual(['', '0'])
  })

  test('of anything but digits is refused at its cell, and the rest is kept', async () => {
    const answer = await first.post(entry(), { ...SOUND, 'rows.0.high': '7a' })
    expect(answer.status).toBe(422)
    expect(valueOf(answer.html, 'rows.0.high')).toBe('7a')
    expect(answer.html).toMatch(/name="rows.0.high"[^>]* aria-invalid="true"/)
    expect(valueOf(answer.html, 'rows.1.low')).toBe('6')
  })

  test('that contradicts itself comes back with each contradiction at its place', async () => {
    expect((await first.post(entry(), { ...SOUND, 'rows.0.high': '6', invalid: '2' })).to).toBe(
      entry(),
    )
    const { text, html } = await first.get(entry())
    expect(text).toContain('Xem lại tờ phiếu')
    expect(html).toMatch(/id="rows.0-mark">Dòng này chưa khớp[^<0-9]*trên giấy/)
    expect(html).toMatch(/id="valid-mark">[^<0-9]*Đếm lại ba số này/)
    expect(html).not.toContain('id="rows.1-mark"')
  })

  test('that is sound is handed in, and the other sees nothing of it', async () => {
    expect((await first.post(entry(), SOUND)).to).toBe(
      `/sessions/${counting.session.id}?notice=pass_submitted`,
    )
    expect((await first.get(entry())).text).toContain('Lượt nhập này đã nộp')
    const other = await second.get(entry())
    expect(valueOf(other.html, 'rows.0.high')).toBe('')
    expect((await first.post(entry(), SOUND)).status).toBe(409)
  })

  test('the same twice completes the entry', async () => {
    await first.post(entry(), SOUND)
    await second.post(entry(), SOUND)
    const { session } = await getSession(ctx, people.head, counting.session.id)
    expect(session.state).toBe('entered')
  })
})

test('a pass sent back has its differing cells emptied and marked, the others as typed', async () => {
  const sound = soundSheet(counting)
  const [top, ...rest] = sound.rows
  const slipped = { ...sound, rows: [{ ...top!, high: 6, medium: 2 }, ...rest] }
  await typeSheet(ctx, people.first, sheet, sound)
  await typeSheet(ctx, people.second, sheet, slipped)
  const { passes } = await getDifferences(ctx, people.head, sheet)
  const passIds = passes.map((pass) => pass.id)
  const input = { decision: 'return', passNo: 2, passIds, reason: 'xem lại' } as const
  await settleDifference(ctx, people.head, sheet, input)
  const { html, text } = await second.get(entry())
  expect(text).toContain('Trưởng ban kiểm phiếu trả lại lượt nhập này')
  expect(valueOf(html, 'rows.0.high')).toBe('')
  expect(valueOf(html, 'rows.0.low')).toBe('1')
  expect(html.match(/class="cell again"/g)).toHaveLength(2)
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getOwnPass, takePass } from '../../src/actions/entries.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { visitAs } from './app.ts'

let ctx: Context
let people: People
let counting: CountingSession
let sheet: string
let session: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people)
  sheet = counting.sheets[0]!.id
  session = `/sessions/${counting.session.id}`
})
afterEach(async () => ctx.store.db.destroy())

describe('a pass that is not finished', () => {
  beforeEach(async () => {
    await takePass(ctx, people.first, sheet)
  })

  test('is given back by its author, from the page it is typed on', async () => {
    const first = await visitAs(ctx, people.first)
    const page = await first.get(`/sheets/${sheet}/entry`)
    expect(page.html).toContain(`action="/sheets/${sheet}/pass/give-back"`)
    const answer = await first.post(`/sheets/${sheet}/pass/give-back`)
    expect(answer.to).toBe(`${session}?notice=pass_given_back`)
    expect((await first.get(answer.to!)).text).toContain('Đã trả lại tập')
    await expect(getOwnPass(ctx, people.first, sheet)).rejects.toMatchObject({
      code: 'not_your_pass',
    })
  })

  test('is freed by the head from the table of sheets, and by nobody else', async () => {
    const head = await visitAs(ctx, people.head)
    const page = await head.get(session)
    expect(page.text).toContain('Lấy lại lượt 1…')
    expect(page.text).toContain('Những gì Thư Ký Thứ Nhất đã gõ ở lượt này bị xóa')
    for (const actor of [people.second, people.auditor]) {
      const other = await visitAs(ctx, actor)
      expect((await other.get(session)).html).not.toContain('/pass/release"')
      expect((await other.post(`/sheets/${sheet}/pass/release`, { passNo: '1' })).status).toBe(403)
    }
    const answer = await head.post(`/sheets/${sheet}/pass/release`, { passNo: '1' })
    expect(answer.to).toBe(`${session}?notice=pass_released`)
    await expect(getOwnPass(ctx, people.first, sheet)).rejects.toMatchObject({
      code: 'not_your_pass',
    })
    expect((await head.get(session)).html).not.toContain('/pass/release"')
  })
})

test('a pass that was handed in is neither given back nor freed', async () => {
  const sound = soundSheet(counting)
  const [top, ...rest] = sound.rows
  await typeSheet(ctx, people.first, sheet, { ...sound, rows: [{ ...top!, high: 8 }, ...rest] })
  const first = await visitAs(ctx, people.first)
  expect((await first.get(`/sheets/${sheet}/entry`)).html).not.toContain('/pass/give-back"')
  expect((await first.post(`/sheets/${sheet}/pass/give-back`)).status).toBe(409)
  const head = await visitAs(ctx, people.head)
  expect((await head.get(session)).html).not.toContain('/pass/release"')
  expect((await head.post(`/sheets/${sheet}/pass/release`, { passNo: '1' })).status).toBe(409)
})

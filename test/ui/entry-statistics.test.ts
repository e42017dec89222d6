import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { enteredSession } from '../support/entered-session.ts'
import { visitAs } from './app.ts'

let ctx: Context
let people: People
let address: string
let id: string
beforeAll(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  id = (await enteredSession(ctx, people)).session.id
  address = `/sessions/${id}/audit`
})
afterAll(async () => ctx.store.db.destroy())

describe('the page of statistics', () => {
  test('tells what was thrown away and why, and that times are the clock’s', async () => {
    const auditor = await visitAs(ctx, people.auditor)
    const { status, text } = await auditor.get(`${address}/statistics`)
    expect(status).toBe(200)
    for (const shown of [
      'Bỏ đi 1/5 lần nộp (20,00%), tức 11/55 số đã gõ (20,00%)',
      '1 lần do Trưởng ban trả lại, 0 lần do số liệu tự mâu thuẫn',
      'nhiều nhất trước: 1.',
      'theo đồng hồ máy',
      '1 lần trả lại để nhập lại',
      'loại A, dự kiến 6 phiếu',
    ])
      expect(text).toContain(shown)
    for (const { fullName } of [people.first, people.second]) expect(text).not.toContain(fullName)
  })

  test('offers the report, which is handed out as a file of its type', async () => {
    const head = await visitAs(ctx, people.head)
    const { html } = await head.get(`${address}/statistics`)
    for (const [type, media] of [
      ['pdf', 'application/pdf'],
      ['zip', 'application/zip'],
      ['csv', 'text/csv; charset=utf-8'],
    ] as const) {
      expect(html).toContain(`href="${address}/activity.${type}"`)
      const { status, headers } = await head.get(`${address}/activity.${type}`)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe(media)
      expect(headers.get('content-disposition')).toMatch(
        new RegExp(`filename="bao-cao-hoat-dong-[\\w-]+\\.${type}"`),
      )
    }
  })

  test('is not for who typed, and the report checks on the page for that', async () => {
    const first = await visitAs(ctx, people.first)
    expect((await first.get(`${address}/statistics`)).status).toBe(403)
    expect((await first.get(`${address}/activity.pdf`)).status).toBe(403)
    const head = await visitAs(ctx, people.head)
    const api = await head.get(`/api/v1/sessions/${id}/entry-statistics`)
    expect(JSON.parse(api.html)).toMatchObject({ totals: { submitted: 5, thrown: 1 } })
  })
})

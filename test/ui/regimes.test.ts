import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { visitAs } from './app.ts'

let ctx: Context
let people: People
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
})
afterEach(async () => ctx.store.db.destroy())

describe('a regulation', () => {
  test('is shown with every line, its evidence and what it decides', async () => {
    const auditor = await visitAs(ctx, people.auditor)
    const list = await auditor.get('/regimes')
    expect(list.html.match(/href="\/regimes\/[a-z0-9-]+"/g)).toHaveLength(ctx.regimes.length)
    const { regime, sha256 } = ctx.regimes.find((each) => each.regime.id === '96-qd-tw-2023')!
    const { text } = await auditor.get('/regimes/96-qd-tw-2023')
    expect(regime.provisions.length).toBeGreaterThan(10)
    for (const { ref, note } of regime.provisions) {
      expect(text).toContain(ref)
      if (note) expect(text).toContain(note)
    }
    expect(text).toContain(sha256)
    expect(text).toContain('tín nhiệm thấp trên 1/2, dưới 2/3')
    expect(text).toContain('tín nhiệm thấp từ 2/3 trở lên')
    expect(text).toContain('tỉ lệ tính trên tổng số phiếu thu về')
    expect(text).toContain('chưa kiểm chứng')
  })

  test('strictly above its limit is not shown as "or more"', async () => {
    const { text } = await (await visitAs(ctx, people.head)).get('/regimes/35-2012-qh13')
    expect(text).toContain('tín nhiệm thấp trên 1/2, đến 2/3')
    expect(text).toMatch(/tín nhiệm thấp trên 2\/3(?! trở lên)/)
  })

  test('that is not known is not found', async () => {
    const answer = await (await visitAs(ctx, people.admin)).get('/regimes/none')
    expect(answer.status).toBe(404)
  })
})

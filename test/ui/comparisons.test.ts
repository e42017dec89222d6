import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { issueCorrigendum } from '../../src/actions/later-documents.ts'
import type { Context } from '../../src/context.ts'
import type { Running } from '../../src/main.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type ReopenedSession, reopenedSession } from '../support/reopened-session.ts'
import { visitAs } from './app.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { logIn } from './visitors.ts'

const LONG =
  'Đảng ủy xã Nghĩa Thịnh Phước Bửu Hoàng Thụy Khánh Huyền thuộc Đảng bộ thành phố trực thuộc tỉnh Mẫu'
const LONG_NAME = 'Nguyễn Phước Bửu Hoàng Thụy Khánh Huyền Tôn Nữ Diệu Liên Hương'

describe('what an auditor lays side by side', () => {
  let ctx: Context
  let top: People
  let one: People
  let left: ReopenedSession
  let right: ReopenedSession
  let browser: Browser
  let server: Running
  beforeAll(async () => {
    browser = await launchBrowser(inject('chromiumPath'))
    ctx = await testContext('sqlite', { now: () => new Date().toISOString() })
    top = await seatPeople(ctx, 'top')
    one = await seatPeople(ctx, 'one', 'top')
    const two = await seatPeople(ctx, 'two', 'top')
    await ctx.store.db
      .updateTable('organisations')
      .set({ name: LONG })
      .where('id', '=', 'two')
      .execute()
    const position =
      'Phó Bí thư Thường trực Đảng ủy kiêm Chủ nhiệm Ủy ban Kiểm tra, Trưởng Khối vận'
    const subjects = [
      { name: LONG_NAME, position, block: null },
      { name: 'Trần Thị Hai', position: 'Phó Bí thư', block: null },
    ]
    left = await reopenedSession(ctx, one)
    right = await reopenedSession(ctx, two, {
      kinds: [{ code: 'A', title: 'Ban Thường vụ', subjects }],
    })
    for (const each of [left, right]) {
      await each.enter()
      await each.conclude()
    }
    await right.sign()
    await right.retype(right.corrected())
    await right.conclude()
    await right.sign()
    await issueCorrigendum(ctx, two.chair, right.id)
    server = await serveOn(ctx)
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  test('is two revisions: only what changed first, everything on demand, with who did what', async () => {
    const auditor = await visitAs(ctx, top.auditor)
    const address = `/sessions/${right.id}/audit/revisions`
    const page = await auditor.get(address)
    expect(page.status).toBe(200)
    expect((await auditor.get(`/sessions/${right.id}/documents`)).html).toContain(address)
    expect(page.text).toContain('Lý do: Ghi nhầm dòng ở tập 1')
    expect(page.text).toMatch(/Tín nhiệm cao\s+7\s+6\s+−1/)
    expect(page.text).toMatch(/7\/10 \(70,00%\)\s+6\/10 \(60,00%\)\s+−1\/10/)
    expect(page.text).toContain('trả lại lượt nhập 1. Lý do: Nhập lại')
    expect(page.text).toContain('Đính chính')
    expect(page.text).not.toContain('Phiếu thu về')
    const all = await auditor.get(`${address}?from=1&to=2&all=yes`)
    expect(all.text).toMatch(/Phiếu thu về\s+10\s+10\s+như cũ/)
    expect((await auditor.get(`${address}?from=1&to=3`)).status).toBe(404)
    expect((await auditor.get(`${address}?from=x`)).status).toBe(422)
    const single = await auditor.get(`/sessions/${left.id}/audit/revisions`)
    expect(single.text).toContain('chưa mở lại lần nào')
  })

  test('is two sessions of a list that can be narrowed, with what only one of them recorded', async () => {
    const committee = await visitAs(ctx, top.committee)
    expect((await committee.get('/')).html).toContain('href="/compare"')
    const empty = await committee.get('/compare')
    expect(empty.html).toContain(`<option value="${left.id}">`)
    const narrowed = await committee.get('/compare?left-organisation=two&left-year=2026&narrow=yes')
    const lists = narrowed.html.split('name="right"')
    expect(lists[0]).not.toContain(`value="${left.id}"`)
    expect(lists[1]).toContain(`value="${left.id}"`)
    const page = await committee.get(`/compare?left=${left.id}&right=${right.id}`)
    expect(page.text).toContain(`chỉ ${right.counting.session.shortId} ghi nhận`)
    expect(page.html).toContain(`/compare.csv?left=${left.id}&amp;right=${right.id}`)
    const apart = await committee.get(`/compare?left=${left.id}&right=${right.id}&different=yes`)
    expect(apart.text).not.toContain('như nhau')
    const csv = await committee.get(`/compare.csv?left=${left.id}&right=${right.id}`)
    expect(csv.headers.get('content-disposition')).toContain('so-sanh-TD-')
  })

  test('is nothing of a neighbour, who is not told that it is there', async () => {
    const neighbour = await visitAs(ctx, one.auditor)
    const page = await neighbour.get('/compare')
    expect(page.html).not.toContain(right.id)
    expect((await neighbour.get(`/compare?left=${left.id}&right=${right.id}`)).status).toBe(404)
    expect((await neighbour.get(`/sessions/${right.id}/audit/revisions`)).status).toBe(404)
    expect((await (await visitAs(ctx, one.head)).get('/compare')).status).toBe(403)
  })

  test.each([1280, 390])('fits into a page %i wide, whatever people are called', async (width) => {
    const page = await logIn(browser, server.url, 'top-auditor')
    await page.setViewportSize({ width, height: 900 })
    const compared = `/compare?left=${left.id}&right=${right.id}`
    const revisions = `/sessions/${right.id}/audit/revisions?from=1&to=2&all=yes`
    for (const path of [compared, revisions]) {
      await page.goto(`${server.url}${path}`)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      for (const frame of await page.locator('.scroll').all())
        expect(await frame.evaluate((of) => of.scrollWidth - of.clientWidth)).toBe(0)
      // both columns can be read beside each other
      const cells = page.locator('.compared tbody tr:has(td)').first().locator('td')
      const [a, b] = [await cells.nth(0).boundingBox(), await cells.nth(1).boundingBox()]
      expect(a!.y).toBe(b!.y)
      expect(Math.min(a!.width, b!.width)).toBeGreaterThan(90)
      expect(await seriousFaults(page)).toEqual([])
    }
    await page.context().close()
  })
})

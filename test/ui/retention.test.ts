import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import type { Running } from '../../src/main.ts'
import { publishedSession } from '../support/closed-session.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { confirmWith, fill, logIn, press } from './visitors.ts'

let browser: Browser
let ctx: Context
let server: Running
let people: People
let session: string
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
})
afterAll(async () => browser.close())
beforeEach(async () => {
  const now = () => new Date().toISOString() // browsers forget old cookies
  ctx = await testContext('sqlite', { now, today: () => '2999-01-01' })
  people = await seatPeople(ctx)
  const counting = await publishedSession(ctx, people)
  server = await serveOn(ctx)
  session = `/sessions/${counting.session.id}`
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  await server.close()
})

/** The page is without serious faults and fits both a desk and a telephone. */
async function look(page: Page, name: string) {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 })
    const wide = (await page.evaluate('document.documentElement.scrollWidth')) as number
    expect(wide, `${name} at ${width}`).toBeLessThanOrEqual(width)
    expect(await seriousFaults(page)).toEqual([])
    const folder = process.env['LOOK']
    if (folder) await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true })
  }
  await page.setViewportSize({ width: 1280, height: 844 })
}

test('a secretary sets the term and proposes, the chair looks at the list and destroys', async () => {
  const secretary = await logIn(browser, server.url, people.first.account)
  await secretary.goto(`${server.url}${session}/destruction`)
  expect(await secretary.textContent('main')).toContain('Đơn vị chưa đặt thời hạn giữ phiếu')
  await secretary.goto(`${server.url}/`)
  await press(secretary, 'Lưu giữ và hủy phiếu')
  await fill(secretary, { 'Thời hạn giữ phiếu, số tháng': '0' })
  await press(secretary, 'Lưu thời hạn')
  expect(await secretary.textContent('main')).toContain('từ 1 đến 600')
  await fill(secretary, { 'Thời hạn giữ phiếu, số tháng': '6' })
  await press(secretary, 'Lưu thời hạn')
  expect(await secretary.textContent('main')).toContain('Chưa có đề nghị')
  await look(secretary, 'retention')

  await press(secretary, 'Lấy phiếu tín nhiệm năm 2026')
  await fill(secretary, {
    'Căn cứ': 'Quyết định số 15-QĐ/ĐU ngày 10/01/2026',
    'Lý do': 'Hết thời hạn giữ, không có khiếu nại',
  })
  await press(secretary, 'Đề nghị hủy')
  expect(await secretary.textContent('main')).toContain('Quyết định số 15-QĐ/ĐU')
  await look(secretary, 'proposal')

  const chair = await logIn(browser, server.url, people.chair.account)
  await chair.goto(`${server.url}${session}/destruction`)
  await look(chair, 'to-confirm')
  await press(chair, 'Xem lại và hủy…')
  expect(await chair.textContent('main')).toContain('Hủy: 20 lá phiếu đã nhập, trong 2 lượt nhập')
  await look(chair, 'confirm')
  await confirmWith(chair, 'Hủy dữ liệu từng lá phiếu')
  expect(await chair.textContent('main')).toContain('Biên bản hủy phiếu')
  await look(chair, 'documents')
  await chair.goto(`${server.url}${session}/destruction`)
  expect(await chair.textContent('main')).toContain('đã hủy lúc')
  await look(chair, 'done')
})

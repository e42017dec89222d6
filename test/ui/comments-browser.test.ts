import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Running } from '../../src/main.ts'
import { signedSession } from '../support/archives.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { logIn, press } from './visitors.ts'

let browser: Browser
let server: Running
let id: string
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
  const ctx = await testContext('sqlite', { now: () => new Date().toISOString() })
  id = await signedSession(ctx, await seatPeople(ctx))
  server = await serveOn(ctx)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** A word longer than any line, and lines of one's own. */
const LONG = `${'Tậpphiếusốmộtkhôngcókhoảngtrắng'.repeat(12)}\n\n  dòng hai\n${'x '.repeat(300)}`

/** The page fits into that width, and has no serious fault. */
async function fits(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  expect(await page.evaluate('document.documentElement.scrollWidth'), page.url()).toBe(width)
  expect(await seriousFaults(page)).toEqual([])
}

const write = async (page: Page, text: string, button: string) => {
  await page.locator('textarea').fill(text)
  await press(page, button)
}

test('auditor and secretary talk about a bundle from question to end, at every width', async () => {
  const auditor = await logIn(browser, server.url, 'org-auditor')
  await auditor.goto(`${server.url}/sessions/${id}`)
  await press(auditor, 'Trao đổi')
  await press(auditor, 'Mở trao đổi mới')
  await auditor.getByLabel('Về', { exact: true }).selectOption({ label: 'Tập phiếu số 1' })
  for (const width of [1280, 390]) await fits(auditor, width)
  await write(auditor, LONG, 'Mở trao đổi')
  expect(await auditor.locator('.notice').textContent()).toContain('Đã mở trao đổi')

  const secretary = await logIn(browser, server.url, 'org-first')
  const awaiting = secretary.getByRole('region', { name: 'Trao đổi chờ bạn' })
  expect(await awaiting.textContent()).toContain('1 trao đổi')
  for (const width of [1280, 390]) await fits(secretary, width)
  await awaiting.getByRole('link').click()
  await secretary.waitForURL('**/comments')
  for (const width of [1280, 390]) await fits(secretary, width)
  await press(secretary, 'Trao đổi số 1')
  await write(secretary, 'Nhầm kỳ khác.', 'Gửi')
  await secretary.getByText('Rút lại…').click()
  await press(secretary, 'Rút lại mục 2')
  await write(secretary, LONG, 'Gửi')
  for (const width of [1280, 390]) await fits(secretary, width)

  await auditor.goto(`${server.url}/`)
  await auditor.getByRole('region', { name: 'Trao đổi chờ bạn' }).getByRole('link').first().click()
  await auditor.waitForURL('**/comments')
  await press(auditor, 'Trao đổi số 1')
  expect(await auditor.locator('.turns > li').count()).toBe(4)
  for (const width of [1280, 390]) await fits(auditor, width)
  await press(auditor, 'Đánh dấu là xong')
  await secretary.reload()
  expect(await secretary.locator('textarea').count()).toBe(0)
  for (const width of [1280, 390]) await fits(secretary, width)

  await write(auditor, 'Còn tờ kẻ phiếu của tập này?', 'Mở lại trao đổi')
  await secretary.reload()
  expect(await secretary.locator('textarea').count()).toBe(1)
  await write(auditor, 'Và túi niêm phong?', 'Gửi')
  await write(secretary, 'Tờ kẻ phiếu ở tủ số 2.', 'Gửi')
  const box = secretary.getByRole('alert')
  expect(await box.textContent()).toContain('vừa có thêm nội dung')
  expect(await secretary.locator('textarea').inputValue()).toBe('Tờ kẻ phiếu ở tủ số 2.')
  await press(secretary, 'Gửi')
  expect(await secretary.locator('.turns > li').count()).toBe(8)
  await auditor.goto(`${server.url}/sessions/${id}`)
  expect(await auditor.getByRole('link', { name: '1 trao đổi chưa xong' }).count()).toBe(1)
  for (const page of [auditor, secretary]) await page.context().close()
}, 120_000)

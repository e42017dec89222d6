import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Running } from '../../src/main.ts'
import { insertAccount } from '../../src/storage/accounts.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { logIn } from './visitors.ts'

const LONGEST = 'nguoi-co-ten-dang-nhap-dai-het-muc-cho-phep-cua-chuong-trinh-064'

let browser: Browser
let server: Running
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
  const ctx = await testContext('sqlite', { now: () => new Date().toISOString() })
  await seatPeople(ctx)
  await ctx.store.db.transaction().execute((trx) =>
    insertAccount(trx, {
      id: LONGEST,
      username: LONGEST,
      full_name: 'Nguyễn Phước Bửu Hoàng Thụy Khánh Huyền Tôn Nữ Diệu Liên Hương',
      role: 'committee',
      organisation_id: 'org',
      password_hash: 'none',
      disabled: 0,
      must_change: 1,
      created_at: '2026-02-05T00:00:00.000Z',
    }),
  )
  server = await serveOn(ctx)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

test.each([1280, 390])('the table of accounts fits into a page %i wide', async (width) => {
  const page = await logIn(browser, server.url, 'org-admin')
  await page.setViewportSize({ width, height: 900 })
  await page.goto(`${server.url}/accounts`)
  const table = page.getByRole('group', { name: 'Danh sách tài khoản' })
  expect(await table.evaluate((frame) => frame.scrollWidth - frame.clientWidth)).toBe(0)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  const names = table.locator('code')
  const lines = (at: number) => names.nth(at).evaluate((code) => code.getClientRects().length)
  const short = (await names.allInnerTexts()).findIndex((each) => each === 'org-committee')
  expect(await lines(short)).toBe(1) // no usual user name is broken
  expect(await seriousFaults(page)).toEqual([])
  await page.context().close()
})

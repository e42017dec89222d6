import { Secret, TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { later } from '../../src/actions/instants.ts'
import type { Context } from '../../src/context.ts'
import type { Running } from '../../src/main.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { PASSWORD, fill, logIn, logInOn, press } from './visitors.ts'

const OWN = 'hạt mưa rơi trên mái'

let browser: Browser
let ctx: Context
let people: People
let server: Running
let clock: string
let page: Page
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
})
afterAll(async () => browser.close())
beforeEach(async () => {
  clock = new Date().toISOString() // the browser drops cookies by its own clock
  ctx = await testContext('sqlite', {
    now: () => clock,
    logInRules: { idleMinutes: 30, secondFactorRoles: ['chair'] },
  })
  people = await seatPeople(ctx)
  server = await serveOn(ctx)
  page = await (await browser.newContext({ viewport: { width: 390, height: 800 } })).newPage()
})
afterEach(async () => {
  await page.context().close()
  await server.close()
})

const path = () => new URL(page.url()).pathname
const text = () => page.locator('main').innerText()
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(clock) })

test('whoever mistypes too often is told how long to wait, and an administrator can end the wait', async () => {
  await page.goto(`${server.url}/login`)
  for (let at = 0; at < 5; at += 1) {
    await logInOn(page, 'org-first', 'sai')
    expect(await text()).toContain('Tên đăng nhập hoặc mật khẩu không đúng')
  }
  await logInOn(page, 'org-first')
  expect(await text()).toContain('Gõ sai nhiều lần. Chờ 15 giây rồi thử lại')
  const admin = await logIn(browser, server.url, people.admin.account)
  await admin.goto(`${server.url}/accounts`)
  await press(admin, people.first.fullName)
  expect(await admin.locator('main').innerText()).toContain('gõ sai nhiều lần, chờ đến')
  expect(await seriousFaults(admin)).toEqual([])
  await press(admin, 'Cho đăng nhập lại ngay')
  expect(await admin.locator('main').innerText()).toContain('Đã mở khóa')
  await logInOn(page, 'org-first')
  expect(path()).toBe('/')
  await admin.context().close()
})

test('a password that was given out is changed first, whatever page is asked for', async () => {
  await ctx.store.db.updateTable('accounts').set({ must_change: 1 }).execute()
  await page.goto(`${server.url}/login?next=/regimes`)
  await logInOn(page, 'org-first')
  expect(path()).toBe('/account/password')
  await page.goto(`${server.url}/verify`)
  expect(path()).toBe('/account/password')
  expect(await page.getByRole('navigation').count()).toBe(0)
  expect(await seriousFaults(page)).toEqual([])
  await fill(page, { 'Mật khẩu mới': 'matkhau1234567', 'Gõ lại mật khẩu': 'matkhau1234567' })
  await press(page, 'Đổi mật khẩu')
  expect(await text()).toContain('quá dễ đoán')
  await fill(page, { 'Mật khẩu mới': OWN, 'Gõ lại mật khẩu': OWN })
  await press(page, 'Đổi mật khẩu')
  expect(path()).toBe('/')
  expect(await text()).toContain('Đã đổi mật khẩu')
  await page.goto(`${server.url}/verify`)
  expect(path()).toBe('/verify')
})

test('a log-in ends when nobody works, and the way back leads to the page', async () => {
  await page.goto(`${server.url}/login`)
  await logInOn(page, 'org-first')
  clock = later(clock, 1799)
  await page.goto(`${server.url}/regimes`)
  expect(path()).toBe('/regimes')
  clock = later(clock, 1800)
  await page.goto(`${server.url}/regimes`)
  expect(path()).toBe('/login')
  expect(await text()).toContain('Đã tự đăng xuất vì lâu không làm việc')
  await logInOn(page, 'org-first')
  expect(path()).toBe('/regimes')
})

test('a log-in elsewhere ends this one, which says so', async () => {
  await page.goto(`${server.url}/login`)
  await logInOn(page, 'org-first')
  const other = await logIn(browser, server.url, people.first.account)
  await page.goto(`${server.url}/`)
  expect(path()).toBe('/login')
  expect(await text()).toContain('đã đăng nhập ở nơi khác')
  await other.goto(`${server.url}/account`)
  await press(other, 'Đăng xuất mọi nơi')
  expect(await other.locator('main').innerText()).toContain('Đã đăng xuất ở mọi nơi')
  await other.context().close()
})

test('the second factor is set up from the picture and asked for at the next log-in', async () => {
  await page.goto(`${server.url}/login`)
  await logInOn(page, 'org-chair')
  expect(path()).toBe('/account/second-factor')
  await press(page, 'Bắt đầu cài đặt')
  const shown = 'document.querySelector("img.qr").naturalWidth'
  expect(await page.evaluate(shown)).toBeGreaterThan(0)
  expect(await seriousFaults(page)).toEqual([])
  const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '')
  await fill(page, { 'Gõ mã 6 chữ số đang hiện trong ứng dụng': codeOf(secret) })
  await press(page, 'Xác nhận')
  const codes = await page.locator('.recovery-codes code').allInnerTexts()
  expect(codes).toHaveLength(10)
  expect(await seriousFaults(page)).toEqual([])
  await press(page, 'Đã cất mã, vào làm việc')
  expect(path()).toBe('/')
  await press(page, 'Đăng xuất')
  await logInOn(page, 'org-chair')
  expect(path()).toBe('/login/second-factor')
  await fill(page, { 'Mã xác thực': '000000' })
  await press(page, 'Xác nhận')
  expect(await text()).toContain('Mã không đúng')
  clock = later(clock, 30)
  await fill(page, { 'Mã xác thực': codeOf(secret) })
  await press(page, 'Xác nhận')
  expect(path()).toBe('/')
  await press(page, 'Đăng xuất')
  await logInOn(page, 'org-chair', PASSWORD)
  await fill(page, { 'Mã xác thực': codes[0]! })
  await press(page, 'Xác nhận')
  expect(path()).toBe('/')
})

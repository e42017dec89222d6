import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { saveDraft } from '../../src/actions/drafts.ts'
import { getOwnPass } from '../../src/actions/entries.ts'
import type { Context } from '../../src/context.ts'
import type { Running } from '../../src/main.ts'
import { findWork } from '../../src/storage/entry-work.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, NEW_SESSION, countingSession } from '../support/session.ts'
import { launchBrowser, launchProfile, serveOn, seriousFaults } from './browser.ts'
import { logIn, logInOn, press } from './visitors.ts'

let ctx: Context
let people: People
let server: Running
let browser: Browser
let counting: CountingSession
let sheet: string
let page: Page
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
})
beforeEach(async () => {
  ctx = await testContext('sqlite', { now: () => new Date().toISOString() })
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people)
  sheet = counting.sheets[0]!.id
  server = await serveOn(ctx)
  page = await logIn(browser, server.url, people.first.account)
  await press(page, NEW_SESSION.title)
  await press(page, 'Nhận nhập tập 1')
})
afterEach(async () => {
  await page.context().close()
  await server.close()
})
afterAll(async () => browser.close())

const stored = async () => (await getOwnPass(ctx, people.first, sheet)).counts
const status = (on: Page, text: string) =>
  on.locator('#save-status', { hasText: text }).waitFor({ timeout: 20_000 })
const fillAll = async () => {
  for (const [name, text] of Object.entries(SOUND)) await cell(page, name).fill(text)
  const last = async () => (await stored()).rows[1]?.invalid
  await expect.poll(last, { timeout: 20_000 }).toBe(1)
  await status(page, 'Đã lưu')
}
const cell = (on: Page, name: string) => on.locator(`input[name="${name}"]`)
const secondWindow = async (context: BrowserContext) => {
  const other = await context.newPage()
  await other.goto(`${server.url}/sheets/${sheet}/entry`)
  return other
}

test('what is typed is on the server a moment later, and the page says so', async () => {
  await page.keyboard.type('10')
  await status(page, 'Đã lưu')
  expect(await stored()).toMatchObject({ collected: 10 })
})

test('what was typed without a network is sent when the network is back', async () => {
  await page.context().setOffline(true)
  await page.keyboard.type('10')
  await status(page, 'giữ trên máy này')
  expect(await stored()).toMatchObject({ collected: null })
  await page.context().setOffline(false)
  await status(page, 'Đã lưu')
  expect(await stored()).toMatchObject({ collected: 10 })
})

test('what the server has no time for now is kept and sent again', async () => {
  let refused = 0
  await page.route('**/pass', (route) => {
    refused += 1
    return route.fulfill({ status: 429, headers: { 'retry-after': '1' }, json: {} })
  })
  await page.keyboard.type('10')
  await status(page, 'giữ trên máy này')
  expect([refused > 0, await stored()]).toMatchObject([true, { collected: null }])
  await page.unroute('**/pass')
  await status(page, 'Đã lưu')
  expect(await stored()).toMatchObject({ collected: 10 })
})

test('what is still unsent is told on the pages before, with the way to send it', async () => {
  await page.route('**/pass', (route) => route.abort())
  await page.keyboard.type('10')
  await status(page, 'giữ trên máy này')
  for (const path of ['/', `/sessions/${counting.session.id}`]) {
    await page.goto(`${server.url}${path}`)
    await page.locator('#unsent').waitFor()
    expect(await seriousFaults(page)).toEqual([])
  }
  await page.unroute('**/pass')
  await press(page, 'Mở tập để gửi')
  await status(page, 'Đã lưu')
  await page.goto(`${server.url}/`)
  await page.waitForTimeout(300)
  expect(await page.locator('#unsent').isVisible()).toBe(false)
})

test('a sheet that is not on the server is not handed in', async () => {
  await fillAll()
  await page.context().setOffline(true)
  await cell(page, 'rows.0.high').fill('6')
  await cell(page, 'rows.0.medium').fill('2')
  await page.keyboard.press('Shift+Enter')
  await page.locator('#complaint', { hasText: 'Chưa nộp' }).waitFor()
  expect(await page.evaluate('location.pathname')).toBe(`/sheets/${sheet}/entry`)
  await page.context().setOffline(false)
  await status(page, 'Đã lưu')
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Shift+Enter')])
  expect(await page.evaluate('location.search')).toBe('?notice=pass_submitted')
})

test('what was typed without a network outlives the browser, and is sent when the sheet is opened again', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'tin-nhiem-profile-'))
  const open = async () => {
    const context = await launchProfile(inject('chromiumPath'), profile)
    const [first = await context.newPage()] = context.pages()
    return { context, first }
  }
  const before = await open()
  await before.first.goto(`${server.url}/login`)
  await logInOn(before.first, people.second.account)
  await press(before.first, NEW_SESSION.title)
  await press(before.first, 'Nhận nhập tập 1')
  await before.context.setOffline(true)
  await before.first.keyboard.type('9')
  await status(before.first, 'giữ trên máy này')
  await before.context.close()
  const after = await open()
  await after.first.goto(`${server.url}/login`)
  if (await after.first.getByLabel('Mật khẩu').count())
    await logInOn(after.first, people.second.account)
  await after.first.goto(`${server.url}/sheets/${sheet}/entry`)
  await after.first.locator('#elsewhere').waitFor() // the server has not heard that the window is gone
  await Promise.all([after.first.waitForNavigation(), after.first.locator('#take-here').click()])
  const sent = async () => (await getOwnPass(ctx, people.second, sheet)).counts.collected
  await expect.poll(sent, { timeout: 20_000 }).toBe(9)
  expect(await cell(after.first, 'collected').inputValue()).toBe('9')
  await after.context.close()
  rmSync(profile, { recursive: true, force: true })
})

test('a second window only shows the sheet, until the typist takes it there', async () => {
  await page.keyboard.type('10')
  await status(page, 'Đã lưu')
  const other = await secondWindow(page.context())
  await other.locator('#elsewhere').waitFor()
  expect(await cell(other, 'collected').isEditable()).toBe(false)
  expect(await seriousFaults(other)).toEqual([])
  await Promise.all([other.waitForNavigation(), other.locator('#take-here').click()])
  await cell(other, 'valid').fill('9')
  await status(other, 'Đã lưu')
  await cell(page, 'invalid').fill('1')
  await page.locator('#elsewhere').waitFor()
  expect(await stored()).toMatchObject({ collected: 10, valid: 9, invalid: null })
})

test('a window that is closed leaves the sheet to the next one', async () => {
  const other = await secondWindow(page.context())
  await other.locator('#elsewhere').waitFor()
  await page.close()
  page = other
  await page.locator('#elsewhere').waitFor({ state: 'hidden', timeout: 20_000 })
  await cell(page, 'collected').fill('10')
  await status(page, 'Đã lưu')
})

test('a reload keeps the sheet in its window', async () => {
  await page.keyboard.type('10')
  await status(page, 'Đã lưu')
  await page.reload()
  await cell(page, 'valid').fill('9')
  await status(page, 'Đã lưu')
  expect(await page.locator('#elsewhere').isVisible()).toBe(false)
})

test('where something else was saved meanwhile, the typist chooses cell by cell, and nothing is chosen beforehand', async () => {
  await fillAll()
  const { counts, revision } = await getOwnPass(ctx, people.first, sheet)
  const [one, two] = counts.rows
  const saved = {
    ...counts,
    rows: [
      { ...one!, low: 5 },
      { ...two!, medium: 4 },
    ],
  }
  const { tab } = (await findWork(ctx.store.db, sheet, 1))!
  await saveDraft(ctx, people.first, sheet, { counts: saved, revision, tab: tab!.tab })
  await cell(page, 'rows.0.high').fill('8')
  const dialog = page.locator('#conflict')
  await dialog.waitFor()
  expect(await dialog.locator('tbody tr').allTextContents()).toEqual([
    expect.stringMatching(/Nguyễn Văn Một.*Tín nhiệm cao.*8.*7/s),
    expect.stringMatching(/Nguyễn Văn Một.*Tín nhiệm thấp.*1.*5/s),
    expect.stringMatching(/Trần Thị Hai.*Tín nhiệm.*0.*4/s),
  ])
  expect(await dialog.locator('input:checked').count()).toBe(0)
  expect(await seriousFaults(page)).toEqual([])
  await dialog.getByRole('button').click()
  expect(await dialog.isVisible()).toBe(true)
  await dialog.locator('tbody tr').nth(0).locator('input').nth(0).check()
  await dialog.locator('tbody tr').nth(1).locator('input').nth(1).check()
  await dialog.locator('tbody tr').nth(2).locator('input').nth(1).check()
  await dialog.getByRole('button').click()
  await status(page, 'Đã lưu')
  const { rows } = await stored()
  expect(rows).toMatchObject([
    { high: 8, medium: 1, low: 5 },
    { high: 2, medium: 4, low: 6 },
  ])
})

test('what another person left unsent in this browser is never shown', async () => {
  await page.context().setOffline(true)
  await page.keyboard.type('10')
  await status(page, 'giữ trên máy này')
  await page.context().setOffline(false)
  await page.context().clearCookies()
  const other = await page.context().newPage()
  await page.close()
  await other.goto(`${server.url}/login`)
  await logInOn(other, people.second.account)
  await press(other, NEW_SESSION.title)
  await press(other, 'Nhận nhập tập 1')
  expect(await cell(other, 'collected').inputValue()).toBe('')
  expect(await other.content()).not.toContain('value="10"')
  page = other
})

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

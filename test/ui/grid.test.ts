import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { getOwnPass } from '../../src/actions/entries.ts'
import type { Context } from '../../src/context.ts'
import type { Running } from '../../src/main.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { oneSheetSession } from '../support/one-sheet-session.ts'
import { NEW_SESSION } from '../support/session.ts'
import { launchBrowser, serveOn, seriousFaults } from './browser.ts'
import { handIn, logIn, press, typeCells } from './visitors.ts'

let ctx: Context
let people: People
let server: Running
let browser: Browser
let sheet: string
let page: Page
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
})
beforeEach(async () => {
  ctx = await testContext('sqlite', { now: () => new Date().toISOString() })
  people = await seatPeople(ctx)
  sheet = await oneSheetSession(ctx, people, TEN)
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

const TEN = Array.from({ length: 10 }, (_, at) => ({
  name: `Nguyễn Văn Mẫu ${at + 1}`,
  position: 'Ủy viên Ban Thường vụ',
}))
const ROWS = Array.from({ length: 10 }, (_, at) => [9 - at, at, 0, 0])
const stored = async () => (await getOwnPass(ctx, people.first, sheet)).counts
const focused = () => page.evaluate('document.activeElement.name')
const rests = () => page.locator('tbody output').allTextContents()
const said = () => page.locator('#complaint').textContent()

test('ten persons are typed and handed in by keyboard alone', async () => {
  expect(await focused()).toBe('collected')
  await typeCells(page, [10, 9, 1, ...ROWS.flat()])
  expect(await rests()).toEqual(ROWS.map(() => 'đủ'))
  expect(await page.evaluate('document.activeElement.id')).toBe('hand-in')
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  expect(new URL(page.url()).searchParams.get('notice')).toBe('pass_submitted')
  expect((await stored())?.rows.map((row) => [row.high, row.medium, row.low, row.invalid])).toEqual(
    ROWS,
  )
})

test('a full grid that is opened again has the keys at once', async () => {
  await typeCells(page, [10, 9, 1, ...ROWS.flat()])
  // "Đã lưu" may still be said of the cell before: the last one is asked for
  await expect.poll(async () => (await stored())?.rows.at(-1)?.invalid, { timeout: 20_000 }).toBe(0)
  await page.reload()
  expect(await focused()).toBe('collected')
  await handIn(page)
  expect(new URL(page.url()).searchParams.get('notice')).toBe('pass_submitted')
})

test('Enter and the arrows go from cell to cell, and a cell is selected on arrival', async () => {
  const path: unknown[] = []
  for (const key of [
    'Enter',
    'ArrowDown',
    'ArrowDown',
    'ArrowRight',
    'ArrowUp',
    'ArrowLeft',
    'ArrowUp',
  ]) {
    await page.keyboard.press(key)
    path.push(await focused())
  }
  expect(path).toEqual([
    'valid',
    'rows.0.medium',
    'rows.1.medium',
    'rows.1.low',
    'rows.0.low',
    'rows.0.medium',
    'valid',
  ])
  await page.keyboard.type('12')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.type('9')
  expect(await page.locator('#valid').inputValue()).toBe('9')
})

test('what is left of the valid ballots is said while typing', async () => {
  await typeCells(page, [10, 9, 1, 4])
  expect((await rests())[0]).toBe('còn lại 5')
  await typeCells(page, [6])
  expect((await rests())[0]).toBe('thừa 1')
})

test('anything but digits is refused for all to see', async () => {
  await page.keyboard.type('1a0')
  expect(await page.locator('#collected').inputValue()).toBe('10')
  await page.keyboard.type('a')
  const refusal = 'Ô này chỉ nhận chữ số, không nhận “a”.'
  expect(await said()).toBe(refusal)
  await page.getByText('Đã lưu', { exact: true }).waitFor()
  expect(await said()).toBe(refusal)
  await page.keyboard.type('0')
  expect(await said()).toBe('')
})

test('an unfinished pass survives a reload, its empty cells still empty', async () => {
  await typeCells(page, [10, 9, 1, 0])
  await expect
    .poll(async () => (await stored())?.rows[0], { timeout: 10_000 })
    .toMatchObject({ high: 0, medium: null })
  await page.reload()
  expect(await page.locator('[name="valid"]').inputValue()).toBe('9')
  expect(await page.locator('[name="rows.0.high"]').inputValue()).toBe('0')
  expect(await focused()).toBe('rows.0.medium')
})

test('a lost connection is said, and what was typed is saved once it is back', async () => {
  await page.context().setOffline(true)
  await page.keyboard.type('10')
  await page.getByText('không nối được máy chủ').waitFor()
  await page.context().setOffline(false)
  await page.getByText('Đã lưu', { exact: true }).waitFor()
  expect((await stored())?.collected).toBe(10)
})

test('a pass with empty cells is not handed in, and the first of them is shown', async () => {
  await typeCells(page, [10, 9, 1])
  await page.keyboard.press('Shift+Enter')
  expect(await said()).toBe('Chưa nộp: còn 40 ô chưa nhập.')
  expect(await focused()).toBe('rows.0.high')
})

test('a contradiction comes back at its row, without an accessibility fault', async () => {
  await typeCells(page, [10, 9, 1, 8, ...ROWS.flat().slice(1)])
  await page.getByLabel('Số phiếu trong tập').focus()
  await handIn(page)
  expect(await page.locator('tr.marked').count()).toBe(1)
  expect(await page.getByText(/Dòng này chưa khớp với số phiếu hợp lệ/).count()).toBe(1)
  expect(await seriousFaults(page)).toEqual([])
})

test('forms also work under the name of an office server without encryption', async () => {
  const { port } = new URL(server.url)
  const named = await launchBrowser(inject('chromiumPath'), 'MAP may-chu.test 127.0.0.1')
  try {
    const office = await logIn(named, `http://may-chu.test:${port}`, people.second.account)
    expect(new URL(office.url()).pathname).toBe('/')
  } finally {
    await named.close()
  }
})

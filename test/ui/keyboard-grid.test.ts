import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { getOwnPass } from '../../src/actions/entries.ts'
import type { Context } from '../../src/context.ts'
import type { Running } from '../../src/main.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { oneSheetSession } from '../support/one-sheet-session.ts'
import { NEW_SESSION } from '../support/session.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { logIn, press, typeCells } from './visitors.ts'

const PERSONS = 50
const CELLS = 3 + 4 * PERSONS
/** Log-in and hand-in apart: one key to hand in, and a few to spare. */
const SPARE_KEYS = 5

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
  sheet = await oneSheetSession(
    ctx,
    people,
    Array.from({ length: PERSONS }, (_, at) => ({
      name: `Tôn Nữ Hoàng Phương Nghiêm Trang Mẫu ${at + 1}`,
      position:
        'Ủy viên Ban Thường vụ, Phó Chủ tịch Ủy ban nhân dân, Trưởng ban Kinh tế và Ngân sách Hội đồng nhân dân',
    })),
  )
  server = await serveOn(ctx)
  page = await logIn(browser, server.url, people.first.account)
  await press(page, NEW_SESSION.title)
  await press(page, 'Nhận nhập tập 1')
  await page.evaluate(COUNT_KEYS)
})
afterEach(async () => {
  await page.context().close()
  await server.close()
})
afterAll(async () => browser.close())

/** Counts every key that goes down on the page, whatever it does. */
const COUNT_KEYS =
  "window.keysDown = 0; addEventListener('keydown', () => (window.keysDown += 1), true)"
const keysDown = async () => Number(await page.evaluate('window.keysDown'))
const stored = async () => (await getOwnPass(ctx, people.first, sheet)).counts
const marksOf = async () =>
  (await stored()).rows.map((row) => [row.high, row.medium, row.low, row.invalid])
const focused = () =>
  page.evaluate(`{
    const { name, id } = document.activeElement
    name === 'do' ? id : name
  }`)
const said = () => page.locator('#complaint').textContent()
const valuesOf = (row: number) =>
  page
    .locator('tr[data-subject]')
    .nth(row)
    .locator('input')
    .evaluateAll((cells) => cells.map((cell) => (cell as { value?: string }).value))
const keys = async (...names: readonly string[]) => {
  for (const name of names) await page.keyboard.press(name)
}

/** How long saving while typing may take on a busy machine. */
const SOON = { timeout: 10_000 }

/** Pastes as a spreadsheet does, into the cell that has the focus. */
const paste = (text: string) =>
  page.evaluate(`{
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', ${JSON.stringify(text)})
    const event = { clipboardData, bubbles: true, cancelable: true }
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', event))
  }`)

/** Digits of the number pad with its lock on, which the test driver has no keys for. */
async function padDigits(digits: string): Promise<void> {
  const wire = await page.context().newCDPSession(page)
  for (const text of digits) {
    const key = { key: text, code: `Numpad${text}`, location: 3, isKeypad: true }
    await wire.send('Input.dispatchKeyEvent', { type: 'keyDown', text, ...key })
    await wire.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
  }
}

/** Hands in with the key and says where that led. */
async function handedIn(key: string): Promise<string | null> {
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)])
  return new URL(page.url()).searchParams.get('notice')
}

const ROWS = Array.from({ length: PERSONS }, (_, at) => [at % 10, 9 - (at % 10), 0, 0])

test('fifty persons need no mouse: their digits and one key a cell', async () => {
  const typed = [10, 9, 1, ...ROWS.flat()]
  await typeCells(page, typed)
  const used = await keysDown()
  expect(used).toBeGreaterThan(CELLS)
  expect(used).toBeLessThanOrEqual(typed.join('').length + CELLS + SPARE_KEYS - 1)
  expect(await page.locator('#progress').textContent()).toBe('Đủ 50/50 người · không còn ô trống')
  expect(await handedIn('Enter')).toBe('pass_submitted')
  expect(await marksOf()).toEqual(ROWS)
})

test('with fills the same sheet needs half the keys', async () => {
  await typeCells(page, [10, 9, 1])
  for (const [high = 0, medium = 0] of ROWS) {
    await typeCells(page, [high])
    await page.keyboard.type(`${medium}*`)
  }
  expect(await focused()).toBe('hand-in')
  expect(await keysDown()).toBeLessThanOrEqual(7 + 4 * PERSONS + SPARE_KEYS)
  expect(await handedIn('Enter')).toBe('pass_submitted')
  expect(await marksOf()).toEqual(ROWS)
})

test('the number pad does it all', async () => {
  for (const count of ['10', '9', '1', '6']) {
    await padDigits(count)
    await keys('NumpadEnter')
  }
  await padDigits('3')
  await keys('NumpadMultiply')
  expect(await valuesOf(0)).toEqual(['6', '3', '0', '0'])
  expect(await focused()).toBe('rows.1.high')
  await keys('NumpadEnter')
  for (const count of ['5', '0', '0']) {
    await padDigits(count)
    await keys('NumpadEnter')
  }
  await keys('ArrowUp', 'NumpadDivide')
  expect(await valuesOf(1)).toEqual(['4', '5', '0', '0'])
  expect(await focused()).toBe('rows.2.high')
})

test('Home and End go to the ends of the row, with Ctrl to the ends of the sheet', async () => {
  const path: unknown[] = []
  for (const key of ['End', 'ArrowDown', 'End', 'Home', 'Control+End', 'Control+Home', 'Tab']) {
    await page.keyboard.press(key)
    path.push(await focused())
  }
  expect(path).toEqual([
    'invalid',
    'rows.0.low',
    'rows.0.invalid',
    'rows.0.high',
    'rows.49.invalid',
    'collected',
    'valid',
  ])
})

test('no key and no time makes an empty cell a zero', async () => {
  await typeCells(page, [10, 9, 1, 9])
  await keys('Enter', 'Tab', 'ArrowDown', 'ArrowLeft', 'Control+End', 'Shift+Enter', 'Home', '/')
  await page.keyboard.type('xoá')
  expect(await valuesOf(0)).toEqual(['9', '', '', ''])
  await expect
    .poll(marksOf, SOON)
    .toEqual(ROWS.map((_, at) => [at === 0 ? 9 : null, null, null, null]))
})

test('the rest is refused while other cells are empty, zeros say what is still left', async () => {
  await typeCells(page, [10, 9, 1, 6])
  await keys('/')
  expect(await said()).toContain('hàng còn 2 ô trống khác')
  expect(await valuesOf(0)).toEqual(['6', '', '', ''])
  await keys('*')
  expect(await said()).toBe('Đã điền 0 vào 3 ô trống của hàng; hàng còn lại 3.')
  expect(await focused()).toBe('rows.0.medium')
  await keys('Delete', '/')
  expect(await valuesOf(0)).toEqual(['6', '3', '0', '0'])
  await keys('Control+z')
  expect(await valuesOf(0)).toEqual(['6', '', '0', '0'])
  expect(await focused()).toBe('rows.0.medium')
  await page.keyboard.type('2')
  await keys('Control+z')
  expect(await valuesOf(0)).not.toEqual(['6', '3', '0', '0'])
})

test('a block from a spreadsheet fills its cells, is saved, and can be taken back', async () => {
  await typeCells(page, [10, 9, 1])
  await paste(`${ROWS.map((row) => row.join('\t')).join('\r\n')}\r\n`)
  expect(await said()).toBe('Đã dán 200 ô. Ctrl+Z để bỏ.')
  expect(await page.locator('#progress').textContent()).toBe('Đủ 50/50 người · không còn ô trống')
  await expect.poll(marksOf, SOON).toEqual(ROWS)
  await keys('Control+z')
  expect(await valuesOf(0)).toEqual(['', '', '', ''])
  await paste('1,5\t2')
  expect(await said()).toContain('dòng 1, cột 1 của phần dán là “1,5”')
  expect(await valuesOf(0)).toEqual(['', '', '', ''])
})

test('below each column stand its sum and its empty cells, beside the head what is left', async () => {
  await typeCells(page, [10, 9])
  const whole = page.locator('.ballots output')
  expect(await whole.textContent()).toBe('còn lại 1')
  await typeCells(page, [1, 6, 3, 0, 0, 2])
  expect(await whole.textContent()).toBe('đủ')
  const columns = page.locator('tfoot td[data-sum]')
  expect(await columns.locator('strong').allTextContents()).toEqual(['8', '3', '0', '0'])
  expect((await columns.locator('small').allTextContents()).slice(0, 2)).toEqual([
    'còn lại 48 ô',
    'còn lại 49 ô',
  ])
  expect(await page.locator('#progress').textContent()).toBe('Đủ 1/50 người · còn lại 195 ô trống')
})

test('the first click selects a cell, the next one puts the cursor into it', async () => {
  await typeCells(page, [10, 9, 1])
  await page.locator('#collected').click()
  await page.keyboard.type('7')
  expect(await page.locator('#collected').inputValue()).toBe('7')
  await page.locator('#collected').click()
  await page.keyboard.type('5')
  expect((await page.locator('#collected').inputValue()).length).toBe(2)
})

test('the list of keys opens and closes without leaving the cell', async () => {
  const shown = () => page.locator('#keys-help').isVisible()
  await keys('F1')
  expect(await shown()).toBe(true)
  expect(await seriousFaults(page)).toEqual([])
  await keys('F1')
  expect(await shown()).toBe(false)
  await keys('?')
  expect(await shown()).toBe(true)
  await keys('Escape')
  expect(await shown()).toBe(false)
  expect(await focused()).toBe('collected')
  expect(await page.locator('#collected').inputValue()).toBe('')
  await page.getByRole('button', { name: 'Mọi phím' }).click()
  expect(await shown()).toBe(true)
})

test('a cell reached by key is hidden neither behind the column names nor behind the foot', async () => {
  await keys('ArrowDown')
  for (const key of [...Array(15).fill('ArrowDown'), ...Array(14).fill('ArrowUp')]) {
    await page.keyboard.press(key)
    expect(await freeOfBars()).toBe(true)
  }
})

const freeOfBars = () =>
  page.evaluate(`{
    const cell = document.activeElement.getBoundingClientRect()
    const head = document.querySelector('.grid thead th').getBoundingClientRect()
    const foot = document.querySelector('.entry-foot').getBoundingClientRect()
    cell.top >= head.bottom && cell.bottom <= foot.top
  }`)

test('on a phone nothing sticks out and the column sums keep their names', async () => {
  await page.setViewportSize({ width: 390, height: 800 })
  await typeCells(page, [10, 9, 1, 6, 3, 0, 0])
  const [wide, inner] = (await page.evaluate(
    '[document.documentElement.scrollWidth, innerWidth]',
  )) as [number, number]
  expect(wide).toBeLessThanOrEqual(inner)
  const names = page.locator('tfoot td[data-sum]')
  expect(
    await names.evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-label'))),
  ).toEqual(['Tín nhiệm cao', 'Tín nhiệm', 'Tín nhiệm thấp', 'Không hợp lệ'])
  await page.keyboard.type('x')
  const place = await page.locator('#complaint').boundingBox()
  expect(place!.y + place!.height).toBeLessThanOrEqual(800)
  await page.keyboard.type('2')
  expect(await page.locator('#complaint').isVisible()).toBe(false)
  expect(await seriousFaults(page)).toEqual([])
})

test('the script stays small', async () => {
  const script = await (await page.request.get(`${server.url}/static/entry.js`)).body()
  expect(gzipSync(script).length).toBeLessThan(8000)
})

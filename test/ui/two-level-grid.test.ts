import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { getOwnPass } from '../../src/actions/entries.ts'
import type { Context } from '../../src/context.ts'
import type { Running } from '../../src/main.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import type { CountingSession } from '../support/session.ts'
import { twoLevelSession, twoLevelSheet } from '../support/two-level-session.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { logIn, press, typeCells } from './visitors.ts'

let ctx: Context
let people: People
let counting: CountingSession
let server: Running
let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
})
beforeEach(async () => {
  ctx = await testContext('sqlite', { now: () => new Date().toISOString() })
  people = await seatPeople(ctx)
  counting = await twoLevelSession(ctx, people)
  server = await serveOn(ctx)
  page = await logIn(browser, server.url, people.first.account)
  await press(page, counting.session.title)
  await press(page, 'Nhận nhập tập 1')
})
afterEach(async () => {
  await page.context().close()
  await server.close()
})
afterAll(async () => browser.close())

const stored = async () => (await getOwnPass(ctx, people.first, counting.sheets[0]!.id)).counts
const rests = () => page.locator('tbody output').allTextContents()

test('two marks and the invalid lines are typed and handed in by keyboard alone', async () => {
  await typeCells(page, [10, 9, 1, 4])
  expect((await rests())[0]).toBe('còn lại 5')
  await typeCells(page, [5, 0, 2, 6, 1])
  expect(await rests()).toEqual(['đủ', 'đủ'])
  expect(await page.evaluate('document.activeElement.id')).toBe('hand-in')
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  expect(new URL(page.url()).searchParams.get('notice')).toBe('pass_submitted')
  expect(await stored()).toEqual(twoLevelSheet(counting))
})

test('fills and column sums know the two marks', async () => {
  await typeCells(page, [10, 9, 1, 4])
  await page.keyboard.type('5*')
  expect(await page.evaluate('document.activeElement.name')).toBe('rows.1.confidence')
  await typeCells(page, [2])
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type('1')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('/')
  expect(await page.evaluate('document.activeElement.id')).toBe('hand-in')
  expect(await rests()).toEqual(['đủ', 'đủ'])
  expect(await page.locator('tfoot strong').allTextContents()).toEqual(['6', '11', '1'])
})

test('what is typed is saved while typing, its empty cells empty', async () => {
  await typeCells(page, [10, 9, 1, 4])
  const firstRow = async () => (await stored()).rows[0]
  await expect
    .poll(firstRow, { timeout: 10_000 })
    .toMatchObject({ confidence: 4, no_confidence: null })
  expect(await page.evaluate('document.activeElement.name')).toBe('rows.0.no_confidence')
})

test('three cells stand side by side on a phone, without an accessibility fault', async () => {
  await page.setViewportSize({ width: 390, height: 800 })
  const tops = await page
    .locator('tr[data-subject]')
    .first()
    .locator('input.cell')
    .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().top)))
  expect(new Set(tops).size).toBe(1)
  expect(tops).toHaveLength(3)
  expect(await seriousFaults(page)).toEqual([])
})

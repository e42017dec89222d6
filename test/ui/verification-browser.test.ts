import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { runMemory } from '../../src/actions/run-memory.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { logIn } from './visitors.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
})
afterAll(async () => browser.close())

test('the page follows a verification without being loaded anew, and shows its end', async () => {
  const made = await testContext('sqlite', { now: () => new Date().toISOString() })
  let end: () => void = () => undefined
  let shared = new SharedArrayBuffer(0)
  const wholeDatabase = (given: SharedArrayBuffer) => {
    shared = given
    return new Promise<null>((resolve) => (end = () => resolve(null)))
  }
  const ctx = { ...made, verification: { ...made.verification, wholeDatabase } }
  const { auditor } = await seatPeople(ctx)
  const server = await serveOn(ctx)
  const page = await logIn(browser, server.url, auditor.account)
  await page.goto(`${server.url}/verify/database`)
  expect(await seriousFaults(page)).toEqual([])
  await page.click('text=Kiểm tra ngay')
  await page.locator('[data-run]').waitFor()
  await page.evaluate('window.sameAsBefore = true')
  runMemory(shared).tell({ stage: 'entries', done: 2500, of: 10_000 })
  await page.getByText('Đang đọc nhật ký: 2.500 / 10.000 mục').waitFor()
  expect(await page.evaluate(`document.querySelector('#done').position`)).toBe(0.25)
  expect(await page.evaluate('window.sameAsBefore === true')).toBe(true)
  expect(await seriousFaults(page)).toEqual([])
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  }
  end()
  await page.getByText('đã bị dừng giữa chừng').waitFor()
  expect(await page.evaluate('window.sameAsBefore === undefined')).toBe(true)
  await server.close()
}, 120_000)

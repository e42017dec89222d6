import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import type { Running } from '../../src/main.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { logIn } from './visitors.ts'

let browser: Browser
let server: Running
let page: Page
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
  const issues = [{ path: '/provisions/3/rule/ge', rule: 'fraction', found: '"0.5"' }]
  const refused = new AppError('regime_file_invalid', { file: 'sai.json', issues })
  const ctx = await testContext('sqlite', {
    now: () => new Date().toISOString(),
    refusedRegimes: [refused],
  })
  const people = await seatPeople(ctx)
  server = await serveOn(ctx)
  page = await logIn(browser, server.url, people.auditor.account)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

describe.each([
  ['a telephone', 390],
  ['a desk', 1280],
])('on %s of %i pixels', (_, width) => {
  test.each(['/regimes', '/regimes/96-qd-tw-2023'])(
    '%s needs no sideways scrolling and has no accessibility fault',
    async (path) => {
      await page.setViewportSize({ width, height: 800 })
      await page.goto(`${server.url}${path}`)
      const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')
      expect(widths).toEqual([width, width])
      expect(await seriousFaults(page)).toEqual([])
    },
  )
})

test('on paper a regulation has its lines and addresses, and neither navigation nor contents', async () => {
  await page.goto(`${server.url}/regimes/96-qd-tw-2023`)
  await page.emulateMedia({ media: 'print' })
  const isShown = (selector: string) => page.locator(selector).first().isVisible()
  expect(await Promise.all(['.head', '.contents', '.crumbs'].map(isShown))).toEqual([
    false,
    false,
    false,
  ])
  expect(await Promise.all(['.provision', '.evidence', '.sources li a'].map(isShown))).toEqual([
    true,
    true,
    true,
  ])
  await page.emulateMedia({ media: 'screen' })
})

test('the contents lead to the article', async () => {
  await page.goto(`${server.url}/regimes/96-qd-tw-2023`)
  await page.getByRole('navigation', { name: 'Mục lục' }).getByText('Điều 11').click()
  expect(page.url()).toMatch(/#dieu-11$/)
  expect(await page.locator('#dieu-11').isVisible()).toBe(true)
})

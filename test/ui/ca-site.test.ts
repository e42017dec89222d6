import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { type Running, startServer } from '../../src/main.ts'
import { ROOT } from '../../src/program.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { launchBrowser, seriousFaults } from './browser.ts'

const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-ca-site-'))
let server: Running
let browser: Browser
let page: Page
beforeAll(async () => {
  const ctx = await testContext()
  await seatPeople(ctx)
  const env = { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent', TLS: 'local-ca' }
  server = await startServer(ctx, readConfig(env, ROOT))
  browser = await launchBrowser(inject('chromiumPath'))
  page = await browser.newPage()
})
afterAll(async () => {
  await browser.close()
  await server.close()
  rmSync(folder, { recursive: true })
})

test.each([1280, 390])(
  'the page of the authority fits %i pixels, without a fault',
  async (width) => {
    await page.setViewportSize({ width, height: 800 })
    await page.goto(server.ca!.url)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    expect(await seriousFaults(page)).toEqual([])
  },
)

test('the file it gives has the fingerprint it shows, by the commands it names', async () => {
  await page.goto(server.ca!.url)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '.crt' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('so-tin-nhiem-ca.crt')
  const digest = createHash('sha256').update(readFileSync(await download.path()))
  const shown = await page.locator('ol.groups code').allTextContents()
  expect(shown.join('')).toBe(digest.digest('hex'))
  for (const command of ['certutil -hashfile', 'shasum -a 256', 'sha256sum'])
    expect(await page.getByText(`${command} so-tin-nhiem-ca.crt`).count()).toBe(1)
  const program = await page.locator('a.button').getAttribute('href')
  expect(new URL(program!).origin).toBe(server.url)
})

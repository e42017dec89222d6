import { inject } from 'vitest'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Running } from '../../../src/main.ts'
import { launchBrowser, serveOn } from '../../ui/browser.ts'
import { type Scene, sceneOf } from './scene.ts'

let scene: Scene
let server: Running
let browser: Browser
beforeAll(async () => {
  scene = await sceneOf()
  server = await serveOn(scene.ctx)
  browser = await launchBrowser(inject('chromiumPath'))
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

test('clickjacking: every kind of answer forbids to be framed', async () => {
  const cookie = await scene.cookieOf(scene.people.head)
  for (const path of ['/', '/login', '/nowhere', '/api/v1/me', '/static/style.css', '/verify']) {
    const { headers } = await scene.send(path, { headers: { cookie } })
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-frame-options')).toBe('DENY')
  }
})

test('clickjacking: a browser shows nothing of the program in a frame of another site', async () => {
  const trap = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<iframe src="${server.url}/login" width="800" height="600"></iframe>`)
  })
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
  const page = await browser.newPage()
  try {
    const { port } = trap.address() as AddressInfo
    await page.goto(`http://127.0.0.1:${port}/`)
    const frame = page.frames()[1]!
    await frame.waitForLoadState().catch(() => undefined)
    expect(await frame.locator('form').count()).toBe(0)
    await page.goto(`${server.url}/login`)
    expect(await page.locator('form').count()).toBe(1)
  } finally {
    await page.close()
    trap.closeAllConnections()
    await new Promise((resolve) => trap.close(resolve))
  }
})

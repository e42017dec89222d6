import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import { identityProvider } from '../../src/identity-provider.ts'
import { type Running, startServer } from '../../src/main.ts'
import { ROOT } from '../../src/program.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { type TestProvider, startProvider } from '../support/identity-provider.ts'
import { launchBrowser, seriousFaults } from './browser.ts'
import { logInOn, press } from './visitors.ts'

let browser: Browser
let provider: TestProvider
let server: Running
let here: string

beforeAll(async () => {
  const port = await freePort()
  here = `http://localhost:${port}` // another site than the provider's 127.0.0.1
  provider = await startProvider(`${here}/login/oidc/callback`)
  const label = 'Đăng nhập bằng tài khoản công vụ của Tỉnh ủy'
  const ctx: Context = await testContext('sqlite', {
    identityProvider: identityProvider({ ...provider.settings, label }),
    now: () => new Date().toISOString(),
  })
  await seatPeople(ctx)
  server = await startServer(ctx, readConfig({ PORT: String(port), LOG_LEVEL: 'silent' }, ROOT))
  browser = await launchBrowser(inject('chromiumPath'))
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await provider?.close()
})

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((closed) => probe.close(closed))
  return port
}

test('somebody the provider knows is linked by a code, and from then on comes in through another site', async () => {
  const theirs = await browser.newContext({ viewport: { width: 390, height: 800 } })
  const page = await theirs.newPage()
  await page.goto(`${here}/login?next=%2Faccount`)
  expect(await seriousFaults(page)).toEqual([])
  await press(page, 'Đăng nhập bằng tài khoản công vụ của Tỉnh ủy')
  await page.getByRole('heading', { name: 'Chưa liên kết tài khoản' }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  const code = await page.locator('.shown-code').innerText()

  const admin = await (await browser.newContext()).newPage()
  await admin.goto(`${here}/login?next=%2Faccounts%2Forg-first`)
  await logInOn(admin, 'org-admin')
  await admin.getByLabel('Mã liên kết').fill(code)
  await press(admin, 'Xem danh tính')
  expect(await admin.locator('dl.facts').innerText()).toContain('Lê Thị Mẫu')
  expect(await seriousFaults(admin)).toEqual([])
  await press(admin, 'Liên kết')
  expect(await admin.locator('.notice').innerText()).toContain('Đã liên kết')
  expect(await seriousFaults(admin)).toEqual([])

  await page.goto(`${here}/login?next=%2Faccount`)
  await press(page, 'Đăng nhập bằng tài khoản công vụ của Tỉnh ủy')
  await page.waitForURL(`${here}/account`)
  expect(await page.locator('main').innerText()).toContain('Thư Ký Thứ Nhất')
  const cookies = await theirs.cookies(here)
  expect(cookies.map(({ name, sameSite, httpOnly }) => [name, sameSite, httpOnly])).toEqual([
    ['tin-nhiem', 'Strict', true],
  ])
  await press(page, 'Đăng xuất')
  expect(await page.locator('main').innerText()).toContain('Đăng nhập')
})

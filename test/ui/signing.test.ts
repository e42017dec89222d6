import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { signVisibly } from '../../src/actions/visible-signature.ts'
import { queueTimestamp } from '../../src/storage/timestamp-queue.ts'
import type { Context } from '../../src/context.ts'
import type { Running } from '../../src/main.ts'
import { makePng } from '../reports/pictures.ts'
import { tokenFor } from '../signatures/authority.ts'
import { timestampRequest } from '../../src/signatures/timestamp.ts'
import { signerOf } from '../signatures/specimens.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { MEMBERS, issuedSession, keyStoreOf, ownCertificate } from '../support/signing.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { confirmWith, fill, logIn, press } from './visitors.ts'

let ctx: Context
let people: People
let server: Running
let browser: Browser
let session: string
const faults: string[] = []
let shot = 0

beforeAll(async () => {
  ctx = await testContext('sqlite', { now: () => new Date().toISOString() })
  people = await seatPeople(ctx)
  const fields = ['secretary', 'head', 'member1', 'member2', 'chair', 'seal']
  const made = await issuedSession(ctx, people, { minutes: fields }, 'real')
  session = made.session
  server = await serveOn(ctx)
  browser = await launchBrowser(inject('chromiumPath'))
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** Looks at the page for faults that would keep people out. */
async function look(page: Page): Promise<void> {
  faults.push(...(await seriousFaults(page)))
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 })
    const wide = await page.evaluate('document.documentElement.scrollWidth')
    if (Number(wide) > width) faults.push(`${page.url()} is ${String(wide)} wide at ${width}`)
    if (process.env.SCREENSHOTS)
      await page.screenshot({
        path: `${process.env.SCREENSHOTS}/sign-${(shot += 1)}-${width}.png`,
        fullPage: true,
      })
  }
  await page.setViewportSize({ width: 1280, height: 844 })
}

const open = async (who: keyof People) => {
  const page = await logIn(browser, server.url, people[who].account)
  await page.goto(`${server.url}/sessions/${session}/documents`)
  return page
}

const keyFile = async (name: string) => {
  const { bytes, password } = await keyStoreOf(ownCertificate(name))
  return { file: { name: 'khoa.p12', mimeType: '', buffer: Buffer.from(bytes) }, password }
}

/** Signs with a key file in that name, as the page offers it first. */
async function signWith(page: Page, name: string, button = 'Ký biên bản kiểm phiếu') {
  const { file, password } = await keyFile(name)
  await page.getByLabel('Tệp khóa ký số (.p12, .pfx)').setInputFiles(file)
  await fill(page, { 'Mật khẩu của tệp khóa': password })
  await confirmWith(page, button)
}

test('a wrong password does nothing, and says that the file has to be chosen again', async () => {
  const secretary = await open('first')
  const { file, password } = await keyFile('Thư Ký Thứ Nhất')
  const field = secretary.getByLabel('Tệp khóa ký số (.p12, .pfx)')
  await field.setInputFiles(file)
  await fill(secretary, { 'Mật khẩu của tệp khóa': password })
  await confirmWith(secretary, 'Ký biên bản kiểm phiếu', 'sai mat khau roi')
  const told = await secretary.getByRole('alert').textContent()
  expect(told).toContain('Mật khẩu không đúng, chưa làm gì cả')
  expect(told).toContain('chọn lại tệp này')
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  expect(await secretary.content()).not.toContain(password)
  await look(secretary)
  await secretary.context().close()
})

test('the minutes are signed by everybody in turn, each in a way of their own', async () => {
  const secretary = await open('first')
  expect(await secretary.getByRole('heading', { name: /^Đến lượt ký/ }).textContent()).toBe(
    'Đến lượt ký: Thư ký, Thư Ký Thứ Nhất',
  )
  for (const summary of await secretary.locator('details.way > summary').all())
    await summary.click()
  await look(secretary)
  await signWith(secretary, 'Thư Ký Thứ Nhất')
  expect(await secretary.getByText('Đã ký. Bản vừa ký').count()).toBe(1)

  const head = await open('head')
  await head.getByText('Ký bằng công cụ ký của đơn vị').click()
  const [download] = await Promise.all([
    head.waitForEvent('download'),
    head.getByRole('link', { name: 'Tải bản mới nhất (PDF)' }).last().click(),
  ])
  const stored = new Uint8Array(readFileSync(await download.path()))
  const offer = async (file: Uint8Array) => {
    const field = head.getByLabel('Tệp PDF đã ký')
    if (!(await field.isVisible())) await head.getByText('Ký bằng công cụ ký của đơn vị').click()
    const buffer = Buffer.from(file)
    const chosen = { name: 'da-ky.pdf', mimeType: 'application/pdf', buffer }
    await field.setInputFiles(chosen)
    await confirmWith(head, 'Nộp tệp đã ký')
  }
  await head.reload()
  await offer(stored)
  expect(await head.getByRole('alert').textContent()).toContain('chưa có chữ ký mới')
  expect(await head.getByLabel('Tệp PDF đã ký').isVisible()).toBe(true)
  await look(head)
  const signer = signerOf(ownCertificate('Trưởng Ban Mẫu'))
  const wish = { signer, field: 'head', reason: '', location: '', signedAt: ctx.now() }
  await offer(await signVisibly(stored, wish, ctx.pdf))
  expect(await head.getByText('tệp ký bằng công cụ của đơn vị').count()).toBe(1)

  await secretary.reload()
  await signWith(secretary, 'Người Khác')
  expect(await secretary.getByRole('alert').textContent()).toContain(
    `chỗ ký này là của “${MEMBERS[0]}”`,
  )
  await signWith(secretary, MEMBERS[0])

  await secretary.getByText('Ký tay trên giấy', { exact: true }).click()
  await secretary.getByLabel('Thành viên thứ 2').check()
  const scan = { name: 'quet.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') }
  await secretary.getByLabel(/^Bản quét/).setInputFiles(scan)
  await confirmWith(secretary, 'Lưu bản quét')
  expect(await secretary.getByText(/ký tay, bản quét lưu lúc/).count()).toBe(1)
  await look(secretary)

  const chair = await open('chair')
  const image = {
    name: 'ky.png',
    mimeType: 'image/png',
    buffer: makePng({ width: 90, height: 30 }),
  }
  await chair.getByLabel('Ảnh chữ ký (PNG, nền trong)').setInputFiles(image)
  await signWith(chair, 'Chủ Trì Mẫu')
  expect(await chair.getByRole('heading', { name: /^Đến lượt ký/ }).textContent()).toBe(
    'Đến lượt ký: Con dấu của tổ chức',
  )
  await look(chair)
  await signWith(chair, 'Đảng ủy xã Mẫu', 'Đóng dấu biên bản kiểm phiếu')
  expect(await chair.getByRole('heading', { name: /^Đến lượt ký/ }).count()).toBe(0)
  expect(await chair.getByText('Ghi nhận đã công bố…').count()).toBe(1)
  await chair.getByText(/^Mọi bản/).click()
  expect(await chair.getByText(/thay thế bởi/).count()).toBe(5)
  await look(chair)
  expect(faults).toEqual([])
}, 60_000)

test('a document that waits for its timestamp says so, and asks again at a press', async () => {
  const waiting = { session, revision: 1, name: 'minutes', attempts: 2 } as const
  const nextAt = '2026-02-05T13:00:00.000Z'
  await ctx.store.db.transaction().execute((trx) => queueTimestamp(trx, { ...waiting, nextAt }))
  const chair = await open('chair')
  expect(await chair.getByText('Chưa có dấu thời gian, sẽ thử lại (đã thử 2 lần').count()).toBe(1)
  await look(chair)
  await press(chair, 'Thử lại ngay')
  expect(await chair.getByRole('alert').textContent()).toContain('Chưa khai báo máy chủ')
  Object.assign(ctx, {
    timestamps: async (digest: Uint8Array) => tokenFor(timestampRequest(digest, Uint8Array.of(1))),
  })
  await press(chair, 'Thử lại ngay')
  expect(await chair.getByText('Đã có dấu thời gian.').count()).toBe(1)
  expect(await chair.getByText('Chưa có dấu thời gian').count()).toBe(0)
  expect(faults).toEqual([])
})

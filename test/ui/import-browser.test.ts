import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { takePass } from '../../src/actions/entries.ts'
import { createSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import type { Running } from '../../src/main.ts'
import { xlsx } from '../formats/workbooks.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  type CountingSession,
  NEW_SESSION,
  countingSession,
  soundSheet,
} from '../support/session.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { fill, logIn, press } from './visitors.ts'

const LONG = 'Công Tằng Tôn Nữ Nguyễn Phước Thị Hoàng Oanh Nguyệt Thiên Kim'
const HEADS = ['TT', 'Họ và tên', 'Chức vụ', 'Tín nhiệm cao', 'Tín nhiệm', 'Tín nhiệm thấp', 'KHL']

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
  counting = await countingSession(ctx, people)
  server = await serveOn(ctx)
  page = await logIn(browser, server.url, people.first.account)
})
afterEach(async () => {
  await page.context().close()
  await server.close()
})
afterAll(async () => browser.close())

/** Faults of accessibility, and whether anything but tables is wider than a phone. */
async function faultsOf(shot: string): Promise<readonly string[]> {
  const wide: string[] = []
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    const over = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
    if (over) wide.push(`${shot} is wider than ${width}`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  return [...wide, ...(await seriousFaults(page))]
}

test('a chosen workbook fills the grid, which is then handed in', async () => {
  const sheet = counting.sheets[0]!.id
  await takePass(ctx, people.first, sheet)
  await page.goto(`${server.url}/sheets/${sheet}/entry`)
  await press(page, 'Nạp từ tệp…')
  expect(await faultsOf('pass-choice')).toEqual([])
  const rows = [
    ['Số phiếu thu về: 10'],
    ['Số phiếu hợp lệ: 9'],
    ['Số phiếu không hợp lệ: 1'],
    HEADS,
    [1, 'Nguyễn Văn Một', 'Bí thư', 7, 1, 1, 0],
    [2, 'Trần Thị Hai', 'Phó Bí thư Thường trực', 2, 0, 6, 1],
    [null, 'Tổng cộng', null, 9, 1, 7, 1],
  ]
  const choose = async (rowsOfFile: readonly (readonly (string | number | null)[])[]) => {
    const buffer = Buffer.from(
      await xlsx({ name: 'Tập 1', rows: rowsOfFile.map((row) => [...row]) }),
    )
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    await page.getByLabel('Tệp bảng tính').setInputFiles({ name: 'a.xlsx', mimeType: type, buffer })
    await press(page, 'Xem trước')
  }
  await choose([...rows, [3, LONG, 'Bí thư', 1, 2, 'x', '12%']])
  expect(await faultsOf('pass-faults')).toEqual([])
  await press(page, 'Chọn tệp khác')
  await choose(rows)
  expect(await faultsOf('pass-preview')).toEqual([])
  await page.getByText('Cách đọc tệp').click()
  expect(await page.getByLabel('Cột D đọc là').inputValue()).toBe('high')
  expect(await faultsOf('pass-mapping')).toEqual([])
  await press(page, 'Nạp vào bản đang nhập')
  expect(new URL(page.url()).pathname).toBe(`/sheets/${sheet}/entry`)
  expect((await takePass(ctx, people.first, sheet)).counts).toEqual(soundSheet(counting))
  expect(await page.locator('input[name="rows.0.high"]').inputValue()).toBe('7')
})

test('a pasted list is named, printed, and stored with two groups read from the print', async () => {
  const { id } = await createSession(ctx, people.first, NEW_SESSION)
  await page.goto(`${server.url}/sessions/${id}/roster`)
  await press(page, 'Nạp từ tệp…')
  expect(await faultsOf('roster-choice')).toEqual([])
  const lines = [
    'TT\tHọ và tên\tChức vụ\tĐơn vị\tKhối\tNgày bổ nhiệm',
    `1\t${LONG}\tỦy viên Ban Thường vụ, Trưởng ban Tuyên giáo và Dân vận\tXã Mẫu\tĐảng\t15/8/2023`,
    '2\tUỷ Thuỷ\tPhó Bí thư\t\t\t2/1/2026',
  ]
  await fill(page, { 'Hoặc dán các ô từ bảng tính': lines.join('\n') })
  await press(page, 'Xem trước')
  expect(await faultsOf('roster-unnamed')).toEqual([])
  await fill(page, { 'Tên loại phiếu': 'Ban Thường vụ' })
  await press(page, 'Xem lại')
  expect(await faultsOf('roster-preview')).toEqual([])
  const [paper] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Mở bản in kèm mã kiểm tra' }).click(),
  ])
  await paper.waitForLoadState()
  const groups = await paper.locator('.groups code').allTextContents()
  for (const field of await page.getByLabel('gõ từ bản giấy').all()) {
    const label = (await field.getAttribute('aria-label')) ?? ''
    await field.fill(groups[Number(/\d+/.exec(label)) - 1]!)
  }
  await press(page, 'Nạp danh sách')
  expect(new URL(page.url()).pathname).toBe(`/sessions/${id}`)
  page = paper
  expect(await faultsOf('roster-print')).toEqual([])
})

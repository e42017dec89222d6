import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { verifyDocument } from '../../src/actions/verification.ts'
import type { Context } from '../../src/context.ts'
import type { Running } from '../../src/main.ts'
import { testContext } from '../support/context.ts'
import { launchBrowser, serveOn, seriousFaults } from './browser.ts'
import {
  fill,
  handIn,
  logIn,
  makeStaff,
  press,
  setUpAsAdministrator,
  typeCells,
} from './visitors.ts'

let ctx: Context
let server: Running
let browser: Browser
const faults: string[] = []
const looked = new Set<string>()

beforeAll(async () => {
  ctx = await testContext('sqlite', { now: () => new Date().toISOString() })
  server = await serveOn(ctx)
  browser = await launchBrowser(inject('chromiumPath'))
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

/** Looks at the page for faults that would keep people out. */
async function look(page: Page): Promise<void> {
  const shots = process.env.SCREENSHOTS
  looked.add(new URL(page.url()).pathname.replaceAll(/id-\d+/g, ':id'))
  faults.push(...(await seriousFaults(page)))
  if (!shots) return
  const name = `${String(looked.size).padStart(2, '0')}${new URL(page.url()).pathname.replaceAll('/', '_')}`
  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true })
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}

test('new users get from set-up to a signed PDF through the pages alone', async () => {
  const { url } = server
  const admin = await browser.newPage()
  await admin.goto(url)
  await look(admin)
  await setUpAsAdministrator(admin, url)
  await look(admin)
  await makeStaff(admin, url)
  await look(admin)
  await admin.goto(`${url}/organisations`)
  await look(admin)

  const first = await logIn(browser, url, 'thu-ky-1')
  await press(first, 'Mở kỳ lấy phiếu mới')
  await look(first)
  await first.getByLabel('Tập dượt', { exact: true }).check()
  await fill(first, {
    'Tên kỳ lấy phiếu': 'Lấy phiếu tín nhiệm giữa nhiệm kỳ',
    'Ngày lấy phiếu': '2026-02-05',
  })
  await press(first, 'Mở kỳ lấy phiếu')
  const session = first.url().split('?')[0] ?? ''
  await look(first)
  await press(first, 'Nhập danh sách')
  await fill(first, {
    Mã: 'A',
    'Tên loại phiếu': 'Ban Thường vụ Đảng ủy',
    'Những người được lấy phiếu':
      'Nguyễn Văn Mẫu\tBí thư Đảng ủy\tĐảng\nTrần Thị Thử | Phó Bí thư | Chính quyền\nĐỗ Ngọc Tập | Ủy viên',
  })
  await look(first)
  await press(first, 'Lưu danh sách')
  await press(first, 'Khóa danh sách')
  await press(first, 'Ghi số người')
  await fill(first, {
    'Tổng số thành viên': '12',
    'Số người được triệu tập': '12',
    'Số người có mặt': '10',
    'Vắng có lý do': '2',
    'Vắng không có lý do': '0',
  })
  await look(first)
  await press(first, 'Lưu số người')

  const head = await logIn(browser, url, 'truong-ban')
  await look(head)
  await head.goto(session)
  await press(head, 'Bắt đầu kiểm phiếu')

  await first.goto(session)
  await press(first, 'Ghi số phiếu')
  await fill(first, {
    'Số phiếu in': '12',
    'Số phiếu phát ra': '10',
    'Số phiếu thu về': '10',
    'Chia thành tập': '6, 4',
  })
  await look(first)
  await press(first, 'Lưu số phiếu')
  await first.goto(`${session}/minutes-facts`)
  await fill(first, {
    'Thành phần kiểm phiếu':
      'Hoàng Mẫu Ba | Ủy viên | trưởng ban\nLê Thị Mẫu Một | Chuyên viên | thư ký',
    'Địa điểm kiểm phiếu': 'Hội trường xã Mẫu',
    'Số bản của biên bản': '3',
  })
  await look(first)
  await press(first, 'Lưu thông tin')
  await look(first)

  const second = await logIn(browser, url, 'thu-ky-2')
  const sheetOne = [6, 5, 1, 4, 1, 0, 0, 2, 2, 1, 0, 1, 1, 3, 0]
  const sheetTwo = [4, 4, 0, 4, 0, 0, 0, 1, 1, 2, 0, 0, 0, 4, 0]
  for (const page of [first, second]) {
    await page.goto(session)
    await press(page, 'Nhận nhập tập 1')
    const slip = page === second // a 2 read as a 3, made up for in the next cell
    const typed = slip ? sheetOne.with(7, 3).with(8, 1) : sheetOne
    await typeCells(page, typed.slice(0, 9))
    if (slip) await look(page)
    await typeCells(page, typed.slice(9))
    await handIn(page)
    await press(page, 'Nhận nhập tập 2')
    await typeCells(page, sheetTwo)
    await handIn(page)
  }
  await look(second)

  await head.goto(session)
  await press(head, 'Xem chỗ khác nhau')
  await look(head)
  expect(await head.getByRole('row', { name: /Trần Thị Thử/ }).count()).toBe(2)
  await head.getByLabel(/Trả lại lượt 2/).check()
  await fill(head, { 'Lý do': 'Đếm lại trên phiếu giấy' })
  await press(head, 'Ghi quyết định')

  await second.goto(session)
  await press(second, 'Nhập tiếp')
  await look(second)
  expect(await second.getByText('gõ lại', { exact: true }).count()).toBe(2)
  await typeCells(second, [2])
  await second.keyboard.type('2')
  await handIn(second)

  await head.goto(session)
  await press(head, 'Đến trang Đối chiếu')
  await look(head)
  await head.getByText('Khóa số liệu…').click()
  await press(head, 'Khóa số liệu')
  await press(head, 'Tính kết quả')
  await look(head)
  await head.goto(session)
  await press(head, 'Lập biên bản và báo cáo')
  await look(head)

  const chair = await logIn(browser, url, 'chu-tri')
  for (const page of [first, head, chair]) {
    await page.goto(`${session}/documents`)
    await press(page, 'Ký bằng chứng thư tập dượt')
  }
  await press(chair, 'Ký bằng chứng thư tập dượt')
  await look(chair)
  const [download] = await Promise.all([
    chair.waitForEvent('download'),
    chair.getByRole('link', { name: 'Tải bản mới nhất (PDF)' }).first().click(),
  ])
  const file = await download.path()
  expect(download.suggestedFilename()).toMatch(/^bien-ban-kiem-phieu-TD-.*-v4\.pdf$/)
  const verification = await verifyDocument(ctx, new Uint8Array(readFileSync(file)))
  expect(verification.steps.filter((step) => step.status === 'failed')).toEqual([])
  expect(verification.rehearsal).toBe(true)

  await chair.getByText('Ghi nhận đã công bố…').click()
  await press(chair, 'Ghi nhận đã công bố')
  await look(chair)
  const auditor = await logIn(browser, url, 'kiem-tra')
  await auditor.goto(`${url}/verify`)
  await look(auditor)
  await auditor.getByLabel('Tệp PDF').setInputFiles(file)
  await press(auditor, 'Kiểm tra')
  await look(auditor)
  expect(await auditor.getByText(/^VĂN BẢN TẬP DƯỢT/).count()).toBe(1)
  await auditor.goto(`${url}/nowhere`)
  await look(auditor)
}, 120_000)

test('no page has a serious or critical accessibility fault', () => {
  expect(looked.size).toBeGreaterThan(15)
  expect(faults).toEqual([])
})

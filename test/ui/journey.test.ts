import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { verifyDocument } from '../../src/actions/verification.ts'
import type { Context } from '../../src/context.ts'
import type { Running } from '../../src/main.ts'
import { testContext } from '../support/context.ts'
import { launchBrowser, serveOn, seriousFaults } from './browser.ts'
import {
  confirmWith,
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

/** Records the preparation by clicking: the term, each paper of each person, what counting waits for. */
async function prepare(page: Page): Promise<void> {
  expect(await page.getByText(/ghi nhận các bước bắt buộc/).count()).toBe(1)
  await press(page, 'Đến trang Chuẩn bị')
  await fill(page, { 'Năm bắt đầu nhiệm kỳ': '2025' })
  await press(page, 'Lưu thời điểm')
  await look(page)
  await fill(page, {
    'Ngày: Đề xuất ban kiểm phiếu': '20/01/2026',
    'Tên tệp: Đề xuất ban kiểm phiếu': '12-TTr/ĐU',
    'Ngày: Chuẩn bị phiếu có đóng dấu treo': '3/2/2026',
    'Ngày: Nộp báo cáo của người được lấy phiếu, Trần Thị Thử': '14/1/2026',
    'Cùng một ngày cho mọi người chưa ghi: Nộp báo cáo của người được lấy phiếu': '15/1/2026',
  })
  await press(page, 'Lưu các bước')
  await look(page)
  const report = /^Ngày: Nộp báo cáo của người được lấy phiếu/
  const days = await page.getByLabel(report).all()
  expect(await Promise.all(days.map((day) => day.inputValue()))).toEqual([
    '15/01/2026',
    '14/01/2026',
    '15/01/2026',
  ])
  const [plan] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Tải tệp lịch (.ics)' }).click(),
  ])
  expect(readFileSync(await plan.path(), 'utf8')).toContain('BEGIN:VEVENT')
}

/** Records as the committee what was decided about the one person at two thirds low. */
async function recordDecision(page: Page, session: string): Promise<void> {
  await page.goto(session)
  await press(page, 'Sử dụng kết quả')
  await look(page)
  await press(page, 'Ghi, sửa: Đỗ Ngọc Tập')
  await look(page)
  await page.getByLabel('Việc', { exact: true }).selectOption({ index: 1 })
  await fill(page, {
    'Nội dung quyết định': 'Miễn nhiệm',
    'Cấp quyết định': 'Ban Thường vụ Tỉnh ủy Mẫu',
    'Ngày quyết định': '4/2/2026',
  })
  await press(page, 'Ghi quyết định')
  await look(page)
  expect(await page.getByRole('row', { name: /miễn nhiệm.*ngày 04\/02\/2026/i }).count()).toBe(1)
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
      'Nguyễn Văn Mẫu\tBí thư Đảng ủy\tĐảng\t15/8/2023\nTrần Thị Thử | Phó Bí thư | Chính quyền\nĐỗ Ngọc Tập | Ủy viên\nLương Văn Mẫu | Ủy viên | | | 1/2/2026',
  })
  await first.getByLabel('Cấp', { exact: true }).selectOption('commune')
  await press(first, 'Xem chức danh')
  expect(await first.getByLabel('Mã').first().inputValue()).toBe('A')
  await look(first)
  await press(first, 'Lưu danh sách')
  expect(await first.getByRole('row', { name: /Lương Văn Mẫu.*chờ nghỉ hưu/ }).count()).toBe(1)
  await look(first)
  await press(first, 'Khóa danh sách')
  await prepare(first)
  await first.goto(session)
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
  await confirmWith(head, 'Ghi quyết định')

  await second.goto(session)
  await press(second, 'Nhập tiếp')
  await look(second)
  expect(await second.getByText('gõ lại', { exact: true }).count()).toBe(2)
  await typeCells(second, [2])
  await second.keyboard.type('2')
  await handIn(second)

  await head.goto(session)
  await press(head, 'Đến trang Khóa số liệu')
  await look(head)
  await press(head, 'Khóa số liệu…')
  await look(head)
  await confirmWith(head, 'Khóa số liệu')
  await press(head, 'Tính kết quả')
  await look(head)
  await head.goto(session)
  await press(head, 'Lập biên bản và báo cáo…')
  await look(head)
  await confirmWith(head, 'Lập biên bản và báo cáo')
  await look(head)

  const chair = await logIn(browser, url, 'chu-tri')
  for (const page of [first, head, chair]) {
    await page.goto(`${session}/documents`)
    await confirmWith(page, 'Ký bằng chứng thư tập dượt')
  }
  await confirmWith(chair, 'Ký bằng chứng thư tập dượt')
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

  await press(chair, 'Ghi nhận đã công bố…')
  await confirmWith(chair, 'Ghi nhận đã công bố')
  await look(chair)
  await recordDecision(await logIn(browser, url, 'cap-uy'), session)

  const auditor = await logIn(browser, url, 'kiem-tra')
  await auditor.goto(`${url}/verify`)
  await look(auditor)
  await auditor.getByLabel('Tệp PDF').setInputFiles(file)
  await press(auditor, 'Kiểm tra')
  await look(auditor)
  expect(await auditor.getByText(/^VĂN BẢN TẬP DƯỢT/).count()).toBe(1)
  await auditor.goto(`${url}/nowhere`)
  await look(auditor)
}, 240_000)

test('no page has a serious or critical accessibility fault', () => {
  expect(looked.size).toBeGreaterThan(15)
  expect(faults).toEqual([])
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { closeSession } from '../../src/actions/closing.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { recordMinutesFacts } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { NOTHING_STATED } from '../../src/domain/proceedings.ts'
import type { Running } from '../../src/main.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  type CountingSession,
  countingSession,
  sheetOf,
  soundSheet,
  typeSheet,
} from '../support/session.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { PASSWORD, confirmWith, fill, logIn, press } from './visitors.ts'

let browser: Browser
let ctx: Context
let server: Running
let people: People
let counting: CountingSession
let session: string
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
})
afterAll(async () => browser.close())
beforeEach(async () => {
  ctx = await testContext('sqlite', { now: () => new Date().toISOString() }) // browsers forget old cookies
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people)
  server = await serveOn(ctx)
  session = `${server.url}/sessions/${counting.session.id}`
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  await server.close()
})

const at = (who: keyof People) => logIn(browser, server.url, people[who].account)
const typeBoth = async () => {
  for (const typist of [people.first, people.second])
    await typeSheet(ctx, typist, counting.sheets[0]!.id, soundSheet(counting))
}
const alert = (page: Page) => page.getByRole('alert').textContent()
const codeOn = (page: Page) => page.locator('strong.code').first().textContent()

/** The page is without serious faults and fits both a desk and a telephone. */
async function look(page: Page, name: string) {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 })
    const wide = (await page.evaluate('document.documentElement.scrollWidth')) as number
    expect(wide, `${name} at ${width}`).toBeLessThanOrEqual(width)
    expect(await seriousFaults(page)).toEqual([])
    const folder = process.env['LOOK']
    if (folder) await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true })
  }
  await page.setViewportSize({ width: 1280, height: 844 })
}

test('closing shows its figures and takes one field and one key', async () => {
  await typeBoth()
  const head = await at('head')
  await head.goto(`${session}/closing`)
  await press(head, 'Khóa số liệu…')
  await look(head, 'close')
  expect(await head.getByText('phát ra 10, thu về 10, cộng các tập 10').count()).toBe(1)
  expect(await codeOn(head)).toMatch(/^[0-9A-Z]{4}$/)
  await head.keyboard.type('mat khau khac han')
  await Promise.all([head.waitForNavigation(), head.keyboard.press('Enter')])
  expect(await alert(head)).toContain('Mật khẩu không đúng, chưa làm gì cả')
  await look(head, 'close-wrong')
  await head.keyboard.type(PASSWORD) // the field has the focus again
  await Promise.all([head.waitForNavigation(), head.keyboard.press('Enter')])
  expect(new URL(head.url()).searchParams.get('notice')).toBe('moved')
  expect(await head.getByText('Số liệu đã khóa.').count()).toBe(1)
})

test('a wrong password keeps what was typed: the decision and its reason', async () => {
  const sound = soundSheet(counting)
  const subjects = counting.roster.ballotKinds[0]!.subjects
  const other = sheetOf(subjects, { collected: 10, valid: 9, invalid: 1 }, [
    [6, 2, 1, 0],
    [2, 0, 6, 1],
  ])
  const sheet = counting.sheets[0]!.id
  await typeSheet(ctx, people.first, sheet, sound)
  await typeSheet(ctx, people.second, sheet, other)
  const head = await at('head')
  await head.goto(`${server.url}/sheets/${sheet}/differences`)
  await head.locator('input[value="choose:1"]').check()
  await fill(head, { 'Lý do': 'đếm lại trên phiếu giấy' })
  await look(head, 'settle')
  await confirmWith(head, 'Ghi quyết định', 'sai mat khau roi')
  expect(await alert(head)).toContain('Mật khẩu không đúng')
  expect(await head.locator('input[value="choose:1"]').isChecked()).toBe(true)
  expect(await head.getByLabel('Lý do').inputValue()).toBe('đếm lại trên phiếu giấy')
  await head.keyboard.type(PASSWORD)
  await Promise.all([head.waitForNavigation(), head.keyboard.press('Enter')])
  expect(new URL(head.url()).searchParams.get('notice')).toBe('settled')
})

test('data that changed meanwhile are shown anew, and nothing is done before that', async () => {
  await typeBoth()
  await closeSession(ctx, people.head, counting.session.id)
  await computeOutcome(ctx, people.head, counting.session.id)
  const head = await at('head')
  await head.goto(session)
  await press(head, 'Lập biên bản và báo cáo…')
  const before = await codeOn(head)
  const facts = { ...NOTHING_STATED, copies: 5 }
  await recordMinutesFacts(ctx, people.first, counting.session.id, facts)
  await confirmWith(head, 'Lập biên bản và báo cáo')
  expect(await alert(head)).toContain('Số liệu vừa thay đổi')
  expect(await codeOn(head)).not.toBe(before)
  await look(head, 'issue-stale')
  await confirmWith(head, 'Lập biên bản và báo cáo')
  expect(head.url()).toContain('/documents')
  const secretary = await at('first')
  await secretary.goto(`${session}/documents`)
  await look(secretary, 'documents')
  await confirmWith(secretary, 'Ký bằng chứng thư tập dượt', 'sai mat khau roi')
  expect(await alert(secretary)).toContain('Mật khẩu không đúng')
  await look(secretary, 'documents-wrong')
  await confirmWith(secretary, 'Ký bằng chứng thư tập dượt')
  expect(new URL(secretary.url()).searchParams.get('notice')).toBe('signed')
})

test('a second person reads the same code on their own screen and confirms it', async () => {
  await ctx.store.db.updateTable('sessions').set({ second_person: 1 }).execute()
  await typeBoth()
  const head = await at('head')
  await head.goto(`${session}/closing`)
  await press(head, 'Khóa số liệu…')
  await look(head, 'close-second')
  await confirmWith(head, 'Khóa số liệu')
  expect(await alert(head)).toContain('cần người thứ hai xác nhận. Nhờ Thư ký mở kỳ này')
  const secretary = await at('first')
  await secretary.goto(session)
  await press(secretary, 'Xác nhận cùng')
  await look(secretary, 'second')
  expect(await codeOn(secretary)).toBe(await codeOn(head))
  await secretary.getByText('Khóa số liệu:').click()
  await look(secretary, 'second-open')
  await confirmWith(secretary, 'Hai mã giống nhau, xác nhận', 'sai mat khau roi')
  expect(await alert(secretary)).toContain('Mật khẩu không đúng')
  await confirmWith(secretary, 'Hai mã giống nhau, xác nhận')
  await look(secretary, 'second-done')
  expect(await secretary.getByText('(đã xác nhận)').count()).toBe(1)
  await head.goto(`${session}/confirm/close`)
  expect(await head.getByText('đã xác nhận đúng mã này').count()).toBe(1)
  await look(head, 'close-seconded')
  await confirmWith(head, 'Khóa số liệu')
  expect(await head.getByText('Số liệu đã khóa.').count()).toBe(1)
})

test('reopening asks for a reason and the password, cancelling too', async () => {
  await typeBoth()
  await closeSession(ctx, people.head, counting.session.id)
  const head = await at('head')
  await head.goto(session)
  await press(head, 'Mở lại kỳ lấy phiếu…')
  await look(head, 'reopen')
  await head.keyboard.type('Đếm lại tập 1')
  await confirmWith(head, 'Mở lại kỳ này', 'sai mat khau roi')
  expect(await head.getByLabel('Lý do và căn cứ mở lại').inputValue()).toBe('Đếm lại tập 1')
  await confirmWith(head, 'Mở lại kỳ này')
  await head.goto(session)
  await press(head, 'Hủy kỳ lấy phiếu…')
  await look(head, 'cancel')
  await head.keyboard.type('Hoãn hội nghị')
  await confirmWith(head, 'Hủy kỳ lấy phiếu này')
  expect(await head.getByText('Kỳ lấy phiếu đã hủy.').count()).toBe(1)
})

test('whether a second person is asked for is said before counting', async () => {
  await ctx.store.db.updateTable('sessions').set({ state: 'ready' }).execute()
  const secretary = await at('first')
  await secretary.goto(session)
  await press(secretary, 'Khóa, lập, công bố phải có người thứ hai xác nhận')
  expect(new URL(secretary.url()).searchParams.get('notice')).toBe('second_person_set')
  await look(secretary, 'session-second')
  await press(secretary, 'Không cần người thứ hai xác nhận')
  expect(await secretary.getByRole('link', { name: 'Xác nhận cùng' }).count()).toBe(0)
})

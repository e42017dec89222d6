import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { NewBallotKind } from '../../src/actions/rosters.ts'
import type { Context } from '../../src/context.ts'
import type { Running } from '../../src/main.ts'
import { commit } from '../../src/storage/commit.ts'
import { type AuditedSession, auditedSession, finishAudited } from '../support/audited-session.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { visitAs } from './app.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { logIn } from './visitors.ts'

const LONG = 'Công Tằng Tôn Nữ Nguyễn Phước Hoàng Thị Thanh Tuyền-Khánh-Hòa'
const KINDS: readonly NewBallotKind[] = [
  {
    code: 'A',
    title: 'Ủy viên Ban Thường vụ giữ chức vụ lãnh đạo, quản lý do cấp ủy có thẩm quyền bổ nhiệm',
    subjects: [
      { name: LONG, position: 'Bí thư Đảng ủy, Chủ tịch Hội đồng nhân dân', block: null },
      { name: 'Trần Thị Hai', position: 'Phó Bí thư', block: null },
    ],
  },
]

let ctx: Context
let people: People
let audited: AuditedSession
let server: Running
let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
  ctx = await testContext('sqlite', { now: () => new Date().toISOString() })
  people = await seatPeople(ctx)
  audited = await auditedSession(ctx, people, KINDS)
  await commit(ctx.store, { actor: null, at: ctx.now() }, async (_, record) => {
    const start = { program: '1.0.0', migration: '15', regulations: [], sealId: 'a'.repeat(64) }
    record({ type: 'program_started', ...start })
    record({ type: 'clock_jumped', expected: ctx.now(), found: ctx.now(), jumpSeconds: -7200 })
  })
  await finishAudited(ctx, people, audited)
  server = await serveOn(ctx)
  page = await logIn(browser, server.url, people.auditor.account)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.close()
})

const base = () => `/sessions/${audited.id}/audit`
const go = (path: string) => page.goto(`${server.url}${path}`)
const textOf = async () => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
const subject = (at: number) => audited.roster.ballotKinds[0]!.subjects[at]!.id

const PAGES: readonly (readonly [string, () => string])[] = [
  ['the hub', base],
  ['the time-line', () => `${base()}/journal`],
  ['a filtered time-line', () => `${base()}/journal?what=entry&subject=${subject(0)}`],
  ['a sheet', () => `${base()}/sheets/${audited.sheets[0]!}`],
  ['a person', () => `${base()}/people/${subject(0)}`],
]

describe.each(PAGES)('%s', (_, path) => {
  test.each([1280, 390])('fits into a page %i wide, unfolded, and is accessible', async (width) => {
    await page.setViewportSize({ width, height: 900 })
    await go(path())
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    expect(await seriousFaults(page)).toEqual([])
  })

  test('names every field, value, person and event in words', async () => {
    await go(path())
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    await page.evaluate("for (const each of document.querySelectorAll('dd, code')) each.remove()")
    const text = await textOf()
    expect(text).not.toMatch(/[{}[\]"]|undefined|null|\bid-\d+\b/)
    expect(text).not.toMatch(/\b(?:old|new): /) // a list that says what was too
    expect(text).not.toMatch(/\b[a-z]+_[a-z]+\b|\b[a-z]+[A-Z][a-z]+\b/) // codes and field names
  })
})

describe('the hub', () => {
  test('shows head and seal in groups of four, and the tools the role and state allow', async () => {
    await go(base())
    const text = await textOf()
    const groups = (hex: string) => hex.match(/.{4}/g)!.join(' ')
    const head = await ctx.store.db
      .selectFrom('session_journal')
      .select(['place', 'hash'])
      .where('session_id', '=', audited.id)
      .orderBy('place', 'desc')
      .executeTakeFirstOrThrow()
    expect(text).toContain(`(${head.place} mục)`)
    expect(text).toContain(groups(head.hash))
    expect(text).toContain(groups(ctx.seals.rehearsal.id))
    expect(text).toContain('Đã lập biên bản, lần tính 1')
    const links = await page.locator('.tools a').evaluateAll((all) => all.map((a) => a.textContent))
    expect(links).toContain('Hồ sơ kỳ phiếu (zip)')
    expect(links).not.toContain('Khóa số liệu') // nothing is open any more
    expect(links).not.toContain('Thời hạn giữ và hủy phiếu') // not published yet
  })

  test('is found from the session by whoever may, and by nobody else', async () => {
    await go(`/sessions/${audited.id}`)
    expect(await page.locator(`a[href="${base()}"]`).count()).toBe(1)
    const head = await visitAs(ctx, people.head)
    const page2 = await head.get(base())
    expect(page2.status).toBe(200)
    expect(page2.html).not.toContain(`/sessions/${audited.id}/archive`)
    const secretary = await visitAs(ctx, people.first)
    expect((await secretary.get(`/sessions/${audited.id}`)).html).not.toContain('/audit')
    for (const [, path] of PAGES) expect((await secretary.get(path())).status).toBe(403)
  })
})

describe('the time-line', () => {
  test('tells old and new side by side, clock jumps between the entries, and every anchor', async () => {
    await go(`${base()}/journal`)
    const text = await textOf()
    for (const told of [
      'Số người có mặt 9 10',
      'Trạng thái Dự thảo Đã khóa danh sách',
      'Trần Thị Hai B',
      'lùi 7200 giây',
      'Chương trình khởi động, phiên bản 1.0.0',
      'trả lại lượt này để gõ lại',
    ])
      expect(text).toContain(told)
    const places = await page.locator('li.entry').evaluateAll((all) => all.map((each) => each.id))
    expect(places).toEqual(places.map((_, at) => `muc-${at + 1}`))
  })

  test('is filtered by a plain form whose choice the links of the parts keep', async () => {
    await go(`${base()}/journal?limit=5&what=&account=&role=secretary&from=1/1/2020&to=`)
    expect(await page.locator('li.entry').count()).toBe(5)
    expect(await page.locator('#role').inputValue()).toBe('secretary')
    await page.getByRole('link', { name: 'Phần sau ›' }).click()
    expect(page.url()).toContain('role=secretary')
    expect(page.url()).toContain('from=1%2F1%2F2020')
    expect(await page.locator('li.entry .actor').allInnerTexts()).toEqual(
      Array.from({ length: 5 }, () => expect.stringContaining('(Thư ký)') as unknown),
    )
    await page.getByRole('link', { name: '‹ Phần trước' }).click()
    expect(await page.locator('li.entry').first().getAttribute('id')).toBe('muc-1')
  })

  test('says at its field what is no day, and shows everything then', async () => {
    const answer = await go(`${base()}/journal?from=31/2/2026`)
    expect(answer!.status()).toBe(422)
    expect(await page.locator('#from-fault').innerText()).not.toBe('')
    expect(await page.locator('li.entry').count()).toBeGreaterThan(10)
  })
})

test('a sheet shows its passes, the cells in which they differ and the decision', async () => {
  await go(`${base()}/sheets/${audited.sheets[0]!}`)
  const text = await textOf()
  for (const told of [
    'Lượt 2, lần 1 đã nộp lại',
    '2. Trần Thị Hai: Tín nhiệm đã giống ở lần nộp cuối 1 2 1',
    'lượt 2 đọc nhầm dòng thứ hai',
  ])
    expect(text).toContain(told)
})

test('a person shows the counts of each sheet, the sum, the band and where the papers are', async () => {
  await go(`${base()}/people/${subject(1)}`)
  const text = await textOf()
  for (const told of [
    '2. Trần Thị Hai',
    'Tập 1 1 1 2 0',
    'Tập 2 1 1 4 0',
    'Cộng 2 tập 2 2 6 0',
    'Trên 50%',
  ])
    expect(text).toContain(told)
  expect(await page.locator(`a[href="/sessions/${audited.id}/documents"]`).count()).toBe(1)
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { disableAccount } from '../../src/actions/accounts.ts'
import { takePass } from '../../src/actions/entries.ts'
import { closeHalls, openHall } from '../../src/actions/halls.ts'
import { pauseCounting, resumeCounting } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import type { Running } from '../../src/main.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, sheetOf, typeSheet } from '../support/session.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { logIn } from './visitors.ts'

/** What a change may take to reach a page on a busy machine: far more than it does. */
const SOON = { timeout: 10_000, interval: 20 }

let browser: Browser
let ctx: Context
let people: People
let counting: CountingSession
let server: Running
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
})
afterAll(async () => browser.close())
beforeEach(async () => {
  ctx = await testContext('sqlite', { now: () => new Date().toISOString() })
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people, { bundles: [4, 6] })
  server = await serveOn(ctx)
})
afterEach(async () => {
  for (const each of browser.contexts()) await each.close()
  await server.close()
})

const sheet = (at: number) => counting.sheets[at]!.id
const typed = (ballots: number, high: number) =>
  sheetOf(
    counting.roster.ballotKinds[0]!.subjects,
    { collected: ballots, valid: ballots, invalid: 0 },
    [
      [high, ballots - high, 0, 0],
      [ballots, 0, 0, 0],
    ],
  )
const text = async (page: Page, selector: string) => (await page.textContent(selector)) ?? ''
const numbers = async (page: Page) =>
  Object.fromEntries(
    await Promise.all(
      ['definitive', 'different', 'inWork', 'empty', 'ballotsDefinitive'].map(
        async (name) => [name, await text(page, `[data-number="${name}"]`)] as const,
      ),
    ),
  )
/** Whether the page is still the one that was opened: it bears the mark set on it. */
const mark = (page: Page) => page.evaluate('window.sameAsBefore = true')
const isSame = (page: Page) => page.evaluate('window.sameAsBefore === true')

describe('the board of a session', () => {
  let page: Page
  beforeEach(async () => {
    page = await logIn(browser, server.url, 'org-head')
    await page.goto(`${server.url}/sessions/${counting.session.id}`)
    await mark(page)
  })

  test('moves without a reload, and its bar with it', async () => {
    const bar = page.getByRole('progressbar')
    expect(await bar.getAttribute('aria-valuenow')).toBe('0')
    await typeSheet(ctx, people.first, sheet(0), typed(4, 3))
    await expect.poll(() => numbers(page), SOON).toMatchObject({ inWork: '1', empty: '1' })
    await typeSheet(ctx, people.second, sheet(0), typed(4, 3))
    await expect
      .poll(() => numbers(page), SOON)
      .toEqual({ definitive: '1', different: '0', inWork: '0', empty: '1', ballotsDefinitive: '4' })
    expect(await bar.getAttribute('aria-valuenow')).toBe('1')
    expect(await bar.getAttribute('aria-valuetext')).toBe('1 trên 2 tập đã khớp')
    expect(await page.getAttribute('[data-bar="definitive"]', 'width')).toBe('50%')
    expect(await text(page, `[data-sheet="${sheet(0)}"]`)).toBe('Đã khớp')
    expect(await page.isVisible('[data-stale]')).toBe(true)
    expect(await isSame(page)).toBe(true)
  })

  test('calls the head to a sheet whose passes differ, until they agree', async () => {
    const call = page.getByText('Tập 1: số liệu khác nhau.')
    expect(await call.isVisible()).toBe(false)
    await typeSheet(ctx, people.first, sheet(0), typed(4, 3))
    await typeSheet(ctx, people.second, sheet(0), typed(4, 2))
    await expect.poll(() => call.isVisible(), SOON).toBe(true)
    expect(await seriousFaults(page)).toEqual([])
  })

  test('says at once that counting is paused, and takes it back when it goes on', async () => {
    const moved = page.locator('[data-moved]')
    expect(await moved.isVisible()).toBe(false)
    await pauseCounting(ctx, people.head, counting.session.id)
    await expect.poll(() => moved.isVisible(), SOON).toBe(true)
    expect(await moved.textContent()).toContain('Tạm dừng kiểm phiếu')
    await resumeCounting(ctx, people.head, counting.session.id)
    await expect.poll(() => moved.isVisible(), SOON).toBe(false)
  })

  test('says when it no longer follows', async () => {
    const lost = page.locator('[data-lost]')
    expect(await lost.isVisible()).toBe(false)
    await disableAccount(ctx, people.admin, people.head.account)
    await expect.poll(() => lost.isVisible(), SOON).toBe(true)
  })
})

describe('whoever types', () => {
  test('is told of a pause, keeps what was typed, and has it saved when it goes on', async () => {
    await takePass(ctx, people.first, sheet(0))
    const page = await logIn(browser, server.url, 'org-first')
    await page.goto(`${server.url}/sheets/${sheet(0)}/entry`)
    await mark(page)
    const paused = page.getByText('Trưởng ban kiểm phiếu đã tạm dừng')
    const drafts = async () =>
      (await ctx.store.db.selectFrom('entry_work').select('counts').execute())
        .map(({ counts }) => counts)
        .join()
    await page.fill('[name="collected"]', '4')
    await expect.poll(drafts, { timeout: 5000 }).toContain('"collected":4')
    await pauseCounting(ctx, people.head, counting.session.id)
    await expect.poll(() => paused.isVisible(), SOON).toBe(true)
    await page.fill('[name="valid"]', '3')
    await page.getByText('Chưa lưu được').waitFor()
    expect(await drafts()).not.toContain('"valid":3')
    await page.getByRole('button', { name: 'Nộp lượt nhập' }).click()
    expect([await isSame(page), await page.inputValue('[name="valid"]')]).toEqual([true, '3'])
    expect(await seriousFaults(page)).toEqual([])
    await resumeCounting(ctx, people.head, counting.session.id)
    await expect.poll(() => paused.isVisible(), SOON).toBe(false)
    expect(await page.getByText('đã cho tiếp tục').isVisible()).toBe(true)
    await expect.poll(drafts, { timeout: 5000 }).toContain('"valid":3')
    expect(await page.inputValue('[name="valid"]')).toBe('3')
    expect(await isSame(page)).toBe(true)
  })
})

describe('the screen for witnesses', () => {
  let screen: Page
  beforeEach(async () => {
    const { token } = await openHall(ctx, people.head, counting.session.id)
    const stranger = await browser.newContext({ viewport: { width: 1280, height: 720 } })
    screen = await stranger.newPage()
    await screen.goto(`${server.url}/hall/${token}`)
    await mark(screen)
  })

  test('moves by itself, says when counting is paused, and fits the projector', async () => {
    await typeSheet(ctx, people.first, sheet(1), typed(6, 3))
    await typeSheet(ctx, people.second, sheet(1), typed(6, 3))
    await expect
      .poll(() => numbers(screen), SOON)
      .toMatchObject({ definitive: '1', ballotsDefinitive: '6' })
    await pauseCounting(ctx, people.head, counting.session.id)
    await expect.poll(() => text(screen, '.hall-state'), SOON).toBe('Tạm dừng kiểm phiếu')
    expect(await isSame(screen)).toBe(true)
    expect(await seriousFaults(screen)).toEqual([])
    expect(await screen.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(720)
    const letters = await screen.evaluate(
      `parseFloat(getComputedStyle(document.querySelector('.board-sums')).fontSize)`,
    )
    expect(letters).toBeGreaterThan(720 * 0.08)
  })

  test('does not move its bar bit by bit for whoever asked for less motion', async () => {
    const lasting = () =>
      screen.evaluate(
        `getComputedStyle(document.querySelector('[data-bar="definitive"]')).transitionDuration`,
      )
    expect(await lasting()).toContain('0.4s')
    await screen.emulateMedia({ reducedMotion: 'reduce' })
    expect(await lasting()).toBe('0s')
  })

  test('fits a telephone without scrolling sideways', async () => {
    await screen.setViewportSize({ width: 390, height: 844 })
    expect(await screen.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })

  test('shows that it is closed as soon as the head closes it', async () => {
    await closeHalls(ctx, people.head, counting.session.id)
    await screen.getByText('Trang theo dõi đã đóng').first().waitFor(SOON)
    expect(await screen.content()).not.toContain(counting.session.title)
  })
})

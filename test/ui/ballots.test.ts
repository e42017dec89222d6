import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { saveBallot } from '../../src/actions/drafts.ts'
import { getOwnPass, takePass } from '../../src/actions/entries.ts'
import { getDifferences, settleDifference } from '../../src/actions/reconcile.ts'
import { pauseCounting, resumeCounting } from '../../src/actions/session-steps.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import type { Running } from '../../src/main.ts'
import { ballotsSession } from '../support/ballots-session.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, NEW_SESSION } from '../support/session.ts'
import { TWO_LEVEL_REGIME } from '../support/two-level-session.ts'
import { launchBrowser, seriousFaults, serveOn } from './browser.ts'
import { logIn, press } from './visitors.ts'

let ctx: Context
let people: People
let counting: CountingSession
let sheet: string
let server: Running
let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchBrowser(inject('chromiumPath'))
})
beforeEach(async () => {
  ctx = await testContext('sqlite', { now: () => new Date().toISOString() })
  people = await seatPeople(ctx)
  server = await serveOn(ctx)
})
afterEach(async () => {
  await page.context().close()
  await server.close()
})
afterAll(async () => browser.close())

const begin = async (persons: number, twoLevels = false) => {
  if (twoLevels) await ctx.store.db.updateTable('organisations').set({ side: 'state' }).execute()
  const regime = { regime: TWO_LEVEL_REGIME, regimeReason: 'Có người quá nửa tín nhiệm thấp' }
  counting = await ballotsSession(ctx, people, persons, twoLevels ? regime : {})
  sheet = counting.sheets[0]!.id
  page = await logIn(browser, server.url, people.first.account)
}
const takeUp = async () => {
  await press(page, NEW_SESSION.title)
  await press(page, 'Nhận nhập tập 1')
}
const type = async (keys: string) => {
  for (const key of keys) await page.keyboard.press(key === '.' ? 'Enter' : key)
}
const stored = async () => (await getOwnPass(ctx, people.first, sheet)).ballots
const saved = (place: number) =>
  page.getByText(`Đã lưu lá ${place}`, { exact: true }).waitFor({ timeout: 20_000 })
const place = async () => {
  const shown = page.locator('#place:visible strong, #place-full:visible strong')
  return shown.textContent()
}
const complaint = () => page.locator('#complaint').textContent()
const current = () => page.locator('.paper-line.current').getAttribute('data-line')
const handIn = () => Promise.all([page.waitForNavigation(), page.keyboard.press('Shift+Enter')])
const notice = () => new URL(page.url()).searchParams.get('notice')

/** Five papers of twenty people, all different, one of them with lines that do not count. */
const TWENTY = Array.from({ length: 5 }, (_, paper) =>
  Array.from({ length: 20 }, (_line, at) => (paper === 3 && at < 2 ? 0 : 1 + ((paper + at) % 3))),
).map((signs) => signs.join(''))

test('a pause is told where papers are read; they are kept, and sent when it goes on', async () => {
  await begin(3)
  await takeUp()
  await type('123.')
  await saved(1)
  const id = counting.session.id
  const paused = page.getByText('Trưởng ban kiểm phiếu đã tạm dừng')
  await pauseCounting(ctx, people.head, id)
  await paused.waitFor({ timeout: 10_000 })
  await type('321.')
  await page.getByText('Chưa gửi được 1 lá').waitFor()
  await type('111.222.333.')
  await page.keyboard.press('Shift+Enter')
  expect(page.url()).toContain('/entry')
  expect(await paused.isVisible()).toBe(true)
  expect(await seriousFaults(page)).toEqual([])
  await resumeCounting(ctx, people.head, id)
  await saved(5)
  expect(await paused.isVisible()).toBe(false)
  expect(await stored()).toEqual(['123', '321', '111', '222', '333'])
})

describe('a bundle read by keyboard alone', () => {
  test('of twenty people and five papers is kept paper by paper and handed in', async () => {
    await begin(20)
    await takeUp()
    expect(await place()).toBe('1')
    for (const paper of TWENTY) await type(`${paper}.`)
    await saved(5)
    expect(await stored()).toEqual(TWENTY)
    expect(await page.getByText('Đã đủ 5 lá dự kiến').isVisible()).toBe(true)
    await page.keyboard.press('Enter')
    expect(await place()).toBe('5')
    await handIn()
    expect(notice()).toBe('pass_submitted')
    const { counts } = await getOwnPass(ctx, people.first, sheet)
    expect(counts).toMatchObject({ collected: 5, valid: 5, invalid: 0 })
    expect(counts.rows[0]).toMatchObject({ high: 1, medium: 2, low: 1, invalid: 1 })
  })

  test('takes all lines as high and then the exceptions, and a whole paper as invalid', async () => {
    await begin(6)
    await takeUp()
    await page.keyboard.press('+')
    expect(await current()).toBe('0')
    await page.keyboard.press('ArrowDown')
    await type('23.')
    await type('A.')
    await type('X')
    await page.keyboard.press('2')
    await expect.poll(complaint).toContain('không hợp lệ cả lá')
    await page.keyboard.press('Enter')
    await saved(3)
    expect(await stored()).toEqual(['123111', '111111', 'X'])
    expect(await page.locator('#invalid-papers').textContent()).toBe('1')
  })

  test('shows no sum of any person anywhere', async () => {
    await begin(2)
    await takeUp()
    await type('11.11.11.X.12.')
    await saved(5)
    const shown = (await page.locator('.desk-head').innerText()).replaceAll(/\s+/g, ' ')
    expect(shown).toBe('Tập 1 · Đã nhập 5 lá / 5 dự kiến Không hợp lệ: 1 lá Đã lưu lá 5')
    expect(await page.locator('.paper-line:visible').count()).toBe(0)
    await handIn()
    await page.goto(`${server.url}/sheets/${sheet}/entry`)
    expect(await page.locator('main').textContent()).toContain(
      'đã nộp: 5 lá, trong đó 1 lá không hợp lệ',
    )
    expect(await page.locator('.grid, .paper-line').count()).toBe(0)
  })

  test('refuses to keep a paper with an unread line, and goes to that line', async () => {
    await begin(4)
    await takeUp()
    await type('1')
    await page.keyboard.press('ArrowDown')
    await type('11.')
    await expect.poll(complaint).toContain('còn 1 dòng chưa đọc')
    expect(await current()).toBe('1')
    expect(await stored()).toEqual([])
    await page.keyboard.press('Backspace')
    await type('2')
    await type('3.')
    await saved(1)
    expect(await stored()).toEqual(['2311'])
  })

  test('in two levels knows the keys 1, 2 and 0', async () => {
    await begin(3, true)
    await takeUp()
    await type('3')
    await expect.poll(complaint).toContain('chỉ có 2 mức')
    await type('120.')
    await type('+.')
    await saved(2)
    expect(await stored()).toEqual(['120', '111'])
  })
})

describe('a slip', () => {
  test('on the paper kept last is put right, and the paper begun meanwhile is still there', async () => {
    await begin(3)
    await takeUp()
    await type('111.222.3')
    await page.keyboard.press('Control+z')
    expect(await place()).toBe('2')
    expect(await page.getByText('Lá này đã lưu.').isVisible()).toBe(true)
    await page.keyboard.press('ArrowDown')
    await type('3.')
    await saved(2)
    expect(await place()).toBe('3')
    expect(await current()).toBe('1')
    await type('33.')
    await saved(3)
    expect(await stored()).toEqual(['111', '232', '333'])
  })

  test('that made a paper too many is taken away', async () => {
    await begin(2)
    await takeUp()
    await type('11.22.')
    await page.keyboard.press('PageUp')
    await page.getByRole('button', { name: 'Bỏ lá này' }).click()
    await page.getByText('Đã bỏ lá 2', { exact: true }).waitFor()
    expect(await stored()).toEqual(['11'])
    expect(await place()).toBe('2')
  })
})

describe('a page that is left', () => {
  test('goes on at the paper that comes next', async () => {
    await begin(3)
    await takeUp()
    await type('111.222.')
    await saved(2)
    await page.reload()
    expect(await place()).toBe('3')
    await type('333.')
    await saved(3)
    expect(await stored()).toEqual(['111', '222', '333'])
  })

  test('while another window has the bundle says so, and takes it over on demand', async () => {
    await begin(2)
    await takeUp()
    await type('11.')
    await saved(1)
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.getByText('đang mở ở một cửa sổ khác').waitFor()
    await other.keyboard.press('1')
    expect(await other.locator('#complaint').textContent()).toContain('Chưa ghi')
    await other.getByRole('button', { name: 'Gõ ở đây' }).click()
    await other.locator('#trouble').waitFor({ state: 'hidden' })
    await other.keyboard.type('22')
    await other.keyboard.press('Enter')
    await other.getByText('Đã lưu lá 2', { exact: true }).waitFor()
    await page.bringToFront()
    await type('33.')
    await page.locator('#trouble').waitFor()
    expect(await page.locator('#trouble-text').textContent()).toContain('Lá 2')
    expect(await stored()).toEqual(['11', '22'])
    await page.getByRole('button', { name: 'Gõ ở đây' }).click()
    await page.getByText('không ghi đè gì').waitFor()
    page.on('dialog', (dialog) => void dialog.accept())
    await press(page, 'Theo số đã lưu ở máy chủ')
    expect(await place()).toBe('3')
    await type('33.')
    await saved(3)
    expect(await stored()).toEqual(['11', '22', '33'])
  })
})

describe('a lost connection', () => {
  test('lets reading go on; what was read is sent in order once it is back', async () => {
    await begin(2)
    await takeUp()
    await type('11.')
    await saved(1)
    await page.context().setOffline(true)
    await type('12.13.')
    await page.getByText('Không nối được máy chủ').waitFor()
    expect(await page.locator('#save-status').textContent()).toBe('Chưa gửi được 2 lá')
    expect(await place()).toBe('4')
    await page.context().setOffline(false)
    await saved(3)
    expect(await stored()).toEqual(['11', '12', '13'])
  })

  test('loses no paper when the page is closed meanwhile', async () => {
    await begin(2)
    await takeUp()
    await type('11.')
    await saved(1)
    await page.route('**/ballots/**', (route) => route.abort())
    await type('12.13.')
    await page.getByText('Không nối được máy chủ').waitFor()
    const url = page.url()
    await page.close()
    page = await page.context().newPage()
    await page.goto(url)
    await saved(3)
    expect(await place()).toBe('4')
    expect(await stored()).toEqual(['11', '12', '13'])
  })

  test('that swallowed only the answer does not count as a change by somebody else', async () => {
    await begin(2)
    await takeUp()
    let swallowed = 0
    await page.route('**/ballots/1', async (route) => {
      if (swallowed++ > 0) return route.continue()
      await route.fetch()
      return route.abort()
    })
    await type('11.12.')
    await saved(2)
    expect(swallowed).toBe(2)
    expect(await stored()).toEqual(['11', '12'])
  })
})

describe('handing in', () => {
  test('fewer papers than planned wants the warning looked at', async () => {
    await begin(2)
    await takeUp()
    await type('11.22.33.X.')
    await saved(4)
    await handIn()
    expect(page.url()).toContain('/entry')
    expect(await page.getByText('Đếm lại số phiếu của tập này').count()).toBe(1)
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Space')
    await handIn()
    expect(notice()).toBe('pass_submitted')
  })

  test('is refused while a paper is half read', async () => {
    await begin(2)
    await takeUp()
    await type('11.2')
    await page.keyboard.press('Shift+Enter')
    await expect.poll(complaint).toContain('lá thứ 2 đang nhập dở')
  })

  test('one paper more than planned is possible', async () => {
    await begin(2)
    await takeUp()
    await type('11.11.11.11.11.')
    await page.getByRole('link', { name: 'Còn lá nữa' }).click()
    await type('33.')
    await saved(6)
    expect(await stored()).toHaveLength(6)
    expect(await place()).toBe('6')
  })
})

test('a pass sent back is read paper by paper in the lines that differ', async () => {
  await begin(3)
  const put = async (actor: Actor, papers: readonly string[]) => {
    await takePass(ctx, actor, sheet)
    for (const [at, marks] of papers.entries())
      await saveBallot(ctx, actor, sheet, { place: at + 1, marks, revision: null })
    return submitPass(ctx, actor, sheet, null)
  }
  await put(people.first, ['111', '121', 'X', '131', '111'])
  await put(people.second, ['111', '111', 'X', '131', '111'])
  const { passes } = await getDifferences(ctx, people.head, sheet)
  const passIds = passes.map((pass) => pass.id)
  const choice = { decision: 'return', passNo: 1, passIds, reason: 'xem lại' } as const
  await settleDifference(ctx, people.head, sheet, choice)
  await page.goto(`${server.url}/sheets/${sheet}/entry`)
  expect(await page.locator('main').textContent()).toContain('Lật lại từng lá')
  expect([await place(), await current()]).toEqual(['1', '1'])
  await type('1.1.3.')
  expect(await place()).toBe('5')
  expect(await page.locator('[name="line.0"]').first().isDisabled()).toBe(true)
  await type('1.')
  await saved(5)
  expect(await stored()).toEqual(['111', '111', 'X', '131', '111'])
  await handIn()
  expect(notice()).toBe('pass_submitted')
})

test('sixty people stay on the screen line by line, without an accessibility fault', async () => {
  await begin(60)
  await takeUp()
  expect(await seriousFaults(page)).toEqual([])
  await type('1'.repeat(45))
  const top = await page.locator('.desk-head').evaluate((e) => e.getBoundingClientRect().bottom)
  const foot = await page.locator('.desk-foot').evaluate((e) => e.getBoundingClientRect().top)
  const box = await page.locator('.paper-line.current').boundingBox()
  expect(box!.y).toBeGreaterThan(top)
  expect(box!.y + box!.height).toBeLessThan(foot)
  await page.setViewportSize({ width: 390, height: 800 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  expect(await seriousFaults(page)).toEqual([])
})

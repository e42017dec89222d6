import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { listSheets } from '../../src/actions/sheets.ts'
import type { Context } from '../../src/context.ts'
import type { SheetState } from '../../src/domain/entry.ts'
import type { Running } from '../../src/main.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession } from '../support/session.ts'
import { launchBrowser, serveOn } from './browser.ts'
import { confirmWith, handIn, logIn, press, typeCells } from './visitors.ts'

/** Where entry of one sheet can be, and what the sheet is called there. */
const PLACES = {
  'the session': 'empty',
  'taken up': 'first_in_progress',
  'half typed': 'first_in_progress',
  left: 'first_in_progress',
  'come back': 'first_in_progress',
  contradicting: 'first_has_errors',
  'handed in': 'first_final',
  'taken up by the second': 'next_in_progress',
  different: 'different',
  'sent back': 'next_in_progress',
  definitive: 'definitive',
} as const satisfies Record<string, SheetState>
type Place = keyof typeof PLACES

/** What is done to get from one place to the next. */
type Way = readonly [from: Place, to: Place, act: (at: Sheet) => Promise<void>]

/** The sheet of one walk, and the pages of those who work on it. */
type Sheet = {
  readonly id: string
  readonly number: number
  readonly first: Page
  readonly second: Page
  readonly head: Page
}

const RIGHT = [5, 4, 1, 2, 2, 0, 0, 1, 1, 2, 0]
const OTHER = RIGHT.map((count, at) => (at === 3 ? 1 : at === 4 ? 3 : count))
const HALF = 4

let ctx: Context
let people: People
let server: Running
let browser: Browser
let counting: CountingSession
let pages: Pick<Sheet, 'first' | 'second' | 'head'>

const WAYS: readonly Way[] = [
  ['the session', 'taken up', ({ first, number }) => press(first, `Nhận nhập tập ${number}`)],
  ['taken up', 'half typed', (at) => typeHalf(at)],
  ['taken up', 'handed in', ({ first }) => typeAndHandIn(first, RIGHT)],
  ['taken up', 'contradicting', ({ first }) => typeAndHandIn(first, wrong(RIGHT))],
  ['half typed', 'left', ({ first }) => follow(first, `/sessions/${counting.session.id}`)],
  ['half typed', 'handed in', ({ first }) => typeAndHandIn(first, RIGHT.slice(HALF))],
  ['left', 'come back', ({ first, id }) => follow(first, `/sheets/${id}/entry`)],
  ['come back', 'handed in', (at) => goOn(at, RIGHT.slice(HALF))],
  ['come back', 'contradicting', (at) => goOn(at, wrong(RIGHT).slice(HALF))],
  ['contradicting', 'handed in', (at) => mend(at)],
  ['handed in', 'taken up by the second', (at) => takeSecond(at)],
  ['taken up by the second', 'definitive', ({ second }) => typeAndHandIn(second, RIGHT)],
  ['taken up by the second', 'different', ({ second }) => typeAndHandIn(second, OTHER)],
  ['different', 'definitive', (at) => decide(at, 'choose:1')],
  ['different', 'sent back', (at) => decide(at, 'return:2')],
  ['sent back', 'definitive', (at) => typeAnew(at)],
]

/** Every way through without being anywhere twice. */
function pathsFrom(place: Place, been: readonly Place[] = []): readonly (readonly Way[])[] {
  if (place === 'definitive') return [[]]
  return WAYS.filter(([from, to]) => from === place && ![...been, place].includes(to)).flatMap(
    (way) => pathsFrom(way[1], [...been, place]).map((rest) => [way, ...rest]),
  )
}

/** As few of them as go along every way, each time the one with most that is new. */
function tellingPaths(): readonly (readonly Way[])[] {
  const chosen: (readonly Way[])[] = []
  const left = new Set(WAYS)
  const news = (ways: readonly Way[]) => ways.filter((way) => left.has(way)).length
  while (left.size > 0) {
    const best = pathsFrom('the session').reduce((a, b) => (news(b) > news(a) ? b : a))
    for (const way of best) left.delete(way)
    chosen.push(best)
  }
  return chosen
}

const PATHS = tellingPaths().map((ways, at) => {
  const name = ways.map(([, to]) => to).join(', ')
  return [name, at, ways] as const
})

beforeAll(async () => {
  ctx = await testContext('sqlite', { now: () => new Date().toISOString() })
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people, { bundles: PATHS.map(() => 5) })
  server = await serveOn(ctx)
  browser = await launchBrowser(inject('chromiumPath'))
  const [first, second, head] = await Promise.all(
    [people.first, people.second, people.head].map(({ account }) =>
      logIn(browser, server.url, account),
    ),
  )
  pages = { first: first!, second: second!, head: head! }
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

test('the paths go through every place and along every way', () => {
  const taken = new Set(PATHS.flatMap(([, , ways]) => ways))
  expect(taken.size).toBe(WAYS.length)
  const reached = new Set(['the session', ...WAYS.map(([, to]) => to)])
  expect([...reached].sort()).toEqual(Object.keys(PLACES).sort())
})

// the longest path opens a dozen pages
const LONG_MS = 120_000

test.each(PATHS)('a sheet is %s', { timeout: LONG_MS }, async (_, at, ways) => {
  const sheet: Sheet = { ...counting.sheets[at]!, ...pages }
  await sheet.first.goto(`${server.url}/sessions/${counting.session.id}`)
  for (const [, to, act] of ways) {
    await act(sheet)
    expect(`${to}: ${await stateOf(sheet)}`).toBe(`${to}: ${PLACES[to]}`)
  }
})

async function stateOf({ id }: Sheet): Promise<SheetState | undefined> {
  const sheets = await listSheets(ctx, people.head, counting.session.id)
  return sheets.find((each) => each.id === id)?.state
}

/** The same with a mark too many beside the last name. */
function wrong(counts: readonly number[]): readonly number[] {
  return counts.map((count, at) => (at === counts.length - 2 ? count + 1 : count))
}

async function follow(page: Page, path: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.locator(`a[href="${path}"]`).first().click()])
  expect(new URL(page.url()).pathname).toBe(path)
}

async function typeAndHandIn(page: Page, counts: readonly number[]): Promise<void> {
  await typeCells(page, counts)
  await handIn(page)
}

async function typeHalf({ first }: Sheet): Promise<void> {
  await typeCells(first, RIGHT.slice(0, HALF))
  await first.getByText('Đã lưu', { exact: true }).waitFor()
}

/** What was typed before is there again, and the first empty cell has the focus. */
async function goOn({ first }: Sheet, rest: readonly number[]): Promise<void> {
  expect(await shown(first)).toEqual(RIGHT.map((count, at) => (at < HALF ? String(count) : '')))
  await typeAndHandIn(first, rest)
}

const shown = (page: Page) =>
  page
    .locator('input.cell')
    .evaluateAll((cells) => cells.map((cell) => (cell as HTMLInputElement).value))

async function mend({ first }: Sheet): Promise<void> {
  expect(await first.locator('tr.marked').count()).toBe(1)
  await first.locator('[name="rows.1.low"]').fill('2')
  await handIn(first)
}

/** The second one finds nothing typed. */
async function takeSecond({ first, second, number }: Sheet): Promise<void> {
  expect(new URL(first.url()).searchParams.get('notice')).toBe('pass_submitted')
  await second.goto(`${server.url}/sessions/${counting.session.id}`)
  await press(second, `Nhận nhập tập ${number}`)
  expect(await shown(second)).toEqual(RIGHT.map(() => ''))
}

async function decide({ head, id }: Sheet, decision: string): Promise<void> {
  await head.goto(`${server.url}/sessions/${counting.session.id}`)
  await follow(head, `/sheets/${id}/differences`)
  await head.locator(`input[value="${decision}"]`).check()
  await head.getByLabel('Lý do').fill('đếm lại trên phiếu giấy')
  await confirmWith(head, 'Ghi quyết định')
  expect(new URL(head.url()).searchParams.get('notice')).toBe('settled')
}

/** Only the cells that differed are empty. */
async function typeAnew({ second, id }: Sheet): Promise<void> {
  await second.goto(`${server.url}/sessions/${counting.session.id}`)
  await follow(second, `/sheets/${id}/entry`)
  const emptied = RIGHT.map((count, at) => (count === OTHER[at] ? String(count) : ''))
  expect(await shown(second)).toEqual(emptied)
  await typeAndHandIn(second, RIGHT.slice(3, 5))
}

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { holdPass } from '../../src/actions/drafts.ts'
import { getOwnPass } from '../../src/actions/entries.ts'
import type { Context } from '../../src/context.ts'
import { ballotsSession } from '../support/ballots-session.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import type { CountingSession } from '../support/session.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let people: People
let counting: CountingSession
let first: Visit
let entry: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  counting = await ballotsSession(ctx, people, 2)
  const sheet = counting.sheets[0]!.id
  entry = `/sheets/${sheet}/entry`
  first = await visitAs(ctx, people.first)
  await first.post(`/sheets/${sheet}/pass`)
})
afterEach(async () => ctx.store.db.destroy())

const send = (place: number, marks: string, more: Readonly<Record<string, string>> = {}) =>
  first.post(entry, { place: String(place), ...fieldsOf(marks), do: 'save', ...more })
const fieldsOf = (marks: string): Readonly<Record<string, string>> =>
  marks === 'X'
    ? { invalid: 'on' }
    : Object.fromEntries(marks.split('').map((sign, at) => [`line.${at}`, sign]))
const stored = async () => (await getOwnPass(ctx, people.first, counting.sheets[0]!.id)).ballots
/** The place the counter shows; `undefined` once the bundle is full. */
const placeShown = (html: string) => /id="place">Lá thứ <strong>(\d+)/.exec(html)?.[1]
const checked = (html: string) =>
  [...html.matchAll(/<input type="radio" name="line\.(\d)" value="(\d)" checked=""/g)].map(
    ([, line, sign]) => `${line}=${sign}`,
  )

describe('typing paper by paper without script', () => {
  test('shows one paper a page, and keeps each', async () => {
    const page = await first.get(entry)
    expect(placeShown(page.html)).toBe('1')
    expect(page.html.match(/type="radio"/g)).toHaveLength(8)
    expect((await send(1, '13')).to).toBe(`${entry}?notice=ballot_saved`)
    await send(2, 'X')
    const { html, text } = await first.get(entry)
    expect(placeShown(html)).toBe('3')
    expect(text).toContain('Không hợp lệ: 1 lá')
    expect(await stored()).toEqual(['13', 'X'])
  })

  test('points out the lines without a mark, and keeps what was chosen', async () => {
    const answer = await send(1, '2')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Chưa lưu lá thứ 1: còn 1 dòng chưa đọc.')
    expect(checked(answer.html)).toEqual(['0=2'])
    expect(answer.html.match(/class="paper-line missing"/g)).toHaveLength(1)
    expect(await stored()).toEqual([])
  })

  test('takes a sign of no level as unread', async () => {
    for (const sign of ['4', '9', '_', 'X', '11'])
      expect((await send(1, '1', { 'line.1': sign })).status).toBe(422)
    expect(await stored()).toEqual([])
  })

  test('marks the rest with the highest level before it is kept', async () => {
    const answer = await first.post(entry, { place: '1', 'line.1': '3', do: 'rest' })
    expect(checked(answer.html)).toEqual(['0=1', '1=3'])
    expect(await stored()).toEqual([])
  })

  test('looks at an earlier paper again, mends it, and takes the last one away', async () => {
    await send(1, '11')
    await send(2, '22')
    const earlier = await first.get(`${entry}?paper=2`)
    expect(checked(earlier.html)).toEqual(['0=2', '1=2'])
    await send(1, '13')
    expect(await stored()).toEqual(['13', '22'])
    expect((await send(2, '22', { do: 'drop' })).to).toBe(`${entry}?notice=ballot_dropped`)
    expect(await stored()).toEqual(['13'])
  })

  test('shows the next paper when the one asked for is none', async () => {
    await send(1, '11')
    for (const paper of ['0', '3', '-1', 'x', '1.5', ''])
      expect(placeShown((await first.get(`${entry}?paper=${paper}`)).html)).toBe('2')
  })

  test('never writes over what another window saved', async () => {
    await send(1, '11')
    const answer = await send(2, '22', { revision: '0' })
    expect(answer.status).toBe(412)
    expect(await stored()).toEqual(['11'])
  })

  test('waits while another window has the bundle', async () => {
    await holdPass(ctx, people.first, counting.sheets[0]!.id, { tab: 'window-1', act: 'hold' })
    const answer = await send(1, '12')
    expect(answer.status).toBe(409)
    expect(checked(answer.html)).toEqual(['0=1', '1=2'])
  })
})

describe('handing in without script', () => {
  const full = async () => {
    for (const [at, marks] of ['11', '12', 'X', '30', '11'].entries()) await send(at + 1, marks)
  }

  test('is offered once the planned papers are there, and shows no sum', async () => {
    await full()
    const { html } = await first.get(entry)
    expect(placeShown(html)).toBeUndefined()
    expect(html).toMatch(/id="full" tabindex/)
    const sent = await first.post(entry, { do: 'submit' })
    expect(sent.to).toBe(`/sessions/${counting.session.id}?notice=pass_submitted`)
    const after = await first.get(entry)
    expect(after.text).toContain('đã nộp: 5 lá, trong đó 1 lá không hợp lệ')
    expect(after.html).not.toMatch(/data-bundle|paper-line|class="grid/)
    expect((await send(1, '11', { revision: '5' })).status).toBe(409)
  })

  test('of fewer papers than planned wants the warning ticked', async () => {
    await send(1, '11')
    const asked = await first.post(entry, { do: 'submit' })
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('Đếm lại số phiếu của tập này')
    const seen = /name="seen" value="([^"]*)"/.exec(asked.html)![1]!.replaceAll('&quot;', '"')
    const sent = await first.post(entry, { do: 'submit', seen })
    expect(sent.to).toContain('pass_submitted')
  })

  test('is not offered before the first paper, and one more than planned is', async () => {
    const hidden = /<form id="hand-in-form"[^>]* hidden=""/
    expect((await first.get(entry)).html).toMatch(hidden)
    await full()
    expect((await first.get(entry)).html).not.toMatch(hidden)
    expect(placeShown((await first.get(`${entry}?paper=6`)).html)).toBe('6')
    await send(6, '33')
    expect(await stored()).toHaveLength(6)
  })
})

test('the second typist sees nothing of the first one’s papers', async () => {
  await send(1, '13')
  const second = await visitAs(ctx, people.second)
  await second.post(entry.replace('/entry', '/pass'))
  const { html } = await second.get(entry)
  expect(html).toContain('&quot;papers&quot;:[]')
  expect(placeShown(html)).toBe('1')
})

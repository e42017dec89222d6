import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSession, getSession } from '../../src/actions/sessions.ts'
import { sheetCodesOf } from '../../src/actions/sheet-codes.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  type CountingSession,
  NEW_SESSION,
  countingSession,
  soundSheet,
  typeSheet,
} from '../support/session.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let people: People
let counting: CountingSession
let first: Visit
let id: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people, { bundles: [6, 4] })
  id = counting.session.id
  first = await visitAs(ctx, people.first)
})
afterEach(async () => ctx.store.db.destroy())

const codesOf = async (session: string) => {
  const found = await getSession(ctx, people.first, session)
  return sheetCodesOf(found.session, found.roster)
}
const papersOn = (html: string) =>
  Array.from(html.matchAll(/href="\/sessions\/[^/"]+\/([a-z-]+\.pdf)"/g), ([, file]) => file)

describe('the code on a tally sheet', () => {
  const send = (code: string) => first.post(`/sessions/${id}/sheets/by-code`, { code })

  test('opens its sheet and takes up the pass, and once more goes on with it', async () => {
    const code = (await codesOf(id)).get(2) ?? ''
    for (const typed of [` ${code.toLowerCase()} `, code.replaceAll(/[^0-9A-Z]/g, '')])
      expect((await send(typed)).to).toBe(`/sheets/${counting.sheets[1]!.id}/entry`)
    expect((await first.get(`/sheets/${counting.sheets[1]!.id}/entry`)).text).toContain('Tập')
  })

  test('that is wrong is shown again as typed, with what to do, and opens nothing', async () => {
    const answer = await send('KP-SAI')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('gõ lại nguyên mã in trên bảng kẻ phiếu')
    expect(answer.html).toMatch(/<input id="code"[^>]*value="KP-SAI"/)
    const other = await countingSession(ctx, people)
    const elsewhere = await send((await codesOf(other.session.id)).get(1) ?? '')
    expect(elsewhere.status).toBe(409)
    expect(elsewhere.text).toContain(`mã của kỳ ${other.session.shortId}, không phải kỳ này`)
  })

  test('of a sheet whose passes are all taken says so', async () => {
    const [sheet] = counting.sheets
    const code = (await codesOf(id)).get(1) ?? ''
    for (const name of ['second', 'third'] as const)
      await (await visitAs(ctx, people[name])).post(`/sheets/${sheet!.id}/pass`)
    const answer = await send(code)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('Tập phiếu số 1 đã có đủ người nhập')
  })

  test('is asked for from those who type, while they may', async () => {
    expect((await first.get(`/sessions/${id}`)).html).toContain('Mã trên bảng kẻ phiếu')
    const head = await visitAs(ctx, people.head)
    expect((await head.get(`/sessions/${id}`)).html).not.toContain('Mã trên bảng kẻ phiếu')
    expect((await head.post(`/sessions/${id}/sheets/by-code`, { code: 'x' })).status).toBe(403)
  })
})

describe('the papers to be printed', () => {
  test('are listed as the session gets to them, for those who may have them', async () => {
    const { id: draft } = await createSession(ctx, people.first, NEW_SESSION)
    expect(papersOn((await first.get(`/sessions/${draft}`)).html)).toEqual(['criteria.pdf'])
    const early = ['criteria.pdf', 'tally-sheets.pdf', 'zero-report.pdf', 'role-cards.pdf']
    const [kind] = (await getSession(ctx, people.first, id)).roster.ballotKinds
    const page = (await first.get(`/sessions/${id}`)).html
    for (const size of ['', '&amp;size=a5'])
      expect(page).toContain(`ballot-papers.pdf?kind=${kind!.id}${size}"`)
    expect(papersOn((await first.get(`/sessions/${id}`)).html)).toEqual(early)
    const chair = await visitAs(ctx, people.chair)
    expect(papersOn((await chair.get(`/sessions/${id}`)).html)).toEqual([
      'criteria.pdf',
      'zero-report.pdf',
      'role-cards.pdf',
    ])
  })

  test('are what their links lead to', async () => {
    const whole = await countingSession(ctx, people)
    const sheet = whole.sheets[0]!.id
    await typeSheet(ctx, people.first, sheet, soundSheet(whole))
    await typeSheet(ctx, people.second, sheet, soundSheet(whole))
    const head = await visitAs(ctx, people.head)
    const papers = papersOn((await head.get(`/sessions/${whole.session.id}`)).html)
    expect(papers).toHaveLength(5)
    for (const file of papers) {
      const { status, html } = await head.get(`/sessions/${whole.session.id}/${file}`)
      expect([file, status]).toEqual([file, 200])
      expect(html).toMatch(/^%PDF-1\.7/)
    }
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { closeSession } from '../../src/actions/closing.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, typeSheet } from '../support/session.ts'
import { twoLevelSession, twoLevelSheet } from '../support/two-level-session.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let people: People
let counting: CountingSession
let first: Visit
let head: Visit
let sheet: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  counting = await twoLevelSession(ctx, people)
  sheet = counting.sheets[0]!.id
  first = await visitAs(ctx, people.first)
  head = await visitAs(ctx, people.head)
})
afterEach(async () => ctx.store.db.destroy())

/** Ten ballots in two levels without a contradiction, as the grid sends them. */
const SOUND = {
  collected: '10',
  valid: '9',
  invalid: '1',
  'rows.0.confidence': '4',
  'rows.0.no_confidence': '5',
  'rows.0.invalid': '0',
  'rows.1.confidence': '2',
  'rows.1.no_confidence': '6',
  'rows.1.invalid': '1',
}
const entry = () => `/sheets/${sheet}/entry`
const headings = (html: string) =>
  [...html.matchAll(/<th[^>]* id="col-[^"]*"[^>]*>([^<]*)/g)].map((each) => each[1])

describe('the grid of a vote in two levels', () => {
  beforeEach(async () => {
    await first.post(`/sheets/${sheet}/pass`)
  })

  test('has a column for each of them and no other', async () => {
    const { html } = await first.get(entry())
    expect(headings(html)).toEqual(['Tín nhiệm', 'Không tín nhiệm', 'Không hợp lệ'])
    expect([...html.matchAll(/ name="(rows\.[^"]*)"/g)].map((each) => each[1])).toEqual(
      Object.keys(SOUND).slice(3),
    )
    expect(html).toContain('data-levels="confidence no_confidence"')
  })

  test('keeps what was typed, and hands it in without script', async () => {
    await first.post(entry(), { ...SOUND, 'rows.1.no_confidence': '', do: 'save' })
    const { html } = await first.get(entry())
    expect(html).toMatch(/name="rows.0.no_confidence"[^>]* value="5"/)
    expect(html).toMatch(/name="rows.1.no_confidence"[^>]* value=""/)
    expect((await first.post(entry(), SOUND)).to).toContain('notice=pass_submitted')
  })

  test('tells a contradiction at its row, without a number', async () => {
    await first.post(entry(), { ...SOUND, 'rows.0.no_confidence': '4' })
    const { text } = await first.get(entry())
    expect(text).toContain(
      '1. Nguyễn Văn Một Bí thư còn lại 1 Dòng này chưa khớp với số phiếu hợp lệ.',
    )
  })
})

test('the differences of two passes are named by mark', async () => {
  await typeSheet(ctx, people.first, sheet, twoLevelSheet(counting))
  await typeSheet(ctx, people.second, sheet, twoLevelSheet(counting, 5))
  const { text } = await head.get(`/sheets/${sheet}/differences`)
  expect(text).toMatch(/2\. Trần Thị Hai: Tín nhiệm 2 3/)
  expect(text).toMatch(/2\. Trần Thị Hai: Không tín nhiệm 6 5/)
})

test('the result shows two marks, the clause of the band, and what is missing to it', async () => {
  const { id } = counting.session
  for (const actor of [people.first, people.second])
    await typeSheet(ctx, actor, sheet, twoLevelSheet(counting))
  await closeSession(ctx, people.head, id)
  await computeOutcome(ctx, people.head, id)
  const { text, html } = await head.get(`/sessions/${id}/results`)
  expect(text).toContain('4 40,00% 5 50,00%')
  expect(text).toContain('Thêm 1 phiếu “không tín nhiệm” thì đến mức “quá nửa không tín nhiệm”.')
  expect(text).toContain('Quá nửa không tín nhiệm (Điều 17). Cơ quan hoặc người có thẩm quyền')
  expect(text).not.toMatch(/tín nhiệm (cao|thấp)/i)
  expect(html).toContain('swatch no_confidence')
  expect(html).toMatch(/aria-label="Tín nhiệm 4, Không tín nhiệm 5; cơ sở 10"/)
  const bars = [...html.matchAll(/class="bar-\w*confidence" x="(\d+)" y="0" width="(\d+)"/g)]
  expect(bars.map(([, x, width]) => [x, width])).toEqual([
    ['0', '400'],
    ['400', '500'],
    ['0', '200'],
    ['200', '600'],
  ])
  expect([...html.matchAll(/class="bar-(\w+)"/g)].map((each) => each[1])).toEqual(
    [0, 1].flatMap(() => ['base', 'confidence', 'no_confidence']),
  )
})

test('the regulation says which marks its votes have', async () => {
  const { text } = await head.get('/regimes/bo-phieu-96-2023-qh15')
  expect(text).toMatch(/Các mức tín nhiệm:? tín nhiệm, không tín nhiệm/)
  expect(text).toContain('không tín nhiệm trên 1/2')
})

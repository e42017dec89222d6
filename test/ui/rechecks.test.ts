import { afterEach, beforeEach, expect, test } from 'vitest'
import { getSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { type Visit, visitAs } from './app.ts'

let ctx: Context
let people: People
let head: Visit
let id: string
let sheet: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  const counting = await countingSession(ctx, people, { session: { recheckSize: 1 } })
  id = counting.session.id
  sheet = counting.sheets[0]!.id
  for (const typist of [people.first, people.second])
    await typeSheet(ctx, typist, sheet, soundSheet(counting))
  head = await visitAs(ctx, people.head)
})
afterEach(async () => ctx.store.db.destroy())

const findings = () => `/sessions/${id}/findings`

test('the head draws from the witnesses’ number, records what was found, and closes', async () => {
  const before = await head.get(findings())
  expect(before.text).toContain('Chưa bốc 1 tập để kiểm lại')
  expect(before.text).toContain('chưa khóa số liệu được')
  expect((await head.post(`/sessions/${id}/recheck`, { dice: '' })).status).toBe(422)
  const drawn = await head.post(`/sessions/${id}/recheck`, { dice: '3-5-1' })
  expect(drawn.to).toBe(`${findings()}?notice=recheck_drawn`)
  expect((await head.get(findings())).text).toContain('Tập số 1: chưa kiểm lại')
  const result = { sheet, note: 'Hai người cùng đếm', agrees: 'yes' }
  await head.post(`/sessions/${id}/recheck/results`, result)
  const after = await head.get(findings())
  expect(after.text).toContain('Tập số 1: khớp . Hai người cùng đếm')
  expect((await head.get(`/sessions/${id}/closing`)).text).toContain('Khóa số liệu…')
  await head.post(`/sessions/${id}/close`)
  expect((await getSession(ctx, people.head, id)).session.state).toBe('reconciled')
})

test('a sheet that differs leads to sending it back', async () => {
  await head.post(`/sessions/${id}/recheck`, { dice: '3-5-1' })
  await head.post(`/sessions/${id}/recheck/results`, { sheet, note: '', agrees: 'no' })
  const { html, text } = await head.get(findings())
  expect(text).toContain('Tập số 1: không khớp')
  expect(html).toContain(`href="/sheets/${sheet}/differences"`)
})

test('others see how it stands and are offered nothing to do', async () => {
  const secretary = await visitAs(ctx, people.first)
  const { html, text } = await secretary.get(findings())
  expect(text).toContain('Kiểm lại ngẫu nhiên')
  expect(html).not.toContain('name="dice"')
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { type Client, browse } from './support.ts'

let ctx: Context
let people: People
let counting: CountingSession
let head: Client
let sheet: string
let id: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  counting = await countingSession(ctx, people)
  sheet = counting.sheets[0]!.id
  id = counting.session.id
  head = await browse(ctx).logIn(people.head.account, 'mat khau rat dai')
})
afterEach(async () => ctx.store.db.destroy())

test('the checklist tells what is missing, then that nothing is, and closing agrees', async () => {
  expect(await head('GET', `/sessions/${id}/closing`)).toMatchObject({
    status: 200,
    body: { ready: false, missingSheets: [1], status: { sheets: 'open', minutes_facts: 'hint' } },
  })
  for (const typist of [people.first, people.second])
    await typeSheet(ctx, typist, sheet, soundSheet(counting))
  const { body } = await head('GET', `/sessions/${id}/closing`)
  expect(body).toMatchObject({ ready: true, open: [], recheck: { size: 0 } })
  expect((await head('POST', `/sessions/${id}/close`)).status).toBe(204)
})

test('a pass that contradicts itself is chosen only as on paper; all may be sent back', async () => {
  const sound = soundSheet(counting)
  const wrong = { ...sound, rows: [{ ...sound.rows[0]!, high: 8 }, sound.rows[1]!] }
  for (const typist of [people.first, people.second]) await typeSheet(ctx, typist, sheet, wrong)
  const { body } = await head('GET', `/sheets/${sheet}/differences`)
  const { passes } = body as { passes: { id: string; errors: { code: string }[] }[] }
  expect(body).toMatchObject({ complete: true, cells: [] })
  expect(passes.map(({ errors }) => errors.map(({ code }) => code))).toEqual([['E401'], ['E401']])
  const passIds = passes.map((pass) => pass.id)
  const settle = (input: object) =>
    head('POST', `/sheets/${sheet}/settlements`, { passIds, reason: 'Xem lại giấy', ...input })
  expect(await settle({ decision: 'choose', passNo: 1 })).toMatchObject({
    status: 409,
    body: { code: 'pass_has_errors' },
  })
  expect(await settle({ decision: 'choose' })).toMatchObject({ status: 404 })
  expect((await settle({ decision: 'choose', passNo: 1, asOnPaper: true })).status).toBe(204)
  const told = async (client: Client) => {
    const answer = await client('GET', `/sessions/${id}/closing`)
    return (answer.body as { open: { code: string; numbers: object }[] }).open
  }
  const typist = await browse(ctx).logIn(people.second.account, 'mat khau rat dai')
  expect(await told(head)).toMatchObject([{ code: 'E401', numbers: { high: 8 } }])
  expect(await told(typist)).toMatchObject([{ code: 'E401', numbers: {} }])
  expect(Object.keys((await told(typist))[0]!.numbers)).toEqual([]) // one may have to type it anew
  expect((await settle({ decision: 'return_all' })).status).toBe(204)
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import type { CountingSession } from '../support/session.ts'
import { twoLevelSession, twoLevelSheet } from '../support/two-level-session.ts'
import { type Client, browse } from './support.ts'

let ctx: Context
let people: People
let counting: CountingSession
let first: Client
let sheet: string
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
  counting = await twoLevelSession(ctx, people)
  sheet = counting.sheets[0]!.id
  first = await browse(ctx).logIn(people.first.account, 'mat khau rat dai')
})
afterEach(async () => ctx.store.db.destroy())

test('a pass tells its levels, has a cell for each of them, and takes them', async () => {
  const taken = await first('POST', `/sheets/${sheet}/pass`)
  expect(taken.body).toMatchObject({ levels: ['confidence', 'no_confidence'] })
  const { counts } = taken.body as { counts: { rows: object[] } }
  expect(Object.keys(counts.rows[0]!)).toEqual([
    'subject',
    'confidence',
    'no_confidence',
    'invalid',
  ])
  expect((await first('PUT', `/sheets/${sheet}/pass`, twoLevelSheet(counting))).status).toBe(200)
  const path = `/sheets/${sheet}/pass/submission`
  expect(await first('POST', path, twoLevelSheet(counting))).toMatchObject({
    status: 200,
    body: { findings: [], state: 'first_final' },
  })
})

test('a mark of another vote, one left out and one that is no count are refused at their place', async () => {
  await first('POST', `/sheets/${sheet}/pass`)
  const sound = twoLevelSheet(counting)
  const placesOf = async (change: object) => {
    const rows = [{ ...sound.rows[0], ...change }, sound.rows[1]]
    const { status, body } = await first('PUT', `/sheets/${sheet}/pass`, { ...sound, rows })
    return [status, ...(body as { errors: string[] }).errors]
  }
  expect(await placesOf({ low: 1 })).toEqual([
    422,
    '/rows/0/low: không có mục nào tên như vậy (đang là 1)',
  ])
  expect(await placesOf({ no_confidence: undefined })).toEqual([
    422,
    '/rows/0/no_confidence: thiếu mục này',
  ])
  expect(await placesOf({ confidence: -1 })).toEqual([
    422,
    '/rows/0/confidence: phải là số nguyên từ 0 đến 1.000.000 (đang là -1)',
  ])
})

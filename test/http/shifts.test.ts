import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeSession } from '../../src/actions/closing.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { countingSession, sheetOf, typeSheet } from '../support/session.ts'
import { earlierVote, laterVote, typeLater } from '../support/two-votes.ts'
import { browse } from './support.ts'

let ctx: Context
let people: People
beforeEach(async () => {
  ctx = await testContext()
  people = await seatPeople(ctx)
})
afterEach(async () => ctx.store.db.destroy())

const as = (account: string) => browse(ctx).logIn(account, 'mat khau rat dai')

test('who moved is answered to the head once every sheet is definitive, the shares once computed', async () => {
  await earlierVote(ctx, people)
  const vote = await laterVote(ctx, people)
  const path = `/sessions/${vote.session.id}/shifts`
  const head = await as(people.head.account)
  expect(await head('GET', path)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  await typeLater(ctx, people, vote, [4, 4, 1])
  expect(await head('GET', path)).toMatchObject({
    status: 200,
    body: {
      points: 30,
      compared: 2,
      subjects: 2,
      people: [{ name: 'Nguyễn Văn Một', levels: null }],
    },
  })
  await closeSession(ctx, people.head, vote.session.id)
  await computeOutcome(ctx, people.head, vote.session.id)
  expect(await head('GET', path)).toMatchObject({
    status: 200,
    body: {
      people: [
        {
          name: 'Nguyễn Văn Một',
          levels: [
            { level: 'high', earlier: { count: 7, base: 10 }, now: { count: 4, base: 10 } },
            { level: 'medium', reached: true },
            { level: 'low', reached: false },
          ],
        },
      ],
    },
  })
  const first = await as(people.first.account)
  expect(await first('GET', path)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
})

test('differences come with the slips they may come from', async () => {
  const vote = await countingSession(ctx, people)
  const { subjects } = vote.roster.ballotKinds[0]!
  const counts = { collected: 10, valid: 9, invalid: 1 }
  const last = [2, 0, 6, 1] as const
  const sheet = vote.sheets[0]!.id
  await typeSheet(ctx, people.first, sheet, sheetOf(subjects, counts, [[7, 1, 1, 0], last]))
  await typeSheet(ctx, people.second, sheet, sheetOf(subjects, counts, [last, last]))
  const { body } = await (await as(people.head.account))('GET', `/sheets/${sheet}/differences`)
  expect(body).toMatchObject({
    slips: [
      {
        slip: 'copied_row',
        paths: ['/rows/0/high', '/rows/0/medium', '/rows/0/low', '/rows/0/invalid'],
        suspect: 2,
      },
    ],
  })
})

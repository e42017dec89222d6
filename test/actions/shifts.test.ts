import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { closeSession } from '../../src/actions/closing.ts'
import {
  acknowledgeWarning,
  getDifferences,
  getFindings,
  settleDifference,
} from '../../src/actions/reconcile.ts'
import { reopenSession } from '../../src/actions/session-steps.ts'
import { getShifts } from '../../src/actions/shifts.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'
import { earlierVote, laterVote, typeLater } from '../support/two-votes.ts'

describe.each(DIALECTS)('shares that moved since the last vote, on %s', (dialect) => {
  let ctx: Context
  let people: People
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  test('are told by name alone before there is a result', async () => {
    await earlierVote(ctx, people)
    const now = await laterVote(ctx, people)
    const { id } = now.session
    await typeLater(ctx, people, now, [4, 4, 1])
    for (const actor of [people.head, people.auditor]) {
      const { people: found } = await getShifts(ctx, actor, id)
      expect(found).toMatchObject([{ name: 'Nguyễn Văn Một', levels: null }])
    }
    await closeSession(ctx, people.head, id)
    expect((await getShifts(ctx, people.head, id)).people).toMatchObject([{ levels: null }])
    await computeOutcome(ctx, people.head, id)
    for (const actor of [people.head, people.auditor])
      expect((await getShifts(ctx, actor, id)).people[0]!.levels).toHaveLength(3)
    await reopenSession(ctx, people.head, id, 'đếm lại')
    expect((await getShifts(ctx, people.head, id)).people).toMatchObject([{ levels: null }])
  })

  /** Types ten marks on nine valid ballots, takes them as on paper, and computes what is held. */
  const holdResult = async (vote: CountingSession) => {
    await typeLater(ctx, people, vote, [1, 1, 8])
    const sheet = vote.sheets[0]!.id
    const passIds = (await getDifferences(ctx, people.head, sheet)).passes.map((pass) => pass.id)
    const reason = 'Giấy đúng là như vậy'
    const decision = { decision: 'choose', passNo: 1, asOnPaper: true } as const
    await settleDifference(ctx, people.head, sheet, { ...decision, passIds, reason })
    for (const each of (await getFindings(ctx, people.head, vote.session.id)).open)
      await acknowledgeWarning(ctx, people.head, vote.session.id, { ...each, reason })
    await closeSession(ctx, people.head, vote.session.id)
    const { status } = await computeOutcome(ctx, people.head, vote.session.id)
    expect(status).toBe('held')
  }

  test('are told without figures where the result is held, and not compared with a held one', async () => {
    await earlierVote(ctx, people)
    const middle = await laterVote(ctx, people, {
      heldOn: '2025-03-01',
      title: 'Kỳ giữa',
      shiftPoints: 30,
    })
    await holdResult(middle)
    const of = async (id: string) => (await getShifts(ctx, people.head, id)).people
    expect(await of(middle.session.id)).toMatchObject([{ levels: null }])
    const now = await laterVote(ctx, people)
    await typeLater(ctx, people, now, [1, 1, 7])
    expect((await of(now.session.id)).map((each) => each.before.title)).toEqual([
      'Lấy phiếu tín nhiệm năm 2023',
    ])
  })

  test('are told with both votes once they reach the threshold, and of nobody else', async () => {
    const before = await earlierVote(ctx, people)
    const now = await laterVote(ctx, people)
    await typeLater(ctx, people, now, [4, 4, 1]) // 7/10 to 4/10: exactly thirty points
    await closeSession(ctx, people.head, now.session.id)
    await computeOutcome(ctx, people.head, now.session.id)
    const [one] = now.roster.ballotKinds[0]!.subjects
    const share = (count: number) => ({ count, base: 10 })
    expect(await getShifts(ctx, people.head, now.session.id)).toEqual({
      points: 30,
      compared: 2,
      subjects: 2,
      people: [
        {
          subject: one!.id,
          name: 'Nguyễn Văn Một',
          position: 'Bí thư',
          before: {
            session: before.session.id,
            title: 'Lấy phiếu tín nhiệm năm 2023',
            heldOn: '2023-12-05',
          },
          levels: [
            { level: 'high', earlier: share(7), now: share(4), reached: true },
            { level: 'medium', earlier: share(1), now: share(4), reached: true },
            { level: 'low', earlier: share(1), now: share(1), reached: false },
          ],
        },
      ],
    })
  })

  test.each([
    ['below', 31, 0],
    ['at', 30, 1],
    ['above', 29, 1],
  ])('%s the threshold', async (_, shiftPoints, told) => {
    await earlierVote(ctx, people)
    const now = await laterVote(ctx, people, { shiftPoints })
    await typeLater(ctx, people, now, [4, 4, 1])
    const { compared, people: found } = await getShifts(ctx, people.head, now.session.id)
    expect([compared, found.length]).toEqual([2, told])
  })

  test('are told to nobody before every sheet is definitive, and to head and auditor after', async () => {
    await earlierVote(ctx, people)
    const now = await laterVote(ctx, people)
    const { id } = now.session
    for (const actor of [people.head, people.auditor])
      await expect(getShifts(ctx, actor, id)).rejects.toMatchObject({ code: 'wrong_state' })
    await typeLater(ctx, people, now, [4, 4, 1])
    for (const actor of [people.head, people.auditor])
      expect((await getShifts(ctx, actor, id)).people).toHaveLength(1)
    for (const actor of [people.first, people.chair, people.committee, people.admin])
      await expect(getShifts(ctx, actor, id)).rejects.toMatchObject({ code: 'forbidden' })
    const sheet = now.sheets[0]!.id
    const { passes } = await getDifferences(ctx, people.head, sheet)
    const passIds = passes.map((pass) => pass.id)
    const back = { decision: 'return', passNo: 1, passIds, reason: 'xem lại' } as const
    await settleDifference(ctx, people.head, sheet, back)
    await expect(getShifts(ctx, people.head, id)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('are not in the way: the count is closed and computed with them', async () => {
    await earlierVote(ctx, people)
    const now = await laterVote(ctx, people)
    await typeLater(ctx, people, now, [1, 1, 7])
    await closeSession(ctx, people.head, now.session.id)
    await computeOutcome(ctx, people.head, now.session.id)
    expect((await getShifts(ctx, people.head, now.session.id)).people).toHaveLength(1)
  })

  test('are never told where the session asks for none', async () => {
    await earlierVote(ctx, people)
    const now = await laterVote(ctx, people, { shiftPoints: null })
    await typeLater(ctx, people, now, [1, 1, 7])
    expect(await getShifts(ctx, people.head, now.session.id)).toEqual({
      points: null,
      compared: 0,
      subjects: 2,
      people: [],
    })
  })

  test('are told of nobody whom no one has said to be the same', async () => {
    await earlierVote(ctx, people)
    const now = await countingSession(ctx, people, { session: { shiftPoints: 30 } })
    await typeLater(ctx, people, now, [1, 1, 7])
    expect(await getShifts(ctx, people.head, now.session.id)).toMatchObject({
      compared: 0,
      subjects: 2,
      people: [],
    })
  })

  test('are counted from the last vote with a result, not from an older one', async () => {
    await earlierVote(ctx, people)
    const middle = await laterVote(ctx, people, { heldOn: '2025-03-01', title: 'Kỳ giữa' })
    await typeLater(ctx, people, middle, [1, 1, 7])
    const now = await laterVote(ctx, people)
    await typeLater(ctx, people, now, [1, 1, 7]) // as in the middle, far from the first
    const of = async () => (await getShifts(ctx, people.head, now.session.id)).people
    expect((await of()).map((each) => each.before.title)).toEqual(['Lấy phiếu tín nhiệm năm 2023'])
    await closeSession(ctx, people.head, middle.session.id)
    await computeOutcome(ctx, people.head, middle.session.id)
    expect(await of()).toEqual([])
    await reopenSession(ctx, people.head, middle.session.id, 'đếm lại')
    expect((await of()).map((each) => each.before.title)).toEqual(['Lấy phiếu tín nhiệm năm 2023'])
  })

  test('are not told of a rehearsal beside a real vote', async () => {
    await earlierVote(ctx, people, { mode: 'real' })
    const now = await laterVote(ctx, people)
    await typeLater(ctx, people, now, [1, 1, 7])
    expect((await getShifts(ctx, people.head, now.session.id)).compared).toBe(0)
  })
})

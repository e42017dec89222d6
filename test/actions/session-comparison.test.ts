import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getDifferences, settleDifference } from '../../src/actions/reconcile.ts'
import { setRetention } from '../../src/actions/retention.ts'
import {
  getSessionComparison,
  getSessionComparisonCsv,
  listComparableSessions,
} from '../../src/actions/session-comparison.ts'
import { cancelSession, publishSession } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import type { FactName, FactPair } from '../../src/domain/session-comparison.ts'
import { COMPARISON_WORDS } from '../../src/messages/comparison-words.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type ReopenedSession, reopenedSession } from '../support/reopened-session.ts'
import { soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

const valueOf = (facts: readonly FactPair[], fact: FactName, of: string | null = null) => {
  const { left, right, relation } = facts.find((each) => each.fact === fact && each.of === of)!
  const shown = (side: typeof left) => (side.state === 'recorded' ? side.value : side.state)
  return { left: shown(left), right: shown(right), relation }
}
const count = (value: number) => ({ as: 'count', count: value })

describe.each(DIALECTS)('two sessions of two organisations on %s', (dialect) => {
  let ctx: Context
  let [top, one, two] = [] as unknown as [People, People, People]
  let left: ReopenedSession
  let right: ReopenedSession
  beforeEach(async () => {
    ctx = await testContext(dialect)
    top = await seatPeople(ctx, 'top')
    one = await seatPeople(ctx, 'one', 'top')
    two = await seatPeople(ctx, 'two', 'top')
    left = await reopenedSession(ctx, one)
    right = await reopenedSession(ctx, two, { session: { title: '=1+1', passesRequired: 2 } })
  })
  afterEach(async () => ctx.store.db.destroy())

  const ids = () => ({ left: left.id, right: right.id })
  /** The left opened again, published and its ballots' term set; the right differing, and chosen. */
  const carryOut = async () => {
    await left.enter()
    await left.conclude()
    await left.retype(left.corrected())
    await left.conclude()
    await left.sign()
    await publishSession(ctx, one.chair, left.id)
    await setRetention(ctx, one.first, 'one', 6)
    const sheet = right.counting.sheets[0]!.id
    await typeSheet(ctx, two.first, sheet, soundSheet(right.counting))
    await typeSheet(ctx, two.second, sheet, right.corrected())
    const { passes } = await getDifferences(ctx, two.head, sheet)
    const passIds = passes.map((pass) => pass.id)
    const choice = { decision: 'choose' as const, passNo: 1, passIds, reason: 'Theo phiếu giấy' }
    await settleDifference(ctx, two.head, sheet, choice)
    await right.conclude()
  }

  test('say what each recorded and what only one did', async () => {
    await carryOut()
    const { facts } = await getSessionComparison(ctx, top.auditor, ids())
    expect(valueOf(facts, 'passesRequired')).toEqual({
      left: count(2),
      right: count(2),
      relation: 'same',
    })
    expect(valueOf(facts, 'reopened')).toEqual({
      left: count(1),
      right: count(0),
      relation: 'differs',
    })
    expect(valueOf(facts, 'submissions')).toMatchObject({ left: count(4), right: count(2) })
    expect(valueOf(facts, 'retyped')).toMatchObject({ left: count(2), right: count(0) })
    expect(valueOf(facts, 'differingSheets')).toMatchObject({ left: count(0), right: count(1) })
    expect(valueOf(facts, 'differingCells')).toMatchObject({ left: count(0), right: count(2) })
    expect(valueOf(facts, 'chosen')).toMatchObject({ left: count(0), right: count(1) })
    expect(valueOf(facts, 'sentBack')).toMatchObject({ left: count(2), right: count(0) })
    expect(valueOf(facts, 'published')).toMatchObject({
      left: { as: 'done', fromVote: 0 },
      right: 'not_recorded',
      relation: 'left_only',
    })
    expect(valueOf(facts, 'openFields', 'minutes')).toMatchObject({
      left: count(0),
      right: count(3),
    })
    expect(valueOf(facts, 'daysToSign', 'minutes')).toMatchObject({
      left: { as: 'days', count: 0 },
      right: 'not_recorded',
    })
    expect(valueOf(facts, 'months')).toEqual({
      left: { as: 'months', count: 6 },
      right: 'not_recorded',
      relation: 'left_only',
    })
    expect(valueOf(facts, 'lastDay')).toMatchObject({ left: { as: 'day', on: '2026-08-05' } })
    expect(valueOf(facts, 'valid', 'A')).toMatchObject({ left: count(9), relation: 'same' })
    expect(valueOf(facts, 'returned', 'A').left).toEqual({ as: 'part', count: 10, of: 10 })
    // nobody is named, and nothing is added up over the two
    expect(JSON.stringify(facts)).not.toContain('Nguyễn Văn Một')
  })

  test('are mirrored, and a session beside itself differs in nothing', async () => {
    await carryOut()
    const there = await getSessionComparison(ctx, top.committee, ids())
    const back = await getSessionComparison(ctx, top.committee, { left: right.id, right: left.id })
    expect(back.left).toEqual(there.right)
    const sides = (facts: readonly FactPair[], a: 'left' | 'right', b: 'left' | 'right') =>
      facts.map((each) => JSON.stringify([each.fact, each.of, each[a], each[b]])).toSorted()
    expect(sides(back.facts, 'right', 'left')).toEqual(sides(there.facts, 'left', 'right'))
    const { facts } = await getSessionComparison(ctx, top.auditor, {
      left: left.id,
      right: left.id,
    })
    expect(facts.filter(({ relation }) => !['same', 'neither'].includes(relation))).toEqual([])
  })

  test('come as CSV in which no cell is a formula, a row for each fact', async () => {
    await carryOut()
    const { facts } = await getSessionComparison(ctx, top.auditor, ids())
    const table = await getSessionComparisonCsv(ctx, top.auditor, ids(), COMPARISON_WORDS)
    const lines = new TextDecoder().decode(table.bytes).trimEnd().split('\r\n')
    expect(lines).toHaveLength(facts.length + 1)
    expect(lines.find((line) => line.includes('Tên kỳ'))).toContain(";'=1+1;khác nhau")
    expect(lines.find((line) => line.includes('Thời hạn giữ phiếu'))).toContain(
      `6 tháng;không ghi nhận;"chỉ ${left.counting.session.shortId}, Đảng ủy xã Mẫu ghi nhận"`,
    )
    expect(table.fileName).toMatch(/^so-sanh-TD-\w+-TD-\w+\.csv$/)
  })

  test('are within reach or not there: of a neighbour nothing is told', async () => {
    await carryOut()
    for (const actor of [one.auditor, one.committee, two.auditor, two.committee])
      await expect(getSessionComparison(ctx, actor, ids())).rejects.toMatchObject({
        code: 'not_found',
      })
    for (const actor of [one.head, one.chair, one.first, one.admin])
      await expect(getSessionComparison(ctx, actor, ids())).rejects.toMatchObject({
        code: 'forbidden',
      })
    const listed = async (actor: People['auditor']) =>
      (await listComparableSessions(ctx, actor)).map(({ session }) => session.id).toSorted()
    expect(await listed(top.auditor)).toEqual([left.id, right.id].toSorted())
    expect(await listed(one.auditor)).toEqual([left.id])
    await expect(listed(one.head)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('are not compared while one is being counted, nor by the committee before its minutes', async () => {
    await left.enter()
    await expect(getSessionComparison(ctx, top.auditor, ids())).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await cancelSession(ctx, two.head, right.id, 'Hội nghị dừng')
    const { facts } = await getSessionComparison(ctx, top.auditor, ids())
    expect(valueOf(facts, 'cancelled')).toMatchObject({
      left: 'not_asked',
      right: { as: 'done' },
      relation: 'right_only',
    })
    expect(valueOf(facts, 'valid', 'A')).toMatchObject({ relation: 'neither' })
    for (const each of [left, right])
      await expect(
        getSessionComparison(ctx, top.committee, { left: each.id, right: each.id }),
      ).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await listComparableSessions(ctx, top.committee)).toEqual([])
  })
})

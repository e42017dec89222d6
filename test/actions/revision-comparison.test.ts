import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeSession } from '../../src/actions/closing.ts'
import { issueCorrigendum } from '../../src/actions/later-documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { getDifferences, settleDifference } from '../../src/actions/reconcile.ts'
import { getRevisionComparison } from '../../src/actions/revision-comparison.ts'
import { cancelSession, reopenSession } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type ReopenedSession, reopenedSession } from '../support/reopened-session.ts'
import { soundSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('the revisions of a session on %s', (dialect) => {
  let ctx: Context
  let people: People
  let scene: ReopenedSession
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    scene = await reopenedSession(ctx, people)
    await scene.enter()
  })
  afterEach(async () => ctx.store.db.destroy())

  const compare = (asked?: { from?: number; to?: number }, actor = people.auditor) =>
    getRevisionComparison(ctx, actor, scene.id, asked)

  test('are told and not compared while there is one only', async () => {
    await scene.conclude()
    const { revisions, compared } = await compare()
    expect(compared).toBeNull()
    expect(revisions).toMatchObject([
      { revision: 1, opened: null, state: 'issued', current: true, result: { status: 'computed' } },
    ])
    expect(revisions[0]!.documents.map(({ name }) => name)).toEqual(['minutes', 'summary'])
  })

  test('stand side by side in exactly what the corrigendum corrects, with the bundle it came from', async () => {
    await scene.conclude()
    await scene.sign()
    await scene.retype(scene.corrected())
    await scene.conclude()
    await scene.sign()
    await issueCorrigendum(ctx, people.chair, scene.id)
    const { compared, revisions } = await compare()
    const changed = compared!.figures!.filter((each) => each.changed)
    const on = { subject: { id: '1', name: 'Nguyễn Văn Một' }, ballotKind: { id: 'A' } }
    expect(changed).toMatchObject([
      { ...on, figure: 'high', old: 7, now: 6, difference: -1 },
      { ...on, figure: 'medium', old: 1, now: 2, difference: 1 },
      {
        ...on,
        figure: 'high_share',
        old: { count: 7, of: 10 },
        now: { count: 6, of: 10 },
        difference: '−1/10',
      },
      { ...on, figure: 'medium_share', difference: '1/10' },
    ])
    expect(compared!.sheets).toMatchObject({
      all: 1,
      touched: [
        {
          number: 1,
          ballotKind: { code: 'A', title: 'Ban Thường vụ' },
          cells: [
            { subject: 'Nguyễn Văn Một', cell: 'high', old: 7, now: 6 },
            { subject: 'Nguyễn Văn Một', cell: 'medium', old: 1, now: 2 },
          ],
          acts: [
            { act: 'returned', passNo: 1, by: 'Trưởng Ban Mẫu', reason: 'Nhập lại' },
            { act: 'returned', passNo: 2, by: 'Trưởng Ban Mẫu' },
            { act: 'typed', passNo: 1, by: 'Thư Ký Thứ Nhất' },
            { act: 'typed', passNo: 2, by: 'Thư Ký Thứ Hai' },
          ],
        },
      ],
    })
    expect(revisions).toMatchObject([
      { revision: 1, state: 'signed', current: false, opened: null },
      {
        revision: 2,
        current: true,
        opened: { by: 'Trưởng Ban Mẫu', role: 'head', reason: 'Ghi nhầm dòng ở tập 1' },
      },
    ])
    const made = revisions.map(({ documents }) => documents.map(({ name }) => name))
    expect(made).toEqual([
      ['minutes', 'summary'],
      ['corrigendum', 'minutes', 'summary'],
    ])
    expect(await compare({ from: 2, to: 1 })).toEqual(await compare({ from: 1, to: 2 }))
  })

  test('of which one never came to a result are said so, and a later one is compared with any earlier', async () => {
    await scene.conclude()
    await reopenSession(ctx, people.head, scene.id, 'Mở nhầm')
    await closeSession(ctx, people.head, scene.id)
    // nothing is told of a bundle before the count it belongs to is over or has a result
    expect((await compare()).compared).toMatchObject({ figures: null, sheets: null })
    await scene.retype(scene.corrected())
    await scene.conclude()
    expect((await compare({ from: 1, to: 2 })).compared!.sheets).toMatchObject({ touched: [] })
    const { revisions, compared } = await compare({ from: 1, to: 3 })
    expect(revisions.map(({ result }) => result !== null)).toEqual([true, false, true])
    expect(revisions[1]).toMatchObject({ state: 'reconciled', opened: { reason: 'Mở nhầm' } })
    expect(compared!.figures!.some(({ changed }) => changed)).toBe(true)
    expect((await compare({ to: 3 })).compared).toMatchObject({
      from: { revision: 2 },
      to: { revision: 3 },
      figures: null,
    })
    for (const asked of [{ to: 4 }, { from: 0 }])
      await expect(compare(asked)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('show a bundle that was typed anew to the same counts, without a cell', async () => {
    await scene.conclude()
    await scene.retype(soundSheet(scene.counting))
    await scene.conclude()
    const { sheets, figures } = (await compare()).compared!
    expect(figures!.some(({ changed }) => changed)).toBe(false)
    expect(sheets!.touched).toMatchObject([{ number: 1, cells: [] }])
  })

  test('show no count of any bundle where one of them was not definitive at the end', async () => {
    await scene.conclude()
    await reopenSession(ctx, people.head, scene.id, 'Nhập lại')
    const sheet = scene.counting.sheets[0]!.id
    const { passes } = await getDifferences(ctx, people.head, sheet)
    await settleDifference(ctx, people.head, sheet, {
      decision: 'return_all',
      passNo: null,
      passIds: passes.map((pass) => pass.id),
      reason: 'Nhập lại',
    })
    for (const actor of [people.auditor, people.head, people.chair])
      await expect(compare({}, actor)).rejects.toMatchObject({ code: 'wrong_state' })
    await cancelSession(ctx, people.head, scene.id, 'Hội nghị dừng')
    expect((await compare()).compared).toMatchObject({ figures: null, sheets: null })
  })

  test('are for the auditor and committee above, the own head and chair, and nobody of another unit', async () => {
    await closeSession(ctx, people.head, scene.id)
    await computeOutcome(ctx, people.head, scene.id)
    for (const actor of [people.auditor, people.head, people.chair])
      expect((await compare({}, actor)).revisions).toHaveLength(1)
    await expect(compare({}, people.committee)).rejects.toMatchObject({ code: 'wrong_state' })
    for (const actor of [people.first, people.admin])
      await expect(compare({}, actor)).rejects.toMatchObject({ code: 'forbidden' })
    const other = await seatPeople(ctx, 'other')
    for (const actor of [other.auditor, other.head, other.chair, other.committee])
      await expect(compare({}, actor)).rejects.toMatchObject({ code: 'not_found' })
  })
})

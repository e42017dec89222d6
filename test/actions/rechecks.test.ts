import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { drawRecheck, getRecheck, recordRecheck } from '../../src/actions/rechecks.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { getDifferences, settleDifference } from '../../src/actions/reconcile.ts'
import { getSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import { recheckSeed, sampleOf } from '../../src/domain/recheck.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, sheetOf, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('the random second look on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  /** Ten ballots in five sheets of two, all typed and definitive. */
  const entered = async (recheckSize: number) => {
    counting = await countingSession(ctx, people, {
      session: { recheckSize },
      bundles: [2, 2, 2, 2, 2],
    })
    id = counting.session.id
    const { subjects } = counting.roster.ballotKinds[0]!
    for (const { id: sheet } of counting.sheets) {
      const counts = sheetOf(subjects, { collected: 2, valid: 2, invalid: 0 }, [
        [2, 0, 0, 0],
        [1, 1, 0, 0],
      ])
      for (const typist of [people.first, people.second])
        await typeSheet(ctx, typist, sheet, counts)
    }
  }
  const agree = async () => {
    for (const { sheet, open } of (await getRecheck(ctx, people.head, id)).sheets)
      if (open) await recordRecheck(ctx, people.head, id, { sheet, agrees: true, note: null })
  }

  test('is not asked for unless the session says so', async () => {
    await entered(0)
    await expect(drawRecheck(ctx, people.head, id, '3-5-1')).rejects.toMatchObject({
      code: 'not_found',
    })
    await closeSession(ctx, people.head, id)
  })

  test('keeps the count open until every drawn sheet was found to agree', async () => {
    await entered(2)
    await expect(closeSession(ctx, people.head, id)).rejects.toMatchObject({
      code: 'recheck_open',
    })
    await drawRecheck(ctx, people.head, id, '3-5-1')
    const { sheets, done } = await getRecheck(ctx, people.auditor, id)
    expect([sheets.length, done]).toEqual([2, false])
    await expect(closeSession(ctx, people.head, id)).rejects.toMatchObject({
      code: 'recheck_open',
      detail: { sheets: sheets.map((each) => each.number) },
    })
    await agree()
    await closeSession(ctx, people.head, id)
    expect((await getSession(ctx, people.head, id)).session.state).toBe('reconciled')
  })

  test('can be drawn again by anybody from what is kept', async () => {
    await entered(3)
    await drawRecheck(ctx, people.head, id, '6 – 2 – 4')
    const { draw, sheets } = await getRecheck(ctx, people.auditor, id)
    const again = sampleOf(counting.sheets, 3, recheckSeed(draw!), sha256)
    expect(sheets.map((each) => each.number)).toEqual(again.map((each) => each.number))
    await expect(drawRecheck(ctx, people.head, id, '1')).rejects.toMatchObject({
      code: 'recheck_drawn',
    })
  })

  test('that finds a difference sends the sheet back, and looks again at what is typed anew', async () => {
    await entered(1)
    await drawRecheck(ctx, people.head, id, '3-5-1')
    const [drawn] = (await getRecheck(ctx, people.head, id)).sheets
    const result = { sheet: drawn!.sheet, agrees: false, note: 'Một phiếu ghi nhầm' }
    await recordRecheck(ctx, people.head, id, result)
    await expect(closeSession(ctx, people.head, id)).rejects.toMatchObject({
      code: 'recheck_open',
    })
    const { passes } = await getDifferences(ctx, people.head, drawn!.sheet)
    for (const passNo of [1, 2])
      await settleDifference(ctx, people.head, drawn!.sheet, {
        decision: 'return',
        passNo,
        passIds: passes.map((pass) => pass.id),
        reason: 'Kiểm lại thấy khác',
      })
    const { subjects } = counting.roster.ballotKinds[0]!
    const corrected = sheetOf(subjects, { collected: 2, valid: 2, invalid: 0 }, [
      [1, 1, 0, 0],
      [1, 1, 0, 0],
    ])
    for (const typist of [people.first, people.second])
      await submitPass(ctx, typist, drawn!.sheet, corrected)
    expect((await getRecheck(ctx, people.head, id)).sheets[0]).toMatchObject({
      open: true,
      agrees: null,
    })
    await agree()
    await closeSession(ctx, people.head, id)
  })

  test('is the head’s, and only of drawn sheets', async () => {
    await entered(1)
    await expect(drawRecheck(ctx, people.first, id, '1')).rejects.toMatchObject({
      code: 'forbidden',
    })
    await drawRecheck(ctx, people.head, id, '3-5-1')
    const [drawn] = (await getRecheck(ctx, people.head, id)).sheets
    const other = counting.sheets.find((each) => each.id !== drawn!.sheet)!
    await expect(
      recordRecheck(ctx, people.head, id, { sheet: other.id, agrees: true, note: null }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  test('tells no count of any sheet', async () => {
    await entered(1)
    await drawRecheck(ctx, people.head, id, '3-5-1')
    expect(JSON.stringify(await getRecheck(ctx, people.first, id))).not.toMatch(/high|rows|valid/)
  })
})

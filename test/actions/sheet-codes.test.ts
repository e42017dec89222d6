import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordBallots } from '../../src/actions/ballots.ts'
import { getOwnPass, takePass } from '../../src/actions/entries.ts'
import { getSession } from '../../src/actions/sessions.ts'
import { findSheetByCode, sheetCodesOf } from '../../src/actions/sheet-codes.ts'
import { listSheets } from '../../src/actions/sheets.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('codes of tally sheets on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people, { bundles: [6, 4] })
    id = counting.session.id
  })
  afterEach(async () => ctx.store.db.destroy())

  const codeOf = async (number: number, session = id) => {
    const { session: found, roster } = await getSession(ctx, people.first, session)
    return sheetCodesOf(found, roster).get(number) ?? ''
  }
  const claimed = async () =>
    (await listSheets(ctx, people.head, id)).flatMap(({ passes }) => passes)

  test('are not asked for where none is given', async () => {
    expect((await takePass(ctx, people.first, counting.sheets[0]!.id)).passNo).toBe(1)
  })

  test('are asked for where the session requires them, but not to go on with one’s own pass', async () => {
    const session = { sheetCodeRequired: true }
    const strict = await countingSession(ctx, people, { session, bundles: [6, 4] })
    const sheet = strict.sheets[0]!.id
    await expect(takePass(ctx, people.first, sheet)).rejects.toMatchObject({
      code: 'sheet_code_required',
    })
    const code = await codeOf(1, strict.session.id)
    expect((await takePass(ctx, people.first, sheet, code)).passNo).toBe(1)
    expect((await takePass(ctx, people.first, sheet)).passNo).toBe(1)
  })

  test('take up the pass of their sheet, and go on with it', async () => {
    const sheet = counting.sheets[1]!.id
    const code = (await codeOf(2)).toLowerCase()
    expect((await takePass(ctx, people.first, sheet, code)).sheet.number).toBe(2)
    expect((await takePass(ctx, people.first, sheet, code)).passNo).toBe(1)
  })

  test('of another sheet are refused with both numbers, and nothing is taken up', async () => {
    const taking = takePass(ctx, people.first, counting.sheets[0]!.id, await codeOf(2))
    await expect(taking).rejects.toMatchObject({
      code: 'sheet_code_other_sheet',
      detail: { sheet: 1, number: 2 },
    })
    expect(await claimed()).toEqual([])
  })

  test('that are mistyped are refused with what a code looks like', async () => {
    const code = await codeOf(1)
    for (const typed of ['', 'tập 1', code.slice(0, -1), code.replace(' 01 ', ' 02 ')]) {
      const taking = takePass(ctx, people.first, counting.sheets[0]!.id, typed)
      await expect(taking).rejects.toMatchObject({ code: 'sheet_code_mistyped' })
      const finding = findSheetByCode(ctx, people.first, id, typed)
      await expect(finding).rejects.toMatchObject({ code: 'sheet_code_mistyped' })
    }
    expect(await claimed()).toEqual([])
  })

  test('of another session are refused by its name', async () => {
    const other = await countingSession(ctx, people)
    const refusal = {
      code: 'sheet_code_other_session',
      detail: { shortId: other.session.shortId },
    }
    const code = await codeOf(1, other.session.id)
    await expect(findSheetByCode(ctx, people.first, id, code)).rejects.toMatchObject(refusal)
    const taking = takePass(ctx, people.first, counting.sheets[0]!.id, code)
    await expect(taking).rejects.toMatchObject(refusal)
  })

  test('printed before the bundles were made anew are old, those of bundles left alike are not', async () => {
    const [first, second] = [await codeOf(1), await codeOf(2)]
    const ballots = { printed: 12, issued: 10, collected: 10, invalidReasons: null }
    const ballotKind = counting.roster.ballotKinds[0]!.id
    const sheets = [6, 3, 1]
    await recordBallots(ctx, people.first, id, [{ ballotKind, ...ballots, sheets }])
    expect((await findSheetByCode(ctx, people.first, id, first)).number).toBe(1)
    await expect(findSheetByCode(ctx, people.first, id, second)).rejects.toMatchObject({
      code: 'sheet_code_old',
      detail: { number: 2 },
    })
  })

  test('lead to their sheet alone, for whoever may type it', async () => {
    const found = await findSheetByCode(ctx, people.first, id, await codeOf(2))
    expect(found).toEqual({ id: counting.sheets[1]!.id, number: 2 })
    await expect(getOwnPass(ctx, people.first, found.id)).rejects.toMatchObject({
      code: 'not_your_pass',
    })
    await expect(findSheetByCode(ctx, people.head, id, await codeOf(2))).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordBallots } from '../../src/actions/ballots.ts'
import { saveDraft } from '../../src/actions/drafts.ts'
import { takePass } from '../../src/actions/entries.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import { listSheets } from '../../src/actions/sheets.ts'
import { getDifferences, settleDifference } from '../../src/actions/reconcile.ts'
import { getSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import type { SheetCounts } from '../../src/domain/entry.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

describe.each(DIALECTS)('entry on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let sheet: string
  let sound: SheetCounts
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people)
    sheet = counting.sheets[0]!.id
    sound = soundSheet(counting)
  })
  afterEach(async () => ctx.store.db.destroy())

  const stateOf = async () => (await listSheets(ctx, people.head, counting.session.id))[0]!.state
  const sessionState = async () =>
    (await getSession(ctx, people.head, counting.session.id)).session.state
  const passIds = async () =>
    (await getDifferences(ctx, people.head, sheet)).passes.map((pass) => pass.id)
  const slipped: () => SheetCounts = () => ({
    ...sound,
    rows: [{ ...sound.rows[0]!, high: 6, medium: 2 }, sound.rows[1]!],
  })

  test('ten collected ballots without a plan make one sheet of ten', async () => {
    expect(await listSheets(ctx, people.head, counting.session.id)).toMatchObject([
      { number: 1, ballots: 10, state: 'empty', passes: [] },
    ])
  })

  test('two people who read the same make the sheet definitive and the session entered', async () => {
    await typeSheet(ctx, people.first, sheet, sound)
    expect(await stateOf()).toBe('first_final')
    expect((await typeSheet(ctx, people.second, sheet, sound)).state).toBe('definitive')
    expect(await sessionState()).toBe('entered')
  })

  test('one person cannot enter both passes: taking the sheet again goes on with the same pass', async () => {
    const one = await takePass(ctx, people.first, sheet)
    const again = await takePass(ctx, people.first, sheet)
    expect([one.passNo, again.passNo]).toEqual([1, 1])
  })

  test('the database itself refuses one person two passes of a sheet', async () => {
    await takePass(ctx, people.first, sheet)
    const second = ctx.store.db
      .insertInto('pass_authors')
      .values({ sheet_id: sheet, pass_no: 2, account_id: people.first.account })
      .execute()
    await expect(second).rejects.toThrow(/unique/i)
  })

  test('a third person finds no pass free', async () => {
    await takePass(ctx, people.first, sheet)
    await takePass(ctx, people.second, sheet)
    await expect(takePass(ctx, people.third, sheet)).rejects.toMatchObject({ code: 'no_pass_free' })
  })

  test('two people who take the sheet at the same moment get different passes', async () => {
    const taken = await Promise.all([
      takePass(ctx, people.first, sheet),
      takePass(ctx, people.second, sheet),
    ])
    expect(new Set(taken.map((pass) => pass.passNo))).toEqual(new Set([1, 2]))
  })

  test('a double click takes one pass, not two, and no fault comes of it', async () => {
    const both = await Promise.all([
      takePass(ctx, people.first, sheet),
      takePass(ctx, people.first, sheet),
    ])
    expect(both.map((pass) => pass.passNo)).toEqual([1, 1])
    const claims = await ctx.store.db.selectFrom('pass_authors').selectAll().execute()
    expect(claims).toHaveLength(1)
  })

  test('the second typist is shown nothing the first one typed', async () => {
    await typeSheet(ctx, people.first, sheet, sound)
    const blind = await takePass(ctx, people.second, sheet)
    const values = [blind.counts, ...blind.counts.rows].flatMap(
      ({ rows: _, subject: __, ...cells }: Record<string, unknown>) => Object.values(cells),
    )
    expect(new Set(values)).toEqual(new Set([null]))
  })

  test('what was typed is there again after the browser was closed', async () => {
    await takePass(ctx, people.first, sheet)
    const half = { ...sound, rows: [sound.rows[0]!, { ...sound.rows[1]!, low: null }] }
    await saveDraft(ctx, people.first, sheet, { counts: half, revision: 0 })
    expect((await takePass(ctx, people.first, sheet)).counts).toEqual(half)
  })

  test('a draft is refused to whoever has not taken the sheet', async () => {
    await expect(
      saveDraft(ctx, people.first, sheet, { counts: sound, revision: null }),
    ).rejects.toMatchObject({
      code: 'not_your_pass',
    })
  })

  test('a submitted pass is final for its author', async () => {
    await typeSheet(ctx, people.first, sheet, sound)
    await expect(submitPass(ctx, people.first, sheet, sound)).rejects.toMatchObject({
      code: 'pass_final',
    })
    await expect(
      saveDraft(ctx, people.first, sheet, { counts: sound, revision: null }),
    ).rejects.toMatchObject({
      code: 'pass_final',
    })
  })

  test('a pass whose marks do not add up is kept, stays open, and never becomes definitive', async () => {
    const wrong = { ...sound, rows: [{ ...sound.rows[0]!, high: 8 }, sound.rows[1]!] }
    const first = await typeSheet(ctx, people.first, sheet, wrong)
    expect(first.findings.map((found) => found.code)).toEqual(['E401'])
    await typeSheet(ctx, people.second, sheet, wrong)
    expect(await stateOf()).toBe('first_has_errors')
    expect(await sessionState()).toBe('counting')
  })

  test('a cell left empty is an error, never a zero', async () => {
    const holed = { ...sound, rows: [{ ...sound.rows[0]!, low: null }, sound.rows[1]!] }
    const { findings } = await typeSheet(ctx, people.first, sheet, holed)
    expect(findings).toMatchObject([{ code: 'E101', path: '/rows/0/low', numbers: { low: null } }])
  })

  test('a row too few, a foreign subject or a row twice is refused and nothing is stored', async () => {
    await takePass(ctx, people.first, sheet)
    for (const rows of [
      sound.rows.slice(1),
      [{ ...sound.rows[0]!, subject: 'stranger' }, sound.rows[1]!],
      [sound.rows[0]!, ...sound.rows],
    ])
      await expect(submitPass(ctx, people.first, sheet, { ...sound, rows })).rejects.toMatchObject({
        code: 'invalid_input',
      })
    expect(await ctx.store.db.selectFrom('entry_passes').selectAll().execute()).toEqual([])
  })

  describe('when two passes differ', () => {
    beforeEach(async () => {
      await typeSheet(ctx, people.first, sheet, sound)
      await typeSheet(ctx, people.second, sheet, slipped())
    })

    test('the head sees only the differing cells with both values', async () => {
      const { state, cells } = await getDifferences(ctx, people.head, sheet)
      expect(state).toBe('different')
      expect(cells.map(({ path, values }) => [path, values.map((each) => each.value)])).toEqual([
        ['/rows/0/high', [7, 6]],
        ['/rows/0/medium', [1, 2]],
      ])
    })

    test('no secretary may see the difference', async () => {
      await expect(getDifferences(ctx, people.second, sheet)).rejects.toMatchObject({
        code: 'forbidden',
      })
    })

    test('choosing a pass makes the sheet definitive with its counts', async () => {
      await settleDifference(ctx, people.head, sheet, {
        decision: 'choose',
        passNo: 1,
        passIds: await passIds(),
        reason: 'Đối chiếu lại phiếu giấy',
      })
      expect(await stateOf()).toBe('definitive')
      expect(await sessionState()).toBe('entered')
    })

    test('a pass sent back shows its author the differing cells empty and is compared anew', async () => {
      await settleDifference(ctx, people.head, sheet, {
        decision: 'return',
        passNo: 2,
        passIds: await passIds(),
        reason: 'Xem lại tập phiếu',
      })
      const returned = await takePass(ctx, people.second, sheet)
      expect(returned.open).toBe(true)
      expect(returned.emptied).toEqual(['/rows/0/high', '/rows/0/medium'])
      expect(returned.counts.rows[0]).toMatchObject({ high: null, medium: null, low: 1 })
      await submitPass(ctx, people.second, sheet, sound)
      expect(await stateOf()).toBe('definitive')
      const passes = await ctx.store.db.selectFrom('entry_passes').selectAll().execute()
      expect(passes).toHaveLength(3)
    })

    test('a decision over passes that have changed since is refused', async () => {
      const shown = await passIds()
      await settleDifference(ctx, people.head, sheet, {
        decision: 'return',
        passNo: 2,
        passIds: shown,
        reason: 'Xem lại',
      })
      await submitPass(ctx, people.second, sheet, {
        ...slipped(),
        rows: [{ ...sound.rows[0]!, high: 5, medium: 3 }, sound.rows[1]!],
      })
      const stale = { decision: 'choose', passNo: 2, passIds: shown, reason: 'Chọn' } as const
      await expect(settleDifference(ctx, people.head, sheet, stale)).rejects.toMatchObject({
        code: 'difference_changed',
      })
    })

    test('the head may send back even a definitive sheet while nothing is reconciled', async () => {
      const ids = await passIds()
      const decide = (decision: 'choose' | 'return', passNo: number) =>
        settleDifference(ctx, people.head, sheet, {
          decision,
          passNo,
          passIds: ids,
          reason: 'Lý do',
        })
      await decide('choose', 1)
      expect(await sessionState()).toBe('entered')
      await decide('return', 2)
      expect([await sessionState(), await stateOf()]).toEqual(['counting', 'next_in_progress'])
    })
  })

  test('bundles cannot be planned anew once somebody has begun to type', async () => {
    await takePass(ctx, people.first, sheet)
    const kind = counting.roster.ballotKinds[0]!
    await recordBallots(ctx, people.first, counting.session.id, [
      { ...kind.account, ballotKind: kind.id, issued: 10, collected: 10, sheets: [5, 5] },
    ])
    expect(await listSheets(ctx, people.head, counting.session.id)).toHaveLength(1)
  })
})

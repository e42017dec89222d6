import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type WindowAct, holdPass, saveDraft } from '../../src/actions/drafts.ts'
import { getOwnPass, givePassBack, releasePass, takePass } from '../../src/actions/entries.ts'
import { pauseCounting, resumeCounting } from '../../src/actions/session-steps.ts'
import { listSheets } from '../../src/actions/sheets.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import type { Context } from '../../src/context.ts'
import type { SheetCounts } from '../../src/domain/entry.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

const HERE = 'window-here'
const THERE = 'window-there'

describe.each(DIALECTS)('what is being typed, on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let sheet: string
  let sound: SheetCounts
  let seconds: number
  beforeEach(async () => {
    seconds = 0
    const now = () => new Date(Date.UTC(2026, 1, 5, 14) + 1000 * seconds).toISOString()
    ctx = await testContext(dialect, { now })
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people)
    sheet = counting.sheets[0]!.id
    sound = soundSheet(counting)
    await takePass(ctx, people.first, sheet)
  })
  afterEach(async () => ctx.store.db.destroy())

  const save = (revision: number | null, tab: string | null = null, counts = sound) =>
    saveDraft(ctx, people.first, sheet, { counts, revision, tab })
  const hold = (tab: string, act: WindowAct = 'hold') =>
    holdPass(ctx, people.first, sheet, { tab, act })
  const statuses = async () =>
    (await listSheets(ctx, people.head, counting.session.id))[0]!.passes.map(
      ({ passNo, account, status }) => [passNo, account, status],
    )

  describe('a save', () => {
    test('says which revision comes next, and is there with its cell when the page is opened', async () => {
      expect(await save(0)).toMatchObject({ revision: 1 })
      const cursor = 'rows.1.low'
      await saveDraft(ctx, people.first, sheet, { counts: sound, revision: 1, cursor })
      expect(await getOwnPass(ctx, people.first, sheet)).toMatchObject({
        counts: sound,
        revision: 2,
        cursor,
      })
    })

    test('that saw an older revision is refused and changes nothing', async () => {
      await save(0)
      const late = { ...sound, valid: 3 }
      await expect(save(0, null, late)).rejects.toMatchObject({
        code: 'draft_changed',
        detail: { revision: 1 },
      })
      expect((await getOwnPass(ctx, people.first, sheet)).counts).toEqual(sound)
    })

    test('of one of two saves sent at the same moment is refused', async () => {
      const done = await Promise.allSettled([save(0), save(0, null, { ...sound, valid: 3 })])
      expect(done.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
    })

    test('of an older revision cannot be handed in either', async () => {
      await save(0)
      const late = submitPass(ctx, people.first, sheet, sound, { revision: 0 })
      await expect(late).rejects.toMatchObject({ code: 'draft_changed' })
      expect(await statuses()).toEqual([[1, 'org-first', 'typing']])
    })

    test('of what was handed in already is refused, whatever revision it saw', async () => {
      await submitPass(ctx, people.first, sheet, sound, { revision: 0 })
      for (const revision of [0, 1, null])
        await expect(save(revision)).rejects.toMatchObject({ code: 'pass_final' })
    })
  })

  describe('a second window', () => {
    test('is told since when the first one has the sheet, and cannot save', async () => {
      expect(await hold(HERE)).toMatchObject({ here: true })
      seconds += 30
      const told = await hold(THERE)
      expect(told).toEqual({ here: false, since: '2026-02-05T14:00:00.000Z', revision: 0 })
      await expect(save(0, THERE)).rejects.toMatchObject({ code: 'open_elsewhere' })
      expect(await save(0, HERE)).toMatchObject({ revision: 1 })
    })

    test('may take the sheet; the first one is then the one that cannot save', async () => {
      await hold(HERE)
      expect(await hold(THERE, 'take')).toMatchObject({ here: true })
      await expect(save(0, HERE)).rejects.toMatchObject({ code: 'open_elsewhere' })
      expect(await save(0, THERE)).toMatchObject({ revision: 1 })
    })

    test('has the sheet once the first one was not heard of for a minute', async () => {
      await hold(HERE)
      seconds += 59
      expect(await hold(THERE)).toMatchObject({ here: false })
      seconds += 1
      expect(await hold(THERE)).toMatchObject({ here: true })
    })

    test('has the sheet as soon as the first one leaves it', async () => {
      await hold(HERE)
      expect(await hold(THERE, 'leave')).toMatchObject({ here: false })
      expect(await hold(THERE)).toMatchObject({ here: false })
      expect(await hold(HERE, 'leave')).toMatchObject({ here: false })
      expect(await hold(THERE)).toMatchObject({ here: true })
    })

    test('waits as long as the first one saves', async () => {
      await save(0, HERE)
      seconds += 50
      await save(1, HERE)
      seconds += 50
      expect(await hold(THERE)).toMatchObject({ here: false })
    })
  })

  describe('a pass nobody finishes', () => {
    const quarter = 15 * 60

    test('is taken over, empty, once its author was not heard of for a quarter of an hour', async () => {
      await takePass(ctx, people.second, sheet)
      await save(0)
      seconds += quarter - 1
      const early = takePass(ctx, people.third, sheet)
      await expect(early).rejects.toMatchObject({ code: 'no_pass_free' })
      seconds += 1
      await holdPass(ctx, people.second, sheet, { tab: HERE, act: 'hold' })
      expect(await statuses()).toEqual([
        [1, 'org-first', 'idle'],
        [2, 'org-second', 'typing'],
      ])
      const taken = await takePass(ctx, people.third, sheet)
      expect(taken).toMatchObject({ passNo: 1, revision: 0, counts: { collected: null } })
      await expect(save(null)).rejects.toMatchObject({ code: 'not_your_pass' })
    })

    test('is not taken over while another one is free', async () => {
      seconds += quarter
      expect(await takePass(ctx, people.second, sheet)).toMatchObject({ passNo: 2 })
      expect(await save(0)).toMatchObject({ revision: 1 })
    })

    test('stays its author’s when it was handed in with errors', async () => {
      await takePass(ctx, people.second, sheet)
      const wrong = { ...sound, rows: [{ ...sound.rows[0]!, high: 8 }, sound.rows[1]!] }
      await submitPass(ctx, people.first, sheet, wrong)
      seconds += quarter
      expect(await takePass(ctx, people.third, sheet)).toMatchObject({ passNo: 2 })
    })

    test('is not taken for idle because of a break the head ordered', async () => {
      const { id } = counting.session
      await takePass(ctx, people.second, sheet)
      await pauseCounting(ctx, people.head, id)
      seconds += quarter
      await resumeCounting(ctx, people.head, id)
      const third = takePass(ctx, people.third, sheet)
      await expect(third).rejects.toMatchObject({ code: 'no_pass_free' })
    })

    test('may be given back by its author, and leaves nothing behind', async () => {
      await save(0)
      await givePassBack(ctx, people.first, sheet)
      expect(await statuses()).toEqual([])
      const anew = await takePass(ctx, people.second, sheet)
      expect(anew).toMatchObject({ passNo: 1, counts: { collected: null } })
      await expect(givePassBack(ctx, people.first, sheet)).rejects.toMatchObject({
        code: 'not_your_pass',
      })
    })

    test('may be freed by the head, not by a secretary, and not once it was handed in', async () => {
      await expect(releasePass(ctx, people.second, sheet, 1)).rejects.toMatchObject({
        code: 'forbidden',
      })
      await expect(releasePass(ctx, people.head, sheet, 2)).rejects.toMatchObject({
        code: 'not_found',
      })
      await releasePass(ctx, people.head, sheet, 1)
      expect(await statuses()).toEqual([])
      await typeSheet(ctx, people.first, sheet, sound)
      for (const again of [
        releasePass(ctx, people.head, sheet, 1),
        givePassBack(ctx, people.first, sheet),
      ])
        await expect(again).rejects.toMatchObject({ code: 'pass_final' })
    })
  })

  describe('a warning', () => {
    const odd = (): SheetCounts => ({
      collected: 9,
      valid: 9,
      invalid: 0,
      rows: sound.rows,
    })
    const seen = [
      { code: 'W301', path: '/collected', numbers: { collected: 9, planned: 10 } },
    ] as const

    test('is to be looked at again before the pass is handed in', async () => {
      await expect(submitPass(ctx, people.first, sheet, odd())).rejects.toMatchObject({
        code: 'warning_unseen',
        detail: { findings: [{ code: 'W301' }] },
      })
      const submitted = await submitPass(ctx, people.first, sheet, odd(), { seen })
      expect(submitted.state).toBe('first_final')
    })

    test('that was looked at is kept with what is typed', async () => {
      await saveDraft(ctx, people.first, sheet, { counts: odd(), revision: 0, seen })
      expect((await submitPass(ctx, people.first, sheet, odd())).state).toBe('first_final')
    })

    test('is to be looked at anew when its numbers are others', async () => {
      const other = { ...odd(), collected: 8, valid: 8, rows: rowsOf(8) }
      const sent = submitPass(ctx, people.first, sheet, other, { seen })
      await expect(sent).rejects.toMatchObject({ code: 'warning_unseen' })
    })

    const rowsOf = (high: number) =>
      sound.rows.map((row) => ({ ...row, high, medium: 0, low: 0, invalid: 0 }))
  })
})

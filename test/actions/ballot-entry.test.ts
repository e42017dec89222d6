import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dropBallot, saveBallot, saveDraft } from '../../src/actions/drafts.ts'
import { getOwnPass, takePass } from '../../src/actions/entries.ts'
import { getDifferences, settleDifference } from '../../src/actions/reconcile.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { type CountingSession, countingSession, soundSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

/** Ten papers as they lay: one invalid as a whole, one line that does not count. */
/** Marks of forty people that stand on one paper only. */
const uniqueMarks = (at: number) =>
  Array.from({ length: 40 }, (_, line) => 1 + ((7 * at + 5 * line + ((at * line) % 11)) % 3)).join(
    '',
  )

const PAPERS = ['13', '11', 'X', '23', '10', '33', '13', '13', '13', '11'] as const

describe.each(DIALECTS)('entry ballot by ballot on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let sheet: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people, { session: { entryMode: 'ballots' } })
    sheet = counting.sheets[0]!.id
  })
  afterEach(async () => ctx.store.db.destroy())

  const put = (actor: Actor, place: number, marks: string) =>
    saveBallot(ctx, actor, sheet, { place, marks, revision: null })
  const type = async (actor: Actor, papers: readonly string[]) => {
    await takePass(ctx, actor, sheet)
    for (const [at, marks] of papers.entries()) await put(actor, at + 1, marks)
  }
  const handIn = (actor: Actor) => submitPass(ctx, actor, sheet, null)
  const typed = () => ctx.store.db.selectFrom('entry_ballots').selectAll().execute()
  const kept = () => ctx.store.db.selectFrom('sheet_ballots').selectAll().execute()

  test('adds the papers up to the counts of the sheet', async () => {
    await type(people.first, PAPERS)
    const { counts } = await getOwnPass(ctx, people.first, sheet)
    const [a, b] = counting.roster.ballotKinds[0]!.subjects
    expect(counts).toEqual({
      collected: 10,
      valid: 9,
      invalid: 1,
      rows: [
        { subject: a!.id, high: 7, medium: 1, low: 1, invalid: 0 },
        { subject: b!.id, high: 2, medium: 0, low: 6, invalid: 1 },
      ],
    })
    expect(counts).toEqual(soundSheet(counting))
  })

  test('puts a paper right at its place and takes the last one away', async () => {
    await type(people.first, ['13', '11', '12'])
    await put(people.first, 2, '33')
    await dropBallot(ctx, people.first, sheet, { place: 3, revision: null })
    expect((await getOwnPass(ctx, people.first, sheet)).ballots).toEqual(['13', '33'])
  })

  test('refuses a paper out of order, one that is none, and totals', async () => {
    await type(people.first, ['13'])
    await expect(put(people.first, 3, '11')).rejects.toMatchObject({
      code: 'ballot_out_of_order',
      detail: { typed: 1 },
    })
    const drop = dropBallot(ctx, people.first, sheet, { place: 2, revision: null })
    await expect(drop).rejects.toMatchObject({ code: 'ballot_out_of_order' })
    for (const marks of ['1', '14', '111', 'XX'])
      await expect(put(people.first, 2, marks)).rejects.toMatchObject({ code: 'invalid_input' })
    const counts = soundSheet(counting)
    const totals = saveDraft(ctx, people.first, sheet, { counts, revision: null })
    await expect(totals).rejects.toMatchObject({ code: 'entry_mode_differs' })
    const sent = submitPass(ctx, people.first, sheet, counts)
    await expect(sent).rejects.toMatchObject({ code: 'entry_mode_differs' })
    expect(await typed()).toHaveLength(1)
  })

  test('is refused where totals are typed', async () => {
    const totals = await countingSession(ctx, people)
    const other = totals.sheets[0]!.id
    await takePass(ctx, people.first, other)
    const ballot = saveBallot(ctx, people.first, other, { place: 1, marks: '11', revision: 0 })
    await expect(ballot).rejects.toMatchObject({ code: 'entry_mode_differs' })
    const sent = submitPass(ctx, people.first, other, null)
    await expect(sent).rejects.toMatchObject({ code: 'entry_mode_differs' })
  })

  test('counts nobody as done while a line of some paper was not read', async () => {
    await type(people.first, [...PAPERS.slice(0, 9), '1_'])
    const { findings, state } = await handIn(people.first)
    expect(state).toBe('first_has_errors')
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['E101']))
  })

  test('shows the second typist nothing of the first one’s papers', async () => {
    await type(people.first, PAPERS)
    await handIn(people.first)
    expect(await takePass(ctx, people.second, sheet)).toMatchObject({
      ballots: [],
      counts: { collected: null, valid: null, invalid: null },
    })
  })

  test('leaves no order, time or author of a paper once the sheet is definitive', async () => {
    await type(people.first, PAPERS)
    await handIn(people.first)
    expect(await kept()).toEqual([])
    await type(people.second, PAPERS.toReversed())
    expect((await handIn(people.second)).state).toBe('definitive')
    expect(await typed()).toEqual([])
    const stored = await kept()
    const inOrder = ['10', '11', '11', '13', '13', '13', '13', '23', '33', 'X']
    expect(stored.map((row) => JSON.parse(row.ballots))).toEqual([inOrder, inOrder])
    expect(Object.keys(stored[0]!).sort()).toEqual(['ballots', 'pass_id', 'sheet_id'])
    const journal = await ctx.store.db.selectFrom('journal').select('entry').execute()
    const unlinked = journal.filter(({ entry }) => entry.includes('ballots_unlinked'))
    expect(unlinked).toHaveLength(2)
    expect(unlinked[0]!.entry).toContain(sha256(stored[0]!.ballots))
    expect((await ctx.store.db.selectFrom('entry_work').select('counts').execute())[0]).toEqual({
      counts: null,
    })
  })

  test('no journal entry ever holds the marks of a single paper', async () => {
    await type(people.first, PAPERS)
    await handIn(people.first)
    await type(people.second, PAPERS)
    await handIn(people.second)
    const journal = await ctx.store.db.selectFrom('journal').select('entry').execute()
    for (const { entry } of journal) expect(entry).not.toMatch(/"marks"|\["[0-3X_]/)
  })

  describe('where the passes differ', () => {
    const passIds = async () =>
      (await getDifferences(ctx, people.head, sheet)).passes.map((pass) => pass.id)
    const settle = async (decision: 'choose' | 'return', passNo: number) =>
      settleDifference(ctx, people.head, sheet, {
        decision,
        passNo,
        passIds: await passIds(),
        reason: 'đếm lại trên phiếu',
      })
    const slipped = [...PAPERS.slice(0, 9), '12']
    beforeEach(async () => {
      await type(people.first, PAPERS)
      await handIn(people.first)
      await type(people.second, slipped)
      expect((await handIn(people.second)).state).toBe('different')
    })

    test('the author reads anew only the lines that differ, on every paper', async () => {
      await settle('return', 2)
      expect((await getOwnPass(ctx, people.second, sheet)).ballots).toEqual(
        slipped.map((paper) => (paper === 'X' ? 'X' : `${paper[0]}_`)),
      )
      for (const [at, marks] of PAPERS.entries()) await put(people.second, at + 1, marks)
      expect((await handIn(people.second)).state).toBe('definitive')
    })

    test('the pass the head chooses stands, and the other one’s papers are unlinked too', async () => {
      await settle('choose', 1)
      expect(await typed()).toEqual([])
      expect(await kept()).toHaveLength(2)
    })

    test('a pass that stood, was sent back and typed anew keeps both readings apart', async () => {
      await settle('choose', 1)
      await settle('return', 2)
      expect((await getOwnPass(ctx, people.second, sheet)).ballots).toEqual([])
      for (const [at, marks] of PAPERS.entries()) await put(people.second, at + 1, marks)
      expect((await handIn(people.second)).state).toBe('definitive')
      expect(await kept()).toHaveLength(3)
    })
  })
})

test('nothing of the order of papers is left in the files of the database', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-order-'))
  const file = join(folder, 'order.sqlite')
  const store = openStore(file)
  await migrate(store)
  const ctx = await testContext('sqlite', { store })
  const people = await seatPeople(ctx)
  const subjects = Array.from({ length: 40 }, (_, at) => ({
    name: `Người Mẫu ${at + 1}`,
    position: 'Ủy viên',
    block: null,
  }))
  const kinds = [{ code: 'A', title: 'Mẫu', subjects }]
  const session = { entryMode: 'ballots', passesRequired: 1 } as const
  const { sheets } = await countingSession(ctx, people, { session, kinds })
  const sheet = sheets[0]!.id
  await takePass(ctx, people.first, sheet)
  const papers = Array.from({ length: 10 }, (_, at) => uniqueMarks(at))
  for (const [at, marks] of papers.entries())
    await saveBallot(ctx, people.first, sheet, { place: at + 1, marks, revision: null })
  const found = () => {
    const bytes = ['', '-wal'].map((end) => readFileSync(`${file}${end}`, 'latin1')).join('')
    return papers.map((paper) => bytes.split(paper).length - 1)
  }
  expect(Math.min(...found())).toBeGreaterThan(0)
  await submitPass(ctx, people.first, sheet, null)
  expect(found()).toEqual(papers.map(() => 1))
  await store.db.destroy()
  rmSync(folder, { recursive: true })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getEntryStatistics } from '../../src/actions/entry-statistics.ts'
import { drawRecheck, getRecheck, recordRecheck } from '../../src/actions/rechecks.ts'
import type { Context } from '../../src/context.ts'
import type { SheetCounts } from '../../src/domain/entry.ts'
import type { Counter } from '../../src/domain/sheet-statistics.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { enteredSession } from '../support/entered-session.ts'
import { countingSession } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

/** The same numbers, counted from the tables and never from the journal. */
async function countedFromTables({ store }: Context, session: string) {
  const sheets = await store.db
    .selectFrom('sheets')
    .selectAll()
    .where('session_id', '=', session)
    .orderBy('number')
    .execute()
  const told = sheets.map(async ({ id, number, ballots }) => {
    const passes = await store.db
      .selectFrom('entry_passes')
      .selectAll()
      .where('sheet_id', '=', id)
      .orderBy('submitted_at')
      .execute()
    const decided = await store.db
      .selectFrom('settlements')
      .select('decision')
      .where('sheet_id', '=', id)
      .execute()
    const results = await store.db
      .selectFrom('recheck_results')
      .select('agrees')
      .where('sheet_id', '=', id)
      .execute()
    const cells = (counts: string) =>
      Object.entries(flat(JSON.parse(counts) as SheetCounts)).filter(([, cell]) => cell !== null)
    const replaced = passes.filter(({ id: pass }) =>
      passes.some(({ supersedes }) => supersedes === pass),
    )
    const differing = passes.map((_, at) => {
      const newest = [1, 2].flatMap((no) => {
        const found = passes.slice(0, at + 1).findLast(({ pass_no: each }) => each === no)
        return found ? [flat(JSON.parse(found.counts) as SheetCounts)] : []
      })
      const [one, two] = newest
      return one && two ? Object.keys(one).filter((cell) => one[cell] !== two[cell]) : []
    })
    return {
      number,
      planned: ballots,
      submitted: passes.length,
      thrown: replaced.length,
      cells: passes.reduce((sum, { counts }) => sum + cells(counts).length, 0),
      cellsThrown: replaced.reduce((sum, { counts }) => sum + cells(counts).length, 0),
      differed: new Set(differing.flat()).size,
      differing: differing.at(-1)?.length ?? 0,
      chosen: decided.filter(({ decision }) => decision === 'choose').length,
      sentBack: decided.filter(({ decision }) => decision === 'return').length,
      rechecksAgreed: results.filter(({ agrees }) => agrees === 1).length,
      rechecksDiffered: results.filter(({ agrees }) => agrees === 0).length,
    } satisfies Partial<Record<Counter | 'number' | 'planned', number>>
  })
  return Promise.all(told)
}

function flat({ rows, ...sums }: SheetCounts): Record<string, unknown> {
  const lines = rows.flatMap(({ subject, ...marks }) =>
    Object.entries(marks).map(([level, count]) => [`${subject} ${level}`, count] as const),
  )
  return { ...sums, ...Object.fromEntries(lines) }
}

describe.each(DIALECTS)('the statistics of entry on %s', (dialect) => {
  let ctx: Context
  let people: People
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  test('are what the tables say, counted from the journal', async () => {
    const { session } = await enteredSession(ctx, people, { mode: 'real', recheckSize: 2 })
    await drawRecheck(ctx, people.head, session.id, '3 5')
    const { sheets } = await getRecheck(ctx, people.head, session.id)
    for (const { sheet, number } of sheets) {
      const found = { sheet, agrees: number === 1, note: 'đã xem' }
      await recordRecheck(ctx, people.head, session.id, found)
    }
    const { statistics } = await getEntryStatistics(ctx, people.auditor, session.id)
    const counted = await countedFromTables(ctx, session.id)
    expect(statistics.sheets).toHaveLength(2)
    for (const [at, sheet] of counted.entries()) expect(statistics.sheets[at]).toMatchObject(sheet)
    expect(counted[0]).toMatchObject({ submitted: 3, thrown: 1, differed: 2, sentBack: 1 })
    const claimed = await ctx.store.db.selectFrom('pass_authors').selectAll().execute()
    expect(statistics.hours.reduce((sum, { taken }) => sum + taken, 0)).toBe(claimed.length)
  })

  test('tell no name, no account and no figure of the count', async () => {
    const { session, roster } = await enteredSession(ctx, people)
    const { statistics } = await getEntryStatistics(ctx, people.auditor, session.id)
    const text = JSON.stringify(statistics)
    for (const { id, name } of roster.ballotKinds[0]!.subjects) {
      expect(text).not.toContain(name)
      expect(text).not.toContain(`"${id}"`)
    }
    for (const { account, fullName } of Object.values(people)) {
      expect(text).not.toContain(account)
      expect(text).not.toContain(fullName)
    }
    expect(text).not.toMatch(/"(?:high|medium|low|valid|invalid|collected)"/)
  })

  test('are for the head and the auditor, once every sheet is definitive', async () => {
    const { session } = await countingSession(ctx, people)
    const early = getEntryStatistics(ctx, people.auditor, session.id)
    await expect(early).rejects.toMatchObject({ code: 'wrong_state' })
    for (const actor of [people.first, people.chair, people.committee, people.admin])
      await expect(getEntryStatistics(ctx, actor, session.id)).rejects.toMatchObject({
        code: 'forbidden',
      })
  })
})

import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { recordStart } from '../src/actions/program-start.ts'
import { keepWatchingClock } from '../src/clock-watch.ts'
import type { JournalEntry } from '../src/domain/journal.ts'
import { commit } from '../src/storage/commit.ts'
import type { Store } from '../src/storage/dialect.ts'
import { migrationNames } from '../src/storage/migrations/index.ts'
import { testContext } from './support/context.ts'

const NOON = Date.UTC(2026, 1, 5, 12)

async function eventsOf({ db }: Store) {
  const rows = await db.selectFrom('journal').select('entry').orderBy('seq').execute()
  return rows.map(({ entry }) => (JSON.parse(entry) as JournalEntry).event)
}

describe('the journal tells of the clock', () => {
  test('that it was set while the program ran, once for each time, and goes on in its order', async () => {
    const ctx = await testContext()
    let clocks = { wall: NOON, steady: 0 }
    const end = keepWatchingClock(ctx, () => clocks, 5)
    const told = async (number: number) => {
      for (let tries = 0; tries < 400 && (await eventsOf(ctx.store)).length < number; tries += 1)
        await wait(5)
      await wait(30)
      return eventsOf(ctx.store)
    }
    clocks = { wall: NOON - 3_600_000, steady: 10 }
    expect(await told(1)).toMatchObject([{ type: 'clock_jumped', jumpSeconds: -3600 }])
    clocks = { wall: NOON + 10_000, steady: 20 }
    expect(await told(2)).toMatchObject([{ jumpSeconds: -3600 }, { jumpSeconds: 3609 }])
    end()
    clocks = { wall: 0, steady: 30 }
    await wait(30)
    expect(await eventsOf(ctx.store)).toHaveLength(2)
    await ctx.store.db.destroy()
  })

  test('that it stands behind the newest entry when the program starts', async () => {
    const ctx = await testContext()
    const at = '2026-02-05T13:00:00.000Z'
    await commit(ctx.store, { actor: null, at }, async (_, record) =>
      record({ type: 'network_gone' }),
    )
    await recordStart(ctx)
    await recordStart({ ...ctx, now: () => '2026-02-06T12:00:00.000Z' })
    const [, jumped, started, again, ...more] = await eventsOf(ctx.store)
    expect(jumped).toMatchObject({ type: 'clock_jumped', expected: at, jumpSeconds: -3599 })
    expect(started).toMatchObject({
      type: 'program_started',
      program: ctx.version,
      migration: migrationNames(ctx.store.dialect).at(-1),
      sealId: ctx.seals.real.id,
    })
    expect(again).toMatchObject({ type: 'program_started' })
    expect(started).toMatchObject({
      regulations: ctx.regimes.map(({ regime, sha256 }) => ({ regime: regime.id, sha256 })),
    })
    expect(more).toEqual([])
    await ctx.store.db.destroy()
  })
})

import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import SqliteDatabase from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordStart } from '../src/actions/program-start.ts'
import { runMemory } from '../src/actions/run-memory.ts'
import {
  endVerification,
  newestVerification,
  startVerification,
  stopVerification,
} from '../src/actions/verification-runs.ts'
import type { Context } from '../src/context.ts'
import { commit } from '../src/storage/commit.ts'
import { openStore } from '../src/storage/dialect.ts'
import { insertOrganisation } from '../src/storage/organisations.ts'
import { verificationWorkers } from '../src/verification-workers.ts'
import { testContext } from './support/context.ts'
import { growJournal } from './support/grown-journal.ts'
import { newPostgresUrl } from './support/stores.ts'
import { holdWholeSession, verifiedDatabase } from './support/verified-database.ts'

const auditor = {
  account: 'a',
  role: 'auditor',
  fullName: 'Kiểm Tra Mẫu',
  organisation: 'o',
} as const
const other = { ...auditor, account: 'b', fullName: 'Kiểm Tra Khác' }
const failed = () => undefined

describe('the threads that verify', () => {
  let whole: Awaited<ReturnType<typeof verifiedDatabase>>
  beforeAll(async () => {
    whole = await verifiedDatabase()
  }, 120_000)
  afterAll(() => whole.end())

  let copies = 0
  const copyOf = () => {
    const file = join(whole.folder, `thread-${(copies += 1)}.sqlite`)
    copyFileSync(whole.file, file)
    return file
  }
  /** A program over the file, which verifies in threads. */
  const program = async (file: string) => {
    const made = await testContext('sqlite')
    await made.store.db.destroy()
    const verification = verificationWorkers({ database: file, trusted: whole.trusted, failed })
    const store = { ...openStore(file), seal: made.seals.real }
    const ctx: Context = { ...made, store, verification }
    const end = async () => {
      await endVerification(ctx)
      await verification.close()
      await store.db.destroy()
    }
    return { ctx, end }
  }
  const over = async (ctx: Context) => {
    await ctx.verifications.newest?.over
    return newestVerification(ctx, auditor)
  }
  const work = (ctx: Context) =>
    commit(ctx.store, { actor: null, at: ctx.now() }, async (trx, record) => {
      const saved = {
        side: 'party',
        name: 'Đảng ủy Mới',
        superior: null,
        locality: null,
        symbol: null,
      } as const
      const id = `saved-${ctx.newId()}`
      await insertOrganisation(trx, { id, parent: null, ...saved })
      record({ type: 'organisation_saved', organisation: id, parent: null, ...saved })
    })

  test('come to the very steps that are taken here', async () => {
    const { ctx, end } = await program(copyOf())
    const there = await ctx.verification.wholeDatabase(runMemory().shared)
    expect(there).toEqual(await whole.verifyTampered(() => undefined))
    await end()
  }, 60_000)

  test('leave who works to it: saves are answered meanwhile, and no step fails for them', async () => {
    const file = copyOf()
    growJournal(file, 60_000)
    const { ctx, end } = await program(file)
    await ctx.verification.wholeDatabase(runMemory().shared) // the thread has begun
    await startVerification(ctx, auditor)
    const before = performance.eventLoopUtilization()
    let saved = 0
    while (ctx.verifications.newest?.state === 'running') {
      await work(ctx)
      saved += 1
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const { utilization } = performance.eventLoopUtilization(before)
    const { state, verification, recorded } = await over(ctx)
    expect({ state, recorded, holds: verification?.holds }).toEqual({
      state: 'done',
      recorded: true,
      holds: true,
    })
    expect(verification!.entries).toBeGreaterThan(60_000)
    expect(saved).toBeGreaterThan(5)
    expect(utilization).toBeLessThan(0.7) // where it ran in this thread, nothing of it would be left
    await end()
  }, 120_000)

  test('tell how far they are, and stop when they are asked to', async () => {
    const file = copyOf()
    growJournal(file, 60_000)
    const { ctx, end } = await program(file)
    await startVerification(ctx, auditor)
    const told = async () => (await newestVerification(ctx, auditor)).progress
    while ((await told()).done === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const { stage, done, of } = await told()
    expect(stage).toBe('entries')
    expect(done).toBeLessThan(of)
    const asked = await stopVerification(ctx, other)
    expect(asked).toMatchObject({ state: 'running', stoppedBy: { account: 'b' } })
    const run = await over(ctx)
    expect(run).toMatchObject({
      state: 'stopped',
      startedBy: { account: 'a' },
      stoppedBy: { fullName: 'Kiểm Tra Khác' },
      verification: null,
      recorded: false,
    })
    const events = await ctx.store.db
      .selectFrom('journal')
      .select('seq')
      .where('entry', 'like', '%"type":"database_verified"%')
      .execute()
    expect(events).toEqual([])
    await startVerification(ctx, other) // and another one may run
    expect(await over(ctx)).toMatchObject({ state: 'done', startedBy: { account: 'b' } })
    await end()
  }, 120_000)

  test('say that a file is damaged, and go on to the next', async () => {
    const file = copyOf()
    const { ctx, end } = await program(copyOf())
    const database = new SqliteDatabase(file)
    database.exec('drop table checkpoints')
    database.close()
    const broken = {
      ...ctx,
      verification: verificationWorkers({ database: file, trusted: whole.trusted, failed }),
    }
    await startVerification(broken, auditor)
    expect(await over(broken)).toMatchObject({ state: 'broken', fault: 'database_damaged' })
    await startVerification(ctx, auditor)
    expect(await over(ctx)).toMatchObject({ state: 'done', fault: null })
    await broken.verification.close()
    await end()
  }, 60_000)

  test('leave no copy of the database behind', async () => {
    const before = readdirSync(whole.folder).filter((name) => !name.startsWith('thread-'))
    const { ctx, end } = await program(copyOf())
    await startVerification(ctx, auditor)
    await over(ctx)
    await end()
    const after = readdirSync(whole.folder).filter((name) => !name.startsWith('thread-'))
    expect(after).toEqual(before)
  }, 60_000)
})

test('a database of PostgreSQL is verified as it was at one moment', async () => {
  const url = await newPostgresUrl()
  const made = await testContext('sqlite')
  await made.store.db.destroy()
  const trusted = { real: [made.seals.real.id], rehearsal: [made.seals.rehearsal.id] }
  const verification = verificationWorkers({ database: url, trusted, failed })
  const store = { ...openStore(url), seal: made.seals.real }
  const ctx: Context = { ...made, store, verification }
  const session = await holdWholeSession(ctx)
  await startVerification(ctx, auditor)
  while (ctx.verifications.newest?.state === 'running') await recordStart(ctx)
  const run = await newestVerification(ctx, auditor)
  expect(run.verification?.steps.filter(({ status }) => status === 'failed')).toEqual([])
  expect(run).toMatchObject({ state: 'done', recorded: true })
  expect((await verification.oneSession(session, null)).holds).toBe(true)
  await endVerification(ctx)
  await verification.close()
  await store.db.destroy()
}, 120_000)

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { confirmDestruction } from '../../src/actions/destroy.ts'
import { proposeDestruction } from '../../src/actions/destructions.ts'
import { overwriteDestroyed } from '../../src/actions/overwriting.ts'
import { setRetention } from '../../src/actions/retention.ts'
import type { Context } from '../../src/context.ts'
import { openStore } from '../../src/storage/dialect.ts'
import { entriesOf } from '../../src/storage/counting-opened.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { MARKS, publishedSession } from '../support/closed-session.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'

const WORDS = { reason: 'Hết thời hạn', basis: 'Quyết định số 15-QĐ/ĐU', packets: null }

describe('destroyed ballots in the file of a database', () => {
  let folder: string
  let file: string
  let ctx: Context
  let people: People
  let id: string
  const warnings: string[] = []
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-destroy-'))
    file = join(folder, 'x.sqlite')
    const store = openStore(file)
    await migrate(store)
    await sql`pragma busy_timeout = 0`.execute(store.db)
    warnings.length = 0
    const log = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) })
    ctx = await testContext('sqlite', { store, log, today: () => '2026-08-06' })
    people = await seatPeople(ctx)
    id = (await publishedSession(ctx, people)).session.id
    await setRetention(ctx, people.first, 'org', 6)
    await proposeDestruction(ctx, people.first, id, WORDS)
  })
  afterEach(async () => {
    await ctx.store.db.destroy()
    rmSync(folder, { recursive: true })
  })

  const bytes = () => ['', '-wal'].map((end) => readFileSync(`${file}${end}`, 'latin1')).join('')
  const overwritten = () => entriesOf(ctx.store.db, id, 'destroyed_overwritten')

  test('cannot be found in its bytes any more, nor in its log', async () => {
    expect(bytes()).toContain(MARKS)
    await confirmDestruction(ctx, people.chair, id)
    expect(bytes()).not.toContain(MARKS)
    expect(await overwritten()).toHaveLength(1)
    await overwriteDestroyed(ctx)
    expect(await overwritten()).toHaveLength(1)
  })

  test('are overwritten the next time where another process reads just then, and nobody is told otherwise', async () => {
    const reader = new SqliteDatabase(file, { readonly: true })
    reader.exec('begin')
    reader.prepare('select count(*) from sheet_ballots').all()
    await confirmDestruction(ctx, people.chair, id)
    expect(bytes()).toContain(MARKS)
    expect(await overwritten()).toHaveLength(0)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).not.toContain(MARKS)

    reader.exec('commit')
    reader.close()
    await overwriteDestroyed(ctx)
    expect(bytes()).not.toContain(MARKS)
    expect(await overwritten()).toHaveLength(1)
  })
})

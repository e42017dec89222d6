import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { recordBallots } from '../../src/actions/ballots.ts'
import { logIn } from '../../src/actions/log-in.ts'
import { takePass } from '../../src/actions/entries.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { createSession, recordVoters } from '../../src/actions/sessions.ts'
import { freezeRoster, openCounting } from '../../src/actions/session-steps.ts'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import { startServer } from '../../src/main.ts'
import { ROOT } from '../../src/program.ts'
import { openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_SESSION, sheetOf, recordConditions } from '../support/session.ts'
import { ms, timingOf } from './measure.ts'

const PEOPLE = 30
const SHEETS = 20
const ROUNDS = 10

type Statement = { readonly text: string; readonly parameters: readonly unknown[] }

/**
 * One submitted pass of 30 people over HTTP, against the very statements it sent, replayed by bare
 * better-sqlite3 from the same starting point, with the same transactions on disk.
 */
export async function benchSavedPass(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-bench-'))
  try {
    await run(join(folder, 'program.sqlite'), join(folder, 'bare.sqlite'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run(programFile: string, bareFile: string): Promise<void> {
  let heard: Statement[] | null = null
  const store = openStore(programFile, (text, parameters) => heard?.push({ text, parameters }))
  await migrate(store)
  let ids = 0
  const ctx = await testContext('sqlite', {
    store,
    newId: () => `id-${(ids += 1)}`,
    now: () => new Date().toISOString(),
  })
  const people = await seatPeople(ctx)
  const passes = await claimedPasses(ctx, people)
  const { token } = await logIn(ctx, { username: 'org-first', password: 'mat khau rat dai' })
  const probe = new SqliteDatabase(programFile)
  probe.pragma('wal_checkpoint(TRUNCATE)')
  probe.close()
  copyFileSync(programFile, bareFile)

  const server = await startServer(ctx, readConfig({ PORT: '0' }, ROOT), [])
  const overHttp: number[] = []
  const sent: Statement[][] = []
  for (const { sheet, body } of passes) {
    heard = []
    const from = performance.now()
    const response = await fetch(`${server.url}/api/v1/sheets/${sheet}/pass/submission`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: server.url,
        cookie: `tin-nhiem=${token}`,
        'if-match': '"0"',
      },
      body,
    })
    await response.arrayBuffer()
    overHttp.push(performance.now() - from)
    if (response.status !== 200) throw new Error(`a pass was answered ${response.status}`)
    sent.push(heard)
  }
  heard = null
  await server.close()

  const bare = replay(bareFile, sent)
  const [http, raw] = [timingOf(overHttp.slice(20)), timingOf(bare.slice(20))]
  console.log(`saved pass of ${PEOPLE} people, ${sent[20]!.length} statements, synchronous=FULL:`)
  console.log(`  over HTTP        ${ms(http)}`)
  console.log(`  bare statements  ${ms(raw)}`)
  console.log(`  ratio            ${(http.median / raw.median).toFixed(1)}×`)
}

/** Sessions with every sheet taken up by the first secretary, and what will be submitted for each. */
async function claimedPasses(ctx: Context, people: People) {
  const passes: { sheet: string; body: string }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const { id } = await createSession(ctx, people.first, NEW_SESSION)
    const subjects = Array.from({ length: PEOPLE }, (_, at) => ({
      name: `Người ${at + 1}`,
      position: 'Ủy viên',
      block: null,
    }))
    const roster = await saveRoster(ctx, people.first, id, [{ code: 'A', title: 'A', subjects }])
    const voters = { members: 400, summoned: 400, present: 400 }
    await recordVoters(ctx, people.first, id, { ...voters, absentExcused: 0, absentUnexcused: 0 })
    await freezeRoster(ctx, people.first, id)
    await recordConditions(ctx, people.first, id)
    await openCounting(ctx, people.head, id)
    const kind = roster.ballotKinds[0]!
    const ballots = { printed: 400, issued: 400, collected: 20 * SHEETS, invalidReasons: null }
    const sheets = Array.from({ length: SHEETS }, () => 20)
    await recordBallots(ctx, people.first, id, [{ ballotKind: kind.id, ...ballots, sheets }])
    const rows = await ctx.store.db
      .selectFrom('sheets')
      .select('id')
      .where('session_id', '=', id)
      .execute()
    const marks = kind.subjects.map((_, at) => [20 - (at % 20), at % 20, 0, 0] as const)
    const counts = sheetOf(kind.subjects, { collected: 20, valid: 20, invalid: 0 }, marks)
    for (const row of rows) {
      await takePass(ctx, people.first, row.id)
      passes.push({ sheet: row.id, body: JSON.stringify(counts) })
    }
  }
  return passes
}

function replay(file: string, sent: readonly (readonly Statement[])[]): number[] {
  const database = new SqliteDatabase(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  const prepared = new Map<string, SqliteDatabase.Statement>()
  const statement = (text: string) => {
    const known = prepared.get(text) ?? database.prepare(text)
    prepared.set(text, known)
    return known
  }
  const taken = sent.map((statements) => {
    const from = performance.now()
    for (const { text, parameters } of statements) {
      const each = statement(text)
      if (each.reader) each.all(...parameters)
      else each.run(...parameters)
    }
    return performance.now() - from
  })
  database.close()
  return taken
}

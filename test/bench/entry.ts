import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { serve } from '@hono/node-server'
import SqliteDatabase from 'better-sqlite3'
import { Hono } from 'hono'
import { recordBallots } from '../../src/actions/ballots.ts'
import { logIn } from '../../src/actions/log-in.ts'
import { getOwnPass, takePass } from '../../src/actions/entries.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { createSession, recordVoters } from '../../src/actions/sessions.ts'
import { freezeRoster, openCounting } from '../../src/actions/session-steps.ts'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import type { SheetCounts } from '../../src/domain/entry.ts'
import type { EntryMode } from '../../src/domain/session.ts'
import { startServer } from '../../src/main.ts'
import { ROOT } from '../../src/program.ts'
import { insertAccount } from '../../src/storage/accounts.ts'
import { openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_SESSION, recordConditions, sheetOf } from '../support/session.ts'
import { ms, timingOf } from './measure.ts'
import type { Ran, Run, Typist } from './typists.ts'

const PASSWORD = 'mat khau rat dai'
const TYPISTS = 50
const SUBJECTS = 60
/** Ballots of a session typed paper by paper, in bundles of one for each typist. */
const BALLOTS = 600

/**
 * Saving while typing, over HTTP, from another process: fifty typists at the pace of people, papers one by
 * one, and both as fast as answers come beside a bare Hono handler that commits the same rows.
 */
export async function benchEntry(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-bench-'))
  try {
    const script = gzipSync(readFileSync(`${ROOT}/dist/static/entry.js`)).length
    console.log(`script of the grid: ${script} bytes gzipped (less than 8,000 asked)`)
    await typing(join(folder, 'totals.sqlite'), 'totals', `${TYPISTS} typists, ${SUBJECTS} people`)
    await typing(join(folder, 'ballots.sqlite'), 'ballots', `papers of ${SUBJECTS} people, 12 each`)
    await beside(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Fifty typists at the pace of people on an empty database: a file of SQLite, or the address of one of PostgreSQL. */
export async function typing(location: string, mode: EntryMode, what: string): Promise<void> {
  const { ctx, typists, actors, sheets } = await hall(location, mode)
  const server = await startServer(ctx, readConfig({ PORT: '0', LOG_LEVEL: 'silent' }, ROOT))
  const saves = mode === 'ballots' ? BALLOTS / TYPISTS : 40
  const paced = await runTypists({ url: server.url, typists, saves, every: 400 })
  const lost = await lostUpdates(ctx, actors, sheets, paced, saves)
  console.log(`${what}, a save each 400 ms: ${savesText(paced.taken)}; lost updates: ${lost}`)
  await server.close()
}

async function lostUpdates(
  ctx: Context,
  actors: readonly Actor[],
  sheets: readonly string[],
  ran: Ran,
  saves: number,
): Promise<number> {
  let lost = 0
  for (const [at, actor] of actors.entries()) {
    const { revision, ballots } = await getOwnPass(ctx, actor, sheets[at]!)
    if (revision !== saves || ran.revisions[at] !== saves) lost += 1
    if (ballots && ballots.length !== saves) lost += 1
  }
  return lost
}

/** Ours and a bare handler, nine rounds in turn, each as fast as answers come; the median of the rounds’ ratios. */
async function beside(folder: string): Promise<void> {
  const { ctx, typists } = await hall(join(folder, 'ours.sqlite'), 'totals')
  const bare = await bareServer(join(folder, 'bare.sqlite'), typists)
  await besideBare(ctx, typists, bare, 'better-sqlite3, synchronous=FULL')
}

type Server = { readonly url: string; close(): Promise<void> }

/** Ours and a bare handler on `driver`, in turn. */
export async function besideBare(
  ctx: Context,
  typists: readonly Typist[],
  bare: Server,
  driver: string,
): Promise<void> {
  const ours = await startServer(ctx, readConfig({ PORT: '0', LOG_LEVEL: 'silent' }, ROOT), [])
  const few = typists.slice(0, 8)
  const rates = { ours: [] as number[], bare: [] as number[] }
  const revision = { ours: 0, bare: 0 }
  const saves = 60
  for (let round = 0; round < 10; round += 1)
    for (const name of ['ours', 'bare'] as const) {
      const url = name === 'ours' ? ours.url : bare.url
      const again = few.map((typist) => ({ ...typist, start: revision[name] }))
      const { busy } = await runTypists({ url, typists: again, saves, every: 0 })
      revision[name] += saves
      if (round > 0) rates[name].push(busy) // the first round warms both up
    }
  const perSecond = (all: readonly number[]) => (saves * few.length * 1000) / timingOf(all).median
  const [a, b] = [perSecond(rates.ours), perSecond(rates.bare)]
  console.log(`saves as fast as answers come, ${few.length} typists:`)
  console.log(`  ours                    ${a.toFixed(0)} a second`)
  console.log(`  bare Hono + ${driver} ${b.toFixed(0)} a second`)
  const ratios = timingOf(rates.bare.map((busy, at) => (100 * busy) / rates.ours[at]!))
  const percent = (ratio: number) => `${ratio.toFixed(0)} %`
  console.log(
    `  ratio                      ${percent(ratios.median)} (${percent(ratios.min)} – ${percent(ratios.max)}; 40 % asked)`,
  )
  await ours.close()
  await bare.close()
}

/** A Hono handler that commits the same row by bare better-sqlite3, and knows nothing else. */
async function bareServer(file: string, typists: readonly Typist[]): Promise<Server> {
  const database = new SqliteDatabase(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec(`create table entry_work (path text primary key not null, revision integer not null,
    counts text, cursor text, seen text, tab text, tab_since text, heard_at text) strict`)
  const insert = database.prepare('insert into entry_work (path, revision) values (?, 0)')
  for (const { path } of typists) insert.run(path)
  const update = database.prepare(`update entry_work set revision = revision + 1, counts = ?,
    cursor = null, seen = '[]', tab = null, tab_since = null, heard_at = ? where path = ?
    returning revision`)
  const save = database.transaction((counts: string, path: string) =>
    update.get(counts, new Date().toISOString(), path),
  )
  return serveBare(
    async (counts, path) => save.immediate(counts, path) as { revision: number },
    async () => void database.close(),
  )
}

/** Takes the body apart as ours comes, and answers with what saving gives. */
export function serveBare(
  save: (counts: string, path: string) => Promise<{ revision: number }>,
  end: () => Promise<void>,
): Promise<Server> {
  const app = new Hono()
  app.put('*', async (c) => {
    const {
      cursor: _,
      seen: __,
      tab: ___,
      ...counts
    } = (await c.req.json()) as object & {
      cursor?: unknown
      seen?: unknown
      tab?: unknown
    }
    return c.json(await save(JSON.stringify(counts), c.req.path))
  })
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve({
        url: `http://127.0.0.1:${port}`,
        close: () => new Promise((closed) => server.close(() => void end().then(closed))),
      }),
    )
  })
}

/** The typists’ run, in a process of their own. */
export function runTypists(run: Run): Promise<Ran> {
  const child = fork(new URL('typists.ts', import.meta.url), { execArgv: ['--import', 'tsx'] })
  return new Promise((resolve, reject) => {
    child.once('message', (ran: Ran) => resolve(ran))
    child.once('error', reject)
    child.once('exit', (code) => code && reject(new Error(`the typists ended with ${code}`)))
    child.send(run)
  })
}

/** Median and p99 of the saves, milliseconds. */
export function savesText(taken: readonly number[]): string {
  const sorted = [...taken].sort((a, b) => a - b)
  const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1]!
  return `${sorted.length} saves, ${ms(timingOf(taken))}, p99 ${p99.toFixed(2)} ms (20 ms asked)`
}

/** A session in counting with one sheet for each typist, taken up and about to be typed. */
export async function hall(file: string, entryMode: EntryMode) {
  const store = openStore(file)
  await migrate(store)
  let ids = 0
  const ctx = await testContext('sqlite', {
    store,
    newId: () => `id-${(ids += 1)}`,
    now: () => new Date().toISOString(),
  })
  const people = await seatPeople(ctx)
  const { sheets, subjects } = await sheetsOf(ctx, people, entryMode)
  const actors: Actor[] = []
  const typists: Typist[] = []
  for (const [at, sheet] of sheets.entries()) {
    const actor = await secretary(ctx, people, at)
    await takePass(ctx, actor, sheet)
    const username = `typist-${at}`
    const { token } = await logIn(ctx, { username, password: PASSWORD })
    const path = `/api/v1/sheets/${sheet}/pass${entryMode === 'ballots' ? '/ballots/{n}' : ''}`
    const bodies = entryMode === 'ballots' ? papers() : drafts(subjects)
    actors.push(actor)
    typists.push({ cookie: `tin-nhiem=${token}`, method: 'PUT', path, bodies, start: 0 })
  }
  return { ctx, actors, sheets, typists }
}

/** A secretary more, with the password of the first one, who has changed it already. */
async function secretary(ctx: Context, people: People, at: number): Promise<Actor> {
  const { organisation } = people.first
  const username = `typist-${at}`
  const { db } = ctx.store
  const like = await db
    .selectFrom('accounts')
    .selectAll()
    .where('id', '=', people.first.account)
    .executeTakeFirstOrThrow()
  const row = { ...like, id: username, username, full_name: `Thư Ký Mẫu ${at + 1}` }
  await db.transaction().execute((trx) => insertAccount(trx, row))
  return { account: username, role: 'secretary', fullName: username, organisation }
}

async function sheetsOf(ctx: Context, people: People, entryMode: EntryMode) {
  const session = { ...NEW_SESSION, entryMode, passesRequired: 1 }
  const { id } = await createSession(ctx, people.first, session)
  const subjects = Array.from({ length: SUBJECTS }, (_, at) => ({
    name: `Nguyễn Văn Mẫu ${at + 1}`,
    position: 'Ủy viên',
    block: null,
  }))
  const roster = await saveRoster(ctx, people.first, id, [{ code: 'A', title: 'A', subjects }])
  const voters = { members: BALLOTS, summoned: BALLOTS, present: BALLOTS }
  await recordVoters(ctx, people.first, id, { ...voters, absentExcused: 0, absentUnexcused: 0 })
  await freezeRoster(ctx, people.first, id)
  await recordConditions(ctx, people.first, id)
  await openCounting(ctx, people.head, id)
  const kind = roster.ballotKinds[0]!
  const counts = { printed: BALLOTS, issued: BALLOTS, collected: BALLOTS, invalidReasons: null }
  const sizes = Array.from({ length: TYPISTS }, () => BALLOTS / TYPISTS)
  await recordBallots(ctx, people.first, id, [{ ballotKind: kind.id, ...counts, sheets: sizes }])
  const rows = await ctx.store.db.selectFrom('sheets').select('id').orderBy('number').execute()
  return { sheets: rows.map((row) => row.id), subjects: kind.subjects }
}

/** The draft as it grows, cell by cell of the last rows. */
function drafts(subjects: readonly { readonly id: string }[]): string[] {
  return Array.from({ length: 20 }, (_, step) => {
    const marks = subjects.map(
      (_, at) => [at < 40 + step ? 9 : null, at < 40 + step ? 2 : null, 1, 0] as const,
    )
    const ballots = { collected: 12, valid: 12, invalid: 0 }
    const counts: SheetCounts = sheetOf(subjects, ballots, marks)
    return JSON.stringify({ ...counts, cursor: `rows.${step}.high` })
  })
}

/** Papers on which the marks move along. */
function papers(): string[] {
  return Array.from({ length: 12 }, (_, paper) => {
    const signs = Array.from({ length: SUBJECTS }, (_, at) => 1 + ((at + paper) % 3))
    return JSON.stringify({ marks: signs.join('') })
  })
}

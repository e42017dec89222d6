import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import pg from 'pg'
import { checkCheckpoints } from '../../src/actions/checkpoint-check.ts'
import { CHECKPOINT_EVERY } from '../../src/domain/checkpoint.ts'
import { checkChains } from '../../src/storage/chain-check.ts'
import { type Store, openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { BENCH_SEAL, type Column, type JournalTable, journalRows } from './journal-rows.ts'
import { ms, timeInTurn } from './measure.ts'

const EVENTS = 1_000_000
const RUNS = 3

/** A database with a long journal, and the same rows read and hashed by its bare driver in one loop. */
type Filled = { readonly store: Store; readAndHash(): unknown; close(): Promise<void> }

/** The chains and signed heads of a long journal on SQLite, beside reading and hashing the same rows in one loop. */
export async function benchJournal(events = EVENTS): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-journal-'))
  try {
    await measure('SQLite', events, await onSqlite(join(folder, 'journal.sqlite'), events))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The same in an empty database of PostgreSQL. */
export async function benchJournalOn(url: string, events = EVENTS): Promise<void> {
  await measure('PostgreSQL', events, await onPostgres(url, events))
}

async function measure(where: string, events: number, filled: Filled): Promise<void> {
  const { store } = filled
  try {
    const trusted = { real: [BENCH_SEAL.id], rehearsal: [] }
    const started = process.memoryUsage().rss
    let peak = 0
    const verify = async () => {
      const { count, fault, missing, faulty } = await checkCheckpoints(store, trusted)
      const { entries, broken, sessionBroken, headMissing } = await checkChains(store.db, {
        signed: ({ number }) => !faulty.has(number),
        progress: () => void (peak = Math.max(peak, process.memoryUsage().rss)),
      })
      const holds = !broken && !sessionBroken && !headMissing && !fault && missing === null
      if (!holds || entries !== events || count !== Math.floor(events / CHECKPOINT_EVERY))
        throw new Error('the journal does not hold')
    }
    const { a, b, ratio } = await timeInTurn(RUNS, 0, verify, () => filled.readAndHash())
    const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(0)
    console.log(
      `${events} entries on ${where}, twenty sessions at a time, a signed head every ${CHECKPOINT_EVERY}:`,
    )
    console.log(`  verified             ${ms(a)}, ${(events / a.median).toFixed(0)} a ms`)
    console.log(`  read and hashed      ${ms(b)}, the same rows in one loop`)
    console.log(`  rate                 ${(100 / ratio).toFixed(0)} % of that loop (50 % asked)`)
    console.log(`  memory               ${mb(started)} MB before, ${mb(peak)} MB at most`)
  } finally {
    await filled.close()
  }
}

const ROWS = `select j.seq, j.session_id, j.entry, j.prev_hash, j.hash,
    s.place, s.prev_hash as s_prev, s.hash as s_hash
  from journal j left join session_journal s on s.seq = j.seq order by j.seq`
type Read = Record<'entry' | 'prev_hash' | 's_prev' | 's_hash', string>

/** The two hashes that stand in the row, and nothing else. */
function hashed({ entry, prev_hash, s_prev }: Read): number {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  return hash(`${prev_hash}\n${entry}`).length + hash(`${s_prev}\n${entry}`).length
}

async function onSqlite(file: string, events: number): Promise<Filled> {
  const store = openStore(file)
  await migrate(store)
  const raw = new SqliteDatabase(file)
  const into = {
    journal: raw.prepare('insert into journal values (?, ?, ?, ?, ?)'),
    session_journal: raw.prepare('insert into session_journal values (?, ?, ?, ?, ?)'),
    checkpoints: raw.prepare('insert into checkpoints values (?, ?, ?, ?, ?)'),
  }
  raw.transaction(() => {
    for (const [table, row] of journalRows(events)) into[table].run(...row)
  })()
  return {
    store,
    readAndHash() {
      let all = 0
      for (const row of raw.prepare<[], Read>(ROWS).iterate()) all += hashed(row)
      if (all === 0) throw new Error('there is nothing to hash')
    },
    async close() {
      raw.close()
      await store.db.destroy()
    },
  }
}

/** Rows of one statement that fills, and of one fetch. */
const BATCH = 1000

async function onPostgres(url: string, events: number): Promise<Filled> {
  const store = openStore(url)
  await migrate(store)
  const raw = new pg.Client({ connectionString: url })
  await raw.connect()
  const waiting = { journal: [], session_journal: [], checkpoints: [] } as Record<
    JournalTable,
    (readonly Column[])[]
  >
  const insert = async (table: JournalTable) => {
    const rows = waiting[table].splice(0)
    if (rows.length === 0) return
    const columns = rows[0]!.map((_, at) => rows.map((row) => row[at]))
    const types = rows[0]!.map((value) => (typeof value === 'number' ? 'bigint[]' : 'text[]'))
    const lists = types.map((type, at) => `$${at + 1}::${type}`).join(', ')
    await raw.query(`insert into ${table} select * from unnest(${lists})`, columns)
  }
  for (const [table, row] of journalRows(events))
    if (waiting[table].push(row) === BATCH) await insert(table)
  for (const table of ['journal', 'session_journal', 'checkpoints'] as const) await insert(table)
  return {
    store,
    async readAndHash() {
      let all = 0
      await raw.query(`begin; declare bare no scroll cursor for ${ROWS}`)
      for (;;) {
        const { rows } = await raw.query<Read>(`fetch ${BATCH} from bare`)
        if (rows.length === 0) break
        for (const row of rows) all += hashed(row)
      }
      await raw.query('commit')
      if (all === 0) throw new Error('there is nothing to hash')
    },
    async close() {
      await raw.end()
      await store.db.destroy()
    },
  }
}

import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { checkCheckpoints } from '../../src/actions/checkpoint-check.ts'
import { CHECKPOINT_EVERY, checkpointText } from '../../src/domain/checkpoint.ts'
import { FIRST_PREV_HASH, chainInput, sessionChainInput } from '../../src/domain/journal.ts'
import { sealsUnder } from '../../src/secrets.ts'
import { checkChains } from '../../src/storage/chain-check.ts'
import { openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { ms, timeInTurn } from './measure.ts'

const EVENTS = 1_000_000
/** Entries of twenty sessions that are held at the same time. */
const OF_TWENTY = 20_000
const AT = '2026-02-05T01:00:00.000Z'
const RUNS = 3
const seal = sealsUnder(new Uint8Array(32).fill(7)).real

/** The chains and signed heads of a long journal, beside reading and hashing the same rows in one loop. */
export async function benchJournal(events = EVENTS): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-journal-'))
  const file = join(folder, 'journal.sqlite')
  const store = openStore(file)
  try {
    await migrate(store)
    const raw = new SqliteDatabase(file)
    fill(raw, events)
    const trusted = { real: [seal.id], rehearsal: [] }
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
    const { a, b, ratio } = await timeInTurn(RUNS, 0, verify, () => readAndHash(raw))
    const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(0)
    console.log(
      `${events} entries, twenty sessions at a time, a signed head every ${CHECKPOINT_EVERY}:`,
    )
    console.log(`  verified             ${ms(a)}, ${(events / a.median).toFixed(0)} a ms`)
    console.log(`  read and hashed      ${ms(b)}, the same rows in one loop`)
    console.log(`  rate                 ${(100 / ratio).toFixed(0)} % of that loop`)
    console.log(`  memory               ${mb(started)} MB before, ${mb(peak)} MB at most`)
    raw.close()
  } finally {
    await store.db.destroy()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Every row of both chains, with the two hashes that stand in it, and nothing else. */
function readAndHash(database: SqliteDatabase.Database): void {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const rows = database.prepare<[], Record<'entry' | 'prev_hash' | 's_prev' | 's_hash', string>>(
    `select j.seq, j.session_id, j.entry, j.prev_hash, j.hash, s.place, s.prev_hash as s_prev, s.hash as s_hash
      from journal j left join session_journal s on s.seq = j.seq order by j.seq`,
  )
  let hashed = 0
  for (const { entry, prev_hash, s_prev } of rows.iterate())
    hashed += hash(`${prev_hash}\n${entry}`).length + hash(`${s_prev}\n${entry}`).length
  if (hashed === 0) throw new Error('there is nothing to hash')
}

function fill(database: SqliteDatabase.Database, events: number): void {
  const journal = database.prepare('insert into journal values (?, ?, ?, ?, ?)')
  const ofSession = database.prepare('insert into session_journal values (?, ?, ?, ?, ?)')
  const checkpoint = database.prepare('insert into checkpoints values (?, ?, ?, ?, ?)')
  const ends = new Map<string, { entries: number; hash: string }>()
  let changed = new Set<string>()
  let head = FIRST_PREV_HASH
  let before: string | null = null
  database.transaction(() => {
    for (let seq = 1; seq <= events; seq += 1) {
      const session = `id-${Math.floor(seq / OF_TWENTY) * 20 + (seq % 20)}` // twenty at a time
      const text = entryText(seq, session)
      const hash = sha256(chainInput(head, text))
      journal.run(seq, session, text, head, hash)
      head = hash
      const end = ends.get(session) ?? { entries: 0, hash: FIRST_PREV_HASH }
      const place = end.entries + 1
      const own = sha256(sessionChainInput({ session, place }, end.hash, text))
      ofSession.run(session, place, seq, end.hash, own)
      ends.set(session, { entries: place, hash: own })
      changed.add(session)
      if (seq % CHECKPOINT_EVERY !== 0) continue
      const number = seq / CHECKPOINT_EVERY
      const sessions = [...changed].toSorted().map((id) => ({ session: id, ...ends.get(id)! }))
      const prevSha256: string | null = before === null ? null : sha256(before)
      const body = checkpointText({ number, prevSha256, at: AT, seq, hash, entries: seq, sessions })
      const signature = seal.sign('journal-head', new TextEncoder().encode(body))
      checkpoint.run(number, seq, body, seal.publicKey, signature)
      before = body
      changed = new Set()
    }
  })()
}

/** As long as entries usually are. */
function entryText(seq: number, session: string): string {
  return JSON.stringify({
    seq,
    at: AT,
    actor: { account: 'f2d0c9b1-3c5e-4a3f-9c7e-000000000001', role: 'secretary' },
    event: {
      type: 'pass_imported',
      session,
      sheet: `sheet-${seq}`,
      passNo: 1,
      fileSha256: 'a'.repeat(64),
      source: 'xlsx',
    },
  })
}

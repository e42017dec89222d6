import { setImmediate as otherWork } from 'node:timers/promises'
import type { Kysely, Transaction } from 'kysely'
import type { Actor } from '../domain/actor.ts'
import {
  FIRST_PREV_HASH,
  type JournalEntry,
  type JournalEvent,
  chainInput,
} from '../domain/journal.ts'
import type { Instant } from '../domain/time.ts'
import type { Database, Row } from './database.ts'
import { appendToSession } from './session-journal.ts'
import { sha256 } from './sha256.ts'

/** The last entry's number and hash: whoever holds them can see that the journal's end was cut. */
export type JournalHead = { readonly seq: number; readonly hash: string }

/** The newest entry, or seq 0 with the hash that stands before the first one. */
export async function journalHead(db: Kysely<Database>): Promise<JournalHead> {
  const last = await db
    .selectFrom('journal')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ?? { seq: 0, hash: FIRST_PREV_HASH }
}

/** What a column of whole numbers can hold on both databases. */
const MOST_ENTRIES = 2_147_483_647

/** The entry of that number as stored, or `undefined`. */
export async function findEntry(
  db: Kysely<Database>,
  seq: number,
): Promise<Row<'journal'> | undefined> {
  if (seq > MOST_ENTRIES) return undefined
  return db.selectFrom('journal').selectAll().where('seq', '=', seq).executeTakeFirst()
}

/** When the newest entry was made, as it says itself; `null` before the first. */
export async function lastInstant(db: Kysely<Database>): Promise<Instant | null> {
  const last = await db
    .selectFrom('journal')
    .select('entry')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? (JSON.parse(last.entry) as JournalEntry).at : null
}

/** The entries with events of that type after the number, the oldest first; reads every entry after it. */
export async function entriesOfType(
  db: Kysely<Database>,
  type: JournalEvent['type'],
  after = 0,
): Promise<readonly JournalEntry[]> {
  const rows = await db
    .selectFrom('journal')
    .select('entry')
    .where('seq', '>', after)
    .where('entry', 'like', `%"type":"${type}"%`)
    .orderBy('seq')
    .execute()
  const entries = rows.map(({ entry }) => JSON.parse(entry) as JournalEntry)
  return entries.filter(({ event }) => event.type === type)
}

/** A session's newest entry: its number, and when it was made. */
export type LastChange = { readonly seq: number; readonly at: Instant }

/** The session's newest entry with a number above `after`, or `undefined` when there is none. */
export async function lastChange(
  db: Kysely<Database>,
  session: string,
  after: number,
): Promise<LastChange | undefined> {
  const row = await db
    .selectFrom('journal')
    .select(['seq', 'entry'])
    .where('seq', '>', after)
    .where('session_id', '=', session)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { seq: row.seq, at: (JSON.parse(row.entry) as JournalEntry).at }
}

/** Appends the events after the newest entry, each chained to the one before and to its session's one before. */
export async function appendEvents(
  trx: Transaction<Database>,
  at: Instant,
  actor: Actor | null,
  events: readonly JournalEvent[],
): Promise<JournalHead> {
  let head = await journalHead(trx)
  for (const event of events) {
    const entry: JournalEntry = {
      seq: head.seq + 1,
      at,
      actor: actor && { account: actor.account, role: actor.role },
      event,
    }
    const text = JSON.stringify(entry)
    const hash = sha256(chainInput(head.hash, text))
    const session = 'session' in event ? event.session : null
    await trx
      .insertInto('journal')
      .values({
        seq: entry.seq,
        session_id: session,
        entry: text,
        prev_hash: head.hash,
        hash,
      })
      .execute()
    if (session !== null) await appendToSession(trx, session, { seq: entry.seq, entry: text })
    head = { seq: entry.seq, hash }
  }
  return head
}

/** Where the chain first breaks, or `null` when every stored byte is as it was written. */
export type ChainBreak = { readonly seq: number; readonly what: 'gap' | 'link' | 'hash' }

/** Recomputes the chain over the stored text; `entries` counts what was read. */
export async function verifyJournal(
  db: Kysely<Database>,
): Promise<{ entries: number; head: JournalHead; broken: ChainBreak | null }> {
  let head: JournalHead = { seq: 0, hash: FIRST_PREV_HASH }
  for (;;) {
    const rows = await db
      .selectFrom('journal')
      .selectAll()
      .where('seq', '>', head.seq)
      .orderBy('seq')
      .limit(1000)
      .execute()
    for (const row of rows) {
      const what =
        row.seq !== head.seq + 1
          ? 'gap'
          : row.prev_hash !== head.hash
            ? 'link'
            : row.hash !== sha256(chainInput(row.prev_hash, row.entry))
              ? 'hash'
              : null
      if (what) return { entries: head.seq, head, broken: { seq: row.seq, what } }
      head = { seq: row.seq, hash: row.hash }
    }
    if (rows.length === 0) return { entries: head.seq, head, broken: null }
    await otherWork() // SQLite answers at once: nobody else would get a turn
  }
}

import type { Kysely, Transaction } from 'kysely'
import { FIRST_PREV_HASH, sessionChainInput } from '../domain/journal.ts'
import type { Database } from './database.ts'
import { sha256 } from './sha256.ts'

/** How many entries a session has, and the hash of the last in the session's own chain. */
export type SessionHead = { readonly entries: number; readonly hash: string }

/** One entry of a session as stored, at its place (1, 2, …) in the session's own chain. */
export type SessionEntry = {
  readonly place: number
  /** Its number in the whole journal. */
  readonly seq: number
  /** The stored text. */
  readonly entry: string
  readonly prevHash: string
  readonly hash: string
}

/** An entry with the hashes of the whole journal's chain before it and of it. */
export type ChainedEntry = SessionEntry & {
  readonly journalPrevHash: string
  readonly journalHash: string
}

/** The end of the session's own chain; 0 entries and the hash before the first one for a session without any. */
export async function sessionHead(db: Kysely<Database>, session: string): Promise<SessionHead> {
  const last = await db
    .selectFrom('session_journal')
    .select(['place as entries', 'hash'])
    .where('session_id', '=', session)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ?? { entries: 0, hash: FIRST_PREV_HASH }
}

/** The hash of the session's entry at that place, if it has one there. */
export async function findEntryAt(
  db: Kysely<Database>,
  session: string,
  place: number,
): Promise<{ readonly hash: string } | undefined> {
  return db
    .selectFrom('session_journal')
    .select('hash')
    .where('session_id', '=', session)
    .where('place', '=', place)
    .executeTakeFirst()
}

/** At most `limit` entries of the session behind place `after` (0: from the first), in their order. */
export async function listSessionEntries(
  db: Kysely<Database>,
  session: string,
  after: number,
  limit: number,
): Promise<readonly SessionEntry[]> {
  return db
    .selectFrom('session_journal as s')
    .innerJoin('journal as j', 'j.seq', 's.seq')
    .select(['s.place', 's.seq', 'j.entry', 's.prev_hash as prevHash', 's.hash'])
    .where('s.session_id', '=', session)
    .where('s.place', '>', after)
    .orderBy('s.place')
    .limit(limit)
    .execute()
}

/** At most `limit` identities above `after` of sessions that the tables or the journal know, in their order. */
export async function listSessionIds(
  db: Kysely<Database>,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const stored = db
    .selectFrom('sessions')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
  const told = db
    .selectFrom('session_journal')
    .select('session_id as id')
    .where('session_id', '>', after)
    .where('place', '=', 1)
    .orderBy('session_id')
    .limit(limit) // else each page reads the journal to its end
  const rows = await db
    .selectFrom(stored.as('stored'))
    .select('id')
    .union(db.selectFrom(told.as('told')).select('id'))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** The session's entries above `after`, each with its place in the chain of the whole journal. */
export async function listChainedEntries(
  db: Kysely<Database>,
  session: string,
  after: number,
  limit: number,
): Promise<readonly ChainedEntry[]> {
  return db
    .selectFrom('session_journal as s')
    .innerJoin('journal as j', 'j.seq', 's.seq')
    .select(['s.place', 's.seq', 'j.entry', 's.prev_hash as prevHash', 's.hash'])
    .select(['j.prev_hash as journalPrevHash', 'j.hash as journalHash'])
    .where('s.session_id', '=', session)
    .where('s.place', '>', after)
    .orderBy('s.place')
    .limit(limit)
    .execute()
}

/** What of the whole program belongs between the entries of a session. */
const PROGRAM_LINES = ['program_started', 'clock_jumped', 'restored'] as const

/**
 * Starts of the program, jumps of its clock and restored backups with numbers above `after` and not above `to`, in their
 * order, as stored.
 */
export async function listProgramLines(
  db: Kysely<Database>,
  after: number,
  to: number,
): Promise<readonly { readonly seq: number; readonly entry: string }[]> {
  return (
    db
      .selectFrom('journal')
      .select(['seq', 'entry'])
      .where('seq', '>', after)
      .where('seq', '<=', to)
      .where('session_id', 'is', null)
      // no text inside an entry has these quotes unescaped
      .where((where) =>
        where.or(
          PROGRAM_LINES.map((type) => where('entry', 'like', `%"event":{"type":"${type}"%`)),
        ),
      )
      .orderBy('seq')
      .execute()
  )
}

/** Puts an entry that was just appended to the journal at the end of its session's own chain. */
export async function appendToSession(
  trx: Transaction<Database>,
  session: string,
  { seq, entry }: { readonly seq: number; readonly entry: string },
): Promise<void> {
  const { entries, hash: prev_hash } = await sessionHead(trx, session)
  const place = entries + 1
  const hash = sha256(sessionChainInput({ session, place }, prev_hash, entry))
  await trx
    .insertInto('session_journal')
    .values({ session_id: session, place, seq, prev_hash, hash })
    .execute()
}

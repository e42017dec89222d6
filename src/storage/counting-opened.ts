import type { Kysely } from 'kysely'
import type { CountingOpened } from '../domain/counting-papers.ts'
import type { JournalEntry } from '../domain/journal.ts'
import type { Database } from './database.ts'

/**
 * When counting was opened for the first time, and what the journal says had been typed by then;
 * `undefined` while it was not.
 */
export async function findCountingOpened(
  db: Kysely<Database>,
  session: string,
): Promise<CountingOpened | undefined> {
  const moves = await entriesOf(db, session, 'session_moved')
  const opening = moves.find(
    ({ entry: { event } }) => event.type === 'session_moved' && event.state.new === 'counting',
  )
  if (!opening) return undefined
  const { seq, hash, entry } = opening
  const claimed = await entriesOf(db, session, 'sheet_claimed', seq)
  const submitted = await entriesOf(db, session, 'pass_submitted', seq)
  return {
    at: entry.at,
    account: entry.actor?.account ?? null,
    journal: { seq, hash },
    before: {
      claimed: claimed.length,
      submitted: submitted.length,
      ballots: submitted.reduce((sum, each) => sum + ballotsIn(each), 0),
    },
  }
}

type Found = { readonly seq: number; readonly hash: string; readonly entry: JournalEntry }

/**
 * The session's entries of one type in their order, with their hashes, all or those before one.
 * A quotation mark typed by anybody stands escaped in JSON: only the type itself is found so.
 */
export async function entriesOf(
  db: Kysely<Database>,
  session: string,
  type: JournalEntry['event']['type'],
  before?: number,
): Promise<Found[]> {
  const rows = await db
    .selectFrom('journal')
    .select(['seq', 'hash', 'entry'])
    .where('session_id', '=', session)
    .$if(before !== undefined, (query) => query.where('seq', '<', before ?? 0))
    .where('entry', 'like', `%"event":{"type":"${type}",%`)
    .orderBy('seq')
    .execute()
  return rows.map(({ seq, hash, entry }) => ({
    seq,
    hash,
    entry: JSON.parse(entry) as JournalEntry,
  }))
}

function ballotsIn({ entry: { event } }: Found): number {
  return event.type === 'pass_submitted' ? (event.counts.collected ?? 0) : 0
}

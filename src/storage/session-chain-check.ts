import type { Kysely } from 'kysely'
import { FIRST_PREV_HASH, sessionChainInput } from '../domain/journal.ts'
import { type ChainFault, entryFault } from './chain-check.ts'
import type { Database } from './database.ts'
import { type SessionHead, listChainedEntries } from './session-journal.ts'
import { sha256 } from './sha256.ts'

const PAGE = 500

/** What a pass over the entries of one session found; each fault is the first of its kind, or `null`. */
export type SessionChainFindings = {
  /** The end of its own chain as it was made anew. */
  readonly head: SessionHead
  /** An entry that is not as it was written, or not in its place. */
  readonly broken: ChainFault | null
  /** The same in the session's own chain. */
  readonly sessionBroken: ChainFault | null
  /** A head told somewhere that the chain does not have; `place` is how many entries it was told with. */
  readonly headMissing: { readonly place: number; readonly beyond: boolean } | null
}

/** Recomputes the session's own chain, and compares it with the heads by the number of entries they were told with. */
export async function checkSessionChain(
  db: Kysely<Database>,
  session: string,
  told: ReadonlyMap<number, string>,
): Promise<SessionChainFindings> {
  const found: {
    -readonly [Key in keyof Omit<SessionChainFindings, 'head'>]: SessionChainFindings[Key]
  } = { broken: null, sessionBroken: null, headMissing: null }
  let head: SessionHead = { entries: 0, hash: FIRST_PREV_HASH }
  let before = 0
  for (;;) {
    const rows = await listChainedEntries(db, session, head.entries, PAGE)
    for (const { place, seq, entry, prevHash, hash, journalPrevHash, journalHash } of rows) {
      const row = { seq, session_id: session, entry, prev_hash: journalPrevHash, hash: journalHash }
      const fault = entryFault(row) ?? (seq > before ? null : { seq, what: 'place' })
      found.broken ??= fault
      // where the entry itself is at fault its chain goes on as stored: that fault is told apart
      const own = fault ? hash : sha256(sessionChainInput({ session, place }, head.hash, entry))
      const sound = place === head.entries + 1 && prevHash === head.hash && hash === own
      found.sessionBroken ??= sound ? null : { seq, what: 'hash' }
      before = seq
      head = { entries: place, hash: own }
      const expected = told.get(place)
      if (expected !== undefined && expected !== own) found.headMissing ??= { place, beyond: false }
    }
    if (rows.length === 0) break
  }
  for (const place of told.keys())
    if (place > head.entries) found.headMissing ??= { place, beyond: true }
  const filed = await countFiled(db, session)
  if (filed !== head.entries) found.sessionBroken ??= { seq: before, what: 'missing' }
  return { head, ...found }
}

/** How many entries the journal has filed under the session. */
async function countFiled(db: Kysely<Database>, session: string): Promise<number> {
  const counted = db
    .selectFrom('journal')
    .select(({ fn }) => fn.countAll().as('entries'))
    .where('session_id', '=', session)
  return Number((await counted.executeTakeFirstOrThrow()).entries)
}

/** At most `limit` texts of entries above `after` that say who somebody is, in their order. */
export async function listPersonEntries(
  db: Kysely<Database>,
  after: number,
  limit: number,
): Promise<readonly { readonly seq: number; readonly entry: string }[]> {
  return db
    .selectFrom('journal')
    .select(['seq', 'entry'])
    .where('seq', '>', after)
    .where('entry', 'like', '%"event":{"type":"person%')
    .orderBy('seq')
    .limit(limit)
    .execute()
}

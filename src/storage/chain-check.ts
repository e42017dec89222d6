import { setImmediate as otherWork } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Checkpoint } from '../domain/checkpoint.ts'
import { readCheckpoint } from '../domain/checkpoint.ts'
import { FIRST_PREV_HASH, chainInput, sessionChainInput } from '../domain/journal.ts'
import type { Database, Row } from './database.ts'
import type { ChainBreak, JournalHead } from './journal.ts'
import { sha256 } from './sha256.ts'

const PAGE = 1000

/** Where something first goes wrong: an entry's number, and what; of a checkpoint also its own number. */
export type ChainFault = {
  readonly seq: number
  readonly what: string
  readonly checkpoint?: number
  readonly session?: string
}

/** What a pass over the whole journal found; each fault is the first of its kind, or `null`. */
export type ChainFindings = {
  readonly entries: number
  readonly head: JournalHead
  /** A number that is missing. */
  readonly gap: ChainFault | null
  /** An entry that is not as it was written, not in its place, or filed under another session. */
  readonly broken: ChainFault | null
  /** The same in the session's own chain. */
  readonly sessionBroken: ChainFault | null
  /** A signed head that the journal does not have. */
  readonly headMissing: ChainFault | null
}

/** One entry as read, before anything is known of it. */
export type ReadEntry = Pick<Row<'journal'>, 'seq' | 'session_id' | 'entry'>

/**
 * Reads the journal once from its first to its last entry, and recomputes its chain, the chain of each session, and the
 * heads in the checkpoints that `signed` accepts. `visit` sees each entry. Memory grows with the number of sessions only.
 */
export async function checkChains(
  db: Kysely<Database>,
  options: {
    readonly signed: (checkpoint: Row<'checkpoints'>) => boolean
    readonly visit?: (entry: ReadEntry) => void
    readonly progress?: (entries: number) => void
  },
): Promise<ChainFindings> {
  const found: {
    -readonly [Key in 'gap' | 'broken' | 'sessionBroken' | 'headMissing']: ChainFault | null
  } = { gap: null, broken: null, sessionBroken: null, headMissing: null }
  const sessions = new Map<string, { entries: number; hash: string }>()
  let head: JournalHead = { seq: 0, hash: FIRST_PREV_HASH }
  let entries = 0
  for (;;) {
    const rows = await readPage(db, head.seq)
    if (rows.length === 0) break
    const heads = await signedHeads(db, head.seq, rows.at(-1)!.seq, options.signed)
    for (const row of rows) {
      found.gap ??= row.seq === head.seq + 1 ? null : { seq: head.seq + 1, what: 'gap' }
      const fault = linkFault(row, head)
      found.broken ??= fault
      const ofSession = sessionFault(row, sessions, fault) // counts on, whatever was found before
      found.sessionBroken ??= ofSession
      head = { seq: row.seq, hash: row.hash }
      const told = heads.get(row.seq)
      if (told) found.headMissing ??= headFault(told, head, sessions)
      options.visit?.(row)
    }
    entries += rows.length
    options.progress?.(entries)
    await otherWork() // SQLite answers at once: nobody else would get a turn
  }
  const beyond = await signedHeads(db, head.seq, null, options.signed)
  for (const { number, seq } of beyond.values())
    found.headMissing ??= { seq, what: 'beyond_end', checkpoint: number }
  const last = await db
    .selectFrom('session_journal')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .executeTakeFirst()
  if (last && last.seq > head.seq) found.sessionBroken ??= { seq: last.seq, what: 'beyond_end' }
  return { entries, head, ...found }
}

type ChainedRow = Row<'journal'> & {
  readonly place: number | null
  readonly s_session: string | null
  readonly s_prev: string | null
  readonly s_hash: string | null
}

async function readPage(db: Kysely<Database>, after: number): Promise<readonly ChainedRow[]> {
  return (
    db
      .selectFrom('journal as j')
      // PostgreSQL walks the second index too, and from its beginning where it is not told where to begin
      .leftJoin('session_journal as s', (join) =>
        join.onRef('s.seq', '=', 'j.seq').on('s.seq', '>', after),
      )
      .select(['j.seq', 'j.session_id', 'j.entry', 'j.prev_hash', 'j.hash'])
      .select(['s.place', 's.session_id as s_session', 's.prev_hash as s_prev', 's.hash as s_hash'])
      .where('j.seq', '>', after)
      .orderBy('j.seq')
      .limit(PAGE)
      .execute()
  )
}

/** Across a gap the chain goes on from what is left: the gap itself is told apart. */
function linkFault(row: ChainedRow, before: JournalHead): ChainFault | null {
  const { seq } = row
  if (seq === before.seq + 1 && row.prev_hash !== before.hash) return { seq, what: 'link' }
  return entryFault(row)
}

/** What is wrong with an entry by itself: another text than was hashed, another number, or another session's. */
export function entryFault(row: Row<'journal'>): ChainFault | null {
  const { seq } = row
  const fault = (what: ChainBreak['what'] | 'place' | 'session') => ({ seq, what })
  if (row.hash !== sha256(chainInput(row.prev_hash, row.entry))) return fault('hash')
  if (!row.entry.startsWith(`{"seq":${seq},`)) return fault('place')
  const { session_id: session } = row
  const filed = session === null || row.entry.includes(`"session":"${session}"`)
  return filed ? null : fault('session')
}

/** Where the entry itself is at fault, the session's chain goes on as stored: that fault is told apart. */
function sessionFault(
  { seq, session_id: session, entry, place, s_session, s_prev, s_hash }: ChainedRow,
  sessions: Map<string, { entries: number; hash: string }>,
  entryFault: ChainFault | null,
): ChainFault | null {
  if (entryFault?.what === 'session') return null
  if (session === null) return place === null ? null : { seq, what: 'session' }
  const before = sessions.get(session) ?? { entries: 0, hash: FIRST_PREV_HASH }
  const fault = (what: string) => ({ seq, what, session })
  const next = before.entries + 1
  const own = sha256(sessionChainInput({ session, place: next }, before.hash, entry))
  sessions.set(session, { entries: next, hash: entryFault ? (s_hash ?? own) : own })
  if (place === null) return fault('missing')
  if (s_session !== session || place !== next) return fault('place')
  if (s_prev !== before.hash) return fault('link')
  return s_hash === own || entryFault ? null : fault('hash')
}

/** The checkpoints of these entries that are signed, by the entry; of all behind `after` where there is no end. */
async function signedHeads(
  db: Kysely<Database>,
  after: number,
  upTo: number | null,
  signed: (checkpoint: Row<'checkpoints'>) => boolean,
): Promise<ReadonlyMap<number, Checkpoint>> {
  const rows = await db
    .selectFrom('checkpoints')
    .selectAll()
    .where('seq', '>', after)
    .$if(upTo !== null, (query) => query.where('seq', '<=', upTo ?? 0))
    .orderBy('seq')
    .execute()
  const heads = rows.filter(signed).flatMap(({ body }) => readCheckpoint(body) ?? [])
  return new Map(heads.map((head) => [head.seq, head]))
}

function headFault(
  { number, seq, hash, sessions: told }: Checkpoint,
  head: JournalHead,
  sessions: ReadonlyMap<string, { readonly entries: number; readonly hash: string }>,
): ChainFault | null {
  if (hash !== head.hash) return { seq, what: 'head', checkpoint: number }
  const other = told.find(({ session, entries, hash: own }) => {
    const now = sessions.get(session)
    return now?.entries !== entries || now.hash !== own
  })
  return other ? { seq, what: 'session_head', checkpoint: number, session: other.session } : null
}

import type { Kysely, Migration } from 'kysely'
import { FIRST_PREV_HASH, sessionChainInput } from '../../domain/journal.ts'
import type { Database } from '../database.ts'
import type { Dialect } from '../dialect.ts'
import { sha256 } from '../sha256.ts'

/** Tables of this step whose rows are facts: inserted once, never changed. */
export const JOURNAL_FACTS = [
  'session_journal',
  'checkpoints',
] as const satisfies readonly (keyof Database)[]

const PAGE = 1000

/**
 * A chain for each session beside the journal's own, filled for the entries there are, and signed heads. The journal
 * itself is read only; everything happens in one transaction.
 */
export function sealedJournal(dialect: Dialect): Migration {
  const up = async (db: Kysely<Database>) => {
    const create = (table: keyof Database) =>
      db.schema.createTable(table).modifyEnd(dialect.tableEnd)
    await create('session_journal')
      .addColumn('session_id', 'text', (c) => c.notNull())
      .addColumn('place', 'integer', (c) => c.notNull())
      .addColumn('seq', 'integer', (c) => c.notNull().unique().references('journal.seq'))
      .addColumn('prev_hash', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull().unique())
      .addPrimaryKeyConstraint('session_journal_place', ['session_id', 'place'])
      .execute()
    await create('checkpoints')
      .addColumn('number', 'integer', (c) => c.primaryKey().notNull())
      .addColumn('seq', 'integer', (c) => c.notNull().unique().references('journal.seq'))
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('public_key', 'text', (c) => c.notNull())
      .addColumn('signature', 'text', (c) => c.notNull())
      .execute()
    await chainSessions(db)
    for (const table of JOURNAL_FACTS)
      for (const statement of dialect.appendOnly(table)) await statement.execute(db)
  }
  return {
    up: async (db: Kysely<Database>) =>
      db.isTransaction ? up(db) : db.transaction().execute(async (trx) => up(trx)),
  }
}

/** Gives every stored entry of a session its place and hash. */
async function chainSessions(db: Kysely<Database>): Promise<void> {
  const ends = new Map<string, { place: number; hash: string }>()
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('journal')
      .select(['seq', 'session_id', 'entry'])
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    if (rows.length === 0) return
    for (const { seq, session_id, entry } of rows) {
      after = seq
      if (session_id === null) continue
      const { place: last, hash: prev_hash } = ends.get(session_id) ?? {
        place: 0,
        hash: FIRST_PREV_HASH,
      }
      const place = last + 1
      const hash = sha256(sessionChainInput({ session: session_id, place }, prev_hash, entry))
      await db
        .insertInto('session_journal')
        .values({ session_id, place, seq, prev_hash, hash })
        .execute()
      ends.set(session_id, { place, hash })
    }
  }
}

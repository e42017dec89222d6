import pg from 'pg'
import { createDatabase, startPostgres } from '../support/postgres.ts'
import { besideBare, hall, serveBare, typing } from './entry.ts'
import { benchJournalOn } from './journal.ts'
import { benchPersonRecordOn } from './person-record.ts'
import type { Typist } from './typists.ts'

/** The numbers of the journal, of a person's record and of saving, on a PostgreSQL that makes every commit durable. */
export async function benchPostgres(events?: number, sessions?: number): Promise<void> {
  const server = await startPostgres({ durable: true })
  const database = async (name: string) => {
    await createDatabase(server.url, name)
    return `${server.url}/${name}`
  }
  try {
    await benchJournalOn(await database('journal'), events)
    await benchPersonRecordOn(await database('record'), sessions)
    await typing(await database('typing'), 'totals', '50 typists on PostgreSQL')
    const { ctx, typists } = await hall(await database('ours'), 'totals')
    const bare = await bareServer(await database('bare'), typists)
    await besideBare(ctx, typists, bare, 'pg, synchronous_commit=on')
    await ctx.store.db.destroy()
  } finally {
    await server.stop()
  }
}

/** A Hono handler that commits the same row by bare pg, and knows nothing else. */
async function bareServer(url: string, typists: readonly Typist[]) {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  await pool.query(`create table entry_work (path text primary key not null, revision integer not null,
    counts text, cursor text, seen text, tab text, tab_since text, heard_at text)`)
  for (const { path } of typists)
    await pool.query('insert into entry_work (path, revision) values ($1, 0)', [path])
  const save = async (counts: string, path: string) => {
    const { rows } = await pool.query<{ revision: number }>({
      name: 'save',
      text: `update entry_work set revision = revision + 1, counts = $1, cursor = null, seen = '[]',
        tab = null, tab_since = null, heard_at = $2 where path = $3 returning revision`,
      values: [counts, new Date().toISOString(), path],
    })
    return rows[0]!
  }
  return serveBare(save, () => pool.end())
}

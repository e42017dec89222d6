import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Context } from '../../src/context.ts'
import type { Database } from '../../src/storage/database.ts'
import { openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { newPostgresUrl } from '../support/stores.ts'

/** What a database held: the bytes of its file, or the name of a savepoint. */
export type Kept = Buffer | string

/** A database that can be kept as it is and brought back. */
export type KeptDatabase = {
  /** What it holds now. */
  keep(): Promise<Kept>
  /** Brings that back, if anything was written since. */
  bringBack(kept: Kept): Promise<void>
  close(): Promise<void>
}

/** Gives the context such a database of the same kind in the place of its own; nothing waits for the disk. */
export async function keptDatabase(ctx: Context): Promise<KeptDatabase> {
  const { name } = ctx.store.dialect
  await ctx.store.db.destroy()
  return name === 'sqlite' ? keptFile(ctx) : keptByServer(ctx)
}

async function keptFile(ctx: Context): Promise<KeptDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'permissions-'))
  const file = join(folder, 'tin-nhiem.db')
  const { changes } = ctx.store
  const open = async () => {
    const store = { ...openStore(file), changes }
    await sql`pragma synchronous = off`.execute(store.db)
    Object.assign(ctx, { store })
  }
  const written = async () => {
    const { rows } = await sql<{ n: number }>`select total_changes() as n`.execute(ctx.store.db)
    return rows[0]!.n
  }
  await open()
  await migrate(ctx.store)
  let standing = 0
  return {
    async keep() {
      await sql`pragma wal_checkpoint(truncate)`.execute(ctx.store.db)
      standing = await written()
      return readFileSync(file)
    },
    async bringBack(kept) {
      if ((await written()) === standing) return
      await ctx.store.db.destroy()
      for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
      writeFileSync(file, kept)
      await open()
      standing = await written()
    },
    async close() {
      await ctx.store.db.destroy()
      rmSync(folder, { recursive: true })
    },
  }
}

/** What a transaction of the program is inside the one that is never committed; `vacuum` is none there. */
const INSIDE: readonly (readonly [RegExp, string])[] = [
  [/^begin$/, 'savepoint work'],
  [/^commit$/, 'release savepoint work'],
  [/^rollback$/, 'rollback to savepoint work'],
  [/^vacuum .*$/, 'select 1'],
]

/** One connection within one transaction: what is kept are its savepoints. */
async function keptByServer(ctx: Context): Promise<KeptDatabase> {
  const pool = new pg.Pool({
    connectionString: await newPostgresUrl(),
    max: 1,
    idleTimeoutMillis: 0, // the connection holds everything
  })
  const connection = await pool.connect()
  const plain = connection.query.bind(connection)
  await plain('begin')
  const inside = (text: string, values: unknown[]) => {
    const [, instead = text] = INSIDE.find(([pattern]) => pattern.test(text)) ?? []
    return plain(instead, values)
  }
  Object.assign(connection, { query: inside })
  connection.release()
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  Object.assign(ctx, { store: { ...ctx.store, db } })
  let kept = 0
  return {
    async keep() {
      const name = `kept_${(kept += 1)}`
      await plain(`savepoint ${name}`)
      return name
    },
    async bringBack(name) {
      await plain(`rollback to savepoint ${name.toString()}`)
    },
    close: () => db.destroy(),
  }
}

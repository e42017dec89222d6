import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Context } from '../../src/context.ts'
import { openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'

/** A database of one file that can be kept as it is and brought back. */
export type KeptDatabase = {
  /** What it holds now. */
  keep(): Promise<Buffer>
  /** Brings that back, if anything was written since. */
  bringBack(kept: Buffer): Promise<void>
  close(): Promise<void>
}

/** Gives the context such a database in the place of its own; nothing waits for the disk. */
export async function keptDatabase(ctx: Context): Promise<KeptDatabase> {
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
  await ctx.store.db.destroy()
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

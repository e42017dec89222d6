import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { recordStart } from '../../src/actions/program-start.ts'
import { readDemoFiles } from '../../src/cli/demo-files.ts'
import { holdSession, seatPeople } from '../../src/cli/demo-session.ts'
import type { Context } from '../../src/context.ts'
import { ROOT } from '../../src/program.ts'
import { recount } from '../../src/recount/recount.ts'
import { type DatabaseBasis, checkDatabase } from '../../src/actions/database-verification.ts'
import { type Store, openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { testContext } from './context.ts'

/** Starts the program, seats people by the actions themselves, and holds a whole rehearsal to signed documents. */
export async function holdWholeSession(ctx: Context): Promise<string> {
  await recordStart(ctx)
  const files = readDemoFiles(`${ROOT}/data/demo`)
  const nobody = () => undefined
  const people = (await seatPeople(ctx, files, nobody)).map(({ account }) => account)
  const { session } = await holdSession(ctx, files, people, nobody)
  await recordStart(ctx)
  return session
}

/** A database in a file that a whole session was held in, to be copied and broken. */
export async function verifiedDatabase() {
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-verified-'))
  const file = join(folder, 'whole.sqlite')
  const bare = openStore(file)
  await migrate(bare)
  const other = await testContext('sqlite')
  const ctx = { ...other, store: { ...bare, seal: other.seals.real } }
  const session = await holdWholeSession(ctx)
  await bare.db.destroy()
  await other.store.db.destroy()
  const { seals } = ctx
  const trusted = { real: [seals.real.id], rehearsal: [seals.rehearsal.id] }
  let copies = 0
  /** Gives `work` a copy on which `tamper` ran with no trigger and no reference in its way. */
  const onTampered = async <T>(
    tamper: (database: SqliteDatabase.Database) => void,
    work: (store: Store) => Promise<T>,
  ): Promise<T> => {
    const copy = join(folder, `copy-${(copies += 1)}.sqlite`)
    copyFileSync(file, copy)
    const database = new SqliteDatabase(copy)
    database.pragma('foreign_keys = off')
    const triggers = database
      .prepare<[], { name: string }>(`select name from sqlite_master where type = 'trigger'`)
      .all()
    for (const { name } of triggers) database.exec(`drop trigger "${name}"`)
    tamper(database)
    database.close()
    const store = openStore(copy)
    try {
      return await work(store)
    } finally {
      await store.db.destroy()
    }
  }
  const verifyTampered = (
    tamper: (database: SqliteDatabase.Database) => void,
    basis: Partial<DatabaseBasis> = {},
  ) =>
    onTampered(tamper, (store) => checkDatabase({ store, recount, trusted, paper: null, ...basis }))
  const end = () => rmSync(folder, { recursive: true })
  return { file, folder, session, seals, trusted, onTampered, verifyTampered, end }
}

import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FIRST_PREV_HASH, sessionChainInput } from '../../src/domain/journal.ts'
import { commit } from '../../src/storage/commit.ts'
import { type Store, openStore } from '../../src/storage/dialect.ts'
import { journalHead, verifyJournal } from '../../src/storage/journal.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { sealedJournal } from '../../src/storage/migrations/0014-sealed-journal.ts'
import { listSessionEntries, sessionHead } from '../../src/storage/session-journal.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { DIALECTS, openTestStore } from '../support/stores.ts'

const WHO = { actor: null, at: '2026-02-05T01:00:00.000Z' }
const opened = (session: string) => ({ type: 'hall_opened', session, expiresAt: WHO.at }) as const

describe.each(DIALECTS)('the entries of a session on %s', (dialect) => {
  let store: Store
  beforeEach(async () => {
    store = await openTestStore(dialect)
    await commit(store, WHO, async (_, record) => {
      record({ type: 'network_gone' })
      record(opened('s-1'))
      record(opened('s-2'))
    })
    await commit(store, WHO, async (_, record) => record(opened('s-1')))
  })
  afterEach(async () => store.db.destroy())

  test('have places and hashes of their own, whatever stands between them', async () => {
    const entries = await listSessionEntries(store.db, 's-1', 0, 10)
    expect(entries.map(({ place, seq }) => [place, seq])).toEqual([
      [1, 2],
      [2, 4],
    ])
    let before = FIRST_PREV_HASH
    for (const { place, entry, prevHash, hash } of entries) {
      expect(prevHash).toBe(before)
      expect(hash).toBe(sha256(sessionChainInput({ session: 's-1', place }, before, entry)))
      before = hash
    }
    expect(await sessionHead(store.db, 's-1')).toEqual({ entries: 2, hash: before })
  })

  test('are given in parts, behind a place', async () => {
    expect((await listSessionEntries(store.db, 's-1', 0, 1)).map(({ place }) => place)).toEqual([1])
    expect((await listSessionEntries(store.db, 's-1', 1, 1)).map(({ place }) => place)).toEqual([2])
    expect(await listSessionEntries(store.db, 's-1', 2, 1)).toEqual([])
  })

  test('are none for a session nothing is written of', async () => {
    expect(await sessionHead(store.db, 's-3')).toEqual({ entries: 0, hash: FIRST_PREV_HASH })
  })

  test('hash differently in another session or at another place', () => {
    const at = { session: 's-1', place: 1 }
    const input = sessionChainInput(at, FIRST_PREV_HASH, '{}')
    expect(sessionChainInput({ ...at, session: 's-2' }, FIRST_PREV_HASH, '{}')).not.toBe(input)
    expect(sessionChainInput({ ...at, place: 2 }, FIRST_PREV_HASH, '{}')).not.toBe(input)
  })

  test.each(['journal', 'session_journal', 'checkpoints'])(
    'and all of %s can be neither changed nor removed',
    async (table) => {
      await sql`insert into checkpoints values (1, 4, '{}', '', '')`.execute(store.db)
      const verbs = [
        `update ${table} set seq = seq`,
        `delete from ${table}`,
        ...(dialect === 'postgres' ? [`truncate ${table} cascade`] : []),
      ]
      for (const statement of verbs)
        await expect(sql.raw(statement).execute(store.db)).rejects.toThrow(/append-only/)
    },
  )

  test('that are older than their chain get it when the database is brought to its newest shape', async () => {
    const before = await store.db.selectFrom('session_journal').selectAll().orderBy('seq').execute()
    const head = await journalHead(store.db)
    await sql`drop table session_journal`.execute(store.db)
    await sql`drop table checkpoints`.execute(store.db)
    const migration = sealedJournal(store.dialect)
    await migration.up(store.db)
    const after = await store.db.selectFrom('session_journal').selectAll().orderBy('seq').execute()
    expect(after).toEqual(before)
    expect(await verifyJournal(store.db)).toEqual({ entries: 4, head, broken: null })
  })
})

test('a database whose shape could not be changed is left as it was', async () => {
  const store = openStore(':memory:')
  await migrate(store)
  await sql`drop table session_journal`.execute(store.db)
  const migration = sealedJournal(store.dialect)
  await expect(migration.up(store.db)).rejects.toThrow(/already exists/)
  const { rows } = await sql`select name from sqlite_master where name = 'session_journal'`.execute(
    store.db,
  )
  expect(rows).toEqual([])
  await store.db.destroy()
})

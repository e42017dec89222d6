import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { commit } from '../../src/storage/commit.ts'
import type { Store } from '../../src/storage/dialect.ts'
import { appendEvents, journalHead, verifyJournal } from '../../src/storage/journal.ts'
import { DIALECTS, openTestStore } from '../support/stores.ts'

const WHO = { actor: null, at: '2026-02-05T01:00:00.000Z' }
const EVENT = { type: 'account_disabled', account: 'a' } as const

describe.each(DIALECTS)('a commit on %s', (dialect) => {
  let store: Store
  beforeEach(async () => {
    store = await openTestStore(dialect)
  })
  afterEach(async () => store.db.destroy())

  const organisation = { id: 'o', parent_id: null, side: 'party', name: 'Đảng ủy xã Mẫu' } as const
  const count = async (table: 'organisations' | 'journal') =>
    Number(
      (
        await store.db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )

  test('stores the change and its journal entry together', async () => {
    await commit(store, WHO, async (trx, record) => {
      await trx.insertInto('organisations').values(organisation).execute()
      record(EVENT)
    })
    expect(await count('organisations')).toBe(1)
    expect(await count('journal')).toBe(1)
    expect(await verifyJournal(store.db)).toMatchObject({ entries: 1, broken: null })
  })

  test('stores neither when the work fails after recording', async () => {
    const failing = commit(store, WHO, async (trx, record) => {
      await trx.insertInto('organisations').values(organisation).execute()
      record(EVENT)
      throw new Error('the disk is full')
    })
    await expect(failing).rejects.toThrow('the disk is full')
    expect(await count('organisations')).toBe(0)
    expect(await count('journal')).toBe(0)
  })

  test('refuses work that recorded nothing, and stores nothing of it', async () => {
    const silent = commit(store, WHO, async (trx) => {
      await trx.insertInto('organisations').values(organisation).execute()
    })
    await expect(silent).rejects.toThrow(TypeError)
    expect(await count('organisations')).toBe(0)
  })

  test('chains fifty commits at once without a fork or a lost entry', async () => {
    await Promise.all(
      Array.from({ length: 50 }, () =>
        commit(store, WHO, async (_, record) => {
          record(EVENT)
        }),
      ),
    )
    const { entries, broken } = await verifyJournal(store.db)
    expect({ entries, broken }).toEqual({ entries: 50, broken: null })
  })

  test('cannot chain two entries to the same predecessor', async () => {
    await commit(store, WHO, async (_, record) => record(EVENT))
    const { prev_hash } = await store.db
      .selectFrom('journal')
      .select('prev_hash')
      .executeTakeFirstOrThrow()
    const fork = store.db
      .insertInto('journal')
      .values({ seq: 2, session_id: null, entry: '{}', prev_hash, hash: 'f'.repeat(64) })
      .execute()
    await expect(fork).rejects.toThrow(/unique/i)
  })

  test.each([
    ['changing', 'update journal set entry = entry'],
    ['removing', 'delete from journal'],
  ])('refuses %s a journal entry', async (_, statement) => {
    await commit(store, WHO, async (__, record) => record(EVENT))
    await expect(sql.raw(statement).execute(store.db)).rejects.toThrow(/append-only/)
  })

  describe('the journal, tampered with behind the triggers', () => {
    beforeEach(async () => {
      await store.db.transaction().execute(async (trx) => {
        await appendEvents(trx, WHO.at, null, [EVENT, EVENT, EVENT])
      })
      await disableTriggers(store)
    })

    test.each([
      [
        'a changed text',
        `update journal set entry = replace(entry, '"a"', '"b"') where seq = 2`,
        2,
        'hash',
      ],
      ['a removed entry', 'delete from journal where seq = 2', 3, 'gap'],
      ['an entry chained elsewhere', `update journal set prev_hash = 'x' where seq = 2`, 2, 'link'],
    ])('%s is found and named', async (_, statement, seq, what) => {
      await sql.raw(statement).execute(store.db)
      expect((await verifyJournal(store.db)).broken).toEqual({ seq, what })
    })

    test('a cut end shows as a head that went back', async () => {
      const before = await journalHead(store.db)
      await sql.raw('delete from journal where seq = 3').execute(store.db)
      const after = await verifyJournal(store.db)
      expect(after.broken).toBeNull()
      expect(after.head.seq).toBeLessThan(before.seq)
    })
  })
})

async function disableTriggers({ db, dialect }: Store): Promise<void> {
  const statements =
    dialect.name === 'sqlite'
      ? ['drop trigger journal_no_update', 'drop trigger journal_no_delete']
      : ['drop trigger journal_append_only on journal']
  for (const statement of statements) await sql.raw(statement).execute(db)
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Store, openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { FACTS } from '../../src/storage/migrations/0001-initial.ts'
import { PREPARATION_FACTS } from '../../src/storage/migrations/0002-preparation.ts'
import { RECHECK_FACTS } from '../../src/storage/migrations/0003-recheck.ts'
import { ENTRY_FACTS } from '../../src/storage/migrations/0004-entry.ts'
import { SIGNING_FACTS } from '../../src/storage/migrations/0007-signing.ts'
import { COPY_FACTS } from '../../src/storage/migrations/0008-copies.ts'
import { TEMPLATE_FACTS } from '../../src/storage/migrations/0009-templates.ts'
import { DESTRUCTION_FACTS } from '../../src/storage/migrations/0012-destruction.ts'
import { JOURNAL_FACTS } from '../../src/storage/migrations/0014-sealed-journal.ts'
import { PERSON_FACTS } from '../../src/storage/migrations/0015-person-record.ts'
import { COMMENT_FACTS } from '../../src/storage/migrations/0016-comments.ts'
import { DIALECTS, openTestStore } from '../support/stores.ts'

describe.each(DIALECTS)('the database on %s', (dialect) => {
  let store: Store
  beforeEach(async () => {
    store = await openTestStore(dialect)
  })
  afterEach(async () => store.db.destroy())

  const run = (statement: string) => sql.raw(statement).execute(store.db)

  test('has nothing left to migrate after the first time', async () => {
    expect(await migrate(store)).toEqual([])
  })

  test.each([
    ...FACTS,
    ...PREPARATION_FACTS,
    ...RECHECK_FACTS,
    ...ENTRY_FACTS,
    ...SIGNING_FACTS,
    ...COPY_FACTS,
    ...TEMPLATE_FACTS,
    ...DESTRUCTION_FACTS,
    ...JOURNAL_FACTS,
    ...PERSON_FACTS,
    ...COMMENT_FACTS,
  ])('refuses to remove rows of %s, which are facts', async (table) => {
    const triggers =
      dialect === 'sqlite'
        ? `select name from sqlite_master where type = 'trigger' and tbl_name = '${table}'`
        : `select tgname from pg_trigger where tgrelid = '${table}'::regclass and not tgisinternal`
    const { rows } = await run(triggers)
    expect(rows.length).toBeGreaterThan(0)
  })

  test('keeps a stored regulation as it was', async () => {
    await store.db.insertInto('regimes').values({ sha256: 'a', id: 'r', body: '{}' }).execute()
    await expect(run(`update regimes set body = 'changed'`)).rejects.toThrow(/append-only/)
    await expect(run(`delete from regimes`)).rejects.toThrow(/append-only/)
  })

  const organisation = { id: 'o', parent_id: null, side: 'party', name: 'Mẫu' }
  const account = {
    id: 'a',
    username: 'a',
    full_name: 'Mẫu',
    role: 'secretary',
    organisation_id: 'o',
    password_hash: 'x',
    disabled: 0,
    must_change: 0,
    created_at: '2026-02-05T00:00:00.000Z',
  }

  test('refuses a role, a side or a flag it does not know', async () => {
    await store.db.insertInto('organisations').values(organisation).execute()
    const accounts = store.db.insertInto('accounts')
    await expect(accounts.values({ ...account, role: 'king' }).execute()).rejects.toThrow(/check/i)
    await expect(accounts.values({ ...account, disabled: 2 }).execute()).rejects.toThrow(/check/i)
    await expect(
      store.db
        .insertInto('organisations')
        .values({ ...organisation, id: 'p', side: 'x' })
        .execute(),
    ).rejects.toThrow(/check/i)
  })

  describe('of a session', () => {
    const opened = async (mode: string, short: string) => {
      await store.db
        .insertInto('organisations')
        .values(organisation)
        .onConflict((c) => c.doNothing())
        .execute()
      await store.db
        .insertInto('regimes')
        .values({ sha256: 'a', id: 'r', body: '{}' })
        .onConflict((c) => c.doNothing())
        .execute()
      await store.db
        .insertInto('sessions')
        .values({
          id: short,
          short_id: short,
          organisation_id: 'o',
          mode,
          side: 'party',
          title: 'Kỳ mẫu',
          held_on: '2026-02-05',
          regime_id: 'r',
          regime_sha256: 'a',
          regime_reason: null,
          timing: '{}',
          passes_required: 2,
          recheck_size: 0,
          entry_mode: 'totals',
          sheet_code_required: 0,
          shift_points: null,
          second_person: 0,
          state: 'draft',
          revision: 1,
          members: null,
          summoned: null,
          present: null,
          absent_excused: null,
          absent_unexcused: null,
          minutes_facts: '{}',
          document_settings: '{}',
          created_at: '2026-02-05T00:00:00.000Z',
        })
        .execute()
    }

    test('real and rehearsal are never exchanged, nor the identity that says which it is', async () => {
      await opened('rehearsal', 'TD-7Q4M2K')
      for (const change of [
        `mode = 'real'`,
        `mode = 'real', short_id = 'KP-7Q4M2K'`,
        `short_id = 'KP-7Q4M2K'`,
        `id = 'another'`,
      ])
        await expect(run(`update sessions set ${change}`)).rejects.toThrow(/stays what it is/)
      await run(`update sessions set mode = 'rehearsal', title = 'Kỳ khác'`)
    })

    test('the short identity says truly whether it is a rehearsal', async () => {
      await expect(opened('rehearsal', 'KP-7Q4M2K')).rejects.toThrow(/must say/)
      await expect(opened('real', 'TD-7Q4M2K')).rejects.toThrow(/must say/)
      await opened('real', 'KP-7Q4M2K')
    })
  })

  test('refuses an account of an organisation that does not exist', async () => {
    await expect(store.db.insertInto('accounts').values(account).execute()).rejects.toThrow(
      /foreign key/i,
    )
  })

  test('refuses text where a number belongs', async () => {
    await expect(
      run(`insert into journal (seq, entry, prev_hash, hash) values ('first', '', '', '')`),
    ).rejects.toThrow()
  })

  test('keeps Vietnamese names byte for byte', async () => {
    const names = ['Đảng ủy xã Hoà Bình', 'Đảng uỷ phường Ước', 'Ằ Ẵ Ợ Ữ ặ ẵ ợ ữ']
    for (const [at, name] of names.entries())
      await store.db
        .insertInto('organisations')
        .values({ ...organisation, id: `o${at}`, name })
        .execute()
    const rows = await store.db.selectFrom('organisations').select('name').orderBy('id').execute()
    expect(rows.map((row) => row.name)).toEqual(names)
  })
})

describe('SQLite', () => {
  test('writes through: WAL, synchronous FULL, foreign keys on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-'))
    const store = openStore(join(folder, 'x.sqlite'))
    const pragma = async (name: string) =>
      Object.values((await sql.raw(`pragma ${name}`).execute(store.db)).rows[0] as object)[0]
    expect([
      await pragma('journal_mode'),
      await pragma('synchronous'),
      await pragma('foreign_keys'),
    ]).toEqual(['wal', 2, 1])
    await store.db.destroy()
    rmSync(folder, { recursive: true })
  })
})

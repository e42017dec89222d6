import { createHash } from 'node:crypto'
import type BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkpointText, readCheckpoint } from '../../src/domain/checkpoint.ts'
import { FIRST_PREV_HASH, chainInput, sessionChainInput } from '../../src/domain/journal.ts'
import { verifyDatabase } from '../../src/actions/database-verification.ts'
import { recordStart } from '../../src/actions/program-start.ts'
import { makeFirst } from '../../src/actions/setup.ts'
import { listAccounts } from '../../src/storage/accounts.ts'
import { testContext } from '../support/context.ts'
import { holdWholeSession, verifiedDatabase } from '../support/verified-database.ts'

type Tamper = (database: BetterSqlite3.Database) => void
const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')

describe('a database is verified step by step', () => {
  let whole: Awaited<ReturnType<typeof verifiedDatabase>>
  beforeAll(async () => {
    whole = await verifiedDatabase()
  }, 120_000)
  afterAll(() => whole.end())

  const failures = async (tamper: Tamper) =>
    (await whole.verifyTampered(tamper)).steps
      .filter(({ status }) => status === 'failed')
      .map(({ id, detail }) => `${id} ${String(detail['reason'])}`)

  test('and holds as the program wrote it, with nothing told that was not looked at', async () => {
    const { steps, holds, entries, head } = await whole.verifyTampered(() => undefined)
    expect(steps.filter(({ status }) => status === 'failed')).toEqual([])
    expect(holds).toBe(true)
    expect(head.seq).toBe(entries)
    expect(steps.filter(({ status }) => status !== 'ok')).toEqual([
      {
        number: 31,
        id: 'head_on_paper',
        status: 'not_applicable',
        detail: { reason: 'no_head_given' },
      },
    ])
    expect(steps.find(({ id }) => id === 'outcomes_recounted')?.detail).toEqual({ outcomes: 1 })
  })

  const run =
    (sql: string): Tamper =>
    (database) =>
      void database.exec(sql)
  const LOGGED_IN = `(select min(seq) from journal where entry like '%"type":"logged_in"%')`
  /** Changes texts of entries and makes every hash anew, as somebody who knows the program would. */
  const rewritten =
    (change: (text: string) => string): Tamper =>
    (database) => {
      const rows = database
        .prepare<[], { seq: number; session_id: string | null; entry: string }>(
          'select seq, session_id, entry from journal order by seq',
        )
        .all()
      database.exec('delete from journal; delete from session_journal')
      let before = FIRST_PREV_HASH
      const ends = new Map<string, { place: number; hash: string }>()
      for (const { seq, session_id: session, entry } of rows) {
        const text = change(entry)
        const hash = sha256(chainInput(before, text))
        database
          .prepare('insert into journal values (?, ?, ?, ?, ?)')
          .run(seq, session, text, before, hash)
        before = hash
        if (session === null) continue
        const end = ends.get(session) ?? { place: 0, hash: FIRST_PREV_HASH }
        const place = end.place + 1
        const own = sha256(sessionChainInput({ session, place }, end.hash, text))
        database
          .prepare('insert into session_journal values (?, ?, ?, ?, ?)')
          .run(session, place, seq, end.hash, own)
        ends.set(session, { place, hash: own })
      }
    }

  const signedAnew =
    (seal: 'real' | 'rehearsal', change: Parameters<typeof Object.assign>[1] = {}): Tamper =>
    (database) => {
      const { number, body } = database
        .prepare<[], { number: number; body: string }>(
          'select * from checkpoints order by number desc limit 1',
        )
        .get()!
      const text = checkpointText({ ...readCheckpoint(body)!, ...change })
      const { publicKey, ...key } = whole.seals[seal]
      const signature = key.sign('journal-head', new TextEncoder().encode(text))
      database
        .prepare('update checkpoints set body = ?, public_key = ?, signature = ? where number = ?')
        .run(text, publicKey, signature, number)
    }

  const SPECIMENS: readonly [string, Tamper, string][] = [
    [
      'an entry whose text was changed',
      run(
        `update journal set entry = replace(entry, '"at":"2026', '"at":"2025') where seq = ${LOGGED_IN}`,
      ),
      'journal_chained entry_changed',
    ],
    [
      'an entry taken out',
      run(`delete from journal where seq = ${LOGGED_IN}`),
      'journal_numbered entry_missing',
    ],
    [
      'two entries in each other’s place',
      run(`create table t as select * from journal where entry like '%"type":"password_changed"%' order by seq limit 2;
        delete from journal where seq in (select seq from t);
        insert into journal select (select max(seq) from t) + (select min(seq) from t) - seq, session_id, entry, prev_hash, hash from t`),
      'journal_chained entry_moved',
    ],
    [
      'an entry put in between, which moves the others',
      run(`create table t as select * from journal where seq >= ${LOGGED_IN};
        delete from journal where seq in (select seq from t);
        insert into journal select seq + 1, session_id, entry, prev_hash, hash from t;
        insert into journal select seq, session_id, entry, 'y', 'x' || hash from t order by seq limit 1;
        update session_journal set seq = seq + 10000 where seq >= (select min(seq) from t);
        update session_journal set seq = seq - 9999 where seq > 10000`),
      'journal_chained entry_moved',
    ],
    [
      'an entry filed under another session',
      run(`update journal set session_id = 'another' where seq = ${LOGGED_IN}`),
      'journal_chained entry_misfiled',
    ],
    [
      'a journal written anew from the changed entry on',
      rewritten((text) =>
        text.includes('"type":"logged_in"') ? text.replace('"at":"2026', '"at":"2025') : text,
      ),
      'heads_held head_differs',
    ],
    [
      'the end of the journal cut off',
      run('delete from journal where seq = (select max(seq) from journal)'),
      'heads_held tail_cut',
    ],
    [
      'the chain of a session changed',
      run(`update session_journal set hash = 'x' where place = 3`),
      'sessions_chained session_chain_differs',
    ],
    [
      'a signed head taken out',
      run('delete from checkpoints where number = 3'),
      'checkpoints_complete checkpoint_missing',
    ],
    [
      'the newest signed head taken out',
      run('delete from checkpoints where number = (select max(number) from checkpoints)'),
      'checkpoints_complete checkpoint_missing',
    ],
    [
      'a forged head',
      run(`update checkpoints set body = replace(body, '"hash":"', '"hash":"0') where number = 3`),
      'checkpoints_signed seal_wrong',
    ],
    [
      'a signature stripped',
      run(`update checkpoints set signature = '' where number = 3`),
      'checkpoints_signed seal_wrong',
    ],
    [
      'a head signed with the key of rehearsals',
      (database) => signedAnew('rehearsal')(database),
      'checkpoints_signed rehearsal_seal',
    ],
    [
      'a head forged with the key itself',
      (database) => signedAnew('real', { hash: 'f'.repeat(64) })(database),
      'heads_held head_differs',
    ],
    [
      'a rehearsal passed as real',
      run(`update sessions set mode = 'real'`),
      'modes_kept mode_differs',
    ],
    [
      'a rehearsal that is shown as real',
      run(`update sessions set short_id = replace(short_id, 'TD-', 'KP-')`),
      'modes_kept mode_differs',
    ],
    [
      'the file of a regulation changed',
      run(`update regimes set body = body || ' '`),
      'files_unchanged regulation_changed',
    ],
    [
      'a template changed',
      run(`update templates set body = body || ' ' where document = 'minutes'`),
      'files_unchanged regulation_changed',
    ],
    [
      'the bytes of a document exchanged',
      run(`update documents set bytes = x'25504446' where version = 2`),
      'documents_unchanged document_changed',
    ],
    [
      'a document exchanged with its digest',
      (database) => {
        database
          .prepare('update documents set bytes = ?, sha256 = ? where version = 2')
          .run(Buffer.from('%PDF'), sha256('%PDF'))
      },
      'documents_unchanged document_changed',
    ],
    [
      'an account made an administrator beside the journal',
      run(`update accounts set role = 'admin' where role = 'secretary'`),
      'program_replayed table_differs',
    ],
    [
      'an organisation put in beside the journal',
      run(`insert into organisations (id, side, name) values ('x', 'party', 'X')`),
      'program_replayed table_differs',
    ],
    [
      'the counts of a pass changed beside the journal',
      run(`update entry_passes set counts = replace(counts, '"valid":', '"valid":1')`),
      'sessions_replayed table_differs',
    ],
    [
      'a name on the ballot changed beside the journal',
      run(`update subjects set name = 'Ai Khác' where ordinal = 1`),
      'sessions_replayed table_differs',
    ],
    [
      'a settlement taken out beside the journal',
      run('delete from settlements'),
      'sessions_replayed table_differs',
    ],
  ]

  test.each(SPECIMENS)('%s fails one step alone', async (_, tamper, expected) => {
    expect(await failures(tamper)).toEqual([expected])
  })

  test('a table that differs is told with row and field', async () => {
    const { steps } = await whole.verifyTampered(run(`update sessions set title = 'Kỳ khác'`))
    expect(steps.find(({ id }) => id === 'sessions_replayed')?.detail).toEqual({
      reason: 'table_differs',
      count: 1,
      differences: [
        {
          session: whole.session,
          table: 'sessions',
          row: whole.session,
          field: 'title',
          what: 'differs',
        },
      ],
    })
  })

  test('a result that the second count does not come to is told', async () => {
    const { steps } = await whole.verifyTampered(() => undefined, { recount: () => [] })
    expect(steps.filter(({ status }) => status === 'failed')).toMatchObject([
      { id: 'outcomes_recounted', detail: { reason: 'recount_differs' } },
    ])
  })

  test('a head typed from paper is found by its number and the beginning of its hash', async () => {
    const { head } = await whole.verifyTampered(() => undefined)
    const typed = async (seq: number, hash: string) => {
      const { steps } = await whole.verifyTampered(() => undefined, { paper: { seq, hash } })
      return steps.find(({ id }) => id === 'head_on_paper')
    }
    expect(await typed(head.seq, head.hash)).toMatchObject({ status: 'ok' })
    expect(await typed(head.seq, head.hash.slice(0, 8).toUpperCase())).toMatchObject({
      status: 'ok',
    })
    for (const [seq, hash] of [
      [head.seq, head.hash.slice(0, 7)],
      [head.seq - 1, head.hash],
      [head.seq + 1, head.hash],
    ] as const)
      expect(await typed(seq, hash)).toMatchObject({
        status: 'failed',
        detail: { reason: 'head_unknown' },
      })
  })

  test('what is older than signed heads, or signed with a key nobody told of, is not told as sound', async () => {
    const statusOf = async (
      tamper: Tamper,
      basis: Parameters<typeof whole.verifyTampered>[1],
      step: string,
    ) => {
      const { steps } = await whole.verifyTampered(tamper, basis)
      const { status, detail } = steps.find(({ id }) => id === step)!
      return [status, detail['reason']]
    }
    const nobody = { trusted: { real: [], rehearsal: [] } }
    const other = { trusted: { real: ['f'.repeat(64)], rehearsal: [] } }
    const nothing = () => undefined
    expect(await statusOf(nothing, nobody, 'checkpoints_signed')).toEqual([
      'not_applicable',
      'no_seal_known',
    ])
    expect(await statusOf(nothing, other, 'checkpoints_signed')).toEqual(['failed', 'seal_unknown'])
    const old: Tamper = (database) => {
      database.exec('delete from checkpoints')
      rewritten((text) => text.replace('"type":"program_started"', '"type":"network_gone"'))(
        database,
      )
    }
    expect(await statusOf(old, {}, 'entries_sealed')).toEqual([
      'not_applicable',
      'older_than_checkpoints',
    ])
    for (const step of ['checkpoints_complete', 'checkpoints_signed', 'heads_held'])
      expect(await statusOf(old, {}, step)).toEqual(['not_applicable', 'no_checkpoints'])
    const empty: Tamper = (database) => {
      database.exec('delete from outcomes')
    }
    expect(await statusOf(empty, {}, 'outcomes_recounted')).toEqual([
      'not_applicable',
      'no_outcomes',
    ])
  })
})

describe('an auditor verifies', () => {
  test('a database of PostgreSQL by the same steps, and hears how far it is', async () => {
    const ctx = await testContext('postgres')
    const session = await holdWholeSession(ctx)
    const people = await listAccounts(ctx.store.db)
    const the = (role: string) => people.find((each) => each.role === role)!
    const told: string[] = []
    const { steps, holds, entries } = await verifyDatabase(
      ctx,
      the('auditor'),
      ({ what, done, of }) => told.push(`${what} ${done}/${of}`),
    )
    expect(steps.filter(({ status }) => status === 'failed')).toEqual([])
    expect(holds).toBe(true)
    expect(told).toEqual([`entries 0/${entries}`, `entries ${entries}/${entries}`, 'sessions 1/1'])
    await ctx.store.db
      .updateTable('sessions')
      .set({ members: 99 })
      .where('id', '=', session)
      .execute()
    const beyond = { seq: 999_999_999_999, hash: 'f'.repeat(64) }
    const after = await verifyDatabase(ctx, the('auditor'), undefined, beyond)
    expect(after.steps.filter(({ status }) => status === 'failed')).toMatchObject([
      {
        id: 'sessions_replayed',
        detail: { differences: [{ table: 'sessions', field: 'members' }] },
      },
      { id: 'head_on_paper', detail: { reason: 'head_unknown' } },
    ])
    await expect(verifyDatabase(ctx, the('secretary'))).rejects.toMatchObject({ code: 'forbidden' })
    await ctx.store.db.destroy()
  }, 120_000)

  test('a database set up at the machine before the first start as sealed from its first entry', async () => {
    const ctx = await testContext()
    const first = { organisation: 'Mẫu', side: 'party', username: 'quantri' } as const
    const person = { fullName: 'Quản Trị Mẫu', password: 'một mật khẩu đủ dài' }
    await makeFirst(ctx, { ...first, ...person }, { mustChange: false })
    await recordStart(ctx)
    const auditor = { account: 'a', role: 'auditor', fullName: 'A', organisation: 'o' } as const
    const { steps } = await verifyDatabase(ctx, auditor)
    expect(steps.filter(({ status }) => status === 'failed')).toEqual([])
    expect(steps.find(({ id }) => id === 'entries_sealed')).toMatchObject({ status: 'ok' })
    await ctx.store.db.destroy()
  })
})

import type BetterSqlite3 from 'better-sqlite3'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  checkPaperHead,
  checkPaperSeal,
  checkSessionPaperHead,
} from '../../src/actions/paper-check.ts'
import { checkOneSession } from '../../src/actions/session-verification.ts'
import { verifySession } from '../../src/actions/verification-runs.ts'
import type { Context } from '../../src/context.ts'
import type { PaperHead } from '../../src/domain/paper-head.ts'
import type { Role } from '../../src/domain/roles.ts'
import { recount } from '../../src/recount/recount.ts'
import { listAccounts } from '../../src/storage/accounts.ts'
import { findEntry, journalHead } from '../../src/storage/journal.ts'
import { createSession } from '../../src/actions/sessions.ts'
import { testContext } from '../support/context.ts'
import { NEW_SESSION } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'
import { holdWholeSession, verifiedDatabase } from '../support/verified-database.ts'

type Tamper = (database: BetterSqlite3.Database) => void
const run =
  (sql: string): Tamper =>
  (database) =>
    void database.exec(sql)
const nothing = () => undefined

describe('one session is verified step by step', () => {
  let whole: Awaited<ReturnType<typeof verifiedDatabase>>
  beforeAll(async () => {
    whole = await verifiedDatabase()
  }, 120_000)
  afterAll(() => whole.end())

  const verify = (tamper: Tamper, paper: PaperHead | null = null, seals = whole.trusted) =>
    whole.onTampered(tamper, (store) =>
      checkOneSession({ store, recount, trusted: seals, paper }, whole.session),
    )

  test('and holds as the program wrote it, under the numbers of the whole verification', async () => {
    const { steps, holds, head } = await verify(nothing)
    expect(holds).toBe(true)
    expect(steps.map(({ number }) => number)).toEqual([21, 22, 23, 24, 25, 26, 27, 29, 30, 31])
    expect(steps.filter(({ status }) => status !== 'ok').map(({ id }) => id)).toEqual([
      'head_on_paper',
    ])
    expect(steps.find(({ id }) => id === 'journal_chained')?.detail).toEqual({
      entries: head.entries,
    })
    const all = await whole.verifyTampered(nothing)
    const same = ({ number, id }: { number: number; id: string }) => `${number} ${id}`
    expect(all.steps.map(same)).toEqual(expect.arrayContaining(steps.map(same)))
  })

  const MOVED = `(select min(seq) from journal where entry like '%"type":"session_moved"%')`
  const SPECIMENS: readonly [string, Tamper, string][] = [
    [
      'an entry whose text was changed',
      run(
        `update journal set entry = replace(entry, '"at":"2026', '"at":"2025') where seq = ${MOVED}`,
      ),
      'journal_chained entry_changed',
    ],
    [
      'an entry taken out of the journal',
      run(`delete from journal where seq = ${MOVED}`),
      'sessions_chained session_chain_differs',
    ],
    [
      'an entry of its own filed under another session',
      run(`update journal set session_id = 'another' where seq = ${MOVED}`),
      'sessions_chained session_chain_differs',
    ],
    [
      'the chain of the session changed',
      run(`update session_journal set hash = 'x' where place = 3`),
      'sessions_chained session_chain_differs',
    ],
    [
      'the end of its journal cut off in both chains',
      run(`create table t as select seq from session_journal order by place desc limit 12;
        delete from session_journal where seq in (select seq from t);
        delete from journal where seq in (select seq from t)`),
      'heads_held tail_cut',
    ],
    [
      'a signed head of the session without its signature',
      run(`update checkpoints set signature = '' where body like '%"session":"%'`),
      'checkpoints_signed seal_wrong',
    ],
    [
      'a rehearsal passed as real',
      run(`update sessions set mode = 'real'`),
      'modes_kept mode_differs',
    ],
    [
      'the file of its regulation changed',
      run(`update regimes set body = body || ' '`),
      'files_unchanged regulation_changed',
    ],
    [
      'the bytes of a document exchanged',
      run(`update documents set bytes = x'25504446' where version = 2`),
      'documents_unchanged document_changed',
    ],
    [
      'the counts of a pass changed beside the journal',
      run(`update entry_passes set counts = replace(counts, '"valid":', '"valid":1')`),
      'sessions_replayed table_differs',
    ],
  ]

  test.each(SPECIMENS)('%s fails one step alone', async (_, tamper, expected) => {
    const { steps, holds } = await verify(tamper)
    expect(holds).toBe(false)
    expect(
      steps
        .filter(({ status }) => status === 'failed')
        .map(({ id, detail }) => `${id} ${String(detail['reason'])}`),
    ).toEqual([expected])
  })

  test('what changed in another session is none of its matter', async () => {
    const { holds } = await verify(
      run(`insert into organisations (id, side, name) values ('x', 'party', 'X')`),
    )
    expect(holds).toBe(true)
  })

  test('a result that the second count does not come to is told', async () => {
    const { steps } = await whole.onTampered(nothing, (store) => {
      const basis = { store, recount: () => [], trusted: whole.trusted, paper: null }
      return checkOneSession(basis, whole.session)
    })
    expect(steps.filter(({ status }) => status === 'failed')).toMatchObject([
      { number: 30, detail: { reason: 'recount_differs' } },
    ])
  })

  test('a head of a seal nobody told of is not told as sound', async () => {
    const { steps } = await verify(nothing, null, { real: [], rehearsal: [] })
    expect(steps[0]).toMatchObject({
      status: 'not_applicable',
      detail: { reason: 'no_seal_known' },
    })
  })
})

describe.each(DIALECTS)('on %s', (dialect) => {
  let ctx: Context
  let session: string
  let as: (role: Role) => Awaited<ReturnType<typeof listAccounts>>[number]
  beforeAll(async () => {
    ctx = await testContext(dialect)
    session = await holdWholeSession(ctx)
    const accounts = await listAccounts(ctx.store.db)
    as = (role) => accounts.find((each) => each.role === role)!
  }, 120_000)
  afterAll(() => ctx.store.db.destroy())

  const moved = () =>
    ctx.store.db
      .selectFrom('journal')
      .select(['seq', 'hash'])
      .where('entry', 'like', '%"type":"session_moved"%')
      .orderBy('seq')
      .executeTakeFirstOrThrow()

  test('auditor and head verify a session, and nobody else', async () => {
    for (const role of ['auditor', 'head'] as const)
      expect((await verifySession(ctx, as(role), session)).holds).toBe(true)
    for (const role of ['secretary', 'chair', 'admin'] as const)
      await expect(verifySession(ctx, as(role), session)).rejects.toMatchObject({
        code: 'forbidden',
      })
    const draft = await createSession(ctx, as('secretary'), NEW_SESSION)
    await expect(verifySession(ctx, as('head'), draft.id)).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })

  test('many at once are refused before they start', async () => {
    const auditor = as('auditor')
    const all = await Promise.allSettled(
      Array.from({ length: 4 }, () => verifySession(ctx, auditor, session)),
    )
    const refused = all.flatMap((each) =>
      each.status === 'rejected' ? [(each.reason as { code: string }).code] : [],
    )
    expect(refused).toEqual(['too_many_verifications', 'too_many_verifications'])
    expect((await verifySession(ctx, auditor, session)).holds).toBe(true)
  })

  test('a head from paper is there, is another, or is not there', async () => {
    const { seq, hash } = await moved()
    const auditor = as('auditor')
    const grouped = (hash.match(/.{4}/g) ?? []).slice(0, 4).join(' ').toUpperCase()
    expect(await checkPaperHead(ctx, auditor, { seq: `${seq}`, hash: grouped })).toMatchObject({
      seq,
      answer: 'same',
      entry: { type: 'session_moved', session: { id: session, open: true } },
    })
    const wrong = `${hash.slice(0, 7)}${hash[7] === '0' ? '1' : '0'}`
    expect(await checkPaperHead(ctx, auditor, { seq: `${seq}`, hash: wrong })).toEqual({
      seq,
      answer: 'differs',
      entry: null,
    })
    expect(await checkPaperHead(ctx, auditor, { seq: '99.999.999.999', hash })).toEqual({
      seq: 99_999_999_999,
      answer: 'absent',
      entry: null,
    })
    for (const [typed, path] of [
      [{ seq: `${seq}`, hash: hash.slice(0, 7) }, '/hash'],
      [{ seq: 'x', hash }, '/seq'],
      [{ seq: '', hash }, '/seq'],
    ] as const)
      await expect(checkPaperHead(ctx, auditor, typed)).rejects.toMatchObject({
        code: 'invalid_input',
        detail: { issues: [{ path }] },
      })
    await expect(checkPaperHead(ctx, as('head'), { seq: `${seq}`, hash })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('the whole code of a document will do, without a number', async () => {
    const { seq, hash } = await moved()
    const code = `TN1:TD-ABC:minutes:1:${'A1'.repeat(32)}:${seq}:${hash.toUpperCase()}`
    expect(await checkPaperHead(ctx, as('auditor'), { seq: '', hash: code })).toMatchObject({
      seq,
      answer: 'same',
    })
  })

  test('a reader of one session is told nothing of entries that are not its own', async () => {
    const own = await moved()
    const last = await journalHead(ctx.store.db)
    const head = as('head')
    const look = ({ seq, hash }: PaperHead) =>
      checkSessionPaperHead(ctx, head, session, { seq: String(seq), hash })
    expect(await look(own)).toMatchObject({
      answer: 'same',
      ofSession: true,
      entry: { type: 'session_moved' },
    })
    expect(await look(last)).toEqual({
      seq: last.seq,
      answer: 'same',
      ofSession: false,
      entry: null,
    })
  })

  test('a head from paper is a step of the session’s verification', async () => {
    const { seq, hash } = await moved()
    const step = async (typed: string) =>
      (
        await verifySession(ctx, as('auditor'), session, { seq: String(seq), hash: typed })
      ).steps.at(-1)
    expect(await step(hash)).toMatchObject({ number: 31, status: 'ok', detail: { seq } })
    expect(await step('0'.repeat(8))).toMatchObject({
      status: 'failed',
      detail: { reason: 'head_unknown' },
    })
  })

  test('a seal from paper is this installation’s, that of its rehearsals, or another', () => {
    const { real, rehearsal } = ctx.seals
    const of = (typed: string) => checkPaperSeal(ctx, as('auditor'), typed)
    expect(of(real.id.slice(0, 16).replaceAll(/(.{4})/g, '$1 '))).toBe('real')
    expect(of(rehearsal.id)).toBe('rehearsal')
    expect(of('0'.repeat(16))).toBe('unknown')
    expect(() => of(real.id.slice(0, 7))).toThrow(
      expect.objectContaining({ code: 'invalid_input' }) as Error,
    )
  })
})

test('an entry that was changed after paper was printed is told, though it keeps its hash', async () => {
  const ctx = await testContext()
  await holdWholeSession(ctx)
  const accounts = await listAccounts(ctx.store.db)
  const auditor = accounts.find(({ role }) => role === 'auditor')!
  const { seq, hash } = (await findEntry(ctx.store.db, 3))!
  await sql`drop trigger journal_no_update`.execute(ctx.store.db)
  await sql`update journal set entry = replace(entry, '"at"', '"At"') where seq = 3`.execute(
    ctx.store.db,
  )
  expect(await checkPaperHead(ctx, auditor, { seq: `${seq}`, hash })).toEqual({
    seq,
    answer: 'changed',
    entry: null,
  })
  await ctx.store.db.destroy()
})

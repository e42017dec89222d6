import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAccount } from '../../src/actions/accounts.ts'
import { runMemory } from '../../src/actions/run-memory.ts'
import type { VerificationTasks } from '../../src/actions/verification-work.ts'
import type { Context } from '../../src/context.ts'
import type { Role } from '../../src/domain/roles.ts'
import { listAccounts } from '../../src/storage/accounts.ts'
import { findEntry } from '../../src/storage/journal.ts'
import { findSession } from '../../src/storage/sessions.ts'
import { testContext } from '../support/context.ts'
import { holdWholeSession } from '../support/verified-database.ts'
import { type Visit, visitAs } from './app.ts'

const PAGE = '/verify/database'

let ctx: Context
let session: string
let shortId: string
let auditor: Visit
let head: Visit
let other: Visit
/** What verifies the database, and what takes its place in some tests. */
let real: VerificationTasks['wholeDatabase']
let work: VerificationTasks['wholeDatabase']
beforeAll(async () => {
  const made = await testContext()
  real = (given) => made.verification.wholeDatabase(given)
  const wholeDatabase: typeof real = (given) => work(given)
  ctx = { ...made, verification: { ...made.verification, wholeDatabase } }
  session = await holdWholeSession(ctx)
  shortId = (await findSession(ctx.store.db, session))!.shortId
  const accounts = await listAccounts(ctx.store.db)
  const as = (role: Role) => accounts.find((each) => each.role === role)!
  const person = { username: 'kiem-tra-khac', fullName: 'Kiểm Tra Khác', role: 'auditor' } as const
  const { organisation } = as('auditor')
  const password = 'kho doan lam nhe 42'
  const account = await createAccount(ctx, as('admin'), { ...person, organisation, password })
  await ctx.store.db.updateTable('accounts').set({ must_change: 0 }).execute()
  auditor = await visitAs(ctx, as('auditor'))
  other = await visitAs(ctx, { ...as('auditor'), account })
  head = await visitAs(ctx, as('head'))
}, 120_000)
afterAll(() => ctx.store.db.destroy())

/** What takes the place of the real work: a run that ends when it is told to. */
let end: (found: Awaited<ReturnType<VerificationTasks['wholeDatabase']>>) => void
let shared: SharedArrayBuffer
const held = (given: SharedArrayBuffer) => {
  shared = given
  return new Promise<Parameters<typeof end>[0]>((resolve) => (end = resolve))
}
beforeEach(() => {
  ctx.verifications.newest = null
  work = real
})

/** The pages of the program while its verification is held up. */
const whileHeld = async (look: () => Promise<void>) => {
  work = held
  try {
    await look()
  } finally {
    end(null)
    await ctx.verifications.newest?.over
  }
}
const started = async () => {
  expect(await auditor.post(PAGE)).toMatchObject({ status: 303, to: PAGE })
  await ctx.verifications.newest?.over
  return auditor.get(PAGE)
}

describe('the page that verifies the database', () => {
  test('is an auditor’s alone, and found from where documents are checked', async () => {
    expect((await auditor.get('/verify')).html).toContain(`href="${PAGE}"`)
    expect((await head.get('/verify')).html).not.toContain(PAGE)
    expect((await head.get(PAGE)).status).toBe(403)
    expect((await head.post(PAGE)).status).toBe(403)
  })

  test('offers to begin, and shows how far it is while it runs, to whoever comes', async () => {
    expect((await auditor.get(PAGE)).text).toContain('Kiểm tra ngay')
    await whileHeld(async () => {
      await auditor.post(PAGE)
      runMemory(shared).tell({ stage: 'entries', done: 12_000, of: 64_000 })
      const { html, text } = await other.get(PAGE)
      expect(text).toContain('Đang đọc nhật ký: 12.000 / 64.000 mục')
      expect(html).toContain('max="64000" value="12000"')
      expect(html).toContain('<noscript><meta http-equiv="refresh"')
      expect(text).not.toContain('Kiểm tra ngay')
      const first = ctx.verifications.newest
      await other.post(PAGE) // the same run, not another one
      expect(ctx.verifications.newest).toBe(first)
      runMemory(shared).tell({ stage: 'sessions', done: 1, of: 3 })
      expect((await auditor.get(PAGE)).text).toContain('Đang so từng kỳ với nhật ký: 1 / 3 kỳ')
    })
  })

  test('stops when somebody asks for it, and says who', async () => {
    await whileHeld(async () => {
      await auditor.post(PAGE)
      await other.post(`${PAGE}/stop`)
      expect(runMemory(shared).stopped()).toBe(true)
      expect((await auditor.get(PAGE)).text).toContain('Kiểm Tra Khác đã yêu cầu dừng')
      end(null)
      await ctx.verifications.newest?.over
      const { text } = await auditor.get(PAGE)
      expect(text).toContain('đã bị dừng giữa chừng, chưa có kết luận. Người dừng: Kiểm Tra Khác')
      expect(text).toContain('Kiểm tra ngay')
      expect(await auditor.post(`${PAGE}/stop`)).toMatchObject({ status: 303 }) // it ended before
    })
  })

  test('shows every step by its number and category, and one line to print', async () => {
    const { text, html } = await started()
    expect(text).toContain('Cơ sở dữ liệu còn nguyên theo mọi bước đã kiểm tra.')
    expect(text).toMatch(
      /nhật ký \d+ mục, mục cuối \d+, mã [0-9a-f]{4} [0-9a-f]{4} .*; 13 bước đạt, 0 bước không đạt, 1 bước không áp dụng/,
    )
    expect(text).toContain('Kết quả này đã ghi vào nhật ký.')
    for (const category of ['Đủ', 'Thật', 'Nguyên vẹn', 'Khớp nhau', 'Có chứng cứ'])
      expect(html).toContain(`>${category}</h3>`)
    const numbers = [...html.matchAll(/<li class="\w+" value="(\d+)"/g)].map(([, number]) => number)
    expect(numbers).toEqual(Array.from({ length: 14 }, (_, at) => String(at + 18)))
    const last = await ctx.store.db
      .selectFrom('journal')
      .select('entry')
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(last.entry)).toMatchObject({
      actor: { role: 'auditor' },
      event: { type: 'database_verified', failed: [] },
    })
  })

  test('names table, row and field of what differs with its session, and never what stands there', async () => {
    const { counts, id } = await ctx.store.db
      .selectFrom('entry_passes')
      .select(['id', 'counts'])
      .executeTakeFirstOrThrow()
    await sql`drop trigger entry_passes_no_update`.execute(ctx.store.db)
    const set = (to: string) =>
      sql`update entry_passes set counts = ${to} where id = ${id}`.execute(ctx.store.db)
    await set('{"valid":7654321}')
    const { text, html } = await started()
    await set(counts)
    expect(text).toContain('Có bước không đạt')
    expect(html).toContain(`<a href="/sessions/${session}">kỳ ${shortId}</a>`)
    expect(text).toContain(`bảng entry_passes , dòng ${id} , cột counts : khác với nhật ký`)
    expect(text).toContain('Nên làm: Dừng làm việc trên cơ sở dữ liệu này')
    expect(html).not.toContain('7654321')
    const api = await auditor.get('/api/v1/journal/verifications/newest')
    expect(JSON.parse(api.html)).toMatchObject({
      state: 'done',
      verification: { holds: false },
      sessions: [{ id: session, shortId, open: true }],
    })
    expect(api.html).not.toContain('7654321')
  })

  test('says so where it came to no end, and where its result could not be written down', async () => {
    work = () => Promise.reject(new Error('thread'))
    const { text } = await started()
    work = real
    expect(text).toContain('không chạy được đến cùng, chưa có kết luận')
    expect(text).toContain('Báo quản trị')
    await sql`create trigger full before insert on journal begin select raise(abort, 'full'); end`.execute(
      ctx.store.db,
    )
    await auditor.post(PAGE)
    await ctx.verifications.newest?.over
    await sql`drop trigger full`.execute(ctx.store.db)
    expect((await auditor.get(PAGE)).text).toContain('KHÔNG ghi được kết quả này vào nhật ký')
  })

  test('compares what is typed from paper', async () => {
    const opened = (await findEntry(ctx.store.db, 1))!
    const ask = (query: Readonly<Record<string, string>>) =>
      auditor.get(`${PAGE}?${new URLSearchParams(query).toString()}`)
    const same = await ask({ seq: '1', hash: opened.hash.slice(0, 16) })
    expect(same.text).toContain('GIỐNG: nhật ký có mục 1')
    expect(same.text).toContain('Không thuộc kỳ nào.')
    const own = await ctx.store.db
      .selectFrom('journal')
      .select(['seq', 'hash'])
      .where('session_id', '=', session)
      .executeTakeFirstOrThrow()
    expect((await ask({ seq: String(own.seq), hash: own.hash })).html).toContain(
      `<a href="/sessions/${session}">kỳ ${shortId}</a>`,
    )
    expect((await ask({ seq: '1', hash: '0'.repeat(8) })).text).toContain('KHÁC: nhật ký có mục 1')
    expect((await ask({ seq: '999999', hash: '0'.repeat(8) })).text).toContain('KHÔNG CÓ')
    const short = await ask({ seq: '1', hash: 'abc' })
    expect(short.status).toBe(422)
    expect(short.html).toContain('value="abc"')
    expect((await ask({ seal: ctx.seals.real.id.slice(0, 16) })).text).toContain(
      'ĐÚNG: đây là khóa',
    )
    expect((await ask({ seal: ctx.seals.rehearsal.id })).text).toContain('KHÓA TẬP DƯỢT')
    expect((await ask({ seal: '0'.repeat(16) })).text).toContain('KHÔNG PHẢI khóa của máy này')
  })
})

describe('the page that verifies one session', () => {
  const page = () => `/sessions/${session}/audit/verification`

  test('takes its steps when it is asked to, for auditor and head', async () => {
    for (const visit of [auditor, head]) {
      expect((await visit.get(page())).text).not.toContain('bước đạt')
      const { text, status } = await visit.post(page())
      expect(status).toBe(200)
      expect(text).toContain('Kỳ này còn nguyên theo mọi bước đã kiểm tra.')
      expect(text).toContain('9 bước đạt, 0 bước không đạt, 1 bước không áp dụng')
    }
  })

  test('says of a head from paper whether it is the session’s own', async () => {
    const own = await ctx.store.db
      .selectFrom('journal')
      .select(['seq', 'hash'])
      .where('session_id', '=', session)
      .executeTakeFirstOrThrow()
    const first = (await findEntry(ctx.store.db, 1))!
    const ask = ({ seq, hash }: { seq: number; hash: string }) =>
      head.get(`${page()}?seq=${seq}&hash=${hash}`)
    expect((await ask(own)).text).toContain('Thuộc kỳ này.')
    const elsewhere = await ask(first)
    expect(elsewhere.text).toContain('Mục ấy không thuộc kỳ này.')
    expect(elsewhere.text).not.toContain('Mục ấy: ')
    expect((await head.get(`${page()}?seal=${ctx.seals.real.id}`)).text).toContain('ĐÚNG')
  })
})

import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { verifyDatabase } from '../../src/actions/database-verification.ts'
import {
  openThread,
  reopenThread,
  settleThread,
  withdrawComment,
  writeComment,
} from '../../src/actions/comments.ts'
import { confirmDestruction } from '../../src/actions/destroy.ts'
import { proposeDestruction } from '../../src/actions/destructions.ts'
import { joinPersons, undoPersonChange } from '../../src/actions/person-changes.ts'
import { setRetention } from '../../src/actions/retention.ts'
import { publishSession } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import type { Role } from '../../src/domain/roles.ts'
import { listAccounts } from '../../src/storage/accounts.ts'
import { commit } from '../../src/storage/commit.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { testContext } from '../support/context.ts'
import { DIALECTS } from '../support/stores.ts'
import { holdWholeSession } from '../support/verified-database.ts'

/** What is lawfully changed after a session was held must not look as if tables were edited. */
describe.each(DIALECTS)('a database on %s still holds', (dialect) => {
  let ctx: Context
  afterEach(() => ctx.store.db.destroy())

  const held = async () => {
    const other = await testContext(dialect)
    ctx = { ...other, store: { ...other.store, seal: other.seals.real } }
    const session = await holdWholeSession(ctx)
    const accounts = await listAccounts(ctx.store.db)
    const as = (role: Role) => accounts.find((each) => each.role === role)!
    return { session, as }
  }
  const failures = async (auditor: Parameters<typeof verifyDatabase>[1]) =>
    (await verifyDatabase(ctx, auditor)).steps
      .filter(({ status }) => status === 'failed')
      .map(({ id, detail }) => [id, detail])

  test('after its single ballots were destroyed', async () => {
    const { session, as } = await held()
    const pass = await ctx.store.db
      .selectFrom('entry_passes')
      .select(['id', 'sheet_id'])
      .executeTakeFirstOrThrow()
    const ballots = '["hml"]'
    await commit(ctx.store, { actor: null, at: ctx.now() }, async (trx, record) => {
      const { id: passId, sheet_id: sheet } = pass
      await trx
        .insertInto('sheet_ballots')
        .values({ pass_id: passId, sheet_id: sheet, ballots })
        .execute()
      const sealed = { sheet, pass: passId, ballots: 1, sha256: sha256(ballots) }
      record({ type: 'ballots_unlinked', session, ...sealed })
    })
    await publishSession(ctx, as('chair'), session)
    const secretary = as('secretary')
    await setRetention(ctx, secretary, secretary.organisation, 6)
    expect(await failures(as('auditor'))).toEqual([])
    ctx = { ...ctx, today: () => '2036-01-01' }
    const words = { reason: 'Hết thời hạn', basis: 'Quyết định số 1', packets: null }
    await proposeDestruction(ctx, secretary, session, words)
    await confirmDestruction(ctx, as('chair'), session)
    expect(await failures(as('auditor'))).toEqual([])
    await ctx.store.db.updateTable('organisations').set({ retention_months: 1 }).execute()
    expect(await failures(as('auditor'))).toMatchObject([['program_replayed', {}]])
  }, 120_000)

  test('after somebody was joined with a name, and after that was taken back', async () => {
    const { as } = await held()
    const { id } = await ctx.store.db
      .selectFrom('subjects')
      .select('id')
      .where('person_id', 'is', null)
      .executeTakeFirstOrThrow()
    const words = { subjects: [id], reason: 'Cùng số hiệu' }
    await joinPersons(ctx, as('secretary'), words)
    expect(await failures(as('auditor'))).toEqual([])
    const { id: change } = await ctx.store.db
      .selectFrom('person_changes')
      .select('id')
      .executeTakeFirstOrThrow()
    await undoPersonChange(ctx, as('secretary'), change, 'Nhầm')
    expect(await failures(as('auditor'))).toEqual([])
  }, 120_000)

  test('after an auditor asked, was answered, and settled; and not after a word of it was changed', async () => {
    const { session, as } = await held()
    const about = { kind: 'session', id: null } as const
    const place = await openThread(ctx, as('auditor'), session, { about, text: 'Vì sao?' })
    await writeComment(ctx, as('secretary'), place, { text: 'Vì thế.', seen: 1 })
    await withdrawComment(ctx, as('secretary'), place, 2)
    await settleThread(ctx, as('auditor'), place, { seen: 3 })
    await reopenThread(ctx, as('auditor'), place, { text: 'Còn gì?', seen: 4 })
    expect(await failures(as('auditor'))).toEqual([])
    const { db } = ctx.store
    await (
      dialect === 'sqlite'
        ? sql`drop trigger comments_no_update`
        : sql`alter table comments disable trigger all`
    ).execute(db)
    await sql`update comments set text = 'Vì khác.' where number = 2`.execute(db)
    expect(await failures(as('auditor'))).toMatchObject([['sessions_replayed', {}]])
  }, 120_000)
})

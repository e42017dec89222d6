import { Secret, TOTP } from 'otpauth'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eraseAccount, exportAccountData, getAccountData } from '../../src/actions/account-data.ts'
import { disableAccount, listAccounts } from '../../src/actions/accounts.ts'
import { takePass } from '../../src/actions/entries.ts'
import { logIn, whoIs } from '../../src/actions/log-in.ts'
import { confirmSecondFactor, draftSecondFactor } from '../../src/actions/second-factor.ts'
import { cancelSession } from '../../src/actions/session-steps.ts'
import type { Context } from '../../src/context.ts'
import type { JournalEntry } from '../../src/domain/journal.ts'
import { insertIdentity } from '../../src/storage/account-identities.ts'
import { openStore } from '../../src/storage/dialect.ts'
import { verifyJournal } from '../../src/storage/journal.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { oneSheetSession } from '../support/one-sheet-session.ts'
import { DIALECTS } from '../support/stores.ts'

const PASSWORD = 'mat khau rat dai'
const nameOf = (code: string) => `đã xóa ${code}`

describe.each(DIALECTS)('the data of an account on %s', (dialect) => {
  let ctx: Context
  let people: People
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  const enter = (username: string) => logIn(ctx, { username, password: PASSWORD })
  const lastEvent = async () => {
    const { entry } = await ctx.store.db
      .selectFrom('journal')
      .select('entry')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    return (JSON.parse(entry) as JournalEntry).event
  }
  /** The account's own second factor in use, with its recovery codes. */
  async function giveSecondFactor(username: string): Promise<void> {
    const { token } = await enter(username)
    const who = (await whoIs(ctx, token))!
    const { text } = await draftSecondFactor(ctx, who)
    const timestamp = Date.parse(ctx.now())
    const code = new TOTP({ secret: Secret.fromBase32(text) }).generate({ timestamp })
    await confirmSecondFactor(ctx, who, token, code)
  }
  const erase = (account: string, actor = people.admin) => eraseAccount(ctx, actor, account, nameOf)
  const stored = async (account: string) =>
    (await listAccounts(ctx, people.admin)).find((each) => each.account === account)

  test('is who it is, its log-ins, and every act with time and kind, without any secret', async () => {
    await enter('org-first')
    await enter('org-second')
    await disableAccount(ctx, people.admin, 'org-second')
    await enter('org-first')
    const data = await getAccountData(ctx, people.first, 'org-first')
    expect(data.account).toMatchObject({
      username: 'org-first',
      fullName: people.first.fullName,
      organisationName: 'Đảng ủy xã Mẫu',
      erased: false,
    })
    expect([data.counts, data.rows]).toEqual([{ logged_in: 2 }, { logins: 2 }])
    expect(data.acts.map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'logged_in'],
      [4, 'logged_in'],
    ])
    expect(data.logIns).toHaveLength(2)
    expect(data.identity).toBeNull()
    expect(data.about).toEqual([])
    expect(JSON.stringify(data)).not.toMatch(/plain:|token|password/)
    const other = await getAccountData(ctx, people.admin, 'org-second')
    expect(other.about.map(({ type }) => type)).toEqual(['account_disabled'])
  })

  test('names the identity the account is linked to, until the account is erased', async () => {
    const identity = { issuer: 'https://dinh-danh.example', subject: 'p-1' }
    await ctx.store.db
      .transaction()
      .execute((trx) => insertIdentity(trx, 'org-first', identity, '2026-02-05T12:00:00.000Z'))
    const { identity: told } = await getAccountData(ctx, people.first, 'org-first')
    expect(told).toEqual({ ...identity, linkedAt: '2026-02-05T12:00:00.000Z' })
    await disableAccount(ctx, people.admin, 'org-first')
    await erase('org-first')
    const after = await getAccountData(ctx, people.admin, 'org-first')
    expect(after.identity).toBeNull()
  })

  test('is for the person and for administrators alone, and taking it away is in the journal', async () => {
    await expect(exportAccountData(ctx, people.first, 'org-second')).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(exportAccountData(ctx, people.admin, 'nobody')).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await verifyJournal(ctx.store.db)).entries).toBe(0)
    for (const actor of [people.first, people.admin]) {
      await exportAccountData(ctx, actor, 'org-first')
      expect(await lastEvent()).toEqual({ type: 'account_data_exported', account: 'org-first' })
    }
  })

  test('is erased: no name, no password, no log-in is left, and all it did stays under its id', async () => {
    const account = people.third.account
    await enter('org-third')
    await disableAccount(ctx, people.admin, account)
    const before = await getAccountData(ctx, people.admin, account)
    await erase(account)
    const after = await getAccountData(ctx, people.admin, account)
    expect(after.account.username).toMatch(/^#[0-9a-z]{8}$/)
    expect(after.account).toMatchObject({
      fullName: nameOf(after.account.username.slice(1).toUpperCase()),
      disabled: true,
      erased: true,
    })
    expect(after.acts).toEqual(before.acts)
    expect(after.logIns).toEqual([])
    const row = await ctx.store.db
      .selectFrom('accounts')
      .selectAll()
      .where('id', '=', account)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toMatch(/Thư Ký Thứ Ba|mat khau|org-third"?,"full/)
    expect(await lastEvent()).toEqual({ type: 'account_erased', account })
    await expect(enter('org-third')).rejects.toMatchObject({ code: 'wrong_credentials' })
    await expect(enter(after.account.username)).rejects.toMatchObject({ code: 'wrong_credentials' })
    expect((await verifyJournal(ctx.store.db)).broken).toBeNull()
    await expect(erase(account)).rejects.toMatchObject({ code: 'account_erased' })
  })

  test('takes the second factor and its recovery codes along when it is erased', async () => {
    const rows = async () => (await getAccountData(ctx, people.admin, 'org-third')).rows
    for (const username of ['org-second', 'org-third']) await giveSecondFactor(username)
    expect(await rows()).toMatchObject({ second_factors: 1, recovery_codes: 10 })
    await disableAccount(ctx, people.admin, 'org-third')
    await erase('org-third')
    expect(await rows()).toEqual({})
    for (const [table, n] of [
      ['second_factors', 1],
      ['recovery_codes', 10],
    ] as const) {
      const left = await ctx.store.db.selectFrom(table).select('account_id').execute()
      expect(left).toEqual(Array.from({ length: n }, () => ({ account_id: 'org-second' })))
    }
  })

  test('is erased by administrators alone, after the account was barred', async () => {
    await expect(erase('org-third')).rejects.toMatchObject({ code: 'account_not_barred' })
    await disableAccount(ctx, people.admin, 'org-third')
    await expect(erase('org-third', people.head)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(erase('nobody')).rejects.toMatchObject({ code: 'not_found' })
    expect(await stored('org-third')).toMatchObject({ username: 'org-third' })
  })

  test('is kept where no administrator would be left', async () => {
    await ctx.store.db
      .updateTable('accounts')
      .set({ disabled: 1 })
      .where('role', '=', 'admin')
      .execute()
    await expect(erase('org-admin')).rejects.toMatchObject({ code: 'last_administrator' })
    expect(await stored('org-admin')).toMatchObject({ username: 'org-admin' })
  })

  test('is kept while a pass of the account belongs to a session that is under way', async () => {
    const subjects = [{ name: 'Người Mẫu', position: 'Chức danh mẫu' }]
    const sheet = await oneSheetSession(ctx, people, subjects)
    await takePass(ctx, people.third, sheet)
    await disableAccount(ctx, people.admin, 'org-third')
    await expect(erase('org-third')).rejects.toMatchObject({
      code: 'account_on_duty',
      detail: { duties: 1 },
    })
    const { id } = await ctx.store.db.selectFrom('sessions').select('id').executeTakeFirstOrThrow()
    await cancelSession(ctx, people.head, id, 'thử')
    await erase('org-third')
    expect((await stored('org-third'))?.username).toMatch(/^#/)
  })
})

test('an erased name is in no file of the database any more', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-erased-'))
  const store = openStore(join(folder, 'a.sqlite'))
  try {
    await migrate(store)
    const ctx = await testContext('sqlite', { store })
    const people = await seatPeople(ctx)
    const holding = () =>
      readdirSync(folder).filter((name) =>
        readFileSync(join(folder, name)).includes(people.third.fullName),
      )
    expect(holding()).not.toEqual([])
    await disableAccount(ctx, people.admin, 'org-third')
    await eraseAccount(ctx, people.admin, 'org-third', nameOf)
    expect(holding()).toEqual([])
  } finally {
    await store.db.destroy()
    rmSync(folder, { recursive: true })
  }
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAccount, disableAccount, listAccounts } from '../../src/actions/accounts.ts'
import { logIn, whoIs } from '../../src/actions/log-in.ts'
import { type SetupInput, isSetUp, setUp } from '../../src/actions/setup.ts'
import type { Context } from '../../src/context.ts'
import { verifyJournal } from '../../src/storage/journal.ts'
import { testContext } from '../support/context.ts'
import { DIALECTS } from '../support/stores.ts'

const INPUT: SetupInput = {
  code: 'ABCD-EFGH-JKMN',
  organisation: 'Đảng bộ tỉnh Mẫu',
  side: 'party',
  username: 'quantri',
  fullName: 'Quản Trị Mẫu',
  password: 'một mật khẩu đủ dài',
}

describe.each(DIALECTS)('the set-up on %s', (dialect) => {
  let ctx: Context
  beforeEach(async () => {
    ctx = await testContext(dialect)
  })
  afterEach(async () => ctx.store.db.destroy())

  test('makes the first administrator, who can log in', async () => {
    expect(await isSetUp(ctx)).toBe(false)
    await setUp(ctx, INPUT)
    expect(await isSetUp(ctx)).toBe(true)
    const { account, token } = await logIn(ctx, INPUT)
    expect(account).toMatchObject({ role: 'admin', fullName: 'Quản Trị Mẫu' })
    expect((await whoIs(ctx, token))?.account).toBe(account.account)
    expect(await whoIs(ctx, `${token}0`)).toBeUndefined()
  })

  test.each(['abcd efgh jkmn', 'ABCDEFGHJKMN'])(
    'takes the code as people type it: %s',
    async (code) => {
      await setUp(ctx, { ...INPUT, code })
    },
  )

  test('refuses a wrong code and stores nothing', async () => {
    await expect(setUp(ctx, { ...INPUT, code: 'ABCD-EFGH-JKMM' })).rejects.toMatchObject({
      code: 'setup_code_wrong',
    })
    expect(await isSetUp(ctx)).toBe(false)
    expect((await verifyJournal(ctx.store.db)).entries).toBe(0)
  })

  test('happens once, also when two try at the same moment', async () => {
    const both = await Promise.allSettled([
      setUp(ctx, INPUT),
      setUp(ctx, { ...INPUT, username: 'b' }),
    ])
    expect(both.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    await expect(setUp(ctx, { ...INPUT, username: 'c' })).rejects.toMatchObject({
      code: 'setup_done',
    })
  })

  test('an administrator bars others but never themselves', async () => {
    await setUp(ctx, INPUT)
    const { account: admin } = await logIn(ctx, INPUT)
    const other = await createAccount(ctx, admin, {
      username: 'thuky',
      fullName: 'Thư Ký Mẫu',
      role: 'secretary',
      organisation: admin.organisation,
      password: INPUT.password,
    })
    await disableAccount(ctx, admin, other)
    await expect(disableAccount(ctx, admin, admin.account)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(disableAccount(ctx, admin, 'nobody')).rejects.toMatchObject({ code: 'not_found' })
    expect((await listAccounts(ctx, admin)).map((each) => [each.username, each.disabled])).toEqual([
      ['quantri', false],
      ['thuky', true],
    ])
  })

  test('a password never reaches the journal', async () => {
    await setUp(ctx, INPUT)
    await logIn(ctx, INPUT)
    const entries = await ctx.store.db.selectFrom('journal').select('entry').execute()
    expect(entries.length).toBeGreaterThan(2)
    expect(JSON.stringify(entries)).not.toMatch(/plain:|một mật khẩu/)
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { disableAccount } from '../../src/actions/accounts.ts'
import { logIn } from '../../src/actions/log-in.ts'
import type { Context } from '../../src/context.ts'
import { AppError } from '../../src/errors.ts'
import { passwords } from '../../src/passwords.ts'
import { seatPeople, testContext } from '../support/context.ts'

const ROUNDS = 25
/** How far the medians may lie apart on a machine that does other things beside. */
const NOISE = 1.6
const PASSWORD = 'một mật khẩu đủ dài'

let ctx: Context
beforeAll(async () => {
  const now = () => '2026-02-05T12:00:00.000Z'
  ctx = await testContext('sqlite', { passwords, now })
  const people = await seatPeople(ctx)
  const hash = await passwords.hash(PASSWORD)
  await ctx.store.db.updateTable('accounts').set({ password_hash: hash }).execute()
  await disableAccount(ctx, people.admin, people.third.account)
  await fail('ai-do') // the absent hash is made once
})
afterAll(async () => ctx.store.db.destroy())

/** The code of the refusal. */
const fail = (username: string, password = 'sai') =>
  logIn(ctx, { username, password }).then(
    () => 'entered',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

async function lock(username: string): Promise<void> {
  for (let at = 0; at < 5; at += 1) await fail(username)
}

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length >> 1]!

test('a refusal takes as long whether the name is known, unknown, barred or locked, by real Argon2', async () => {
  await lock('org-second')
  await lock('khong-ai')
  const paths = {
    known: () => fail('org-first'),
    unknown: () => fail('ai-do'),
    barred: () => fail('org-third', PASSWORD),
    locked: () => fail('org-second', PASSWORD),
    lockedUnknown: () => fail('khong-ai', PASSWORD),
  }
  const times = new Map<string, number[]>()
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, path] of Object.entries(paths)) {
      const from = performance.now()
      const code = await path()
      times.set(name, [...(times.get(name) ?? []), performance.now() - from])
      expect([name, code]).toEqual([
        name,
        name.startsWith('locked') ? 'too_many_attempts' : 'wrong_credentials',
      ])
      for (const username of ['org-first', 'ai-do', 'org-third']) await forget(username)
    }
  const medians = [...times.values()].map(median)
  expect(Math.max(...medians) / Math.min(...medians)).toBeLessThan(NOISE)
})

/** So that what is measured is never locked. */
async function forget(username: string): Promise<void> {
  const key = ctx.secrets.digest(`account:${username}`, 'log-in-attempts')
  await ctx.store.db.deleteFrom('log_in_attempts').where('key', '=', key).execute()
}

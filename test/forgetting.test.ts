import { afterEach, expect, test } from 'vitest'
import { logIn } from '../src/actions/log-in.ts'
import type { Context } from '../src/context.ts'
import { keepForgetting } from '../src/forgetting.ts'
import { seatPeople, testContext } from './support/context.ts'

let ctx: Context
afterEach(async () => ctx.store.db.destroy())

test('a server in which nobody tries anything forgets old attempts, and ends doing so', async () => {
  ctx = await testContext()
  await seatPeople(ctx)
  const stored = () => ctx.store.db.selectFrom('log_in_attempts').select('key').execute()
  const fail = () => logIn(ctx, { username: 'org-first', password: 'sai' }).catch(() => undefined)
  await fail()
  const end = keepForgetting({ ...ctx, now: () => '2026-02-05T20:00:00.000Z' }, 60_000)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await stored()).toHaveLength(1)
  end()
  const dayAfter = { ...ctx, now: () => '2026-02-06T20:00:00.000Z' }
  const endAgain = keepForgetting(dayAfter, 10)
  await expect.poll(stored).toEqual([])
  await fail()
  await expect.poll(stored).toEqual([])
  endAgain()
  await fail()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await stored()).toHaveLength(1)
})

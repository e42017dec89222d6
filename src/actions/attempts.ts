import type { Context } from '../context.ts'
import { type Counted, LONGEST_KEPT, afterFailure } from '../domain/lock-out.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { commit, keepWorkingState } from '../storage/commit.ts'
import {
  deleteAttempts,
  findAttempts,
  forgetAttempts,
  saveAttempts,
} from '../storage/log-in-attempts.ts'
import { later, secondsBetween } from './instants.ts'

/** What an attempt is counted under: user name, address of the network, or account of a second factor. */
export type Tried = { readonly counted: Counted; readonly value: string }

/** The key of what is counted, from which nobody reads what it was. */
export function attemptKey(ctx: Context, { counted, value }: Tried): string {
  return ctx.secrets.digest(`${counted}:${value}`, 'log-in-attempts')
}

/**
 * Whether `check` holds, counted before it is asked: attempts side by side are no more than attempts one after
 * the other. `check` is asked even while locked, so that it takes as long, and told so, so that it uses nothing
 * up. `account` is told to the journal. `too_many_attempts` {seconds} while locked, whatever `check` says.
 */
export async function attempt(
  ctx: Context,
  tried: readonly Tried[],
  account: string | null,
  check: (locked: boolean) => Promise<boolean>,
): Promise<boolean> {
  const at = ctx.now()
  const count = await countAttempt(ctx, tried, at)
  const right = await check(count.lockedUntil !== null)
  if (count.lockedUntil !== null) {
    const seconds = secondsBetween(at, count.lockedUntil)
    throw new AppError('too_many_attempts', { seconds })
  }
  if (right) await uncount(ctx, tried)
  else if (count.locks.length > 0)
    await commit(ctx.store, { actor: null, at }, async (_, record) => {
      for (const { counted, seconds } of count.locks)
        record({
          type: 'log_in_locked',
          counted,
          account: counted === 'address' ? null : account,
          seconds,
        })
    })
  return right
}

/** Until when nothing is tried, or which locks this attempt brings about if it fails. */
type Count = {
  readonly lockedUntil: Instant | null
  readonly locks: readonly { readonly counted: Counted; readonly seconds: number }[]
}

async function countAttempt(ctx: Context, tried: readonly Tried[], at: Instant): Promise<Count> {
  const keyed = tried.map((each) => ({ ...each, key: attemptKey(ctx, each) }))
  return keepWorkingState(ctx.store, async (trx) => {
    await forgetAttempts(trx, later(at, -LONGEST_KEPT))
    const known = await findAttempts(
      trx,
      keyed.map(({ key }) => key),
    )
    const until = [...known.values()]
      .map(({ lockedUntil }) => lockedUntil ?? '')
      .toSorted()
      .at(-1)
    if (until && until > at) return { lockedUntil: until, locks: [] }
    const locks = []
    for (const { counted, key } of keyed) {
      const before = known.get(key)
      const quiet = before ? secondsBetween(before.lastAt, at) : 0
      const { failures, wait } = afterFailure(counted, before?.failures ?? 0, quiet)
      const lockedUntil = wait === null ? null : later(at, wait)
      await saveAttempts(trx, key, { failures, lastAt: at, lockedUntil })
      if (wait !== null) locks.push({ counted, seconds: wait })
    }
    return { lockedUntil: null, locks }
  })
}

/** The attempt was right: its owner starts anew, an address gets back the one that was counted. */
async function uncount(ctx: Context, tried: readonly Tried[]): Promise<void> {
  await keepWorkingState(ctx.store, async (trx) => {
    for (const each of tried) {
      const key = attemptKey(ctx, each)
      const counted = each.counted === 'address' && (await findAttempts(trx, [key])).get(key)
      if (counted && counted.failures > 1)
        await saveAttempts(trx, key, {
          ...counted,
          failures: counted.failures - 1,
          lockedUntil: null,
        })
      else await deleteAttempts(trx, [key])
    }
  })
}

/** Forgets all that is a day old: for a program in which nobody tries anything. */
export async function forgetOldAttempts(ctx: Context): Promise<void> {
  await forgetAttempts(ctx.store.db, later(ctx.now(), -LONGEST_KEPT))
}

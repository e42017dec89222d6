import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { findCredentials, setPassword } from '../storage/accounts.ts'
import { commit } from '../storage/commit.ts'
import { deleteAttempts } from '../storage/log-in-attempts.ts'
import { endLogins } from '../storage/logins.ts'
import { deleteSecondFactor } from '../storage/second-factors.ts'
import { attemptKey } from './attempts.ts'

const LENGTH = 16

/**
 * Makes an administrator usable again who can log in no more, for whoever sits at the machine itself: the
 * password given back is good for one log-in, which has to change it; the second factor is gone, log-ins and
 * waits have ended. `no_such_administrator`.
 */
export async function resetAdministrator(ctx: Context, username: string): Promise<string> {
  const found = await findCredentials(ctx.store.db, username)
  if (found?.account.role !== 'admin' || found.account.disabled)
    throw new AppError('no_such_administrator', { username })
  const { account } = found.account
  const password = ctx.newCode(LENGTH)
  const hash = await ctx.passwords.hash(password)
  await commit(ctx.store, { actor: null, at: ctx.now() }, async (trx, record) => {
    await setPassword(trx, account, { hash, mustChange: true })
    await deleteSecondFactor(trx, account)
    await endLogins(trx, account, 'revoked')
    await deleteAttempts(trx, [
      attemptKey(ctx, { counted: 'account', value: username }),
      attemptKey(ctx, { counted: 'second_factor', value: account }),
    ])
    record({ type: 'admin_reset_at_machine', account })
  })
  return password
}

import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { AppError } from '../errors.ts'
import { findAccount } from '../storage/accounts.ts'
import { commit, keepWorkingState } from '../storage/commit.ts'
import {
  countRecoveryCodes,
  findSecondFactor,
  useRecoveryCode,
  useStep,
} from '../storage/second-factors.ts'
import { attempt } from './attempts.ts'

/** What somebody who is logged in shows once more: the password, or a code of the second factor. */
export type Proof = { readonly password: string } | { readonly code: string }

/**
 * Resolves when the proof is the actor's own; `wrong_credentials` as at the log-in, `too_many_attempts`. A code
 * proves nothing for an account without a second factor.
 */
export async function proveAgain(ctx: Context, actor: Actor, proof: Proof): Promise<void> {
  const right =
    'code' in proof
      ? await checkSecondFactor(ctx, actor, proof.code)
      : await provePassword(ctx, actor, proof.password)
  if (!right) throw new AppError('wrong_credentials')
}

/** Whether this is the password of whoever is logged in; counted like a log-in. `too_many_attempts`. */
export async function provePassword(
  ctx: Context,
  actor: Actor,
  password: string,
): Promise<boolean> {
  const found = await findAccount(ctx.store.db, actor.account)
  if (!found) return false
  const tried = [{ counted: 'account', value: found.account.username }] as const
  return attempt(ctx, tried, actor.account, () =>
    ctx.passwords.verify(found.passwordHash, password),
  )
}

/**
 * Whether this is a code of the account's second factor, or one of its recovery codes; each is good once.
 * `too_many_attempts`.
 */
export async function checkSecondFactor(
  ctx: Context,
  actor: Actor,
  code: string,
): Promise<boolean> {
  const tried = [{ counted: 'second_factor', value: actor.account }] as const
  const typed = plainCode(code)
  return attempt(ctx, tried, actor.account, async (locked) => {
    if (locked) return false // a recovery code is not used up for nothing
    return /^\d{6}$/.test(typed) ? useTimeCode(ctx, actor, typed) : useRecovery(ctx, actor, typed)
  })
}

/** A code as it was made, however it was typed. */
export function plainCode(code: string): string {
  return code.replaceAll(/[\s-]/g, '').toUpperCase()
}

/** What is stored of a recovery code. */
export function recoveryDigest(ctx: Context, account: string, code: string): string {
  return ctx.secrets.digest(`${account}:${plainCode(code)}`, 'recovery-code')
}

async function useTimeCode(ctx: Context, { account }: Actor, code: string): Promise<boolean> {
  const factor = await findSecondFactor(ctx.store.db, account)
  if (!factor || factor.confirmed_at === null) return false
  const secret = ctx.secrets.open(factor.secret, 'second-factor')
  const step = ctx.totp.stepOf(secret, code, ctx.now())
  if (step === null) return false
  return keepWorkingState(ctx.store, (trx) => useStep(trx, account, step))
}

async function useRecovery(ctx: Context, actor: Actor, code: string): Promise<boolean> {
  const at = ctx.now()
  const { account } = actor
  const digest = recoveryDigest(ctx, account, code)
  const left = await keepWorkingState(ctx.store, async (trx) => {
    const used = await useRecoveryCode(trx, account, digest, at)
    return used ? countRecoveryCodes(trx, account) : null
  })
  if (left === null) return false
  await commit(ctx.store, { actor, at }, async (_, record) => {
    record({ type: 'recovery_code_used', account, left })
  })
  return true
}

import type { Transaction } from 'kysely'
import type { Context } from '../context.ts'
import { passwordFault } from '../domain/password-rule.ts'
import { AppError } from '../errors.ts'
import { findAccount, setPassword } from '../storage/accounts.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import { deleteLogin, insertLogin } from '../storage/logins.ts'
import { findOrganisation } from '../storage/organisations.ts'
import { sha256 } from '../storage/sha256.ts'
import { type LoggedIn, type StartedLogIn, endOlder, newToken } from './log-in.ts'
import { provePassword } from './prove-again.ts'

/** Whose password it is to be: the texts an attacker tries first. */
export type Owner = {
  readonly username: string
  readonly fullName: string
  /** The name of the organisation. */
  readonly organisation: string
}

/** `invalid_input` at `/password` when the password is too easy for this owner. */
export function requireGoodPassword(ctx: Context, password: string, owner: Owner): void {
  const own = [owner.username, owner.fullName, owner.organisation]
  const fault = passwordFault(password, ctx.commonWords, own)
  if (fault) refuse('/password', fault)
}

/**
 * Changes one's own password and gives a new token for the log-in. `current` is asked unless the change is
 * the one that was demanded, right after it was typed. `invalid_input` at `/current` or `/password`,
 * `too_many_attempts`.
 */
export async function changePassword(
  ctx: Context,
  who: LoggedIn,
  token: string,
  input: { readonly current: string | null; readonly password: string },
): Promise<StartedLogIn> {
  const { db } = ctx.store
  const demanded = who.standing === 'password_change'
  if (!demanded && !(await provePassword(ctx, who, input.current ?? '')))
    refuse('/current', 'password_wrong')
  const [found, organisation] = [
    await findAccount(db, who.account),
    await findOrganisation(db, who.organisation),
  ]
  if (!found) throw new AppError('not_authenticated')
  requireGoodPassword(ctx, input.password, { ...who, organisation: organisation?.name ?? '' })
  if (await ctx.passwords.verify(found.passwordHash, input.password))
    refuse('/password', 'password_same')
  const hash = await ctx.passwords.hash(input.password)
  return commit(ctx.store, { actor: who, at: ctx.now() }, async (trx, record) => {
    await setPassword(trx, who.account, { hash, mustChange: false })
    record({ type: 'password_changed', account: who.account })
    return renewLogIn(ctx, trx, who, token, { factorProven: who.hasFactor })
  })
}

/**
 * Goes on with the log-in under a new token, until when it would have lasted; the old one is worth nothing, and
 * others of the account end once this one stands in full.
 */
export async function renewLogIn(
  ctx: Context,
  trx: Transaction<Database>,
  who: LoggedIn,
  oldToken: string,
  { factorProven }: { readonly factorProven: boolean },
): Promise<StartedLogIn> {
  const at = ctx.now()
  const token = newToken(ctx)
  await deleteLogin(trx, sha256(oldToken), at)
  await insertLogin(trx, {
    token_sha256: sha256(token),
    account_id: who.account,
    created_at: who.startedAt,
    expires_at: who.expiresAt,
    seen_at: at,
    factor_proven: factorProven ? 1 : 0,
    provider_factor: who.providerFactor ? 1 : 0,
    ended_because: null,
  })
  await endOlder(ctx, trx, token)
  return { token, expiresAt: who.expiresAt, account: who }
}

function refuse(path: string, rule: string): never {
  throw new AppError('invalid_input', { issues: [{ path, rule }] })
}

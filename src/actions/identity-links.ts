import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { AppError } from '../errors.ts'
import {
  type Identity,
  deleteIdentity,
  deleteIdentityCodes,
  findIdentityCode,
  insertIdentity,
  listIdentities,
} from '../storage/account-identities.ts'
import { dropPassword } from '../storage/accounts.ts'
import { commit } from '../storage/commit.ts'
import { isUniqueViolation } from '../storage/dialect.ts'
import { endLogins } from '../storage/logins.ts'
import { requireAct } from './access.ts'
import { otherAccount } from './accounts.ts'
import { identityCodeDigest } from './identity-log-in.ts'

/** A first log-in that waits for its account, as the administrator sees it before linking. */
export type WaitingIdentity = Identity & { readonly name: string | null }

/** Whose first log-in shows this code on its screen. `identity_code_wrong`. */
export async function findWaitingIdentity(
  ctx: Context,
  actor: Actor,
  account: string,
  code: string,
): Promise<WaitingIdentity> {
  requireAct(actor, 'manage_accounts')
  await otherAccount(ctx, actor, account)
  const found = await findIdentityCode(ctx.store.db, identityCodeDigest(ctx, code), ctx.now())
  if (!found) throw new AppError('identity_code_wrong')
  return { issuer: found.issuer, subject: found.subject, name: found.told_name }
}

/**
 * Links the account to the identity whose first log-in shows this code; from the next log-in on it opens the
 * account. The code is used up. `identity_code_wrong`, `identity_linked`, `forbidden` for one's own account.
 */
export async function linkIdentity(
  ctx: Context,
  actor: Actor,
  account: string,
  code: string,
): Promise<void> {
  const { issuer, subject } = await findWaitingIdentity(ctx, actor, account, code)
  const at = ctx.now()
  try {
    await commit(ctx.store, { actor, at }, async (trx, record) => {
      await insertIdentity(trx, account, { issuer, subject }, at)
      await deleteIdentityCodes(trx, { issuer, subject })
      record({ type: 'identity_linked', account, issuer, subject })
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('identity_linked', {}, error)
    throw error
  }
}

/** Takes the link away; the log-ins of the account end. `not_found` without one. */
export async function unlinkIdentity(ctx: Context, actor: Actor, account: string): Promise<void> {
  requireAct(actor, 'manage_accounts')
  await otherAccount(ctx, actor, account)
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const identity = await deleteIdentity(trx, account)
    if (!identity) throw new AppError('not_found', { what: 'identity' })
    await endLogins(trx, account, 'revoked')
    record({ type: 'identity_unlinked', account, ...identity })
  })
}

/**
 * Takes the password away: from now on only the identity provider opens the account, until a password is given
 * out again; its log-ins end. `identity_needed` without a link.
 */
export async function removePassword(ctx: Context, actor: Actor, account: string): Promise<void> {
  requireAct(actor, 'manage_accounts')
  await otherAccount(ctx, actor, account)
  const hash = await ctx.passwords.hash(ctx.newCode(40))
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    if (!(await listIdentities(trx)).has(account)) throw new AppError('identity_needed')
    await dropPassword(trx, account, hash)
    await endLogins(trx, account, 'revoked')
    record({ type: 'password_removed', account })
  })
}

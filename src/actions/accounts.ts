import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Role } from '../domain/roles.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { type Identity, listIdentities } from '../storage/account-identities.ts'
import {
  type Account,
  disableAccount as disableStoredAccount,
  findAccount,
  insertAccount,
  listAccounts as listStoredAccounts,
  setPassword,
} from '../storage/accounts.ts'
import { commit } from '../storage/commit.ts'
import { isUniqueViolation } from '../storage/dialect.ts'
import { deleteAttempts, findAttempts } from '../storage/log-in-attempts.ts'
import { endLogins, listLogins } from '../storage/logins.ts'
import { findOrganisation } from '../storage/organisations.ts'
import { accountsWithFactor, deleteSecondFactor } from '../storage/second-factors.ts'
import { requireAct, requireOwnership } from './access.ts'
import { attemptKey } from './attempts.ts'
import { idleSince } from './log-in.ts'
import { requireGoodPassword } from './own-password.ts'

export type NewAccount = {
  readonly username: string
  readonly fullName: string
  readonly role: Role
  readonly organisation: string
  readonly password: string
}

/**
 * Makes an account whose password has to be changed at the first log-in. `username_taken` when another has
 * that name, `invalid_input` for a password that is too easy.
 */
export async function createAccount(
  ctx: Context,
  actor: Actor,
  input: NewAccount,
): Promise<string> {
  requireAct(actor, 'manage_accounts')
  const place = await findOrganisation(ctx.store.db, input.organisation)
  if (!place) throw new AppError('not_found', { what: 'organisation' })
  requireGoodPassword(ctx, input.password, { ...input, organisation: place.name })
  const passwordHash = await ctx.passwords.hash(input.password)
  const account = ctx.newId()
  const at = ctx.now()
  try {
    await commit(ctx.store, { actor, at }, async (trx, record) => {
      await insertAccount(trx, {
        id: account,
        username: input.username,
        full_name: input.fullName,
        role: input.role,
        organisation_id: input.organisation,
        password_hash: passwordHash,
        disabled: 0,
        must_change: 1,
        created_at: at,
      })
      const { username, fullName, role, organisation } = input
      record({ type: 'account_created', account, username, fullName, role, organisation })
    })
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('username_taken', { username: input.username }, error)
    throw error
  }
  return account
}

/** Bars an account from logging in, at once; nobody can bar themselves. */
export async function disableAccount(ctx: Context, actor: Actor, account: string): Promise<void> {
  requireAct(actor, 'disable_account')
  requireOwnership(actor, 'disable_account', account === actor.account)
  await changeOther(ctx, actor, account, async (trx, record) => {
    await disableStoredAccount(trx, account)
    record({ type: 'account_disabled', account })
  })
}

/**
 * Gives another's account the password, to be changed at the next log-in; its log-ins end and its failures are
 * forgotten. `invalid_input` for a password that is too easy.
 */
export async function resetPassword(
  ctx: Context,
  actor: Actor,
  account: string,
  password: string,
): Promise<void> {
  requireAct(actor, 'manage_accounts')
  const other = await otherAccount(ctx, actor, account)
  const place = await findOrganisation(ctx.store.db, other.organisation)
  requireGoodPassword(ctx, password, { ...other, organisation: place?.name ?? '' })
  const hash = await ctx.passwords.hash(password)
  await changeOther(ctx, actor, account, async (trx, record) => {
    await setPassword(trx, account, { hash, mustChange: true })
    await endLogins(trx, account, 'revoked')
    await deleteAttempts(trx, attemptKeys(ctx, other))
    record({ type: 'password_reset', account })
  })
}

/** Takes another's second factor away, for whoever lost it; its log-ins end. `not_found` without one. */
export async function removeSecondFactor(
  ctx: Context,
  actor: Actor,
  account: string,
): Promise<void> {
  await changeOther(ctx, actor, account, async (trx, record) => {
    if (!(await deleteSecondFactor(trx, account)))
      throw new AppError('not_found', { what: 'second_factor' })
    await endLogins(trx, account, 'revoked')
    record({ type: 'second_factor_removed', account })
  })
}

/** Ends the log-ins of another, at once. */
export async function endLogIns(ctx: Context, actor: Actor, account: string): Promise<void> {
  await changeOther(ctx, actor, account, async (trx, record) => {
    const logIns = await endLogins(trx, account, 'revoked')
    record({ type: 'log_ins_ended', account, logIns })
  })
}

/** Lets another log in again before the wait after too many failures is over. */
export async function unlockAccount(ctx: Context, actor: Actor, account: string): Promise<void> {
  requireAct(actor, 'manage_accounts')
  const other = await otherAccount(ctx, actor, account)
  await changeOther(ctx, actor, account, async (trx, record) => {
    await deleteAttempts(trx, attemptKeys(ctx, other))
    record({ type: 'log_in_unlocked', account })
  })
}

/** An account as administrators see it. */
export type ManagedAccount = Account & {
  /** Since when it is logged in and when somebody was last at work; `null` when it is not. */
  readonly logIn: { readonly startedAt: Instant; readonly seenAt: Instant } | null
  /** Until when nothing is tried after too many failures. */
  readonly lockedUntil: Instant | null
  readonly hasFactor: boolean
  /** What an identity provider calls its owner, and since when that opens it. */
  readonly identity: (Identity & { readonly linkedAt: Instant }) | null
}

/** Every account, for administrators. */
export async function listAccounts(ctx: Context, actor: Actor): Promise<readonly ManagedAccount[]> {
  requireAct(actor, 'manage_accounts')
  const { db } = ctx.store
  const now = ctx.now()
  const all = await listStoredAccounts(db)
  const logIns = await listLogins(db, { now, idleSince: idleSince(ctx, now) })
  const factors = await accountsWithFactor(db)
  const identities = await listIdentities(db)
  const attempts = await findAttempts(
    db,
    all.flatMap((each) => attemptKeys(ctx, each)),
  )
  return all.map((each) => {
    const locks = attemptKeys(ctx, each).map((key) => attempts.get(key)?.lockedUntil ?? '')
    const until = locks.toSorted().at(-1) ?? ''
    return {
      ...each,
      logIn: logIns.get(each.account) ?? null,
      lockedUntil: until > now ? until : null,
      hasFactor: factors.has(each.account),
      identity: identities.get(each.account) ?? null,
    }
  })
}

/** One account as administrators see it; `not_found`. */
export async function getAccount(ctx: Context, actor: Actor, id: string): Promise<ManagedAccount> {
  const found = (await listAccounts(ctx, actor)).find((each) => each.account === id)
  if (!found) throw new AppError('not_found', { what: 'account' })
  return found
}

function attemptKeys(ctx: Context, { account, username }: Account): readonly string[] {
  return [
    attemptKey(ctx, { counted: 'account', value: username }),
    attemptKey(ctx, { counted: 'second_factor', value: account }),
  ]
}

/** The account, if it is not one's own: `forbidden`, `not_found`. */
export async function otherAccount(ctx: Context, actor: Actor, account: string): Promise<Account> {
  if (account === actor.account) throw new AppError('forbidden', { act: 'manage_accounts' })
  const found = await findAccount(ctx.store.db, account)
  if (!found) throw new AppError('not_found', { what: 'account' })
  return found.account
}

/** Changes an account that is not one's own. */
async function changeOther(
  ctx: Context,
  actor: Actor,
  account: string,
  work: Parameters<typeof commit<void>>[2],
): Promise<void> {
  requireAct(actor, 'manage_accounts')
  await otherAccount(ctx, actor, account)
  await commit(ctx.store, { actor, at: ctx.now() }, work)
}

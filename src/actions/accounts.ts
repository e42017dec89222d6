import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Role } from '../domain/roles.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import {
  type Account,
  deleteLogin,
  disableAccount as disableStoredAccount,
  findCredentials,
  findLogin,
  insertAccount,
  insertLogin,
  listAccounts as listStoredAccounts,
} from '../storage/accounts.ts'
import { commit } from '../storage/commit.ts'
import { isUniqueViolation } from '../storage/dialect.ts'
import { findOrganisation } from '../storage/organisations.ts'
import { sha256 } from '../storage/sha256.ts'
import { requireAct } from './access.ts'

export type NewAccount = {
  readonly username: string
  readonly fullName: string
  readonly role: Role
  readonly organisation: string
  readonly password: string
}

const LOGIN_HOURS = 8

/** Makes an account; `username_taken` when another has that name. */
export async function createAccount(
  ctx: Context,
  actor: Actor,
  input: NewAccount,
): Promise<string> {
  requireAct(actor, 'manage_accounts')
  if (!(await findOrganisation(ctx.store.db, input.organisation)))
    throw new AppError('not_found', { what: 'organisation' })
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
  requireAct(actor, 'manage_accounts')
  if (account === actor.account) throw new AppError('forbidden', { act: 'manage_accounts' })
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    if (!(await disableStoredAccount(trx, account)))
      throw new AppError('not_found', { what: 'account' })
    record({ type: 'account_disabled', account })
  })
}

/** Every account, for administrators. */
export async function listAccounts(ctx: Context, actor: Actor): Promise<readonly Account[]> {
  requireAct(actor, 'manage_accounts')
  return listStoredAccounts(ctx.store.db)
}

/**
 * Starts a log-in and returns its token, which is shown to nobody else and stored only as a digest.
 * `wrong_credentials` alike for an unknown name, a barred account and a wrong password.
 */
export async function logIn(
  ctx: Context,
  input: { readonly username: string; readonly password: string },
): Promise<{ token: string; expiresAt: Instant; account: Account }> {
  const username = input.username.trim().toLowerCase() // as all user names are
  const found = await findCredentials(ctx.store.db, username)
  const hash = found?.passwordHash ?? (await absentHash(ctx))
  const right = await ctx.passwords.verify(hash, input.password)
  if (!found || !right || found.account.disabled) throw new AppError('wrong_credentials')
  const token = ctx.newCode(40)
  const at = ctx.now()
  const expiresAt = new Date(Date.parse(at) + LOGIN_HOURS * 3_600_000).toISOString()
  await commit(ctx.store, { actor: found.account, at }, async (trx, record) => {
    await insertLogin(trx, {
      token_sha256: sha256(token),
      account_id: found.account.account,
      created_at: at,
      expires_at: expiresAt,
    })
    record({ type: 'logged_in', account: found.account.account })
  })
  return { token, expiresAt, account: found.account }
}

const absentHashes = new WeakMap<Context, Promise<string>>()

/** A hash no password has, so that an unknown name takes as long as a wrong password. */
function absentHash(ctx: Context): Promise<string> {
  const known = absentHashes.get(ctx) ?? ctx.passwords.hash(ctx.newCode(40))
  absentHashes.set(ctx, known)
  return known
}

/** The account a token stands for, or `undefined` once the log-in has ended. */
export async function whoIs(ctx: Context, token: string): Promise<Account | undefined> {
  return findLogin(ctx.store.db, sha256(token), ctx.now())
}

/** Ends the log-in. */
export async function logOut(ctx: Context, actor: Actor, token: string): Promise<void> {
  const at = ctx.now()
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    await deleteLogin(trx, sha256(token), at)
    record({ type: 'logged_out', account: actor.account })
  })
}

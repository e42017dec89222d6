import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { type Account, findCredentials } from '../storage/accounts.ts'
import { commit } from '../storage/commit.ts'
import { deleteLogin, findLogin, insertLogin } from '../storage/logins.ts'
import { sha256 } from '../storage/sha256.ts'

const LOGIN_HOURS = 8

/** A log-in as begun: its token is shown to nobody else and stored only as a digest. */
export type StartedLogIn = {
  readonly token: string
  readonly expiresAt: Instant
  readonly account: Account
}

/**
 * Starts a log-in by a password. `wrong_credentials` alike for an unknown name, a barred account and a wrong password.
 */
export async function logIn(
  ctx: Context,
  input: { readonly username: string; readonly password: string },
): Promise<StartedLogIn> {
  const username = input.username.trim().toLowerCase() // as all user names are
  const found = await findCredentials(ctx.store.db, username)
  const hash = found?.passwordHash ?? (await absentHash(ctx))
  const right = await ctx.passwords.verify(hash, input.password)
  if (!found || !right || found.account.disabled) throw new AppError('wrong_credentials')
  return startLogIn(ctx, found.account)
}

/** Starts a log-in of an account that has proven to be whom it says. */
export async function startLogIn(ctx: Context, account: Account): Promise<StartedLogIn> {
  const token = ctx.newCode(40)
  const at = ctx.now()
  const expiresAt = new Date(Date.parse(at) + LOGIN_HOURS * 3_600_000).toISOString()
  await commit(ctx.store, { actor: account, at }, async (trx, record) => {
    await insertLogin(trx, {
      token_sha256: sha256(token),
      account_id: account.account,
      created_at: at,
      expires_at: expiresAt,
    })
    record({ type: 'logged_in', account: account.account })
  })
  return { token, expiresAt, account }
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

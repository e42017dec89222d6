import type { Transaction } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type Standing, standingOf } from '../domain/standing.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { type Account, findCredentials } from '../storage/accounts.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import {
  type StoredLogin,
  deleteLogin,
  endLogins,
  findLogin,
  findLoginRow,
  insertLogin,
  touchLogin,
} from '../storage/logins.ts'
import { sha256 } from '../storage/sha256.ts'
import { attempt } from './attempts.ts'
import { later } from './instants.ts'

const LOGIN_SECONDS = 8 * 3600
/** In milliseconds: how often it is noted that somebody is at work. */
const NOTED_EVERY = 60_000

/** A log-in as begun: its token is shown to nobody else and stored only as a digest. */
export type StartedLogIn = {
  readonly token: string
  readonly expiresAt: Instant
  readonly account: Account
}

/** Who is logged in, since when, and how far the log-in has come: all but `full` opens one page only. */
export type LoggedIn = Account & {
  readonly standing: Standing
  readonly hasFactor: boolean
  /** The identity provider has seen a second factor at this log-in. */
  readonly providerFactor: boolean
  readonly startedAt: Instant
  readonly expiresAt: Instant
  readonly seenAt: Instant
}

/**
 * Starts a log-in by a password; `address` is where it comes from, `null` where that is unknown. An unknown
 * name, a barred account and a wrong password take as long and are told alike: `wrong_credentials`, and
 * `too_many_attempts` once there were too many.
 */
export async function logIn(
  ctx: Context,
  input: { readonly username: string; readonly password: string },
  address: string | null = null,
): Promise<StartedLogIn> {
  const username = input.username.trim().toLowerCase() // as all user names are
  const found = await findCredentials(ctx.store.db, username)
  const hash = found?.passwordHash ?? (await absentHash(ctx))
  const tried = [
    { counted: 'account', value: username },
    ...(address === null ? [] : [{ counted: 'address', value: address } as const]),
  ] as const
  const usable = found && !found.account.disabled ? found.account : null
  const right = await attempt(ctx, tried, found?.account.account ?? null, async () => {
    const same = await ctx.passwords.verify(hash, input.password)
    return same && usable !== null
  })
  if (!right || !usable) throw new AppError('wrong_credentials')
  return startLogIn(ctx, usable)
}

/** How somebody has proven to be whom the account says; a second factor only where a provider saw one. */
export type Proof = {
  readonly way: 'password' | 'identity'
  readonly providerFactor: boolean
}
const BY_PASSWORD: Proof = { way: 'password', providerFactor: false }

/**
 * Starts a log-in of an account that has proven to be whom it says. Older ones of it end once this one stands in
 * full: whoever knows the password alone puts nobody out.
 */
export async function startLogIn(
  ctx: Context,
  account: Account,
  { way, providerFactor }: Proof = BY_PASSWORD,
): Promise<StartedLogIn> {
  const token = newToken(ctx)
  const at = ctx.now()
  const expiresAt = later(at, LOGIN_SECONDS)
  await commit(ctx.store, { actor: account, at }, async (trx, record) => {
    await insertLogin(trx, {
      token_sha256: sha256(token),
      account_id: account.account,
      created_at: at,
      expires_at: expiresAt,
      seen_at: at,
      factor_proven: 0,
      provider_factor: providerFactor ? 1 : 0,
      ended_because: null,
    })
    await endOlder(ctx, trx, token)
    record({ type: 'logged_in', account: account.account, way })
  })
  return { token, expiresAt, account }
}

/** Ends every other log-in of the account, if the one of this token stands in full. */
export async function endOlder(
  ctx: Context,
  trx: Transaction<Database>,
  token: string,
): Promise<void> {
  const now = ctx.now()
  const own = sha256(token)
  const login = await findLogin(trx, own, { now, idleSince: idleSince(ctx, now) })
  if (login && loggedIn(ctx, login).standing === 'full')
    await endLogins(trx, login.account.account, 'elsewhere', own)
}

/** A token nobody guesses: 200 bits. */
export function newToken(ctx: Context): string {
  return ctx.newCode(40)
}

const absentHashes = new WeakMap<Context['passwords'], Promise<string>>()

/** A hash no password has, so that an unknown name takes as long as a wrong password. */
function absentHash(ctx: Context): Promise<string> {
  const known = absentHashes.get(ctx.passwords) ?? ctx.passwords.hash(ctx.newCode(40))
  absentHashes.set(ctx.passwords, known)
  return known
}

/** From when on somebody must have been at work for a log-in to last. */
export function idleSince(ctx: Context, now: Instant): Instant {
  return later(now, -60 * ctx.logInRules.idleMinutes)
}

/** Who a token stands for, or `undefined` once the log-in has ended. Never prolongs it. */
export function whoIs(ctx: Context, token: string): Promise<LoggedIn | undefined> {
  return whoAt(ctx, token, ctx.now())
}

async function whoAt(ctx: Context, token: string, now: Instant): Promise<LoggedIn | undefined> {
  const login = await findLogin(ctx.store.db, sha256(token), {
    now,
    idleSince: idleSince(ctx, now),
  })
  return login && loggedIn(ctx, login)
}

function loggedIn(ctx: Context, login: StoredLogin): LoggedIn {
  const { account, hasFactor, factorProven, providerFactor, startedAt, expiresAt, seenAt } = login
  const factorRequired = ctx.logInRules.secondFactorRoles.includes(account.role)
  const { mustChange } = account
  const standing = standingOf({
    mustChange,
    hasFactor,
    factorProven,
    providerFactor,
    factorRequired,
  })
  return { ...account, standing, hasFactor, providerFactor, startedAt, expiresAt, seenAt }
}

/** The same, and notes that its owner is at work: at most once a minute, so that work costs no second write. */
export async function whoWorks(ctx: Context, token: string): Promise<LoggedIn | undefined> {
  const now = ctx.now()
  const who = await whoAt(ctx, token, now)
  if (who && Date.parse(now) - Date.parse(who.seenAt) >= NOTED_EVERY)
    await touchLogin(ctx.store.db, sha256(token), now)
  return who
}

/** Why the log-in of a token has ended; `null` for a token that was never given out or is long forgotten. */
export async function whyEnded(
  ctx: Context,
  token: string,
): Promise<'elsewhere' | 'revoked' | 'idle' | 'over' | null> {
  const row = await findLoginRow(ctx.store.db, sha256(token))
  if (!row) return null
  if (row.ended_because !== null) return row.ended_because
  return row.expires_at <= ctx.now() ? 'over' : 'idle'
}

/** Ends the log-in. */
export async function logOut(ctx: Context, actor: Actor, token: string): Promise<void> {
  const at = ctx.now()
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    await deleteLogin(trx, sha256(token), at)
    record({ type: 'logged_out', account: actor.account })
  })
}

/** Ends every log-in of oneself, here and elsewhere. */
export async function logOutEverywhere(ctx: Context, actor: Actor): Promise<void> {
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const logIns = await endLogins(trx, actor.account, 'revoked')
    record({ type: 'log_ins_ended', account: actor.account, logIns })
  })
}

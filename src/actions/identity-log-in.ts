import type { Context, IdentityProvider, IdentityRequest, ProvenIdentity } from '../context.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import {
  findLinkedAccount,
  forgetIdentityCodes,
  saveIdentityCode,
} from '../storage/account-identities.ts'
import { keepWorkingState } from '../storage/commit.ts'
import { attempt } from './attempts.ts'
import { later } from './instants.ts'
import { type StartedLogIn, startLogIn } from './log-in.ts'
import { plainCode } from './prove-again.ts'

const PURPOSE = 'identity-log-in'
/** In seconds: how long a log-in at the provider may take, and a code waits for an administrator. */
const UNDER_WAY_SECONDS = 600
const CODE_SECONDS = 900
const CODE_LENGTH = 8

/** What the browser keeps, sealed, while its owner is at the provider. */
type UnderWay = IdentityRequest & { readonly next: string; readonly until: Instant }

/** What became of a log-in at the provider: it started, or an administrator has to say whose the identity is. */
export type IdentityLogIn =
  | { readonly kind: 'started'; readonly started: StartedLogIn; readonly next: string }
  | { readonly kind: 'unlinked'; readonly code: string }

/** The provider that is set; `not_found` where none is. */
function providerOf(ctx: Context): IdentityProvider {
  if (ctx.identityProvider === null) throw new AppError('not_found', { what: 'page' })
  return ctx.identityProvider
}

/**
 * The address to send a browser to, and what it has to bring back (`sealed`) within `seconds`; `next` is the
 * page of this site to go to afterwards. `not_found` without a provider, `identity_provider_unreachable`,
 * `identity_provider_untrusted`.
 */
export async function beginIdentityLogIn(
  ctx: Context,
  next: string,
): Promise<{ readonly address: string; readonly sealed: string; readonly seconds: number }> {
  const { address, state, nonce, verifier } = await providerOf(ctx).begin()
  const until = later(ctx.now(), UNDER_WAY_SECONDS)
  const underWay: UnderWay = { state, nonce, verifier, next, until }
  const plain = new TextEncoder().encode(JSON.stringify(underWay))
  const sealed = Buffer.from(ctx.secrets.seal(plain, PURPOSE)).toString('base64url')
  return { address, sealed, seconds: UNDER_WAY_SECONDS }
}

/**
 * Starts the log-in of whoever comes back from the provider with this query, by the account that an
 * administrator linked to the identity; none is ever made or found by a name. Failures are counted for
 * `address`. `identity_refused` {reason}, `identity_barred`, `too_many_attempts`, and as `beginIdentityLogIn`.
 */
export async function finishIdentityLogIn(
  ctx: Context,
  answer: URLSearchParams,
  sealed: string | undefined,
  address: string | null = null,
): Promise<IdentityLogIn> {
  const provider = providerOf(ctx)
  const tried = address === null ? [] : [{ counted: 'address', value: address } as const]
  let came: { who: ProvenIdentity; next: string } | { error: unknown } | null = null
  await attempt(ctx, tried, null, async (locked) => {
    if (locked) return false // nothing is asked of the provider
    try {
      const underWay = unsealed(ctx, sealed)
      came = { who: await provider.finish(answer, underWay), next: underWay.next }
      return true
    } catch (error) {
      came = { error }
      return !(error instanceof AppError && error.code === 'identity_refused')
    }
  })
  return settle(ctx, came)
}

async function settle(
  ctx: Context,
  came: { who: ProvenIdentity; next: string } | { error: unknown } | null,
): Promise<IdentityLogIn> {
  if (came === null) throw new TypeError('settle: nothing was asked')
  if ('error' in came) throw came.error
  const { who, next } = came
  const account = await findLinkedAccount(ctx.store.db, who)
  if (!account) return { kind: 'unlinked', code: await codeFor(ctx, who) }
  if (account.disabled) throw new AppError('identity_barred')
  const proof = { way: 'identity', providerFactor: who.secondFactor } as const
  return { kind: 'started', started: await startLogIn(ctx, account, proof), next }
}

/** What this browser has begun here, not too long ago; `identity_refused` for anything else. */
function unsealed(ctx: Context, sealed: string | undefined): UnderWay {
  if (sealed === undefined) throw new AppError('identity_refused', { reason: 'not_begun' })
  const underWay = opened(ctx, sealed)
  if (underWay.until <= ctx.now()) throw new AppError('identity_refused', { reason: 'too_late' })
  return underWay
}

function opened(ctx: Context, sealed: string): UnderWay {
  try {
    const plain = ctx.secrets.open(new Uint8Array(Buffer.from(sealed, 'base64url')), PURPOSE)
    return JSON.parse(new TextDecoder().decode(plain)) as UnderWay // sealed by us alone
  } catch (error) {
    throw new AppError('identity_refused', { reason: 'not_begun' }, error)
  }
}

/** What is stored of the code of a first log-in. */
export function identityCodeDigest(ctx: Context, code: string): string {
  return ctx.secrets.digest(plainCode(code), 'identity-code')
}

/** A code for the screen of somebody without an account: whoever keeps the accounts types it, seeing who asks. */
async function codeFor(ctx: Context, who: ProvenIdentity): Promise<string> {
  const code = ctx.newCode(CODE_LENGTH)
  const now = ctx.now()
  await keepWorkingState(ctx.store, async (trx) => {
    await forgetIdentityCodes(trx, now)
    await saveIdentityCode(trx, {
      code_digest: identityCodeDigest(ctx, code),
      issuer: who.issuer,
      subject: who.subject,
      told_name: who.name,
      expires_at: later(now, CODE_SECONDS),
    })
  })
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** Forgets first log-ins whose codes are over: for a program in which nobody logs in. */
export async function forgetOldIdentityCodes(ctx: Context): Promise<void> {
  await forgetIdentityCodes(ctx.store.db, ctx.now())
}

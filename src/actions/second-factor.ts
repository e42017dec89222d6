import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { AppError } from '../errors.ts'
import { qrSvg } from '../reports/qr-svg.ts'
import { commit, keepWorkingState } from '../storage/commit.ts'
import {
  confirmFactor,
  countRecoveryCodes,
  deleteSecondFactor,
  findSecondFactor,
  saveFactorDraft,
} from '../storage/second-factors.ts'
import type { LoggedIn, StartedLogIn } from './log-in.ts'
import { renewLogIn } from './own-password.ts'
import { checkSecondFactor, provePassword, recoveryDigest } from './prove-again.ts'

const RECOVERY_CODES = 10
const RECOVERY_LENGTH = 10
const PURPOSE = 'second-factor'

/** A second factor that is being set up: the secret to type, and the address its picture carries. */
export type FactorDraft = { readonly text: string; readonly uri: string }

/** What is known of one's own second factor. */
export type FactorState = {
  readonly confirmedAt: string | null
  readonly recoveryCodes: number
  readonly draft: FactorDraft | null
}

/** One's own second factor: since when, how many recovery codes are left, and a draft that waits for its code. */
export async function getSecondFactor(
  ctx: Context,
  who: Actor & { readonly username: string },
): Promise<FactorState> {
  const { db } = ctx.store
  const factor = await findSecondFactor(db, who.account)
  const recoveryCodes = await countRecoveryCodes(db, who.account)
  const waits = factor !== undefined && factor.confirmed_at === null
  const draft = waits
    ? ctx.totp.describe(ctx.secrets.open(factor.secret, PURPOSE), who.username)
    : null
  return { confirmedAt: factor?.confirmed_at ?? null, recoveryCodes, draft }
}

/** Makes the secret of a second factor, in the place of a draft; `second_factor_exists` beside one in use. */
export async function draftSecondFactor(
  ctx: Context,
  who: Actor & { readonly username: string },
): Promise<FactorDraft> {
  const plain = ctx.totp.newSecret()
  const secret = ctx.secrets.seal(plain, PURPOSE)
  const at = ctx.now()
  await keepWorkingState(ctx.store, async (trx) => {
    if ((await findSecondFactor(trx, who.account))?.confirmed_at)
      throw new AppError('second_factor_exists')
    await saveFactorDraft(trx, who.account, { secret, at })
  })
  return ctx.totp.describe(plain, who.username)
}

/** The picture of the draft for an authenticator program's camera, SVG; `not_found` without a draft. */
export async function secondFactorPicture(
  ctx: Context,
  who: Actor & { readonly username: string },
): Promise<string> {
  const { draft } = await getSecondFactor(ctx, who)
  if (!draft) throw new AppError('not_found', { what: 'second_factor' })
  return qrSvg(draft.uri)
}

/**
 * Takes the draft into use by a first code: a new token, and the recovery codes, which are shown never again.
 * `second_factor_wrong`, `not_found` without a draft.
 */
export async function confirmSecondFactor(
  ctx: Context,
  who: LoggedIn,
  token: string,
  code: string,
): Promise<StartedLogIn & { readonly recoveryCodes: readonly string[] }> {
  const { account } = who
  const at = ctx.now()
  const recoveryCodes = Array.from({ length: RECOVERY_CODES }, () => ctx.newCode(RECOVERY_LENGTH))
  const started = await commit(ctx.store, { actor: who, at }, async (trx, record) => {
    const factor = await findSecondFactor(trx, account)
    if (!factor || factor.confirmed_at !== null)
      throw new AppError('not_found', { what: 'second_factor' })
    const secret = ctx.secrets.open(factor.secret, PURPOSE)
    const step = ctx.totp.stepOf(secret, code.replaceAll(/\s/g, ''), at)
    if (step === null) throw new AppError('second_factor_wrong')
    const codeDigests = recoveryCodes.map((each) => recoveryDigest(ctx, account, each))
    await confirmFactor(trx, account, { at, step, codeDigests })
    record({ type: 'second_factor_set', account })
    return renewLogIn(ctx, trx, who, token, { factorProven: true })
  })
  return {
    ...started,
    recoveryCodes: recoveryCodes.map((each) => `${each.slice(0, 5)}-${each.slice(5)}`),
  }
}

/** Shows the second factor for this log-in: a new token. `second_factor_wrong`, `too_many_attempts`. */
export async function proveSecondFactor(
  ctx: Context,
  who: LoggedIn,
  token: string,
  code: string,
): Promise<StartedLogIn> {
  if (!(await checkSecondFactor(ctx, who, code))) throw new AppError('second_factor_wrong')
  return commit(ctx.store, { actor: who, at: ctx.now() }, (trx, record) => {
    record({ type: 'second_factor_shown', account: who.account })
    return renewLogIn(ctx, trx, who, token, { factorProven: true })
  })
}

/**
 * Takes one's own second factor away, proven by the password; whoever must have one sets up another next.
 * `invalid_input` at `/current`, `too_many_attempts`, `not_found` without one.
 */
export async function removeOwnSecondFactor(
  ctx: Context,
  who: LoggedIn,
  current: string,
): Promise<void> {
  if (!(await provePassword(ctx, who, current)))
    throw new AppError('invalid_input', {
      issues: [{ path: '/current', rule: 'password_wrong' }],
    })
  await commit(ctx.store, { actor: who, at: ctx.now() }, async (trx, record) => {
    if (!(await deleteSecondFactor(trx, who.account)))
      throw new AppError('not_found', { what: 'second_factor' })
    record({ type: 'second_factor_removed', account: who.account })
  })
}

import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import {
  type Asked,
  FINAL_ACTS,
  FINAL_ACT_NAMES,
  type Shown,
  secondRoles,
  shownCode,
  shownDigest,
} from '../domain/final-act.ts'
import { type Role, may } from '../domain/roles.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { commit, keepWorkingState } from '../storage/commit.ts'
import { insertConfirmation, insertSecond, listSeconds } from '../storage/confirmations.ts'
import type { Database } from '../storage/database.ts'
import { findSession } from '../storage/sessions.ts'
import { sha256 } from '../storage/sha256.ts'
import { sessionFor } from './access.ts'
import { type Proof, proveAgain } from './prove-again.ts'
import { type As, sessionOf, shownFor } from './shown-for.ts'

/** In milliseconds: how long a proof waits for its act, and a second person's word for the first one. */
const PROOF_MS = 2 * 60_000
const SECOND_MS = 15 * 60_000

/** A final act as it is shown before it is done. */
export type Confirmation = Omit<Shown, 'bound'> & {
  /** Goes back with the proof: it stands for exactly what is shown. */
  readonly digest: string
  /** The same on every screen that shows the same. */
  readonly code: string
  /** Whether the session waits for a second person here, who that may be, and whether one has confirmed. */
  readonly second: { readonly roles: readonly Role[]; readonly confirmed: boolean } | null
}

/** What the actor is shown before that act; refused as of `shownFor`. */
export async function getConfirmation(
  ctx: Context,
  actor: Actor,
  asked: Asked,
  as: As = 'first',
): Promise<Confirmation> {
  const { db } = ctx.store
  const { bound, ...shown } = await shownFor(ctx, db, actor, asked, as)
  const digest = shownDigest({ ...shown, bound }, sha256)
  const needed = await needsSecond(db, asked)
  const seconds = needed ? await listSeconds(db, asked, digest, ctx.now()) : []
  const second = needed ? { roles: secondRoles(asked.act), confirmed: seconds.length > 0 } : null
  return { ...shown, digest, code: shownCode(digest), second }
}

/** Whether the act waits for a second person: the session asks for one, and the act takes one. */
export async function needsSecond(db: Kysely<Database>, asked: Asked): Promise<boolean> {
  if (FINAL_ACTS[asked.act].second === null) return false
  return (await findSession(db, await sessionOf(db, asked)))?.secondPerson ?? false
}

/**
 * Takes the proof for one act on what was shown, and gives the token that goes with the act: once, within two
 * minutes, in the same log-in. Refusals: `wrong_credentials`, `confirmation_stale`, those of `shownFor`.
 */
export async function confirmAct(
  ctx: Context,
  actor: Actor,
  given: Asked & { readonly digest: string; readonly proof: Proof; readonly login: string },
): Promise<{ readonly token: string; readonly expiresAt: Instant }> {
  const { act, target, digest, proof, login } = given
  await requireSame(ctx, actor, given, digest, 'first')
  await proveAgain(ctx, actor, proof)
  const token = ctx.newCode(40)
  const now = ctx.now()
  const expiresAt = after(now, PROOF_MS)
  await keepWorkingState(ctx.store, (trx) =>
    insertConfirmation(
      trx,
      {
        token_sha256: sha256(token),
        login_sha256: sha256(login),
        account_id: actor.account,
        act,
        target,
        digest,
        expires_at: expiresAt,
      },
      now,
    ),
  )
  return { token, expiresAt }
}

/**
 * Records that the actor, as the second person, confirms the act on what was shown; it holds for 15 minutes,
 * and only while that stays the same. Refusals: `wrong_credentials`, `confirmation_stale`, `forbidden`,
 * `wrong_state` where the session asks for no second person, those of `shownFor`.
 */
export async function confirmAsSecond(
  ctx: Context,
  actor: Actor,
  given: Asked & { readonly digest: string; readonly proof: Proof },
): Promise<void> {
  const { act, target, digest, proof } = given
  const { session, state } = await requireSame(ctx, actor, given, digest, 'second')
  if (!(await needsSecond(ctx.store.db, given))) throw new AppError('wrong_state', { act, state })
  await proveAgain(ctx, actor, proof)
  const at = ctx.now()
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    const now = await shownFor(ctx, trx, actor, given, 'second')
    if (shownDigest(now, sha256) !== digest) throw new AppError('confirmation_stale', { act })
    const kept = {
      account_id: actor.account,
      act,
      target,
      digest,
      expires_at: after(at, SECOND_MS),
    }
    await insertSecond(trx, kept, at)
    record({ type: 'second_confirmed', session, act, target, digest })
  })
}

async function requireSame(
  ctx: Context,
  actor: Actor,
  asked: Asked,
  digest: string,
  as: As,
): Promise<Shown> {
  const shown = await shownFor(ctx, ctx.store.db, actor, asked, as)
  const { act, target } = asked
  if (shownDigest(shown, sha256) !== digest)
    throw new AppError('confirmation_stale', { act, target })
  return shown
}

/** The acts on the session that the actor may confirm as the second person now. */
export async function listForSecond(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<readonly Confirmation[]> {
  const session = await sessionFor(ctx.store.db, actor, id, 'read_session')
  if (!session.secondPerson) return []
  const found: Confirmation[] = []
  for (const act of FINAL_ACT_NAMES) {
    const { second } = FINAL_ACTS[act]
    if (second === null || !may(actor.role, second, session.state)) continue
    const shown = await possible(() => getConfirmation(ctx, actor, { act, target: id }, 'second'))
    if (shown) found.push(shown)
  }
  return found
}

/** What it comes to, or nothing where the act cannot be done now. */
async function possible<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

function after(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) + ms).toISOString()
}

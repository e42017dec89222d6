import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { type Asked, secondRoles, shownDigest } from '../domain/final-act.ts'
import { AppError } from '../errors.ts'
import {
  deleteConfirmation,
  deleteSeconds,
  findConfirmation,
  listSeconds,
} from '../storage/confirmations.ts'
import type { Database } from '../storage/database.ts'
import { sha256 } from '../storage/sha256.ts'
import { needsSecond } from './confirmations.ts'
import { type Proof, proveAgain } from './prove-again.ts'
import { shownFor } from './shown-for.ts'

/**
 * The context in which the actor may do that one act: what the token stands for is looked at again in the
 * transaction of the act itself, and used up with it. Refusals, here or there: `confirmation_required`
 * without a token, `confirmation_expired`, `confirmation_stale`, `second_person_missing`, those of `shownFor`.
 */
export async function withToken(
  ctx: Context,
  actor: Actor,
  asked: Asked,
  sent: { readonly token: string | undefined; readonly login: string },
): Promise<Context> {
  const { token, login } = sent
  if (token === undefined) {
    await shownFor(ctx, ctx.store.db, actor, asked) // whoever may not is told so, not asked for a password
    throw new AppError('confirmation_required', asked)
  }
  const key = sha256(token)
  const digestIn = async (db: Kysely<Database>) => {
    const found = await findConfirmation(db, key)
    const own = found?.account_id === actor.account && found.login_sha256 === sha256(login)
    const meant = found?.act === asked.act && found.target === asked.target
    if (!found || !own || !meant || found.expires_at <= ctx.now())
      throw new AppError('confirmation_expired', asked)
    return found.digest
  }
  return boundTo(ctx, actor, asked, digestIn, key)
}

/**
 * The same for a form that carries digest and proof itself; `confirmation_required` where it carries neither,
 * `wrong_credentials`.
 */
export async function withProof(
  ctx: Context,
  actor: Actor,
  asked: Asked,
  sent: { readonly digest: string; readonly proof: Proof } | null,
): Promise<Context> {
  if (sent === null) return withToken(ctx, actor, asked, { token: undefined, login: '' })
  const bound = await boundTo(ctx, actor, asked, async () => sent.digest)
  await proveAgain(ctx, actor, sent.proof)
  return bound
}

async function boundTo(
  ctx: Context,
  actor: Actor,
  asked: Asked,
  digestIn: (db: Kysely<Database>) => Promise<string>,
  token?: string,
): Promise<Context> {
  const check = async (db: Kysely<Database>) => {
    const shown = await shownFor(ctx, db, actor, asked)
    const digest = await digestIn(db)
    if (shownDigest(shown, sha256) !== digest) throw new AppError('confirmation_stale', asked)
    const second = await secondOf(ctx, db, actor, asked, digest)
    return { session: shown.session, digest, second }
  }
  await check(ctx.store.db) // before a key is used or a paper drawn for nothing
  const store: Context['store'] = {
    ...ctx.store,
    first: async (trx, record) => {
      const found = await check(trx)
      if (token !== undefined) await deleteConfirmation(trx, token)
      await deleteSeconds(trx, asked)
      const { act, target } = asked
      record({ type: 'act_confirmed', act, target, ...found })
    },
  }
  return { ...ctx, store }
}

/** The second person's account; `null` where none is asked for. */
async function secondOf(
  ctx: Context,
  db: Kysely<Database>,
  actor: Actor,
  asked: Asked,
  digest: string,
): Promise<string | null> {
  if (!(await needsSecond(db, asked))) return null
  const seconds = await listSeconds(db, asked, digest, ctx.now())
  const other = seconds.find(({ account_id: account }) => account !== actor.account)
  if (!other) throw new AppError('second_person_missing', { roles: secondRoles(asked.act) })
  return other.account_id
}

import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Proceedings } from '../domain/proceedings.ts'
import { type StoredOutcome, getOutcome } from './outcome.ts'
import { proceedingsOf } from './proceedings.ts'
import { recheckOf, toldOf } from './rechecks.ts'
import { reconciliationOf } from './reconcile.ts'
import type { getSession } from './sessions.ts'

/** Everything the documents of a stored session tell, and the canonical files they carry. */
export type Telling = Pick<StoredOutcome, 'files' | 'tallySha256'> & {
  readonly proceedings: Proceedings
}

/** What the documents of the present revision tell; `results_not_visible` as of `getOutcome`. */
export async function whatIsTold(
  ctx: Context,
  actor: Actor,
  stored: Awaited<ReturnType<typeof getSession>>,
): Promise<Telling> {
  const { session } = stored
  const { tally, outcome, files, tallySha256 } = await getOutcome(ctx, actor, session.id)
  const { findings, acknowledgements } = await reconciliationOf(ctx, ctx.store.db, session)
  const recheck = toldOf(await recheckOf(ctx, ctx.store.db, session))
  const sums = { tally, outcome, findings, acknowledgements }
  return { proceedings: proceedingsOf({ ...stored, ...sums, recheck }), files, tallySha256 }
}

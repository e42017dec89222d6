import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { isBesideTally } from '../domain/finding.ts'
import { type Outcome, outcomeOf } from '../domain/outcome.ts'
import { may } from '../domain/roles.ts'
import type { Tally } from '../domain/tally.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { outcomeText, parseOutcome } from '../formats/outcome.ts'
import { parseTally, tallyText } from '../formats/tally.ts'
import { disagreements } from '../recount/compare.ts'
import { commit } from '../storage/commit.ts'
import { findOutcome, insertOutcome } from '../storage/results.ts'
import { updateState } from '../storage/sessions.ts'
import { sha256 } from '../storage/sha256.ts'
import { regimeOf, requireAct, sessionFor, stateAfter } from './access.ts'
import { reconciliationOf } from './reconcile.ts'

/**
 * Computes shares and bands from the reconciled counts, and stores both texts once a second computation
 * that shares no code with the first has come to the same; else `recount_differs`, and nothing is stored. An
 * error explained when the count was closed holds the result: nobody has a share or a band then.
 */
export async function computeOutcome(ctx: Context, actor: Actor, id: string): Promise<Outcome> {
  const at = ctx.now()
  return commit(ctx.store, { actor, at }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'compute_outcome')
    const { tally, findings, acknowledgements } = await reconciliationOf(ctx, trx, session)
    const regime = await regimeOf(ctx, trx, session)
    const beside = findings.filter(isBesideTally)
    const outcome = outcomeOf(tally, regime, acknowledgements, beside)
    const texts = { tally: tallyText(tally), outcome: outcomeText(outcome) }
    const apart = disagreements(texts.outcome, ctx.recount(texts.tally, regime.body))
    if (apart.length > 0) throw new AppError('recount_differs', { apart: apart.slice(0, 5) })
    const digests = { tally: sha256(texts.tally), outcome: sha256(texts.outcome) }
    await insertOutcome(trx, {
      session_id: id,
      revision: session.revision,
      ...texts,
      tally_sha256: digests.tally,
      outcome_sha256: digests.outcome,
      computed_at: at,
    })
    record({
      type: 'outcome_computed',
      session: id,
      tallySha256: digests.tally,
      outcomeSha256: digests.outcome,
    })
    const state = stateAfter(session, 'compute')
    await updateState(trx, id, state)
    const change = { old: session.state, new: state }
    record({ type: 'session_moved', session: id, state: change, reason: null })
    return outcome
  })
}

export type StoredOutcome = {
  readonly tally: Tally
  readonly outcome: Outcome
  /** The canonical files, byte for byte as they are embedded in the documents. */
  readonly files: { readonly tally: string; readonly outcome: string }
  readonly tallySha256: string
  readonly computedAt: Instant
}

/**
 * The stored result. `results_not_visible` as long as a sheet is not definitive or nothing was
 * computed: no role sees a result before.
 */
export async function getOutcome(ctx: Context, actor: Actor, id: string): Promise<StoredOutcome> {
  const { db } = ctx.store
  requireAct(actor, 'read_outcome')
  const session = await sessionFor(db, actor, id, 'read_session')
  const row = await findOutcome(db, id, session.revision)
  if (!row || !may(actor.role, 'read_outcome', session.state))
    throw new AppError('results_not_visible', { state: session.state })
  const bytes = (text: string) => new TextEncoder().encode(text)
  return {
    tally: parseTally(bytes(row.tally)),
    outcome: parseOutcome(bytes(row.outcome)),
    files: { tally: row.tally, outcome: row.outcome },
    tallySha256: row.tally_sha256,
    computedAt: row.computed_at,
  }
}

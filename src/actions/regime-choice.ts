import type { Transaction } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { JournalEvent } from '../domain/journal.ts'
import { regimeInForce } from '../domain/regime.ts'
import type { Session } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import type { RegimeFile } from '../formats/regime-file.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import { findRegimeBody, insertRegime } from '../storage/regimes.ts'
import { updateRegime, updateSessionHead } from '../storage/sessions.ts'
import { sessionFor } from './access.ts'
import { recomposeRoster } from './rosters.ts'

type Choice = {
  readonly file: RegimeFile
  readonly stored: Pick<Session, 'regime' | 'regimeSha256' | 'regimeReason'>
}

/**
 * The regulation of the day, or the one named. Refusals: `unknown_regime` when there is none,
 * `reason_required` when another one than that of the day is named without saying why.
 *
 * @law 96-qd-tw-2023 Hiệu lực
 */
export function chooseRegime(
  { regimes }: Pick<Context, 'regimes'>,
  { side, heldOn }: Pick<Session, 'side' | 'heldOn'>,
  named: string | null,
  reason: string | null,
): Choice {
  const ofTheDay = regimeInForce(regimes, side, heldOn)
  const file = named === null ? ofTheDay : regimes.find(({ regime }) => regime.id === named)
  if (!file) throw new AppError('unknown_regime', { side, heldOn, regime: named })
  const other = file.regime.id !== ofTheDay?.regime.id
  if (other && reason === null) throw new AppError('reason_required', { regime: file.regime.id })
  return {
    file,
    stored: {
      regime: file.regime.id,
      regimeSha256: file.sha256,
      regimeReason: other ? reason : null,
    },
  }
}

/** Keeps a copy of the regulation, so that the session can be explained when its file is gone. */
export async function adoptRegime(
  trx: Transaction<Database>,
  { regime, sha256, body }: RegimeFile,
  record: (event: JournalEvent) => void,
): Promise<void> {
  if ((await findRegimeBody(trx, sha256)) !== undefined) return
  await insertRegime(trx, { id: regime.id, sha256, body })
  record({ type: 'regime_adopted', regime: regime.id, sha256 })
}

/**
 * Puts a session that is not frozen yet under another regulation, or back under that of its day
 * (`regime` null); who is exempt is looked at anew. Refusals as of `chooseRegime`.
 */
export async function setRegime(
  ctx: Context,
  actor: Actor,
  id: string,
  input: { readonly regime: string | null; readonly reason: string | null },
): Promise<void> {
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'edit_session')
    const { file, stored } = chooseRegime(ctx, session, input.regime, input.reason)
    await adoptRegime(trx, file, record)
    await updateRegime(trx, id, stored)
    const { regime, regimeSha256, regimeReason } = session
    const old = { regime, regimeSha256, regimeReason }
    record({ type: 'regime_set', session: id, regime: { old, new: stored } })
    await recomposeRoster(ctx, trx, { ...session, ...stored }, record)
  })
}

export type SessionHead = Pick<Session, 'title' | 'heldOn'>

/**
 * Changes the title and the day of a session that is not frozen yet. A session under the regulation of its
 * day goes under that of the new day; one under another by choice stays. Refusal: `unknown_regime`.
 */
export async function editSession(
  ctx: Context,
  actor: Actor,
  id: string,
  head: SessionHead,
): Promise<void> {
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'edit_session')
    const { title, heldOn, regime, regimeReason } = session
    const named = regimeReason === null ? null : regime
    const { file, stored } = chooseRegime(ctx, { ...session, ...head }, named, regimeReason)
    await adoptRegime(trx, file, record)
    await updateSessionHead(trx, id, head)
    await updateRegime(trx, id, stored)
    record({ type: 'session_edited', session: id, head: { old: { title, heldOn }, new: head } })
    if (stored.regimeSha256 !== session.regimeSha256) {
      const old = { regime, regimeSha256: session.regimeSha256, regimeReason }
      record({ type: 'regime_set', session: id, regime: { old, new: stored } })
    }
    await recomposeRoster(ctx, trx, { ...session, ...head, ...stored }, record)
  })
}

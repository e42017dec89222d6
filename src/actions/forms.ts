import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { rulesOf } from '../domain/regime.ts'
import { AppError } from '../errors.ts'
import { renderForm } from '../reports/render.ts'
import { conferenceOf } from './proceedings.ts'
import { getSession } from './sessions.ts'

/** A printed form, made anew each time it is asked for and kept nowhere. */
export type Form = { readonly bytes: Uint8Array; readonly fileName: string }

/**
 * The criteria of the session's regulation as a sheet to be printed for the voters. `not_found` when the
 * regulation has none.
 *
 * @law 96-qd-tw-2023 Điều 5
 */
export async function getCriteriaSheet(ctx: Context, actor: Actor, id: string): Promise<Form> {
  const stored = await getSession(ctx, actor, id)
  const { session, regime } = stored
  if (rulesOf(regime.regime, 'criterion').length === 0)
    throw new AppError('not_found', { what: 'criteria' })
  const bytes = await renderForm(
    {
      conference: conferenceOf(stored),
      identity: {
        form: 'criteria',
        session: session.shortId,
        createdAt: ctx.now(),
        programVersion: ctx.version,
      },
    },
    ctx.reports,
  )
  return { bytes, fileName: `tieu-chi-${session.shortId}.pdf` }
}

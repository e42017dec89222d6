import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { DocumentSettings } from '../domain/document-settings.ts'
import type { Side } from '../domain/tally.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import { updateDocumentSettings } from '../storage/sessions.ts'
import { sessionFor } from './access.ts'

/** The ids of the page profiles that papers of that side can be drawn in, each once. */
export function knownLayouts({ reports }: Pick<Context, 'reports'>, side: Side): readonly string[] {
  const all = Object.values(reports.templates).flatMap((each) => [...each.profiles.values()])
  const own = all.filter((layout) => layout.side === side)
  return [...new Set(own.map((layout) => layout.id))].sort()
}

/** Records what the unit sets for the papers of the session. Refusal: `layout_unknown`. */
export async function recordDocumentSettings(
  ctx: Context,
  actor: Actor,
  id: string,
  settings: DocumentSettings,
): Promise<void> {
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'record_document_settings')
    const { layout } = settings
    if (layout !== null && !knownLayouts(ctx, session.side).includes(layout))
      throw new AppError('layout_unknown', { layout, side: session.side })
    await updateDocumentSettings(trx, id, settings)
    const change = { old: session.documentSettings, new: settings }
    record({ type: 'document_settings_recorded', session: id, settings: change })
  })
}

import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { DocumentSettings } from '../domain/document-settings.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import { updateDocumentSettings } from '../storage/sessions.ts'
import { sessionFor } from './access.ts'

/** The ids of the page profiles the templates bring, each once. */
export function knownLayouts({ reports }: Pick<Context, 'reports'>): readonly string[] {
  const layouts = Object.values(reports.templates).flatMap((each) => [...each.profiles.keys()])
  return [...new Set(layouts)].sort()
}

/** Records what the unit sets for the papers of the session. Refusal: `unknown_layout`. */
export async function recordDocumentSettings(
  ctx: Context,
  actor: Actor,
  id: string,
  settings: DocumentSettings,
): Promise<void> {
  await commit(ctx.store, { actor, at: ctx.now() }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'record_document_settings')
    const known = knownLayouts(ctx)
    if (settings.layout !== null && !known.includes(settings.layout))
      throw new AppError('unknown_layout', { layout: settings.layout, known })
    await updateDocumentSettings(trx, id, settings)
    const change = { old: session.documentSettings, new: settings }
    record({ type: 'document_settings_recorded', session: id, settings: change })
  })
}

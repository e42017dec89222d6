import { Hono } from 'hono'
import { knownLayouts, recordDocumentSettings } from '../../actions/document-settings.ts'
import type { Context } from '../../context.ts'
import { checked } from '../../formats/issues.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { documentSettings } from '../../http/signing-schemas.ts'
import type { FormState } from '../components/fields.tsx'
import {
  documentSettingsOf,
  documentSettingsPlace,
  documentSettingsTyped,
} from '../forms/document-settings-form.ts'
import { readForm } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { DocumentSettingsPage } from '../pages/document-settings.tsx'
import { sendOn, show } from '../visitor.ts'
import { type SessionRequest, sessionToRecord } from './session-form.ts'

/** The form of what a unit sets for the papers of a session. */
export function documentSettingsPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/document-settings', asks('record_document_settings'), (c) =>
      showSettings(ctx, c),
    )
    .post('/sessions/:id/document-settings', asks('record_document_settings'), async (c) => {
      const { typed } = await readForm(c)
      const id = c.req.param('id')
      const refusal = await refusalFrom(() => {
        const settings = checked(documentSettings, documentSettingsOf(typed))
        return recordDocumentSettings(ctx, actorOf(c), id, settings)
      }, documentSettingsPlace)
      if (refusal) return showSettings(ctx, c, { typed, refusal })
      return sendOn(c, `/sessions/${id}`, 'document_settings_saved')
    })
}

async function showSettings(ctx: Context, c: SessionRequest, form?: FormState) {
  const { session, visitor } = await sessionToRecord(ctx, c, 'record_document_settings')
  const { typed, refusal } = form ?? { typed: documentSettingsTyped(session.documentSettings) }
  const props = { visitor, session, layouts: knownLayouts(ctx, session.side), typed, refusal }
  return show(c, <DocumentSettingsPage {...props} />, refusal?.status)
}

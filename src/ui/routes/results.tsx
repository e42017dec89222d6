import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { getDocument, listDocuments } from '../../actions/documents.ts'
import { getOutcome } from '../../actions/outcome.ts'
import { getSession } from '../../actions/sessions.ts'
import { type KeyStore, fieldFor, signDocument } from '../../actions/signing.ts'
import type { Context } from '../../context.ts'
import { may } from '../../domain/roles.ts'
import { AppError } from '../../errors.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import type { FormState } from '../components/fields.tsx'
import { type SentForm, readForm } from '../forms/form.ts'
import { refusalFrom } from '../forms/refusal.ts'
import { DocumentsPage } from '../pages/documents.tsx'
import { ResultsPage } from '../pages/results.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'
import { download } from './download.ts'

type Web = HonoContext<WebEnv, '/:id'>

/** The result, the documents, and signing them. */
export function resultPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/results', async (c) => {
      const actor = actorOf(c)
      const id = c.req.param('id')
      const { tally, outcome, tallySha256 } = await getOutcome(ctx, actor, id)
      const { session, regime, roster } = await getSession(ctx, actor, id)
      const props = { session, roster, regime: regime.regime, tally, outcome, tallySha256 }
      return show(c, <ResultsPage {...props} visitor={visitorOf(c)} />)
    })
    .get('/sessions/:id/documents', (c) => showDocuments(ctx, c, { typed: {} }))
    .post('/sessions/:id/documents/:document/sign', async (c) => {
      const actor = actorOf(c)
      const id = c.req.param('id')
      const all = await listDocuments(ctx, actor, id)
      const document = all.find((each) => each.id === c.req.param('document'))
      if (!document) throw new AppError('not_found', { what: 'document' })
      const keyStore = await keyStoreOf(await readForm(c), document.name)
      const refusal = await refusalFrom(() => signDocument(ctx, actor, document.id, keyStore))
      if (refusal) return showDocuments(ctx, c, { typed: {}, refusal })
      return sendOn(c, `/sessions/${id}/documents`, 'signed')
    })
    .get('/documents/:id/file', async (c) =>
      download(c, await getDocument(ctx, actorOf(c), c.req.param('id'))),
    )
}

async function keyStoreOf({ typed, file }: SentForm, name: string): Promise<KeyStore | null> {
  const bytes = await file(`${name}.p12`)
  return bytes ? { bytes, password: typed[`${name}.password`] ?? '' } : null
}

async function showDocuments(ctx: Context, c: Web, { typed, refusal }: FormState) {
  const actor = actorOf(c)
  const id = c.req.param('id')
  const documents = await listDocuments(ctx, actor, id)
  const { session } = await getSession(ctx, actor, id)
  const signs = may(actor.role, 'sign_document', session.state)
  const waiting = documents.filter((each) => signs && each.current && fieldFor(actor, each))
  const toSign = new Set(waiting.map((each) => each.id))
  const props = { visitor: visitorOf(c), session, documents, toSign, typed, refusal }
  return show(c, <DocumentsPage {...props} />, refusal?.status)
}

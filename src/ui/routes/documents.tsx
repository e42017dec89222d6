import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { type Confirmation, getConfirmation } from '../../actions/confirmations.ts'
import { listAuthorNames } from '../../actions/authors.ts'
import { listDocumentCopies, printCopies } from '../../actions/document-copies.ts'
import { getDocument, listDocuments } from '../../actions/documents.ts'
import { issueCorrigendum, issueNotice } from '../../actions/later-documents.ts'
import { type NewScan, fileScan, getScan } from '../../actions/scans.ts'
import { listSessionPapers } from '../../actions/own-papers.ts'
import { getSession } from '../../actions/sessions.ts'
import { type SigningKey, signDocument } from '../../actions/signing.ts'
import { type DocumentSigning, getSigning, listScans } from '../../actions/signing-register.ts'
import { retryTimestamp } from '../../actions/timestamps.ts'
import { acceptSignedFile } from '../../actions/uploaded-signing.ts'
import type { Context } from '../../context.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Asked } from '../../domain/final-act.ts'
import { may } from '../../domain/roles.ts'
import type { Session } from '../../domain/session.ts'
import { SIGNING_ACTS } from '../../domain/signing-order.ts'
import { AppError } from '../../errors.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { checked } from '../../formats/issues.ts'
import { copyOrder } from '../../http/document-copies.ts'
import { asks } from '../../http/permissions.ts'
import type { FormState } from '../components/fields.tsx'
import { type SentForm, numberOf, readForm, textOf, textOrNull } from '../forms/form.ts'
import { refusalOfFinal, surely } from '../forms/proof-form.ts'
import { type Refusal, askingAgain, refuseField, refusalFrom } from '../forms/refusal.ts'
import { DocumentsPage } from '../pages/documents.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'
import { doFinally } from './confirmations.tsx'
import { download, preview } from './download.ts'

type Web = HonoContext<WebEnv, '/:id'>

/** The documents of a session and every way of signing them. */
export function documentPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sessions/:id/documents', asks('read_documents'), (c) => showDocuments(ctx, c))
    .post('/sessions/:id/documents/:document/sign', asks(SIGNING_ACTS), async (c) => {
      const form = await readForm(c)
      const { id, name } = await namedDocument(ctx, c, c.req.param('document'))
      return actFinally(ctx, c, { act: 'sign', target: id }, form, 'signed', async (sure) => {
        const image = (await form.file(`${name}.image`)) ?? (await form.file(`${name}.tokenImage`))
        const wish = { field: textOrNull(form.typed, 'field'), image: image ?? null }
        await signDocument(sure, actorOf(c), id, await keyOf(form, name), wish)
      })
    })
    .post('/sessions/:id/documents/:document/signed', asks(SIGNING_ACTS), async (c) => {
      const form = await readForm(c)
      const { id, name } = await namedDocument(ctx, c, c.req.param('document'))
      return actFinally(ctx, c, { act: 'sign', target: id }, form, 'signed', async (sure) => {
        const file = await form.file(`${name}.signed`)
        if (!file) refuseField(`/${name}.signed`, 'required')
        await acceptSignedFile(sure, actorOf(c), id, textOrNull(form.typed, 'field'), file)
      })
    })
    .post('/sessions/:id/documents/:document/scan', asks('file_scan'), async (c) => {
      const form = await readForm(c)
      const { id, name } = await namedDocument(ctx, c, c.req.param('document'))
      return actFinally(ctx, c, { act: 'scan', target: id }, form, 'scan_filed', async (sure) =>
        fileScan(sure, actorOf(c), id, await scanOf(form, name)),
      )
    })
    .post(
      '/sessions/:id/documents/:name{notice|corrigendum}',
      asks('issue_later_document'),
      (c) => {
        const name = c.req.param('name') === 'notice' ? 'notice' : 'corrigendum'
        const issue = name === 'notice' ? issueNotice : issueCorrigendum
        return doFinally(ctx, c, name, (sure) => issue(sure, actorOf(c), c.req.param('id')), {
          to: '/documents',
          notice: 'later_issued',
        })
      },
    )
    .post('/sessions/:id/documents/:document/timestamp', asks('retry_timestamp'), async (c) => {
      const { id } = await namedDocument(ctx, c, c.req.param('document'))
      const done = { notice: 'timestamped' }
      const refusal = await refusalFrom(async () => {
        const { waits } = await retryTimestamp(ctx, actorOf(c), id)
        if (waits) done.notice = 'timestamp_waits'
      })
      if (refusal) return showDocuments(ctx, c, refusal)
      return sendOn(c, `/sessions/${c.req.param('id')}/documents`, done.notice)
    })
    .post('/sessions/:id/documents/:document/copies', asks('print_copies'), async (c) => {
      const { id, name } = await namedDocument(ctx, c, c.req.param('document'))
      const { typed } = await readForm(c)
      const order = {
        copies: numberOf(typed, `${name}.copies`),
        recipient: textOf(typed, `${name}.recipient`),
      }
      const refusal = await refusalFrom(
        () => printCopies(ctx, actorOf(c), id, checked(copyOrder, order)),
        (path) => ({ field: `${name}.${path.slice(1)}` }),
      )
      if (refusal) return showDocuments(ctx, c, refusal, typed)
      return sendOn(c, `/sessions/${c.req.param('id')}/documents`, 'copies_printed')
    })
    .get('/documents/:id/view', asks('read_documents'), async (c) =>
      preview(c, await getDocument(ctx, actorOf(c), c.req.param('id'))),
    )
    .get('/documents/:id/file', asks('read_documents'), async (c) =>
      download(c, await getDocument(ctx, actorOf(c), c.req.param('id'))),
    )
    .get('/scans/:id/file', asks('read_documents'), async (c) => {
      const { bytes, mediaType } = await getScan(ctx, actorOf(c), c.req.param('id'))
      const ending = mediaType.split('/')[1]
      return c.body(new Uint8Array(bytes), 200, {
        'content-type': mediaType,
        'content-disposition': `attachment; filename="ban-quet.${ending}"`,
      })
    })
}

/** The document that a form is about; `not_found` when it is not this session's. */
async function namedDocument(ctx: Context, c: Web, document: string) {
  const all = await listDocuments(ctx, actorOf(c), c.req.param('id'))
  const found = all.find((each) => each.id === document)
  if (!found) throw new AppError('not_found', { what: 'document' })
  return found
}

/** Does a final act with what the form proves, or shows the documents again with why it was not done. */
async function actFinally(
  ctx: Context,
  c: Web,
  asked: Asked,
  { typed, chosen }: SentForm,
  notice: string,
  run: (sure: Context) => Promise<unknown>,
) {
  const refusal = await refusalOfFinal(typed, async () => run(await surely(ctx, c, asked, typed)))
  if (refusal) return showDocuments(ctx, c, askingAgain(refusal, chosen), typed)
  return sendOn(c, `/sessions/${c.req.param('id')}/documents`, notice)
}

async function keyOf({ typed, file }: SentForm, name: string): Promise<SigningKey> {
  const pin = typed[`${name}.pin`] ?? ''
  if (pin !== '') return { pin, keyLabel: textOrNull(typed, `${name}.keyLabel`) }
  const bytes = await file(`${name}.p12`)
  return bytes ? { bytes, password: typed[`${name}.password`] ?? '' } : null
}

async function scanOf({ typed, file }: SentForm, name: string): Promise<NewScan> {
  const replaced = textOrNull(typed, 'replaces')
  const place = replaced ?? name
  const bytes = await file(`${place}.scan`)
  if (!bytes) refuseField(`/${place}.scan`, 'required')
  const reason = textOf(typed, `${place}.reason`)
  if (replaced !== null && reason === '') refuseField(`/${place}.reason`, 'required')
  const fields = Object.keys(typed).filter((key) => key.startsWith('by.'))
  return {
    mediaType: typeOf(bytes),
    bytes,
    fields: fields.map((key) => key.slice('by.'.length)),
    replaces: replaced === null ? null : { scan: replaced, reason },
  }
}

/** What a browser says of a file is its name's ending; its first bytes say what it is. */
function typeOf(bytes: Uint8Array): NewScan['mediaType'] {
  if (bytes[0] === 0x89) return 'image/png'
  return bytes[0] === 0xff ? 'image/jpeg' : 'application/pdf'
}

async function showDocuments(
  ctx: Context,
  c: Web,
  refusal?: Refusal,
  typed: FormState['typed'] = {},
) {
  const actor = actorOf(c)
  const id = c.req.param('id')
  const signing = await getSigning(ctx, actor, id)
  const { session } = await getSession(ctx, actor, id)
  const props = {
    visitor: visitorOf(c),
    session,
    documents: await listDocuments(ctx, actor, id),
    signing,
    confirmations: await confirmationsOf(ctx, actor, session, signing),
    scans: await listScans(ctx, actor, id),
    copies: await listDocumentCopies(ctx, actor, id),
    names: await listAuthorNames(ctx, actor, id, 'read_documents'),
    ownPapers: await listSessionPapers(ctx, actor, id),
    hasToken: ctx.openToken !== null,
    typed,
    refusal,
  }
  return show(c, <DocumentsPage {...props} />, refusal?.status)
}

/** What each signature and scan that the reader may add now would seal. */
async function confirmationsOf(
  ctx: Context,
  actor: Actor,
  session: Session,
  signing: readonly DocumentSigning[],
): Promise<ReadonlyMap<string, Confirmation>> {
  const files = may(actor.role, 'file_scan', session.state)
  const found = new Map<string, Confirmation>()
  for (const { document, mine } of signing)
    for (const act of [...(mine ? (['sign'] as const) : []), ...(files ? (['scan'] as const) : [])])
      found.set(
        `${act}:${document.id}`,
        await getConfirmation(ctx, actor, { act, target: document.id }),
      )
  return found
}

import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { PrintedDocument } from '../domain/own-paper.ts'
import { AppError } from '../errors.ts'
import type { OwnPaper } from '../reports/own-papers.ts'
import { currentVersions, listDocuments } from '../storage/documents.ts'
import { sessionFor } from './access.ts'
import type { Form } from './forms.ts'
import { getSession } from './sessions.ts'
import { whatIsTold } from './telling.ts'

/**
 * The data of a document of the present revision in the organisation's own form, with the digest of the document
 * as it stands; it bears the day it is printed, is stored nowhere, and is no document. `not_found` while there is
 * no such document, other refusals as of `listDocuments` and `getOutcome`.
 */
export async function printDocumentData(
  ctx: Context,
  actor: Actor,
  id: string,
  own: OwnPaper & { readonly source: PrintedDocument },
): Promise<Form> {
  const { db } = ctx.store
  await sessionFor(db, actor, id, 'read_documents')
  const stored = await getSession(ctx, actor, id)
  const { revision, shortId } = stored.session
  const current = currentVersions(await listDocuments(db, id), revision)
  const document = current.find((each) => each.name === own.source)
  if (!document) throw new AppError('not_found', { what: 'document' })
  const { proceedings } = await whatIsTold(ctx, actor, stored)
  const bytes = await ctx.pdf.renderPrint({
    paper: own.name,
    document: own.source,
    proceedings,
    identity: {
      session: shortId,
      revision,
      issuedOn: ctx.today(),
      createdAt: ctx.now(),
      documentSha256: document.sha256,
      programVersion: ctx.version,
    },
  })
  return { bytes, fileName: `${own.name}-${shortId}${revision > 1 ? `-lan${revision}` : ''}.pdf` }
}

import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { DocumentCopy } from '../domain/document-copy.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import { insertCopy, listCopies } from '../storage/document-copies.ts'
import { findDocument, isCurrentVersion } from '../storage/documents.ts'
import { sessionFor } from './access.ts'

/** What is printed: how many copies, and for whom or what. */
export type CopyOrder = { readonly copies: number; readonly recipient: string }

/**
 * Enters so many copies of the newest version in the register and gives their numbers, which go on from the
 * last copy of that document. The file stays as it is. Refusals: `not_found`, `document_superseded`.
 */
export async function printCopies(
  ctx: Context,
  actor: Actor,
  documentId: string,
  { copies, recipient }: CopyOrder,
): Promise<readonly DocumentCopy[]> {
  const at = ctx.now()
  return commit(ctx.store, { actor, at }, async (trx, record) => {
    const found = await findDocument(trx, documentId)
    if (!found) throw new AppError('not_found', { what: 'document' })
    const { id, session, name, revision, version } = found.document
    await sessionFor(trx, actor, session, 'print_copies')
    if (!(await isCurrentVersion(trx, found.document)))
      throw new AppError('document_superseded', { name, version })
    const earlier = (await listCopies(trx, session)).filter(
      (each) => each.name === name && each.revision === revision,
    )
    const from = (earlier.at(-1)?.number ?? 0) + 1
    const made = Array.from({ length: copies }, (_, index): DocumentCopy => ({
      number: from + index,
      document: id,
      name,
      revision,
      recipient,
      account: actor.account,
      printedAt: at,
    }))
    for (const copy of made) await insertCopy(trx, ctx.newId(), session, copy)
    record({
      type: 'copies_printed',
      session,
      document: id,
      from,
      to: from + copies - 1,
      recipient,
    })
    return made
  })
}

/** The register of printed copies of a session's documents. */
export async function listDocumentCopies(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<readonly DocumentCopy[]> {
  await sessionFor(ctx.store.db, actor, id, 'read_documents')
  return listCopies(ctx.store.db, id)
}

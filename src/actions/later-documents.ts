import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { DocumentIdentity, LaterName } from '../domain/proceedings.ts'
import { AppError } from '../errors.ts'
import type { DocumentInput } from '../reports/render.ts'
import { signatureFields } from '../signatures/signature-fields.ts'
import { commit } from '../storage/commit.ts'
import { isUniqueViolation } from '../storage/dialect.ts'
import {
  type StoredDocument,
  insertDocument,
  listDocuments,
  replacedBy,
} from '../storage/documents.ts'
import { sha256 } from '../storage/sha256.ts'
import { sessionFor } from './access.ts'
import { correctionOf } from './correction.ts'
import { carriedBy, recordTemplate } from './carried-files.ts'
import { attachmentsOf, nameOfReplaced, storedEvent } from './documents.ts'
import { sealedHead } from './sealed-head.ts'
import { getSession } from './sessions.ts'
import { type Telling, whatIsTold } from './telling.ts'

/**
 * Makes the notice of results of the present revision and stores it, to be signed like the minutes; the
 * session stays where it is. Refusals: `results_held`, `document_exists`.
 */
export async function issueNotice(ctx: Context, actor: Actor, id: string): Promise<StoredDocument> {
  return issueLater(ctx, actor, id, 'notice', async ({ proceedings, files }) => {
    if (proceedings.outcome.status === 'held') throw new AppError('results_held')
    return { proceedings, attachments: attachmentsOf(files) }
  })
}

/**
 * Makes the corrigendum of the present revision against the last one that had documents, with old and new
 * value of every figure that changed. Refusals: `nothing_corrected`, `document_exists`.
 */
export async function issueCorrigendum(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<StoredDocument> {
  return issueLater(ctx, actor, id, 'corrigendum', async ({ proceedings, files }, earlier) => {
    const { correction, files: old } = await correctionOf(ctx, id, proceedings, earlier)
    const corrected = attachmentsOf(old).map(({ name, description, bytes }) => ({
      name: name.replace('.json', '-earlier.json'),
      description: `${description}, bản được đính chính`,
      bytes,
    }))
    const attachments = [...attachmentsOf(files), ...corrected]
    return { proceedings: { ...proceedings, correction }, attachments }
  })
}

/** What is told, with every file the document carries. */
type Carrying = Omit<Telling, 'files'> & { readonly files: Parameters<typeof attachmentsOf>[0] }

type Content = (
  telling: Carrying,
  stored: { readonly revision: number; readonly documents: readonly StoredDocument[] },
) => Promise<Pick<DocumentInput, 'proceedings' | 'attachments'>>

async function issueLater(
  ctx: Context,
  actor: Actor,
  id: string,
  document: LaterName,
  contentOf: Content,
): Promise<StoredDocument> {
  const { db } = ctx.store
  await sessionFor(db, actor, id, 'issue_later_document')
  const stored = await getSession(ctx, actor, id)
  const { session } = stored
  const { revision } = session
  const documents = await listDocuments(db, id)
  if (documents.some((each) => each.name === document && each.revision === revision))
    throw new AppError('document_exists', { name: document })
  const telling = await whatIsTold(ctx, actor, stored)
  const head = await sealedHead(ctx, db, session)
  const files = { ...telling.files, regime: stored.regime.body, journalHead: head }
  const content = await contentOf({ ...telling, files }, { revision, documents })
  const at = ctx.now()
  // each corrigendum corrects another revision: none replaces the one before
  const replaced = document === 'notice' ? replacedBy(documents, document, revision) : null
  const identity: DocumentIdentity<LaterName> = {
    document,
    session: session.shortId,
    revision,
    issuedOn: ctx.today(),
    createdAt: at,
    dataSha256: telling.tallySha256,
    journalHead: head,
    programVersion: ctx.version,
    ...(replaced ? { replaces: nameOfReplaced(replaced) } : {}),
  }
  const carried = carriedBy(document, ctx.reports.templates, content.attachments)
  const bytes = await ctx.pdf.renderDocument({ ...content, identity, ...carried })
  const made: StoredDocument = {
    id: ctx.newId(),
    session: id,
    revision,
    name: document,
    version: 1,
    supersedes: replaced?.id ?? null,
    signedField: null,
    openFields: (await signatureFields(bytes)).map(({ name }) => name),
    sha256: sha256(bytes),
    createdAt: at,
    way: null,
    signer: null,
  }
  await store(ctx, actor, made, bytes, revision)
  return made
}

async function store(
  ctx: Context,
  actor: Actor,
  made: StoredDocument,
  bytes: Uint8Array,
  revision: number,
): Promise<void> {
  try {
    await commit(ctx.store, { actor, at: made.createdAt }, async (trx, record) => {
      const now = await sessionFor(trx, actor, made.session, 'issue_later_document')
      if (now.revision !== revision) throw new AppError('session_changed')
      await recordTemplate(trx, made.name, ctx.reports.templates, record)
      await insertDocument(trx, made, bytes)
      record(storedEvent(made))
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('document_exists', { name: made.name }, error)
    throw error
  }
}

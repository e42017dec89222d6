import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { DocumentIdentity } from '../domain/proceedings.ts'
import { officialsOf } from '../domain/roster.ts'
import type { Session } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import type { OfficeWords } from '../formats/office-words.ts'
import { resultsCsv, resultsXlsx } from '../formats/results-file.ts'
import { rosterCsv, rosterXlsx } from '../formats/roster-file.ts'
import type { SessionResults } from '../formats/session-results.ts'
import { FILE_NAMES, listDocuments, nameOfReplaced } from './documents.ts'
import { getOutcome } from './outcome.ts'
import { getSession } from './sessions.ts'
import { whatIsTold } from './telling.ts'

/** A file to be taken away. */
export type OfficeFile = { readonly bytes: Uint8Array; readonly fileName: string }

/** The documents an office may edit as docx. */
export const EDITABLE_DOCUMENTS = ['minutes', 'summary'] as const
export type EditableDocument = (typeof EDITABLE_DOCUMENTS)[number]

/** The stored result as xlsx or CSV. Refusals: those of `getOutcome`. */
export async function getResultsFile(
  ctx: Context,
  actor: Actor,
  id: string,
  type: 'xlsx' | 'csv',
  words: OfficeWords,
): Promise<OfficeFile> {
  const { tally, outcome, tallySha256, computedAt } = await getOutcome(ctx, actor, id)
  const { session, regime } = await getSession(ctx, actor, id)
  const results: SessionResults = {
    session: session.shortId,
    mode: session.mode,
    tally,
    outcome,
    regime,
    tallySha256,
    madeAt: computedAt,
    programVersion: ctx.version,
  }
  const bytes =
    type === 'xlsx'
      ? await resultsXlsx(results, words, ctx.pdf.officeWorkbook)
      : resultsCsv(results, words)
  return { bytes, fileName: fileName('ket-qua', session, type) }
}

/** The canonical file of the figures or of what follows from them, byte for byte as it is attached to the documents. */
export async function getCanonicalFile(
  ctx: Context,
  actor: Actor,
  id: string,
  which: 'tally' | 'outcome',
): Promise<OfficeFile> {
  const { files } = await getOutcome(ctx, actor, id)
  const { session } = await getSession(ctx, actor, id)
  const bytes = new TextEncoder().encode(files[which])
  return { bytes, fileName: fileName(which === 'tally' ? 'so-lieu' : 'ket-qua', session, 'json') }
}

/** The stored list as xlsx or CSV, which the import of lists reads back. `not_found` while there is none. */
export async function getRosterFile(
  ctx: Context,
  actor: Actor,
  id: string,
  type: 'xlsx' | 'csv',
  words: OfficeWords,
): Promise<OfficeFile> {
  const { session, organisation, roster } = await getSession(ctx, actor, id)
  if (roster.ballotKinds.length === 0) throw new AppError('not_found', { what: 'roster' })
  const listed = {
    session: session.shortId,
    organisation: organisation.name,
    title: session.title,
    kinds: roster.ballotKinds.map((kind) => ({
      code: kind.code,
      title: kind.title,
      people: officialsOf(kind),
    })),
    madeAt: `${session.heldOn}T00:00:00.000Z`, // of the data: the same list, the same file
    programVersion: ctx.version,
  }
  const bytes =
    type === 'xlsx'
      ? await rosterXlsx(listed, words, ctx.pdf.officeWorkbook)
      : rosterCsv(listed, words)
  return { bytes, fileName: fileName('danh-sach', session, type) }
}

/**
 * A document that was issued, as docx to be edited, with `notice` on every page. It says what the PDF says
 * but for the head of the journal, which proves the PDF alone. `not_found` while there is no current one;
 * other refusals: those of `listDocuments` and `getOutcome`.
 */
export async function getEditableDocument(
  ctx: Context,
  actor: Actor,
  id: string,
  name: EditableDocument,
  notice: string,
): Promise<OfficeFile> {
  const all = await listDocuments(ctx, actor, id)
  const current = all.find((each) => each.name === name && each.current)
  const first = all.find((each) => each.name === name && each.revision === current?.revision)
  if (!current || !first) throw new AppError('not_found', { what: 'document' })
  const stored = await getSession(ctx, actor, id)
  const { session } = stored
  const { proceedings, tallySha256 } = await whatIsTold(ctx, actor, stored)
  const replaced = all.find((each) => each.id === first.supersedes)
  const identity: DocumentIdentity<EditableDocument> = {
    document: name,
    session: session.shortId,
    revision: current.revision,
    issuedOn: session.heldOn,
    createdAt: first.createdAt,
    dataSha256: tallySha256,
    journalHead: null,
    programVersion: ctx.version,
    ...(replaced ? { replaces: nameOfReplaced(replaced) } : {}),
  }
  const bytes = await ctx.pdf.renderDocx({ proceedings, identity, notice })
  return { bytes, fileName: fileName(FILE_NAMES[name], session, 'docx') }
}

function fileName(what: string, { shortId, revision }: Session, type: string): string {
  return `${what}-${shortId}${revision > 1 ? `-lan${revision}` : ''}.${type}`
}

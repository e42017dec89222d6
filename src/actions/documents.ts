import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import {
  DOCUMENT_NAMES,
  type DocumentIdentity,
  type DocumentName,
  type SealedHead,
} from '../domain/proceedings.ts'
import { AppError } from '../errors.ts'
import type { Attachment } from '../reports/draw.ts'
import { signatureFields } from '../signatures/signature-fields.ts'
import { commit } from '../storage/commit.ts'
import {
  type StoredDocument,
  currentVersions,
  findDocument,
  insertDocument,
  listDocuments as listStoredDocuments,
  replacedBy,
} from '../storage/documents.ts'
import { updateState } from '../storage/sessions.ts'
import { sha256 } from '../storage/sha256.ts'
import { sessionFor, stateAfter } from './access.ts'
import { carriedBy, recordTemplate } from './carried-files.ts'
import { sealedHead } from './sealed-head.ts'
import { getSession } from './sessions.ts'
import { whatIsTold } from './telling.ts'

/**
 * The files a document carries, under the names a verifier looks for: the counts and the result in their
 * canonical form, the regulation byte for byte as it was adopted, and the head of the journal where there is one.
 */
export function attachmentsOf(files: {
  readonly tally: string
  readonly outcome: string
  /** The text of the regulation's file. */
  readonly regime?: string
  readonly journalHead?: DocumentIdentity['journalHead']
}): readonly Attachment[] {
  const { tally, outcome, regime, journalHead } = files
  return [
    attachment('tally.json', 'Số liệu kiểm phiếu (tally@1)', tally),
    attachment('outcome.json', 'Kết quả (outcome@1)', outcome),
    ...(regime === undefined ? [] : [attachment('regime.json', REGIME, regime)]),
    ...(journalHead ? [attachment('journal.json', JOURNAL, journalText(journalHead))] : []),
  ]
}

const REGIME = 'Quy định áp dụng, nguyên văn tệp đã dùng'
const JOURNAL = 'Mục cuối của nhật ký khi lập văn bản (journal-head@1)'

/** Canonical: keys in this order, two spaces, a line feed at the end. */
function journalText({ seq, hash, sealId }: SealedHead): string {
  const seal = sealId === undefined ? {} : { sealId }
  const head = { format: 'tin-nhiem/journal-head@1', seq, hash, ...seal }
  return `${JSON.stringify(head, null, 2)}\n`
}

function attachment(name: string, description: string, text: string): Attachment {
  return { name, description, bytes: new TextEncoder().encode(text) }
}

/**
 * Makes minutes and summary of a computed session, stores them, and moves it to `issued`.
 * `session_changed` when what they tell was changed while they were made; nothing is stored then.
 */
export async function issueDocuments(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<readonly StoredDocument[]> {
  const { db } = ctx.store
  await sessionFor(db, actor, id, 'issue_documents')
  const stored = await getSession(ctx, actor, id)
  const { session } = stored
  const { proceedings, files, tallySha256 } = await whatIsTold(ctx, actor, stored)
  const head = await sealedHead(ctx, db, session)
  const earlier = await listStoredDocuments(db, id)
  const at = ctx.now()
  const carried = attachmentsOf({ ...files, regime: stored.regime.body, journalHead: head })
  const { templates } = ctx.reports
  const made = await Promise.all(
    DOCUMENT_NAMES.map(async (document) => {
      const replaced = replacedBy(earlier, document, session.revision)
      const identity: DocumentIdentity<(typeof DOCUMENT_NAMES)[number]> = {
        document,
        session: session.shortId,
        revision: session.revision,
        issuedOn: session.heldOn,
        createdAt: at,
        dataSha256: tallySha256,
        journalHead: head,
        programVersion: ctx.version,
        ...(replaced ? { replaces: nameOfReplaced(replaced) } : {}),
      }
      const { attachments, template } = carriedBy(document, templates, carried)
      const bytes = await ctx.pdf.renderDocument({ proceedings, identity, attachments, template })
      const fields = await signatureFields(bytes)
      const stored: StoredDocument = {
        id: ctx.newId(),
        session: id,
        revision: session.revision,
        name: document,
        version: 1,
        supersedes: replaced?.id ?? null,
        signedField: null,
        openFields: fields.map((field) => field.name),
        sha256: sha256(bytes),
        createdAt: at,
        way: null,
        signer: null,
      }
      return { stored, bytes }
    }),
  )
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    const now = await sessionFor(trx, actor, id, 'issue_documents')
    if (JSON.stringify(now) !== JSON.stringify(session)) throw new AppError('session_changed')
    for (const { stored, bytes } of made) {
      await recordTemplate(trx, stored.name, templates, record)
      await insertDocument(trx, stored, bytes)
      record(storedEvent(stored))
    }
    const state = stateAfter(now, 'issue')
    await updateState(trx, id, state)
    const change = { old: now.state, new: state }
    record({ type: 'session_moved', session: id, state: change, reason: null })
  })
  return made.map(({ stored }) => stored)
}

/** What a document says of the one it takes the place of. */
export function nameOfReplaced({ revision, sha256: digest }: StoredDocument) {
  return { revision, sha256: digest }
}

/** The journal event of a stored version. */
export function storedEvent(document: StoredDocument) {
  const { session, name, version, sha256: digest, supersedes, signedField, way } = document
  return {
    type: 'document_stored',
    session,
    document: document.id,
    name,
    version,
    sha256: digest,
    supersedes,
    signedField,
    way,
  } as const
}

/** A version as the register names it. */
type VersionName = Pick<StoredDocument, 'id' | 'revision' | 'version'>

/** A document's versions, oldest first; `current` marks the one no other replaces. */
export type ListedDocument = StoredDocument & {
  readonly current: boolean
  /** Thay thế bởi: the version that replaces this one; `null` while none does. */
  readonly supersededBy: VersionName | null
  /** Thay thế: the version this one replaces. */
  readonly replaces: VersionName | null
}

export async function listDocuments(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<readonly ListedDocument[]> {
  const session = await sessionFor(ctx.store.db, actor, id, 'read_documents')
  const all = await listStoredDocuments(ctx.store.db, id)
  const current = new Set(currentVersions(all, session.revision).map((each) => each.id))
  const named = (found: StoredDocument | undefined): VersionName | null =>
    found ? { id: found.id, revision: found.revision, version: found.version } : null
  return all.map((each) => ({
    ...each,
    current: current.has(each.id),
    supersededBy: named(all.find(({ supersedes }) => supersedes === each.id)),
    replaces: named(all.find(({ id }) => id === each.supersedes)),
  }))
}

/** The stored bytes of one version, exactly as they were made. */
export async function getDocument(
  ctx: Context,
  actor: Actor,
  document: string,
): Promise<{ document: StoredDocument; bytes: Uint8Array; fileName: string }> {
  const found = await findDocument(ctx.store.db, document)
  if (!found) throw new AppError('not_found', { what: 'document' })
  const session = await sessionFor(ctx.store.db, actor, found.document.session, 'read_documents')
  const { name, version, revision } = found.document
  const again = revision > 1 ? `-lan${revision}` : ''
  const fileName = `${FILE_NAMES[name]}-${session.shortId}${again}-v${version}.pdf`
  return { ...found, fileName }
}

/** What a document is called as a file. */
export const FILE_NAMES = {
  minutes: 'bien-ban-kiem-phieu',
  summary: 'bao-cao-ket-qua',
  notice: 'thong-bao-ket-qua',
  corrigendum: 'dinh-chinh',
  destruction: 'bien-ban-huy-phieu',
} as const satisfies Record<DocumentName, string>

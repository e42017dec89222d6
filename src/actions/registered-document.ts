import type { Actor } from '../domain/actor.ts'
import { AppError } from '../errors.ts'
import type { Store } from '../storage/dialect.ts'
import {
  type StoredDocument,
  findDocumentBySha256,
  isCurrentVersion,
  listDocuments,
} from '../storage/documents.ts'
import { sessionFor } from './access.ts'
import type { FoundStep } from './verification-step.ts'

/** Where documents are looked up, and who asks; what is not the asker's to know is not told. */
export type Register = { readonly store: Store | null; readonly asker?: Actor }

/**
 * Step `newest_version`: whether the document of these bytes, by digest, is registered and nothing replaces it; else by
 * which document it is replaced, told to whoever may read the documents of that session.
 */
export async function checkRegister(
  { store, asker }: Register,
  digest: string,
): Promise<FoundStep> {
  const id = 'newest_version'
  if (!store) return { id, status: 'not_applicable', detail: { reason: 'no_register' } }
  const document = await findDocumentBySha256(store.db, digest)
  if (!document) return { id, status: 'not_applicable', detail: { reason: 'not_registered' } }
  const { name, version, session } = document
  if (await isCurrentVersion(store.db, document))
    return { id, status: 'ok', detail: { name, version } }
  const newest = newestAfter(await listDocuments(store.db, session), document)
  const detail = { reason: newest ? 'superseded' : 'reopened', name, version }
  const told = newest && (await mayRead(store, asker, session)) ? nameOf(newest) : null
  return { id, status: 'failed', detail: told ? { ...detail, successor: told } : detail }
}

/** The last of those that replace the document one after the other; null while none does. */
function newestAfter(
  documents: readonly StoredDocument[],
  { id }: StoredDocument,
): StoredDocument | null {
  const next = documents.find(({ supersedes }) => supersedes === id)
  return next ? (newestAfter(documents, next) ?? next) : null
}

function nameOf({ id, name, revision, version }: StoredDocument) {
  return { id, name, revision, version }
}

async function mayRead(store: Store, asker: Actor | undefined, session: string): Promise<boolean> {
  if (!asker) return false
  try {
    await sessionFor(store.db, asker, session, 'read_documents')
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

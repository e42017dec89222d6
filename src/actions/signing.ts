import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Mode } from '../domain/proceedings.ts'
import type { Role } from '../domain/roles.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { openP12 } from '../signatures/p12.ts'
import { isRehearsalCertificate, makeRehearsalP12 } from '../signatures/rehearsal-certificate.ts'
import type { Signer } from '../signatures/signer.ts'
import { commit } from '../storage/commit.ts'
import { isUniqueViolation } from '../storage/dialect.ts'
import {
  type StoredDocument,
  currentVersions,
  findDocument,
  insertDocument,
  listDocuments,
} from '../storage/documents.ts'
import { updateState } from '../storage/sessions.ts'
import { sha256 } from '../storage/sha256.ts'
import { sessionFor, stateAfter } from './access.ts'
import { storedEvent } from './documents.ts'
import { signVisibly } from './visible-signature.ts'

/** The field each role signs; a role without one signs nothing. */
const FIELD_OF: Partial<Record<Role, string>> = {
  secretary: 'secretary',
  head: 'head',
  chair: 'chair',
}

/** The signature field of the document that waits for this actor, if any. */
export function fieldFor(actor: Actor, document: StoredDocument): string | undefined {
  const field = FIELD_OF[actor.role]
  return field && document.openFields.includes(field) ? field : undefined
}

/** The signer's key store, used for this one signature and forgotten. */
export type KeyStore = { readonly bytes: Uint8Array; readonly password: string }

/**
 * Signs the newest version in the actor's own field and stores the result as the next version. A
 * rehearsal is signed with a rehearsal certificate made for this signature alone. When no field is
 * left empty on any document, the session is `signed`. Refusals: `rehearsal_certificate`,
 * `rehearsal_own_key`, `document_superseded`,
 * `already_signed`, `no_such_signature_field`, `p12_unreadable`, `p12_wrong_password`.
 */
export async function signDocument(
  ctx: Context,
  actor: Actor,
  documentId: string,
  keyStore: KeyStore | null,
): Promise<StoredDocument> {
  const found = await findDocument(ctx.store.db, documentId)
  if (!found) throw new AppError('not_found', { what: 'document' })
  const { document, bytes } = found
  const session = await sessionFor(ctx.store.db, actor, document.session, 'sign_document')
  const field = await requireOpenField(ctx, actor, document, session.revision)
  const at = ctx.now()
  const signer = await signerFor(ctx, session.mode, actor, keyStore, at)
  const signed = await signVisibly(
    bytes,
    {
      signer,
      field,
      reason: REASONS[field] ?? field,
      location: session.minutesFacts.venue ?? '',
      signedAt: at,
      certify: document.version === 1,
    },
    ctx.reports.fonts,
  )
  const next: StoredDocument = {
    ...document,
    id: ctx.newId(),
    version: document.version + 1,
    supersedes: document.id,
    signedField: field,
    openFields: document.openFields.filter((each) => each !== field),
    sha256: sha256(signed),
    createdAt: at,
  }
  await storeSigned(ctx, actor, next, signed)
  return next
}

const REASONS: Readonly<Record<string, string>> = {
  secretary: 'Thư ký ban kiểm phiếu ký',
  head: 'Trưởng ban kiểm phiếu ký',
  chair: 'Chủ trì hội nghị ký',
}

async function requireOpenField(
  ctx: Context,
  actor: Actor,
  document: StoredDocument,
  revision: number,
): Promise<string> {
  const all = await listDocuments(ctx.store.db, document.session)
  if (!currentVersions(all, revision).some((each) => each.id === document.id))
    throw new AppError('document_superseded', { name: document.name, version: document.version })
  const field = fieldFor(actor, document)
  if (field) return field
  const own = FIELD_OF[actor.role]
  const signed = all.some(
    (each) => each.revision === revision && each.name === document.name && each.signedField === own,
  )
  throw new AppError(signed ? 'already_signed' : 'no_such_signature_field', {
    field: own,
    name: document.name,
  })
}

async function signerFor(
  ctx: Context,
  mode: Mode,
  actor: Actor,
  keyStore: KeyStore | null,
  now: Instant,
): Promise<Signer> {
  if (mode === 'real') {
    if (!keyStore) throw new AppError('p12_unreadable', { reason: 'missing' })
    const signer = await openP12(keyStore.bytes, keyStore.password)
    if (signer.certificates.some(isRehearsalCertificate))
      throw new AppError('rehearsal_certificate')
    return signer
  }
  if (keyStore) throw new AppError('rehearsal_own_key')
  const commonName = actor.fullName.slice(0, REHEARSAL_NAME_LENGTH)
  const password = ctx.newCode(20) // lives as long as this call, like the key it locks
  return openP12(await makeRehearsalP12({ commonName, password, now }), password)
}

/** A certificate's common name holds 64 characters, 11 of them the mark of a rehearsal. */
const REHEARSAL_NAME_LENGTH = 53

async function storeSigned(
  ctx: Context,
  actor: Actor,
  next: StoredDocument,
  bytes: Uint8Array,
): Promise<void> {
  try {
    await commit(ctx.store, { actor, at: next.createdAt }, async (trx, record) => {
      const session = await sessionFor(trx, actor, next.session, 'sign_document')
      await insertDocument(trx, next, bytes)
      record(storedEvent(next))
      const all = await listDocuments(trx, next.session)
      const current = currentVersions(all, session.revision)
      if (current.some((each) => each.openFields.length > 0)) return
      const state = stateAfter(session, 'sign')
      await updateState(trx, session.id, state)
      const change = { old: session.state, new: state }
      record({ type: 'session_moved', session: session.id, state: change, reason: null })
    })
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('document_superseded', { name: next.name }, error)
    throw error
  }
}

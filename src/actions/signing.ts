import type { Context, TokenChoice } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Session } from '../domain/session.ts'
import { kindOf, nextField, ownField, signingAct } from '../domain/signing-order.ts'
import type { SigningWay } from '../domain/signing-way.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { signCms } from '../signatures/cms.ts'
import { completeSignature } from '../signatures/complete-signature.ts'
import { openP12 } from '../signatures/p12.ts'
import { isRehearsalCertificate, makeRehearsalP12 } from '../signatures/rehearsal-certificate.ts'
import type { Signer } from '../signatures/signer.ts'
import { type StoredDocument, findDocument } from '../storage/documents.ts'
import { findOrganisation } from '../storage/organisations.ts'
import { sessionFor } from './access.ts'
import { prepareVisibly } from './prepare-visibly.ts'
import { memberName, storeSignedVersion } from './signed-version.ts'
import { requireTurn } from './signing-turn.ts'
import { timestampNow } from './timestamps.ts'

/** The actor's own field of the document, if it is its turn. */
export function fieldFor(actor: Actor, document: StoredDocument): string | undefined {
  const field = ownField(actor.role)
  return nextField(document.openFields) === field ? field : undefined
}

/** The signer's key store, used for this one signature and forgotten. */
export type KeyStore = { readonly bytes: Uint8Array; readonly password: string }

/** What one signs with; `null` in a rehearsal, where a key is made for the one signature. */
export type SigningKey = KeyStore | TokenChoice | null

export type SigningWish = {
  /** The field to fill; `null` for the actor's own. */
  readonly field?: string | null
  /** A picture of the signature or the seal (PNG), shown once and not kept. */
  readonly image?: Uint8Array | null
}

/**
 * Signs the newest version in the field whose turn it is and stores the result as the next version. A
 * rehearsal is signed with a rehearsal certificate made for this signature alone. Refusals: those of
 * `storeSignedVersion`, `p12_unreadable`, `p12_wrong_password`, `no_token_here`, those of the token.
 */
export async function signDocument(
  ctx: Context,
  actor: Actor,
  documentId: string,
  key: SigningKey,
  { field: asked = null, image = null }: SigningWish = {},
): Promise<StoredDocument> {
  const { document, bytes, session } = await documentToSign(ctx, actor, documentId)
  const field = await requireTurn(ctx.store.db, actor, session, document, asked)
  const at = ctx.now()
  const { signer, way, close } = await signerFor(ctx, session, actor, field, key, at)
  try {
    const request = { field, at, commonName: signer.commonName, image }
    const prepared = await prepareVisibly(ctx, session, bytes, request)
    const { cms, timestamped } = await timestampNow(ctx, await signCms(signer, prepared.digest))
    const after = completeSignature(prepared, cms)
    const signed = { document, before: bytes, field, after, way, timestamped, at }
    return await storeSignedVersion(ctx, actor, session, signed)
  } finally {
    close()
  }
}

/** A version, its bytes and its session, for somebody who may sign there in some field. */
export async function documentToSign(ctx: Context, actor: Actor, id: string) {
  const found = await findDocument(ctx.store.db, id)
  if (!found) throw new AppError('not_found', { what: 'document' })
  const { document } = found
  const act = signingAct(document.name)
  const session = await sessionFor(ctx.store.db, actor, document.session, act)
  return { ...found, session }
}

type ReadySigner = {
  readonly signer: Signer
  readonly way: SigningWay
  readonly close: () => void
}

const nothingToClose = () => undefined

async function signerFor(
  ctx: Context,
  session: Session,
  actor: Actor,
  field: string,
  key: SigningKey,
  now: Instant,
): Promise<ReadySigner> {
  if (session.mode === 'rehearsal') {
    if (key) throw new AppError('rehearsal_own_key')
    const password = ctx.newCode(20) // lives as long as this call, like the key it locks
    const name = await rehearsalName(ctx, session, actor, field)
    const commonName = name.normalize('NFC').trim().slice(0, REHEARSAL_NAME_LENGTH)
    const signer = await openP12(await makeRehearsalP12({ commonName, password, now }), password)
    return { signer, way: 'rehearsal', close: nothingToClose }
  }
  if (!key) throw new AppError('p12_unreadable', { reason: 'missing' })
  if ('pin' in key) {
    if (!ctx.openToken) throw new AppError('no_token_here')
    const token = await ctx.openToken(key)
    return { signer: token, way: 'token', close: () => token.close() }
  }
  const signer = await openP12(key.bytes, key.password)
  if (signer.certificates.some(isRehearsalCertificate)) throw new AppError('rehearsal_certificate')
  return { signer, way: 'key_file', close: nothingToClose }
}

/** A certificate's common name holds 64 characters, 11 of them the mark of a rehearsal. */
const REHEARSAL_NAME_LENGTH = 53

/** In whose name a rehearsal's certificate is made. */
async function rehearsalName(
  ctx: Context,
  session: Session,
  actor: Actor,
  field: string,
): Promise<string> {
  if (kindOf(field) !== 'seal') return memberName(session, field) ?? actor.fullName
  const organisation = await findOrganisation(ctx.store.db, session.organisation)
  return organisation?.name ?? actor.fullName
}

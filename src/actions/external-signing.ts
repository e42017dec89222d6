import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import { completeSignature } from '../signatures/complete-signature.ts'
import { keepWorkingState } from '../storage/commit.ts'
import type { StoredDocument } from '../storage/documents.ts'
import {
  type StoredPreparation,
  dropPreparations,
  findPreparation,
  insertPreparation,
  usePreparation,
} from '../storage/prepared-signatures.ts'
import { requireOwnership } from './access.ts'
import { prepareVisibly } from './prepare-visibly.ts'
import { storeSignedVersion } from './signed-version.ts'
import { documentToSign } from './signing.ts'
import { requireCurrent, requireTurn } from './signing-turn.ts'
import { timestampNow } from './timestamps.ts'

/** In milliseconds: how long a prepared signature waits for the one who signs elsewhere. */
const WAITS_MS = 15 * 60_000

/** What is to be signed elsewhere: the SHA-256 (hexadecimal) of the byte range, and until when. */
export type Preparation = {
  readonly preparation: string
  readonly field: string
  readonly digest: string
  readonly expiresAt: Instant
}

/**
 * Prepares the newest version for a signature made on another machine, in the field whose turn it is.
 * `commonName` is what the certificate will bear. What the actor prepared of the document before is void.
 * Refusals: those of `requireTurn`.
 */
export async function prepareExternal(
  ctx: Context,
  actor: Actor,
  documentId: string,
  wish: {
    readonly field: string | null
    readonly commonName: string
    readonly image?: Uint8Array | null
  },
): Promise<Preparation> {
  const { document, bytes, session } = await documentToSign(ctx, actor, documentId)
  const field = await requireTurn(ctx.store.db, actor, session, document, wish.field)
  const at = ctx.now()
  const { commonName, image = null } = wish
  const request = { field, at, commonName, image }
  const prepared = await prepareVisibly(ctx, session, bytes, request)
  const expiresAt = new Date(Date.parse(at) + WAITS_MS).toISOString()
  const digest = Buffer.from(prepared.digest).toString('hex')
  const id = ctx.newId()
  const bound = { id, document: document.id, field, account: actor.account }
  await keepWorkingState(ctx.store, async (trx) => {
    await dropPreparations(trx, { ...bound, now: at })
    const { bytes: file, byteRange } = prepared
    const kept = { bytes: file, byteRange, digest, signedAt: at, expiresAt }
    await insertPreparation(trx, { ...bound, ...kept })
  })
  return { preparation: id, field, digest, expiresAt }
}

/**
 * The prepared file, all of it but the signature itself, so that whoever signs elsewhere can see that it is the document
 * and nothing else. For the account that had it prepared; `preparation_expired`.
 */
export async function getPreparedFile(
  ctx: Context,
  actor: Actor,
  documentId: string,
  preparation: string,
): Promise<Uint8Array> {
  await documentToSign(ctx, actor, documentId)
  return (await ownPreparation(ctx, actor, documentId, preparation, ctx.now())).bytes
}

/**
 * Completes a prepared signature with the CMS (DER) made over its digest and stores the next version. Each
 * preparation serves once, within 15 minutes, for the account that asked for it. Refusals:
 * `preparation_expired`, `document_superseded`, `cms_unreadable`, `cms_not_for_document`, those of
 * `storeSignedVersion`.
 */
export async function completeExternal(
  ctx: Context,
  actor: Actor,
  documentId: string,
  preparation: string,
  cms: Uint8Array,
): Promise<StoredDocument> {
  const { document, bytes: before, session } = await documentToSign(ctx, actor, documentId)
  await requireCurrent(ctx.store.db, session, document)
  const at = ctx.now()
  const found = await ownPreparation(ctx, actor, documentId, preparation, at)
  const { bytes, byteRange, digest, field } = found
  const prepared = { bytes, byteRange, digest: Buffer.from(digest, 'hex') }
  completeSignature(prepared, cms) // refused here, before anybody else is asked for a timestamp
  const stamped = await timestampNow(ctx, cms)
  const after = completeSignature(prepared, stamped.cms)
  const { timestamped } = stamped
  const signed = { document, before, field, after, way: 'external', timestamped, at } as const
  return storeSignedVersion(ctx, actor, session, signed, async (trx) => {
    if (!(await usePreparation(trx, preparation))) throw new AppError('preparation_expired')
  })
}

async function ownPreparation(
  ctx: Context,
  actor: Actor,
  document: string,
  id: string,
  at: Instant,
): Promise<StoredPreparation> {
  const found = await findPreparation(ctx.store.db, id)
  const expired = new AppError('preparation_expired') // what of another's is there is not told
  if (found?.document !== document || found.expiresAt < at) throw expired
  requireOwnership(actor, 'complete_signature', found.account === actor.account, expired)
  return found
}

import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { StoredDocument } from '../storage/documents.ts'
import { storeSignedVersion } from './signed-version.ts'
import { documentToSign } from './signing.ts'
import { requireTurn } from './signing-turn.ts'

/**
 * Takes over the newest version as it was signed with another program, in the field whose turn it is
 * (`asked`, or `null` for the actor's own). Refusals: those of `requireTurn` and `storeSignedVersion`.
 */
export async function acceptSignedFile(
  ctx: Context,
  actor: Actor,
  documentId: string,
  asked: string | null,
  file: Uint8Array,
): Promise<StoredDocument> {
  const { document, bytes: before, session } = await documentToSign(ctx, actor, documentId)
  const field = await requireTurn(ctx.store.db, actor, session, document, asked)
  const at = ctx.now()
  const signed = {
    document,
    before,
    field,
    after: file,
    way: 'uploaded',
    timestamped: false,
  } as const
  return storeSignedVersion(ctx, actor, session, { ...signed, at })
}

import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { DestructionTold } from '../domain/destruction.ts'
import type { DocumentIdentity } from '../domain/proceedings.ts'
import { AppError } from '../errors.ts'
import { destructionText } from '../formats/destruction.ts'
import { signatureFields } from '../signatures/signature-fields.ts'
import { type Work, commit } from '../storage/commit.ts'
import { destroyData, destroyedDataOf, insertDestruction } from '../storage/destructions.ts'
import { type StoredDocument, insertDocument } from '../storage/documents.ts'
import { sha256 } from '../storage/sha256.ts'
import { sessionFor } from './access.ts'
import { carriedBy, recordTemplate } from './carried-files.ts'
import { type ProposedDestruction, proposedDestruction } from './destructions.ts'
import { storedEvent } from './documents.ts'
import { DESTRUCTION_FILE } from './embedded-destruction.ts'
import { overwriteDestroyed } from './overwriting.ts'
import { conferenceOf } from './proceedings.ts'
import { sealedHead } from './sealed-head.ts'
import { getSession } from './sessions.ts'

type Stored = Awaited<ReturnType<typeof getSession>>
type Transaction = Parameters<Work<unknown>>[0]

/**
 * Destroys what was proposed and stores the minutes of it, to be signed by secretary and chair: both in one
 * transaction, or neither. Then the files of the database are written anew, so that they hold nothing of it.
 *
 * Refusals: those of `proposedDestruction`; `forbidden` for whoever proposed it, in whatever role;
 * `session_changed` when anything the minutes tell was changed while they were made.
 */
export async function confirmDestruction(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<StoredDocument> {
  const { db } = ctx.store
  await sessionFor(db, actor, id, 'confirm_destruction')
  const stored = await getSession(ctx, actor, id)
  const { session } = stored
  const proposed = await proposedDestruction(ctx, db, session)
  if (proposed.proposal.account === actor.account)
    throw new AppError('forbidden', { act: 'confirm_destruction', role: actor.role })
  const at = ctx.now()
  const told = toldOf(stored, proposed, { by: actor.fullName, at })
  const { made, bytes } = await makeMinutes(ctx, stored, told)
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    const now = await sessionFor(trx, actor, id, 'confirm_destruction')
    const still = await proposedDestruction(ctx, trx, now)
    if (JSON.stringify([now, still]) !== JSON.stringify([session, proposed]))
      throw new AppError('session_changed')
    const proposal = still.proposal.id
    await insertDestruction(trx, {
      session: id,
      proposal,
      account: actor.account,
      confirmedAt: at,
    })
    await destroyData(trx, id)
    await requireDestroyed(trx, id)
    await recordTemplate(trx, made.name, ctx.reports.templates, record)
    await insertDocument(trx, made, bytes)
    const { destroyed } = told
    record({ type: 'destruction_confirmed', session: id, proposal, destroyed, document: made.id })
    record(storedEvent(made))
  })
  await overwriteDestroyed(ctx)
  return made
}

/** The minutes never say more than is true: anything left is our mistake, and nothing is done then. */
async function requireDestroyed(trx: Transaction, id: string): Promise<void> {
  const left = (await destroyedDataOf(trx, id)).filter(({ records }) => records > 0)
  if (left.length > 0) throw new TypeError(`not destroyed: ${left.map(({ kind }) => kind).join()}`)
}

function toldOf(
  stored: Stored,
  { term, proposal, by, content }: ProposedDestruction,
  confirmed: DestructionTold['confirmed'],
): DestructionTold {
  const { reason, basis, packets } = proposal
  const { months, closed, lastDay } = term
  return {
    ...conferenceOf(stored),
    chair: stored.session.minutesFacts.chair,
    reason,
    basis,
    packets,
    months,
    closed,
    lastDay,
    proposed: { by, at: proposal.proposedAt },
    confirmed,
    ...content,
  }
}

async function makeMinutes(ctx: Context, { session }: Stored, told: DestructionTold) {
  const head = await sealedHead(ctx, ctx.store.db, session)
  const { regime, sha256: digest } = told.regime
  const text = destructionText({ ...told, regime: { id: regime.id, sha256: digest } })
  const identity: DocumentIdentity<'destruction'> = {
    document: 'destruction',
    session: session.shortId,
    revision: session.revision,
    issuedOn: ctx.today(),
    createdAt: told.confirmed.at,
    dataSha256: sha256(text),
    journalHead: head,
    programVersion: ctx.version,
  }
  const file = {
    name: DESTRUCTION_FILE,
    description: 'Nội dung biên bản hủy phiếu (destruction@1)',
    bytes: new TextEncoder().encode(text),
  }
  const carried = carriedBy('destruction', ctx.reports.templates, [file])
  const bytes = await ctx.pdf.renderDocument({ known: told, identity, ...carried })
  const made: StoredDocument = {
    id: ctx.newId(),
    session: session.id,
    revision: session.revision,
    name: 'destruction',
    version: 1,
    supersedes: null,
    signedField: null,
    openFields: (await signatureFields(bytes)).map(({ name }) => name),
    sha256: sha256(bytes),
    createdAt: told.confirmed.at,
    way: null,
    signer: null,
  }
  return { made, bytes }
}

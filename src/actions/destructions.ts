import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { DestroyedData, DestructionWords, Kept, KnownBackup } from '../domain/destruction.ts'
import type { Session } from '../domain/session.ts'
import { AppError } from '../errors.ts'
import { findAccount } from '../storage/accounts.ts'
import { listBackups } from '../storage/backups.ts'
import { commit } from '../storage/commit.ts'
import type { Database } from '../storage/database.ts'
import {
  type StoredDestruction,
  type StoredProposal,
  countKept,
  destroyedDataOf,
  findDestruction,
  findProposal,
  insertProposal,
} from '../storage/destructions.ts'
import { sessionFor } from './access.ts'
import { type Term, termOf } from './retention.ts'
import { registerOf, remainingFields } from './signing-turn.ts'

/** What would be destroyed of a session, what stays, and which backups hold it. */
export type DestructionContent = {
  readonly destroyed: readonly DestroyedData[]
  readonly kept: Kept
  readonly backups: readonly KnownBackup[]
}

/** How the destruction of a closed session stands. */
export type DestructionStanding = DestructionContent & {
  readonly session: Session
  /** `null` while the unit has set none. */
  readonly term: Term | null
  /** The latest proposal. */
  readonly proposal: StoredProposal | null
  readonly done: StoredDestruction | null
  /** Why nothing can be proposed or confirmed now; `null` when it can. */
  readonly refused: AppError | null
}

/** How the destruction of the session stands, for whoever may read it. */
export async function getDestruction(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<DestructionStanding> {
  const { db } = ctx.store
  const session = await sessionFor(db, actor, id, 'read_destruction')
  return {
    session,
    term: await termOf(ctx, db, session),
    proposal: (await findProposal(db, id)) ?? null,
    done: (await findDestruction(db, id)) ?? null,
    refused: await refusalOf(() => requireDestroyable(ctx, db, session)),
    ...(await contentOf(db, session)),
  }
}

/**
 * Records what the secretary proposes to destroy and why; a later proposal takes the place of an earlier one.
 * Refusals: those of `requireDestroyable`.
 */
export async function proposeDestruction(
  ctx: Context,
  actor: Actor,
  id: string,
  words: DestructionWords,
): Promise<void> {
  const at = ctx.now()
  await commit(ctx.store, { actor, at }, async (trx, record) => {
    const session = await sessionFor(trx, actor, id, 'propose_destruction')
    await requireDestroyable(ctx, trx, session)
    const proposal = ctx.newId()
    const { reason, basis, packets } = words
    const stored = { id: proposal, reason, basis, packets, account: actor.account, proposedAt: at }
    await insertProposal(trx, id, stored)
    record({ type: 'destruction_proposed', session: id, proposal, reason, basis, packets })
  })
}

/**
 * The term of a session whose ballots may be destroyed now. Refusals: `session_destroyed`, `retention_not_set`,
 * `retention_running`, `documents_unsigned`. Of a reopened session nothing gets here: it is not closed.
 */
async function requireDestroyable(
  ctx: Pick<Context, 'today'>,
  db: Kysely<Database>,
  session: Session,
): Promise<Term> {
  if (await findDestruction(db, session.id)) throw new AppError('session_destroyed')
  const term = await termOf(ctx, db, session)
  if (!term) throw new AppError('retention_not_set')
  if (!term.over) throw new AppError('retention_running', { lastDay: term.lastDay })
  const { current, scans } = await registerOf(db, session)
  const open = current.filter((each) => remainingFields(each, scans).length > 0)
  if (open.length > 0)
    throw new AppError('documents_unsigned', { documents: open.map(({ name }) => name) })
  return term
}

/** A proposal that may be confirmed now, by whom it was made, and all that it concerns. */
export type ProposedDestruction = {
  readonly term: Term
  readonly proposal: StoredProposal
  /** The full name of the secretary. */
  readonly by: string
  readonly content: DestructionContent
}

/** What the chair confirms. Refusals: those of `requireDestroyable`, `destruction_not_proposed`. */
export async function proposedDestruction(
  ctx: Pick<Context, 'today'>,
  db: Kysely<Database>,
  session: Session,
): Promise<ProposedDestruction> {
  const term = await requireDestroyable(ctx, db, session)
  const proposal = await findProposal(db, session.id)
  if (!proposal) throw new AppError('destruction_not_proposed')
  const found = await findAccount(db, proposal.account)
  const by = found?.account.fullName ?? proposal.account
  return { term, proposal, by, content: await contentOf(db, session) }
}

/** What there is to destroy now, what stays, and the backups that the journal knows. */
async function contentOf(db: Kysely<Database>, session: Session): Promise<DestructionContent> {
  const { all, scans } = await registerOf(db, session)
  const documents = all
    .filter(
      ({ name, revision, version }) =>
        name !== 'destruction' &&
        !all.some(
          (other) => other.name === name && other.revision === revision && other.version > version,
        ),
    )
    .map(({ name, revision, version, sha256 }) => ({ name, revision, version, sha256 }))
  return {
    destroyed: await destroyedDataOf(db, session.id),
    kept: {
      ...(await countKept(db, session.id)),
      scans: scans.length,
      documents,
    },
    backups: await listBackups(db, session.id),
  }
}

async function refusalOf(work: () => Promise<unknown>): Promise<AppError | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

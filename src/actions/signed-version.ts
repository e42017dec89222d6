import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { Session } from '../domain/session.ts'
import {
  isSameName,
  kindOf,
  memberNumber,
  signingAct,
  signingMembers,
} from '../domain/signing-order.ts'
import type { SigningWay } from '../domain/signing-way.ts'
import type { Instant } from '../domain/time.ts'
import { AppError } from '../errors.ts'
import type { AddedSignature } from '../signatures/added-signature.ts'
import { rehearsalCommonName } from '../signatures/rehearsal-certificate.ts'
import { type Work, commit } from '../storage/commit.ts'
import { isUniqueViolation } from '../storage/dialect.ts'
import { type StoredDocument, insertDocument } from '../storage/documents.ts'
import { updateState } from '../storage/sessions.ts'
import { sha256 } from '../storage/sha256.ts'
import { queueTimestamp } from '../storage/timestamp-queue.ts'
import { sessionFor, stateAfter } from './access.ts'
import { storedEvent } from './documents.ts'
import { registerOf, remainingFields, requireTurn } from './signing-turn.ts'

/** A version with one signature more, whichever way that was made. */
export type SignedVersion = {
  /** The version that was signed, and its bytes. */
  readonly document: StoredDocument
  readonly before: Uint8Array
  readonly field: string
  readonly after: Uint8Array
  readonly way: SigningWay
  /** Whether the signature brings its timestamp. */
  readonly timestamped: boolean
  readonly at: Instant
}

type Transaction = Parameters<Work<unknown>>[0]
type Record = Parameters<Work<unknown>>[1]

/**
 * Stores a signed version after judging it as a stranger's file: it must be the stored version and one
 * sound signature in the field whose turn it is, by a certificate that may stand there. The session is
 * `signed` once nothing is left to sign. Every way of signing ends here. `inSameTransaction` is done with it.
 *
 * Refusals: those of `readAddedSignature` and `requireTurn`, `pdf_too_complex`, `rehearsal_certificate`,
 * `rehearsal_own_key`, `signer_name_differs`, `seal_needs_own_certificate`.
 */
export async function storeSignedVersion(
  ctx: Context,
  actor: Actor,
  session: Session,
  signed: SignedVersion,
  inSameTransaction: (trx: Transaction) => Promise<void> = async () => undefined,
): Promise<StoredDocument> {
  const { document, before, after, field, way, at } = signed
  const added = await ctx.pdf.readAddedSignature(before, after, { field, now: at })
  refuseSigner(session, field, added)
  const next: StoredDocument = {
    ...document,
    id: ctx.newId(),
    version: document.version + 1,
    supersedes: document.id,
    signedField: field,
    openFields: document.openFields.filter((each) => each !== field),
    sha256: sha256(after),
    createdAt: at,
    way,
    signer: added.commonName,
  }
  try {
    await commit(ctx.store, { actor, at }, async (trx, record) => {
      const now = await sessionFor(trx, actor, session.id, signingAct(document.name))
      await requireTurn(trx, actor, now, document, field)
      await insertDocument(trx, next, after)
      record(storedEvent(next))
      if (ctx.timestamps && !signed.timestamped)
        await queueTimestamp(trx, { ...next, attempts: 0, nextAt: at })
      await moveWhenSigned(trx, record, now)
      await inSameTransaction(trx)
    })
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('document_superseded', { name: next.name }, error)
    throw error
  }
  return next
}

/** Moves an issued session to `signed` when no document has a field left to sign. */
export async function moveWhenSigned(
  trx: Transaction,
  record: Record,
  session: Session,
): Promise<void> {
  if (session.state !== 'issued') return
  const { current, scans } = await registerOf(trx, session)
  if (current.some((each) => remainingFields(each, scans).length > 0)) return
  const state = stateAfter(session, 'sign')
  await updateState(trx, session.id, state)
  const change = { old: session.state, new: state }
  record({ type: 'session_moved', session: session.id, state: change, reason: null })
}

function refuseSigner(session: Session, field: string, added: AddedSignature): void {
  const { commonName, certificate, earlier } = added
  if (session.mode === 'real' && certificate.rehearsal) throw new AppError('rehearsal_certificate')
  if (session.mode === 'rehearsal' && !certificate.rehearsal)
    throw new AppError('rehearsal_own_key')
  if (kindOf(field) === 'seal' && earlier.includes(certificate.sha256))
    throw new AppError('seal_needs_own_certificate')
  const expected = memberName(session, field)
  if (expected === undefined) return
  const name = session.mode === 'rehearsal' ? rehearsalCommonName(expected) : expected
  if (!isSameName(commonName, name))
    throw new AppError('signer_name_differs', { found: commonName, expected, field })
}

/** The name of the committee member whose field it is; `undefined` for a field of another kind. */
export function memberName(session: Session, field: string): string | undefined {
  const number = memberNumber(field)
  if (number === null) return undefined
  return signingMembers(session.minutesFacts.committee)[number - 1]?.name
}

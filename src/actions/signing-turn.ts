import type { Kysely } from 'kysely'
import type { Actor } from '../domain/actor.ts'
import type { Session } from '../domain/session.ts'
import { inSigningOrder, mayFill, nextField, ownField } from '../domain/signing-order.ts'
import { AppError } from '../errors.ts'
import type { Database } from '../storage/database.ts'
import { type StoredDocument, currentVersions, listDocuments } from '../storage/documents.ts'
import { type StoredScan, currentScans, listScans } from '../storage/scans.ts'

/** The fields signed by hand on paper of that document, as the scans that stand say. */
export function fieldsByHand(
  { name, revision }: Pick<StoredDocument, 'name' | 'revision'>,
  scans: readonly StoredScan[],
): readonly string[] {
  const own = currentScans(scans).filter((each) => each.name === name && each.revision === revision)
  return own.flatMap((each) => each.fields)
}

/** The fields still to be signed, in their order: empty in the file, and not signed by hand. */
export function remainingFields(
  document: StoredDocument,
  scans: readonly StoredScan[],
): readonly string[] {
  const byHand = fieldsByHand(document, scans)
  return inSigningOrder(document.openFields.filter((field) => !byHand.includes(field)))
}

/** Every version and scan of a session, and what is current among them. */
export type Register = {
  readonly all: readonly StoredDocument[]
  readonly current: readonly StoredDocument[]
  readonly scans: readonly StoredScan[]
}

export async function registerOf(db: Kysely<Database>, session: Session): Promise<Register> {
  const all = await listDocuments(db, session.id)
  return {
    all,
    current: currentVersions(all, session.revision),
    scans: await listScans(db, session.id),
  }
}

/** The register, if the version is still the newest; `document_superseded`. */
export async function requireCurrent(
  db: Kysely<Database>,
  session: Session,
  { id, name, version }: StoredDocument,
): Promise<Register> {
  const register = await registerOf(db, session)
  if (!register.current.some((each) => each.id === id))
    throw new AppError('document_superseded', { name, version })
  return register
}

/**
 * The field that is to be filled now, if it is the one asked for (`null`: the actor's own) and the actor may
 * have it filled. Refusals: `document_superseded`, `no_such_signature_field`, `already_signed`, `forbidden`,
 * `signing_out_of_turn` with whose turn it is.
 */
export async function requireTurn(
  db: Kysely<Database>,
  actor: Actor,
  session: Session,
  document: StoredDocument,
  asked: string | null,
): Promise<string> {
  const { all, scans } = await requireCurrent(db, session, document)
  const { name, revision } = document
  const field = asked ?? ownField(actor.role)
  const versions = all.filter((each) => each.name === name && each.revision === revision)
  if (field === undefined || !versions.some((each) => each.openFields.includes(field)))
    throw new AppError('no_such_signature_field', { field, name })
  const remaining = remainingFields(document, scans)
  if (!remaining.includes(field)) throw new AppError('already_signed', { field, name })
  if (!mayFill(actor.role, field, session.state, name))
    throw new AppError('forbidden', { field, role: actor.role })
  const turn = nextField(remaining)
  if (turn !== field) throw new AppError('signing_out_of_turn', { field, turn, name })
  return field
}

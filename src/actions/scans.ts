import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { areNext } from '../domain/signing-order.ts'
import { AppError } from '../errors.ts'
import { commit } from '../storage/commit.ts'
import { isUniqueViolation } from '../storage/dialect.ts'
import { type StoredDocument, findDocument } from '../storage/documents.ts'
import {
  type ScanType,
  type StoredScan,
  currentScans,
  findScan,
  insertScan,
} from '../storage/scans.ts'
import { sha256 } from '../storage/sha256.ts'
import { sessionFor } from './access.ts'
import { moveWhenSigned } from './signed-version.ts'
import { type Register, remainingFields, requireCurrent } from './signing-turn.ts'

/** A paper signed by hand, as it was scanned. */
export type NewScan = {
  readonly mediaType: ScanType
  readonly bytes: Uint8Array
  /** The fields signed by hand; ignored for a scan that replaces one, which keeps the fields of that. */
  readonly fields: readonly string[]
  /** The scan this better one replaces, and why. */
  readonly replaces: { readonly scan: string; readonly reason: string } | null
}

const MOST_BYTES = 20_000_000

/** How a file of each type begins. */
const BEGINNINGS: Readonly<Record<ScanType, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff],
}

/**
 * Files the scan of a printed version that was signed by hand: the fields named count as signed, and the
 * session moves on when nothing is left to sign. A scan is never overwritten; a better one replaces it with
 * a reason. Refusals: `scan_unreadable`, `document_superseded`, `no_such_signature_field`, `already_signed`,
 * `signing_out_of_turn`, `not_found`.
 */
export async function fileScan(
  ctx: Context,
  actor: Actor,
  documentId: string,
  scan: NewScan,
): Promise<StoredScan> {
  const size = scan.bytes.length
  if (size > MOST_BYTES) throw new AppError('too_large', { size, limit: MOST_BYTES })
  const begins = BEGINNINGS[scan.mediaType].every((byte, at) => scan.bytes[at] === byte)
  if (!begins) throw new AppError('scan_unreadable', { expected: scan.mediaType })
  const found = await findDocument(ctx.store.db, documentId)
  if (!found) throw new AppError('not_found', { what: 'document' })
  const { document } = found
  const at = ctx.now()
  try {
    return await commit(ctx.store, { actor, at }, async (trx, record) => {
      const session = await sessionFor(trx, actor, document.session, 'file_scan')
      const register = await requireCurrent(trx, session, document)
      const place = scan.replaces
        ? replacedScan(register, document, scan.replaces.scan)
        : { document: document.id, fields: fieldsToFill(register, document, scan.fields) }
      const stored: StoredScan = {
        id: ctx.newId(),
        ...place,
        name: document.name,
        revision: document.revision,
        mediaType: scan.mediaType,
        sha256: sha256(scan.bytes),
        supersedes: scan.replaces?.scan ?? null,
        reason: scan.replaces?.reason ?? null,
        account: actor.account,
        filedAt: at,
      }
      await insertScan(trx, stored, scan.bytes)
      const { id, document: printed, name, fields, supersedes, reason } = stored
      record({
        type: 'scan_filed',
        session: session.id,
        scan: id,
        document: printed,
        name,
        fields,
        sha256: stored.sha256,
        supersedes,
        reason,
      })
      if (session.state === 'issued') await moveWhenSigned(trx, record, session)
      return stored
    })
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('document_superseded', { name: document.name }, error)
    throw error
  }
}

function fieldsToFill(
  { scans }: Register,
  document: StoredDocument,
  fields: readonly string[],
): readonly string[] {
  const remaining = remainingFields(document, scans)
  const [unknown] = fields.filter((each) => !document.openFields.includes(each))
  if (unknown !== undefined || fields.length === 0)
    throw new AppError('no_such_signature_field', { field: unknown, name: document.name })
  const [filled] = fields.filter((each) => !remaining.includes(each))
  if (filled !== undefined) throw new AppError('already_signed', { field: filled })
  if (!areNext(fields, remaining))
    throw new AppError('signing_out_of_turn', { field: fields[0], turn: remaining[0] })
  return fields
}

function replacedScan({ scans }: Register, { name, revision }: StoredDocument, id: string) {
  const found = scans.find(
    (each) => each.id === id && each.name === name && each.revision === revision,
  )
  if (!found) throw new AppError('not_found', { what: 'scan' })
  if (!currentScans(scans).includes(found)) throw new AppError('document_superseded', { name })
  return { document: found.document, fields: found.fields }
}

/** The stored bytes of a scan, exactly as they were filed. */
export async function getScan(ctx: Context, actor: Actor, id: string) {
  const found = await findScan(ctx.store.db, id)
  if (!found) throw new AppError('not_found', { what: 'scan' })
  await sessionFor(ctx.store.db, actor, found.session, 'read_documents')
  return found
}

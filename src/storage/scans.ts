import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import { type DocumentName, STORED_NAMES } from '../domain/proceedings.ts'
import type { Instant } from '../domain/time.ts'
import type { Database } from './database.ts'

export const SCAN_TYPES = ['application/pdf', 'image/png', 'image/jpeg'] as const
export type ScanType = (typeof SCAN_TYPES)[number]

/** A paper signed by hand as it was scanned, without its bytes. */
export type StoredScan = {
  readonly id: string
  /** The version that was printed, and which document of which revision that is. */
  readonly document: string
  readonly name: DocumentName
  readonly revision: number
  /** The fields signed by hand on it. */
  readonly fields: readonly string[]
  readonly mediaType: ScanType
  readonly sha256: string
  readonly supersedes: string | null
  readonly reason: string | null
  readonly account: string
  readonly filedAt: Instant
}

function scans(db: Kysely<Database>) {
  return db
    .selectFrom('document_scans')
    .innerJoin('documents', 'documents.id', 'document_scans.document_id')
    .select([
      'document_scans.id',
      'document_scans.document_id',
      'documents.name',
      'documents.revision',
      'document_scans.fields',
      'document_scans.media_type',
      'document_scans.sha256',
      'document_scans.supersedes',
      'document_scans.reason',
      'document_scans.account_id',
      'document_scans.filed_at',
    ])
}

/** Every scan of the session, the replaced ones too, in the order they were filed. */
export async function listScans(db: Kysely<Database>, session: string): Promise<StoredScan[]> {
  const rows = await scans(db)
    .where('documents.session_id', '=', session)
    .orderBy('document_scans.filed_at')
    .orderBy('document_scans.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    document: row.document_id,
    name: z.enum(STORED_NAMES).parse(row.name),
    revision: row.revision,
    fields: z.array(z.string()).parse(JSON.parse(row.fields)),
    mediaType: z.enum(SCAN_TYPES).parse(row.media_type),
    sha256: row.sha256,
    supersedes: row.supersedes,
    reason: row.reason,
    account: row.account_id,
    filedAt: row.filed_at,
  }))
}

/** The session and the bytes of a scan. */
export async function findScan(
  db: Kysely<Database>,
  id: string,
): Promise<{ session: string; mediaType: ScanType; bytes: Uint8Array } | undefined> {
  const row = await db
    .selectFrom('document_scans')
    .innerJoin('documents', 'documents.id', 'document_scans.document_id')
    .select(['documents.session_id', 'document_scans.media_type', 'document_scans.bytes'])
    .where('document_scans.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const mediaType = z.enum(SCAN_TYPES).parse(row.media_type)
  return { session: row.session_id, mediaType, bytes: row.bytes }
}

/** The scans that no other replaces. */
export function currentScans(all: readonly StoredScan[]): readonly StoredScan[] {
  const superseded = new Set(all.map((each) => each.supersedes))
  return all.filter((each) => !superseded.has(each.id))
}

export async function insertScan(
  trx: Transaction<Database>,
  scan: StoredScan,
  bytes: Uint8Array,
): Promise<void> {
  await trx
    .insertInto('document_scans')
    .values({
      id: scan.id,
      document_id: scan.document,
      fields: JSON.stringify(scan.fields),
      media_type: scan.mediaType,
      sha256: scan.sha256,
      bytes: Buffer.from(bytes),
      supersedes: scan.supersedes,
      reason: scan.reason,
      account_id: scan.account,
      filed_at: scan.filedAt,
    })
    .execute()
}

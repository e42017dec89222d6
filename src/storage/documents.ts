import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import { type DocumentName, STORED_NAMES } from '../domain/proceedings.ts'
import { SIGNING_WAYS, type SigningWay } from '../domain/signing-way.ts'
import type { Instant } from '../domain/time.ts'
import type { Database, Row } from './database.ts'

/** One stored version of a document; a signature makes a new version and keeps the old bytes. */
export type StoredDocument = {
  readonly id: string
  readonly session: string
  readonly revision: number
  readonly name: DocumentName
  readonly version: number
  readonly supersedes: string | null
  /** The signature field this version filled; `null` for the unsigned first version. */
  readonly signedField: string | null
  /** The signature fields still empty. */
  readonly openFields: readonly string[]
  readonly sha256: string
  readonly createdAt: Instant
  /** How the signature of this version came to be; `null` where it adds none or that was not kept. */
  readonly way: SigningWay | null
  /** The common name of the certificate that signed this version, under the same condition. */
  readonly signer: string | null
}

const COLUMNS = [
  'id',
  'session_id',
  'revision',
  'name',
  'version',
  'supersedes',
  'signed_field',
  'open_fields',
  'sha256',
  'created_at',
  'way',
  'signer',
] as const

/** Every version of the session's documents, oldest first; without the bytes. */
export async function listDocuments(
  db: Kysely<Database>,
  session: string,
): Promise<StoredDocument[]> {
  const rows = await db
    .selectFrom('documents')
    .select(COLUMNS)
    .where('session_id', '=', session)
    .orderBy('revision')
    .orderBy('name')
    .orderBy('version')
    .execute()
  return rows.map(fromRow)
}

export async function findDocument(
  db: Kysely<Database>,
  id: string,
): Promise<{ document: StoredDocument; bytes: Uint8Array } | undefined> {
  const row = await db.selectFrom('documents').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { document: fromRow(row), bytes: row.bytes }
}

/** The stored document with exactly these bytes, by digest. */
export async function findDocumentBySha256(
  db: Kysely<Database>,
  sha256: string,
): Promise<StoredDocument | undefined> {
  const row = await db
    .selectFrom('documents')
    .select(COLUMNS)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row && fromRow(row)
}

/** Whether no later version replaces this one and its session was not reopened since. */
export async function isCurrentVersion(
  db: Kysely<Database>,
  document: StoredDocument,
): Promise<boolean> {
  const session = await db
    .selectFrom('sessions')
    .select('revision')
    .where('id', '=', document.session)
    .executeTakeFirstOrThrow()
  const current = currentVersions(await listDocuments(db, document.session), session.revision)
  return current.some((each) => each.id === document.id)
}

/** The newest version of each document of that revision: those that no other version supersedes. */
export function currentVersions(
  documents: readonly StoredDocument[],
  revision: number,
): StoredDocument[] {
  const superseded = new Set(documents.map((each) => each.supersedes))
  return documents.filter((each) => each.revision === revision && !superseded.has(each.id))
}

/** The last version of the document before that revision, which the new one replaces; `null` for the first. */
export function replacedBy(
  documents: readonly StoredDocument[],
  name: DocumentName,
  revision: number,
): StoredDocument | null {
  const earlier = documents.filter((each) => each.name === name && each.revision < revision)
  return earlier.at(-1) ?? null
}

export async function insertDocument(
  trx: Transaction<Database>,
  document: StoredDocument,
  bytes: Uint8Array,
): Promise<void> {
  await trx
    .insertInto('documents')
    .values({
      id: document.id,
      session_id: document.session,
      revision: document.revision,
      name: document.name,
      version: document.version,
      supersedes: document.supersedes,
      signed_field: document.signedField,
      open_fields: JSON.stringify(document.openFields),
      sha256: document.sha256,
      bytes: Buffer.from(bytes),
      created_at: document.createdAt,
      way: document.way,
      signer: document.signer,
    })
    .execute()
}

function fromRow(row: Omit<Row<'documents'>, 'bytes'>): StoredDocument {
  return {
    id: row.id,
    session: row.session_id,
    revision: row.revision,
    name: z.enum(STORED_NAMES).parse(row.name),
    version: row.version,
    supersedes: row.supersedes,
    signedField: row.signed_field,
    openFields: z.array(z.string()).parse(JSON.parse(row.open_fields)),
    sha256: row.sha256,
    createdAt: row.created_at,
    way: z.enum(SIGNING_WAYS).nullable().parse(row.way),
    signer: row.signer,
  }
}

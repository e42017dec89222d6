import { createHash } from 'node:crypto'
import { z } from 'zod'

const SHA256 = /^[0-9a-f]{64}$/
const digest = z.string().regex(SHA256)
const journalHead = z.strictObject({ seq: z.int().min(0), hash: digest })
const stored = z.strictObject({ bytes: z.int().min(1), sha256: digest })

/** Why a backup was made: somebody asked on the pages or at the machine, or the program by itself. */
export const BACKUP_CAUSES = [
  'asked',
  'command',
  'interval',
  'closing',
  'increment',
  'take_over',
] as const
export type BackupCause = (typeof BACKUP_CAUSES)[number]

export const manifests = z.strictObject({
  program: z.string(),
  madeAt: z.iso.datetime(),
  cause: z.enum(BACKUP_CAUSES),
  madeBy: z.string().nullable(),
  database: digest,
  schema: z.string(),
  head: journalHead,
  organisation: z.string().nullable(),
  rows: z.record(z.string(), z.int().min(0)),
  file: stored,
  payload: stored,
  base: z.strictObject({ head: journalHead, sha256: digest, manifest: digest }).nullable(),
})
/**
 * What a backup says of itself: program, when, why and by whom (a full name), which database, its newest migration, the
 * end of its journal, whose it is, how many rows each table has; length and SHA-256 of the database's file and of the
 * payload. An increment is of a `base`: another backup, by its journal's end, the SHA-256 of its file of the database and
 * that of its manifest.
 */
export type Manifest = z.infer<typeof manifests>

export const labels = z.strictObject({
  database: digest,
  madeAt: z.iso.datetime(),
  head: journalHead,
  manifest: digest,
  base: digest.nullable(),
})
/** What is told of a backup without opening it; `base` is the SHA-256 of the manifest of what it is an increment of. */
export type Label = z.infer<typeof labels>

export const heads = z.strictObject({
  locking: z
    .strictObject({
      kdf: z.literal('scrypt'),
      costLog2: z.int().min(14).max(20),
      salt: z.string().regex(/^[0-9a-f]{32}$/),
      check: z.string().regex(/^[0-9a-f]{32}$/),
    })
    .nullable(),
  seal: z.strictObject({ publicKey: z.string().max(200), signature: z.string().max(200) }),
})
/** Whose seal stands on a label: public key and signature, base64. */
export type SealedBy = z.infer<typeof heads>['seal']

/** Label and manifest as lines of JSON without their ends, and the seal over the first. */
export type SignedManifest = {
  readonly label: string
  readonly manifest: string
  readonly seal: SealedBy
}

/** The lines of a manifest, sealed by `seal`. */
export function signedManifest(
  manifest: Manifest,
  seal: (label: Uint8Array) => SealedBy,
): SignedManifest {
  const line = JSON.stringify(manifests.parse(manifest))
  const label = JSON.stringify(labelOf(manifest, Buffer.from(line)))
  return { label, manifest: line, seal: seal(Buffer.from(label)) }
}

/** The label that belongs to the manifest, which is that line. */
export function labelOf(manifest: Manifest, line: Uint8Array): Label {
  const { database, madeAt, head, base } = manifest
  const told = { seq: head.seq, hash: head.hash }
  return { database, madeAt, head: told, manifest: sha256Of(line), base: base && base.manifest }
}

/** SHA-256 in hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

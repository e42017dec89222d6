import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { requireFormat } from '../format.ts'
import { checked } from '../issues.ts'
import { jsonText, parseJson } from '../json.ts'
import { fileId, filledLine, sha256 } from '../parts.ts'
import { isSafePath } from './archive-path.ts'

/** The version of the archive this program writes and reads. */
export const ARCHIVE_FORMAT = 'tin-nhiem/archive@1'
const SIGNATURE_FORMAT = 'tin-nhiem/archive-signature@1'

/** The two files that are not listed in the manifest, and stand last. */
export const MANIFEST = 'manifest.json'
export const MANIFEST_SIGNATURE = 'manifest.sig.json'

const MANIFEST_LIMIT = 4_000_000
const SIGNATURE_LIMIT = 10_000

const count = z.int('count').min(0, 'count')
const instant = z.iso.datetime('text')
const fileSchema = z.strictObject({
  path: filledLine(200).refine(isSafePath, 'file_name'),
  size: count,
  sha256,
  mediaType: filledLine(100),
  /** Format and version of what is in it; `null` for a PDF, a picture, a certificate or plain text. */
  format: filledLine(100).nullable(),
})

/** The shape of `manifest.json`. */
export const archiveManifestSchema = z.strictObject({
  format: z.literal(ARCHIVE_FORMAT, 'choice'),
  /** The version of the program that made it. */
  program: filledLine(100),
  mode: z.enum(['real', 'rehearsal'], 'choice'),
  session: fileId,
  shortId: filledLine(64),
  revision: z.int('count').min(1, 'count'),
  state: filledLine(64),
  /** When the newest entry of the session's journal was made: the archive tells of the session as it was then. */
  asOf: instant,
  /** How many entries of the session's journal it holds; of the newest, the hash in the session's chain and its number in all. */
  journal: z.strictObject({ entries: count, hash: sha256, seq: count }),
  files: z.array(fileSchema, 'list').min(1, 'list_empty').max(5_000, 'list_too_long'),
})
/** What an archive says of itself, and of every file in it but the manifest and its signature. */
export type ArchiveManifest = Omit<z.infer<typeof archiveManifestSchema>, 'format'>
export type ArchivedFile = ArchiveManifest['files'][number]

/** The shape of `manifest.sig.json`. */
export const archiveSignatureSchema = z.strictObject({
  format: z.literal(SIGNATURE_FORMAT, 'choice'),
  algorithm: z.literal('Ed25519', 'choice'),
  /** SHA-256 of the public key: what paper prints of it. */
  keyId: sha256,
  /** SubjectPublicKeyInfo (DER), base64. */
  publicKey: filledLine(200),
  /** Over `tin-nhiem/archive`, a zero byte and the bytes of the manifest; base64. */
  signature: filledLine(200),
})
export type ArchiveSignature = Omit<z.infer<typeof archiveSignatureSchema>, 'format' | 'algorithm'>

/** The bytes of `manifest.json`. */
export function archiveManifestText(manifest: ArchiveManifest): string {
  const { program, mode, session, shortId, revision, state, asOf, journal, files } = manifest
  return jsonText({
    format: ARCHIVE_FORMAT,
    program,
    mode,
    session,
    shortId,
    revision,
    state,
    asOf,
    journal,
    files: files.map(({ path, size, sha256: digest, mediaType, format }) => {
      return { path, size, sha256: digest, mediaType, format }
    }),
  })
}

/** The bytes of `manifest.sig.json`. */
export function archiveSignatureText({ keyId, publicKey, signature }: ArchiveSignature): string {
  return jsonText({ format: SIGNATURE_FORMAT, algorithm: 'Ed25519', keyId, publicKey, signature })
}

/**
 * The manifest of an archive. Refused: `archive_newer` {found} for a version after this one, `unknown_format` for no
 * manifest of an archive, those of `parseJson`, `invalid_input` {issues}.
 */
export function parseArchiveManifest(bytes: Uint8Array): ArchiveManifest {
  const value = parseJson(bytes, MANIFEST_LIMIT)
  refuseNewer(value)
  requireFormat(value, ARCHIVE_FORMAT)
  const { format: _, ...manifest } = checked(archiveManifestSchema, value)
  return manifest
}

/** The signature of a manifest; refusals of `parseJson`, `unknown_format`, `invalid_input` {issues}. */
export function parseArchiveSignature(bytes: Uint8Array): ArchiveSignature {
  const value = parseJson(bytes, SIGNATURE_LIMIT)
  requireFormat(value, SIGNATURE_FORMAT)
  const { keyId, publicKey, signature } = checked(archiveSignatureSchema, value)
  return { keyId, publicKey, signature }
}

function refuseNewer(value: unknown): void {
  const found = typeof value === 'object' && value !== null && 'format' in value && value.format
  const [, version] = /^tin-nhiem\/archive@([1-9][0-9]{0,5})$/.exec(String(found)) ?? []
  if (version !== undefined && version !== '1') throw new AppError('archive_newer', { found })
}

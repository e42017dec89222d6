import { AppError } from '../../errors.ts'
import { foldedPath } from '../../formats/archive/archive-path.ts'
import {
  type ArchiveManifest,
  type ArchiveSignature,
  MANIFEST,
  MANIFEST_SIGNATURE,
  parseArchiveManifest,
  parseArchiveSignature,
} from '../../formats/archive/archive-manifest.ts'
import {
  type ArchiveEntry,
  type ByteSource,
  bytesOf,
  readStoredZip,
} from '../../formats/archive/read-stored-zip.ts'
import { isSealed, sealId } from '../../signatures/seal.ts'
import { sha256 } from '../../storage/sha256.ts'
import type { FoundStep } from '../verification-step.ts'

/** An archive whose container, manifest, signature and digests hold. */
export type OpenArchive = {
  readonly manifest: ArchiveManifest
  readonly signature: ArchiveSignature
  readonly paths: readonly string[]
  /** The bytes of a file; `undefined` where there is none of that path. */
  bytes(path: string): Uint8Array | undefined
}

/** The first four steps, and the archive where all of them hold; after a step that fails the rest is not reached. */
export type Opening = { readonly steps: readonly FoundStep[]; readonly archive: OpenArchive | null }

const STEPS = [
  'archive_container',
  'archive_manifest',
  'archive_signature',
  'archive_files',
] as const
type Step = (typeof STEPS)[number]

/** Why one of these steps fails, beside the reasons of the container. */
export const OPENING_REASONS = [
  'manifest_missing',
  'second_manifest',
  'archive_newer',
  'manifest_invalid',
  'signature_missing',
  'archive_seal_wrong',
  'file_missing',
  'file_not_listed',
  'file_order',
  'file_differs',
] as const

class Failed extends Error {
  readonly step: Step
  readonly detail: FoundStep['detail']
  constructor(step: Step, detail: FoundStep['detail'], cause?: unknown) {
    super(step, { cause })
    this.step = step
    this.detail = detail
  }
}

/** Opens an archive step by step; nothing is written anywhere, and nothing of it is believed before its step. */
export function openArchive(source: ByteSource): Opening {
  try {
    const entries = containerOf(source)
    const read = (path: string) => {
      const entry = entries.find((each) => each.path === path)
      return entry && bytesOf(source, entry)
    }
    const { manifest, bytes } = manifestOf(entries, read)
    const signature = signatureOf(bytes, read)
    requireFiles(entries, manifest, source)
    const { keyId } = signature
    const { program, mode, session, shortId, revision } = manifest
    const details = [
      { files: entries.length },
      { program, mode, session, shortId, revision },
      { keyId },
      { files: manifest.files.length },
    ]
    return {
      steps: STEPS.map((id, at) => ({ id, status: 'ok', detail: details[at]! })),
      archive: { manifest, signature, paths: entries.map(({ path }) => path), bytes: read },
    }
  } catch (error) {
    if (error instanceof Failed) return { steps: failedAt(error), archive: null }
    throw error
  }
}

function failedAt({ step, detail }: Failed): readonly FoundStep[] {
  const at = STEPS.indexOf(step)
  return STEPS.map((id, nth): FoundStep => {
    if (nth < at) return { id, status: 'ok', detail: {} }
    if (nth === at) return { id, status: 'failed', detail }
    return { id, status: 'not_applicable', detail: { reason: 'not_reached' } }
  })
}

function containerOf(source: ByteSource): readonly ArchiveEntry[] {
  try {
    return readStoredZip(source)
  } catch (error) {
    if (error instanceof AppError) throw new Failed('archive_container', error.detail, error)
    throw error
  }
}

type Read = (path: string) => Uint8Array | undefined

function manifestOf(entries: readonly ArchiveEntry[], read: Read) {
  const step = 'archive_manifest'
  const own = [MANIFEST, MANIFEST_SIGNATURE]
  const second = entries.find(
    ({ path }) => !own.includes(path) && own.includes(foldedPath(path.split('/').at(-1)!)),
  )
  if (second) throw new Failed(step, { reason: 'second_manifest', file: second.path })
  const bytes = read(MANIFEST)
  if (!bytes) throw new Failed(step, { reason: 'manifest_missing' })
  try {
    return { manifest: parseArchiveManifest(bytes), bytes }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code, detail } = error
    const reason = code === 'archive_newer' ? code : 'manifest_invalid'
    throw new Failed(step, { ...detail, reason, code }, error)
  }
}

function signatureOf(manifest: Uint8Array, read: Read): ArchiveSignature {
  const step = 'archive_signature'
  const bytes = read(MANIFEST_SIGNATURE)
  if (!bytes) throw new Failed(step, { reason: 'signature_missing' })
  try {
    const signature = parseArchiveSignature(bytes)
    if (sealId(signature.publicKey) === signature.keyId && isSealed(signature, 'archive', manifest))
      return signature
    throw new Failed(step, { reason: 'archive_seal_wrong' })
  } catch (error) {
    if (error instanceof AppError)
      throw new Failed(step, { reason: 'archive_seal_wrong', code: error.code }, error)
    throw error
  }
}

/** Every file is the one the manifest lists at its place, and there is no other. */
function requireFiles(
  entries: readonly ArchiveEntry[],
  { files }: ArchiveManifest,
  source: ByteSource,
): void {
  const fail = (reason: string, file: string) => new Failed('archive_files', { reason, file })
  const listed = [...files.map(({ path }) => path), MANIFEST, MANIFEST_SIGNATURE]
  const there = entries.map(({ path }) => path)
  const missing = listed.find((path) => !there.includes(path))
  if (missing !== undefined) throw fail('file_missing', missing)
  const unlisted = there.find((path) => !listed.includes(path))
  if (unlisted !== undefined) throw fail('file_not_listed', unlisted)
  const moved = listed.find((path, at) => there[at] !== path)
  if (moved !== undefined || listed.length !== there.length)
    throw fail('file_order', moved ?? MANIFEST)
  for (const [at, { path, size, sha256: digest }] of files.entries()) {
    const entry = entries[at]!
    if (entry.size !== size || sha256(bytesOf(source, entry)) !== digest)
      throw fail('file_differs', path)
  }
}

import type { FoundStep } from '../../actions/verification-step.ts'
import { isSealed, sealId } from '../../signatures/seal.ts'
import { hasShape, isListOf, isText, readCanonicalJson } from '../canonical-json.ts'
import { sha256 } from '../sha256.ts'
import { NoArchive, type ZipFile, isSafePath, readZip } from './read-zip.ts'

/** What an archive says of itself (`manifest.json` of `tin-nhiem/archive@1`). */
export type Manifest = {
  readonly mode: 'real' | 'rehearsal'
  readonly session: string
  readonly shortId: string
  readonly revision: number
  readonly state: string
  readonly asOf: string
  readonly journal: { readonly entries: number; readonly hash: string; readonly seq: number }
  readonly files: readonly ListedFile[]
}
export type ListedFile = {
  readonly path: string
  readonly size: number
  readonly sha256: string
  readonly format: string | null
}

/** An archive whose container, manifest, signature and digests hold. */
export type OpenArchive = {
  readonly manifest: Manifest
  readonly keyId: string
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** The first four steps, and the archive where all hold. */
export type Opening = { readonly steps: readonly FoundStep[]; readonly archive: OpenArchive | null }

const STEPS = [
  'archive_container',
  'archive_manifest',
  'archive_signature',
  'archive_files',
] as const
const OWN = ['manifest.json', 'manifest.sig.json']

/**
 * Opens an archive; after a step that fails the rest is not reached. `keyId` is what somebody typed off paper: with it the key
 * that signed must be that one.
 */
export function openArchive(bytes: Uint8Array, keyId: string | null): Opening {
  const details: FoundStep['detail'][] = []
  const failed = (detail: FoundStep['detail']): Opening => {
    const at = details.length
    const steps = STEPS.map((id, nth): FoundStep => {
      if (nth < at) return { id, status: 'ok', detail: details[nth]! }
      if (nth === at) return { id, status: 'failed', detail }
      return { id, status: 'not_applicable', detail: { reason: 'not_reached' } }
    })
    return { steps, archive: null }
  }
  const found = filesOf(bytes)
  if (found instanceof NoArchive)
    return failed({ reason: found.reason, ...(found.file ? { file: found.file } : {}) })
  details.push({ files: found.length })
  const files = new Map(found.map((file) => [file.path, file.bytes]))
  const manifest = readManifest(found)
  if ('reason' in manifest) return failed(manifest)
  details.push({ session: manifest.shortId, revision: manifest.revision })
  const seal = checkSeal(files, keyId)
  if ('reason' in seal) return failed(seal)
  details.push({ keyId: seal.keyId })
  const fault = fileFault(found, manifest)
  if (fault) return failed(fault)
  details.push({ files: manifest.files.length })
  return {
    steps: STEPS.map((id, at) => ({ id, status: 'ok', detail: details[at]! })),
    archive: { manifest, keyId: seal.keyId, files },
  }
}

function filesOf(bytes: Uint8Array): readonly ZipFile[] | NoArchive {
  try {
    return readZip(bytes)
  } catch (error) {
    if (error instanceof NoArchive) return error
    throw error
  }
}

type Fault = { readonly reason: string; readonly file?: string }

function readManifest(files: readonly ZipFile[]): Manifest | Fault {
  const second = files.find(({ path }) => {
    return !OWN.includes(path) && OWN.includes(path.split('/').at(-1)!.toLowerCase())
  })
  if (second) return { reason: 'second_manifest', file: second.path }
  const own = files.find(({ path }) => path === OWN[0])
  if (!own) return { reason: 'manifest_missing' }
  const read = readCanonicalJson(own.bytes)
  const format = (read?.value as { readonly format?: unknown } | null | undefined)?.format
  const isLater = /^tin-nhiem\/archive@(?!1$)[1-9][0-9]{0,5}$/.test(String(format))
  if (isLater) return { reason: 'archive_newer' }
  return read && isManifest(read.value) ? read.value : { reason: 'manifest_invalid' }
}

function isManifest(value: unknown): value is Manifest {
  return hasShape(value, {
    format: (format) => format === 'tin-nhiem/archive@1',
    program: isText,
    mode: (mode) => mode === 'real' || mode === 'rehearsal',
    session: isText,
    shortId: isText,
    revision: isNumber,
    state: isText,
    asOf: isText,
    journal: (journal) => hasShape(journal, { entries: isNumber, hash: isText, seq: isNumber }),
    files: (files) =>
      isListOf(files, (file) =>
        hasShape(file, {
          path: (path) => isText(path) && isSafePath(path),
          size: isNumber,
          sha256: isText,
          mediaType: isText,
          format: (format) => format === null || isText(format),
        }),
      ),
  })
}

function isNumber(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

type Signature = { readonly keyId: string; readonly publicKey: string; readonly signature: string }

function checkSeal(
  files: ReadonlyMap<string, Uint8Array>,
  typed: string | null,
): Pick<Signature, 'keyId'> | Fault {
  const bytes = files.get(OWN[1]!)
  if (!bytes) return { reason: 'signature_missing' }
  const value = readCanonicalJson(bytes)?.value
  const sound = hasShape(value, {
    format: (format) => format === 'tin-nhiem/archive-signature@1',
    algorithm: (algorithm) => algorithm === 'Ed25519',
    keyId: isText,
    publicKey: isText,
    signature: isText,
  })
  if (!sound) return { reason: 'archive_seal_wrong' }
  const seal = value as Signature
  const { keyId, publicKey } = seal
  if (sealId(publicKey) !== keyId || !isSealed(seal, 'archive', files.get(OWN[0]!)!))
    return { reason: 'archive_seal_wrong' }
  return typed === null || typed === keyId ? { keyId } : { reason: 'other_key' }
}

/** Every file is the one the manifest lists at its place, and there is no other. */
function fileFault(found: readonly ZipFile[], { files }: Manifest): Fault | null {
  const listed = [...files.map(({ path }) => path), ...OWN]
  const there = found.map(({ path }) => path)
  const missing = listed.find((path) => !there.includes(path))
  if (missing !== undefined) return { reason: 'file_missing', file: missing }
  const unlisted = there.find((path) => !listed.includes(path))
  if (unlisted !== undefined) return { reason: 'file_not_listed', file: unlisted }
  const moved = listed.find((path, at) => there[at] !== path)
  if (moved !== undefined) return { reason: 'file_order', file: moved }
  const other = files.find(({ size, sha256: digest }, at) => {
    const { bytes } = found[at]!
    return bytes.length !== size || sha256(bytes) !== digest
  })
  return other ? { reason: 'file_differs', file: other.path } : null
}

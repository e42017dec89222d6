import { readFileSync } from 'node:fs'
import { openArchive } from '../../src/actions/archives/open-archive.ts'
import { chainInput, sessionChainInput } from '../../src/domain/journal.ts'
import {
  MANIFEST,
  MANIFEST_SIGNATURE,
  archiveManifestText,
  archiveSignatureText,
  parseArchiveManifest,
} from '../../src/formats/archive/archive-manifest.ts'
import {
  type ArchivedEntry,
  archivedEntryLine,
  parseArchivedJournal,
} from '../../src/formats/archive/archived-journal.ts'
import { sourceOf } from '../../src/formats/archive/read-stored-zip.ts'
import { storedZip } from '../../src/formats/archive/stored-zip.ts'
import { ROOT } from '../../src/program.ts'
import { type Seal, sealOf } from '../../src/signatures/seal.ts'
import { sha256 } from '../../src/storage/sha256.ts'

/** The files of an archive by path, in their order. */
export type Files = Map<string, Uint8Array>
type Json = Record<string, unknown>

export const FORGER: Seal = sealOf(new Uint8Array(32).fill(99))

/** The bytes of an archive that is kept for ever. */
export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(`${ROOT}/test/fixtures/archives/${name}.zip`))
}

export function filesIn(bytes: Uint8Array): Files {
  const archive = openArchive(sourceOf(bytes)).archive!
  return new Map(archive.paths.map((path) => [path, archive.bytes(path)!]))
}

export function packed(files: Iterable<readonly [string, Uint8Array]>): Uint8Array {
  const zip = storedZip()
  const pieces = [...files].flatMap(([path, bytes]) => zip.add(path, bytes))
  return new Uint8Array(Buffer.concat([...pieces, zip.end()]))
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
export const textIn = (files: Files, path: string): string =>
  new TextDecoder().decode(files.get(path))

/** Changes a JSON file the way this program writes them. */
export function edit(files: Files, path: string, change: (value: Json) => void): void {
  const value = JSON.parse(textIn(files, path)) as Json
  change(value)
  files.set(path, bytesOf(`${JSON.stringify(value, null, 2)}\n`))
}

/** As whoever has the files but not the key: a manifest with the digests of what is there now, signed anew. */
export function resealed(
  files: Files,
  {
    change = () => undefined,
    seal = FORGER,
  }: { change?: (manifest: Json) => void; seal?: Seal } = {},
): Uint8Array {
  const before = parseArchiveManifest(files.get(MANIFEST)!)
  const known = new Map(before.files.map((file) => [file.path, file]))
  const own = [MANIFEST, MANIFEST_SIGNATURE]
  const rest = [...files].filter(([path]) => !own.includes(path))
  const listed = rest.map(([path, bytes]) => {
    const { mediaType = 'text/plain', format = null } = known.get(path) ?? {}
    return { path, size: bytes.length, sha256: sha256(bytes), mediaType, format }
  })
  const manifest = JSON.parse(archiveManifestText({ ...before, files: listed })) as Json
  change(manifest)
  const text = bytesOf(`${JSON.stringify(manifest, null, 2)}\n`)
  const signature = seal.sign('archive', text)
  const told = archiveSignatureText({ keyId: seal.id, publicKey: seal.publicKey, signature })
  return packed([...rest, [MANIFEST, text], [MANIFEST_SIGNATURE, bytesOf(told)]])
}

export const entriesIn = (files: Files): ArchivedEntry[] => [
  ...parseArchivedJournal(files.get('journal.jsonl')!),
]

export function putEntries(files: Files, entries: readonly ArchivedEntry[]): void {
  files.set('journal.jsonl', bytesOf(entries.map(archivedEntryLine).join('')))
}

/** Rewrites events and every hash after them, as a forger with all the time in the world. */
export function rewriteJournal(
  files: Files,
  change: (event: Json) => void,
): (manifest: Json) => void {
  const { session } = parseArchiveManifest(files.get(MANIFEST)!)
  let prevHash = '0'.repeat(64)
  const entries = entriesIn(files).map((each, at): ArchivedEntry => {
    const read = JSON.parse(each.entry) as { event: Json }
    change(read.event)
    const entry = JSON.stringify(read)
    const hash = sha256(sessionChainInput({ session, place: at + 1 }, prevHash, entry))
    const journalHash = sha256(chainInput(each.journalPrevHash, entry))
    const made = { ...each, entry, prevHash, hash, journalHash }
    prevHash = hash
    return made
  })
  putEntries(files, entries)
  return (manifest) => void Object.assign(manifest['journal'] as Json, { hash: prevHash })
}

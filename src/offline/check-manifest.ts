import type { FoundStep } from '../actions/verification-step.ts'
import { hasShape, isListOf, isText, readCanonicalJson } from './canonical-json.ts'
import { sha256 } from './sha256.ts'

type Manifest = {
  readonly files: readonly { readonly name: string; readonly sha256: string }[]
}

const NAME = 'manifest.json'

/** Step `files_listed`: the files inside are those the list names, each with its digest; none where there is no list. */
export function checkManifest(attachments: ReadonlyMap<string, Uint8Array>): readonly FoundStep[] {
  const bytes = attachments.get(NAME)
  if (!bytes) return []
  const id = 'files_listed'
  const read = readCanonicalJson(bytes)
  const manifest = read && isManifest(read.value) ? read.value : null
  const file = manifest ? oddOne(attachments, manifest) : NAME
  if (file === undefined) return [{ id, status: 'ok', detail: {} }]
  return [{ id, status: 'failed', detail: { reason: 'manifest_differs', file } }]
}

/** The first file that is listed and not there, there and not listed, or another one. */
function oddOne(
  attachments: ReadonlyMap<string, Uint8Array>,
  { files }: Manifest,
): string | undefined {
  const listed = new Map(files.map((file) => [file.name, file.sha256]))
  const names = new Set([...listed.keys(), ...attachments.keys()].filter((name) => name !== NAME))
  return [...names].find((name) => {
    const bytes = attachments.get(name)
    return !bytes || listed.get(name) !== sha256(bytes)
  })
}

function isManifest(value: unknown): value is Manifest {
  return hasShape(value, {
    format: (format) => format === 'tin-nhiem/manifest@1',
    document: isText,
    template: isText,
    files: (files) => isListOf(files, (file) => hasShape(file, { name: isText, sha256: isText })),
  })
}

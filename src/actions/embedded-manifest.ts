import { AppError } from '../errors.ts'
import { type Manifest, parseManifest } from '../formats/manifest.ts'
import { sha256 } from '../storage/sha256.ts'
import type { FoundStep } from './verification-step.ts'

/** The list of files a document carries, and the step that checks it; neither in a document without one. */
export type ManifestCheck = {
  readonly steps: readonly FoundStep[]
  readonly manifest: Manifest | null
}

const NAME = 'manifest.json'

/** Step `files_listed`: the list can be read, and the files are those it names, each with its digest, and no others. */
export function checkManifest(attachments: ReadonlyMap<string, Uint8Array>): ManifestCheck {
  const bytes = attachments.get(NAME)
  if (!bytes) return { steps: [], manifest: null }
  const step = (status: FoundStep['status'], detail: FoundStep['detail']): FoundStep[] => [
    { id: 'files_listed', status, detail },
  ]
  try {
    const manifest = parseManifest(bytes)
    const file = oddOne(attachments, manifest)
    if (file === undefined) return { steps: step('ok', { template: manifest.template }), manifest }
    return { steps: step('failed', { reason: 'manifest_differs', file }), manifest }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const detail = { reason: 'manifest_differs', file: NAME, code: error.code }
    return { steps: step('failed', detail), manifest: null }
  }
}

/** The first file that is listed and not there, there and not listed, or another one. */
function oddOne(
  attachments: ReadonlyMap<string, Uint8Array>,
  { files }: Manifest,
): string | undefined {
  const listed = new Map(files.map((file) => [file.name, file.sha256]))
  const names = [...listed.keys(), ...attachments.keys()].filter((name) => name !== NAME)
  return names.find((name) => {
    const bytes = attachments.get(name)
    return !bytes || listed.get(name) !== sha256(bytes)
  })
}

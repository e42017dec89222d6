import { z } from 'zod'
import { CARRYING_NAMES } from '../domain/proceedings.ts'
import { requireFormat } from './format.ts'
import { checked } from './issues.ts'
import { jsonText, parseJson } from './json.ts'
import { filledLine, sha256 } from './parts.ts'

/** The version of the format this program reads and writes. */
const MANIFEST_FORMAT = 'tin-nhiem/manifest@1'

/** The largest manifest read, in bytes. */
const MANIFEST_LIMIT = 100_000

const schema = z.strictObject({
  format: z.literal(MANIFEST_FORMAT, 'choice'),
  document: z.enum(CARRYING_NAMES, 'choice'),
  template: sha256,
  files: z.array(z.strictObject({ name: filledLine(200), sha256 }), 'list'),
})

/** What a document says of itself: which it is, the digest of its template, and of each other file it carries. */
export type Manifest = Omit<z.infer<typeof schema>, 'format'>

/** The manifest as its file has it. */
export function manifestText({ document, template, files }: Manifest): string {
  return jsonText({ format: MANIFEST_FORMAT, document, template, files })
}

/** The manifest of a file. Refusals: those of `parseJson`, `unknown_format`, `invalid_file`. */
export function parseManifest(bytes: Uint8Array): Manifest {
  const value = parseJson(bytes, MANIFEST_LIMIT)
  requireFormat(value, MANIFEST_FORMAT)
  const { format: _, ...manifest } = checked(schema, value)
  return manifest
}

import { createHash } from 'node:crypto'

/** What a template says, whatever its file looks like, and the digest it is known by. */
export type TemplateSource = {
  /** SHA-256 (hex) of `body`. */
  readonly sha256: string
  /** The content as one JSON text: keys in alphabetical order, no comments, NFC. */
  readonly body: string
}

/**
 * The source of a template by its content. The layouts it names are not part of it: they decide where words stand,
 * never which.
 */
export function templateSource(content: unknown): TemplateSource {
  const body = `${JSON.stringify(sorted(content), null, 1)}\n`.normalize('NFC')
  return { sha256: createHash('sha256').update(body).digest('hex'), body }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

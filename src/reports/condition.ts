import { PlaceholderError, parsePath } from './placeholder.ts'

/** `path`, `not path`, `path is code` or `not path is code`, taken apart. */
export type Condition = {
  readonly path: readonly string[]
  readonly is: string | null
  readonly not: boolean
}

/** The condition that `source` writes. Throws `PlaceholderError`. */
export function parseCondition(source: string): Condition {
  const match = /^(not )?([\w.]+)(?: is (\w+))?$/.exec(source)
  if (!match) throw new PlaceholderError('bad_condition', source)
  return { path: parsePath(match[2]!), is: match[3] ?? null, not: match[1] !== undefined }
}

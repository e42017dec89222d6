import { AppError } from '../errors.ts'

/** Passes a document that declares the format we read; another or none is `unknown_format` {found, expected}. */
export function requireFormat(value: unknown, expected: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  const found = 'format' in value ? value.format : null
  if (found === expected) return
  throw new AppError('unknown_format', {
    found: typeof found === 'string' ? found.slice(0, 60) : null,
    expected,
  })
}

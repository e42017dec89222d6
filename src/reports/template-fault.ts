import { AppError } from '../errors.ts'

/** A `template_invalid` error: which file, where in it (a JSON pointer), which rule, and what was found. */
export function templateFault(
  file: string,
  place: string,
  reason: string,
  found: string,
  cause?: unknown,
): AppError {
  return new AppError('template_invalid', { file, place, reason, found }, cause)
}

import { z } from 'zod'
import type { Answered } from '../../domain/acknowledgement.ts'
import { checked } from '../../formats/issues.ts'
import { seenWarnings } from '../../http/entry-schemas.ts'
import type { Typed } from './form.ts'

/** The field whose value is the warnings that were ticked as looked at again, as JSON. */
export const SEEN_FIELD = 'seen'

const asJson = z.string().transform((text, issues) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    issues.addIssue('invalid')
    return z.NEVER
  }
})

/** The warnings that were ticked as looked at again; `undefined` when the form asked for none. */
export function seenOf(typed: Typed): readonly Answered[] | undefined {
  const text = typed[SEEN_FIELD]
  return text === undefined ? undefined : checked(asJson.pipe(seenWarnings), text)
}

/** The value of the field for these warnings. */
export function seenText(warnings: readonly Answered[]): string {
  return JSON.stringify(warnings.map(({ code, path, numbers }) => ({ code, path, numbers })))
}
